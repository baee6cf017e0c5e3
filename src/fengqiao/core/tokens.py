"""Search tokens: Chinese characters singly and in pairs, other words and numbers whole.

Two-character words are the rule in Chinese and are missed by trigram and word indexes; pairs find them all.
"""

import re
import unicodedata
from operator import add

_RUNS = re.compile(r"(?P<han>[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+)|(?P<word>[0-9a-z]+)")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NOT_PLAIN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f一-鿿、。《》“”‘’—]+")
_LONGEST_WORD = 40


def _folded(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0])


def normalise(text: str) -> str:
    """Return text in one width and case (NFKC, lower case), so that ＡＢ and ab are the same word.

    Chinese characters and their marks neither change nor join with a neighbour, so only the rest is looked at.
    """
    return _NOT_PLAIN.sub(_folded, text.translate(_WIDE)).lower()


def index_tokens(*texts: str) -> str:
    """Return the space-separated tokens of the texts, each once, in no order."""
    seen: set[str] = set()
    for han, word in _RUNS.findall(normalise("\n".join(texts))):
        if han:
            seen.update(han)
            seen.update(map(add, han, han[1:]))
        else:
            seen.add(word[:_LONGEST_WORD])
    return " ".join(seen)


def query_tokens(query: str) -> list[str]:
    """Return the tokens that a record must hold to match: pairs of longer runs, a lone character by itself."""
    tokens: dict[str, None] = {}
    for run in _RUNS.finditer(normalise(query)):
        han = run["han"]
        if not han:
            tokens[run["word"][:_LONGEST_WORD]] = None
        elif len(han) == 1:
            tokens[han] = None
        else:
            tokens.update(dict.fromkeys(map(add, han, han[1:])))
    return list(tokens)
