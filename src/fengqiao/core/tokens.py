"""Search tokens: Chinese characters singly and in pairs, other words and numbers whole.

Two-character words are the rule in Chinese and are missed by trigram and word indexes; pairs find them all.
"""

import re
import unicodedata

_RUNS = re.compile(r"(?P<han>[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+)|(?P<word>[0-9a-z]+)")
_LONGEST_WORD = 40


def normalise(text: str) -> str:
    """Return text in one width and case, so that ＡＢ and ab are the same word."""
    return unicodedata.normalize("NFKC", text).lower()


def index_tokens(*texts: str) -> str:
    """Return the space-separated tokens of the texts, each once, in order of first appearance."""
    seen: dict[str, None] = {}
    for text in texts:
        for run in _RUNS.finditer(normalise(text)):
            if han := run["han"]:
                seen.update(dict.fromkeys(han))
                seen.update(dict.fromkeys(a + b for a, b in zip(han, han[1:], strict=False)))
            else:
                seen[run["word"][:_LONGEST_WORD]] = None
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
            tokens.update(dict.fromkeys(a + b for a, b in zip(han, han[1:], strict=False)))
    return list(tokens)
