"""Cues: the small language in which rules name words, compiled once into one vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from fengqiao.jurisdictions.ruleset.intake import Lexicon, Mood, TextPattern

Made = TypeVar("Made")
AMOUNT, MILLION, PEOPLE = "<amount>", "<million>", "<people>"
_COUNTED = frozenset({AMOUNT, MILLION, PEOPLE})
_LINKS = {"…": "far", "&": "any", "+": "anywhere"}
_SPELLINGS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A compiled cue: parts by number, how each is linked to the one before (near, far, any, anywhere), what forbids it."""

    written: str
    parts: tuple[int, ...]
    links: tuple[str, ...]
    forbidden: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled TextPattern."""

    cues: tuple[Cue, ...]
    accepts: frozenset[Mood]
    unless: tuple[Cue, ...]
    unless_anywhere: tuple[Cue, ...]


def spell(written: str, lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the words that a part of a cue stands for.

    "打(我|他)" gives 打我 and 打他, "限制了?" 限制了 and 限制, "<court>" the words of that list. KeyError for an unknown list,
    ValueError for one that is left open, spells nothing, or spells more than ``_SPELLINGS`` words.
    """
    words, end = _alternatives(written, 0, lists)
    if end != len(written) or any(not word for word in words):
        raise ValueError(f"a cue part spells an empty or unfinished word: {written}")
    return frozenset(words)


def _alternatives(written: str, at: int, lists: Mapping[str, tuple[str, ...]]) -> tuple[list[str], int]:
    """Return the words of the alternatives that begin at ``at``, and where they end."""
    words: list[str] = []
    current = [""]
    while at < len(written) and written[at] != ")":
        sign = written[at]
        if sign == "|":
            words, current, at = words + current, [""], at + 1
            continue
        if sign == "(":
            piece, at = _alternatives(written, at + 1, lists)
            at += 1
        elif sign == "<":
            close = written.index(">", at)
            name = written[at : close + 1]
            names = written[at + 1 : close].split("|")
            piece = [name] if name in _COUNTED else [word for one in names for word in lists[one]]
            at = close + 1
        else:
            piece, at = [sign], at + 1
        if written[at : at + 1] == "?":
            piece, at = [*piece, ""], at + 1
        if len(current) * len(piece) + len(words) > _SPELLINGS:
            raise ValueError(f"a cue part spells too many words: {written}")
        current = [head + tail for head in current for tail in piece]
    return words + current, at


class CueBook:
    """All cues of a set of rules under their keys, and the vocabulary that one pass over a text looks for.

    ``parts`` tells for each word of the vocabulary in which parts it stands, ``lengths`` how long the words are that
    begin with a sign, ``beginning`` the cues that begin with a part.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.parts: dict[str, list[int]] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}
        self.patterns: dict[str, list[Pattern]] = {}
        self.beginning: dict[int, list[Cue]] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._compiled: dict[str, Cue] = {}
        self._lists = {name: self._spelled(words) for name, words in lexicon.words.items()}
        self.marks = {name: self._part(frozenset(self._spelled(words))) for name, words in lexicon.marks.items()}
        self.masks = frozenset(self._spelled(lexicon.masks))
        self._part(self.masks)

    @staticmethod
    def _spelled(words: str) -> tuple[str, ...]:
        return tuple(word for written in words.split() for word in sorted(spell(written, {})))

    def _part(self, words: frozenset[str]) -> int:
        number = self._numbers.get(words)
        if number is None:
            number = self._numbers[words] = len(self._numbers)
            for word in words:
                self.parts.setdefault(word, []).append(number)
                known = self.lengths.get(word[0], ())
                if len(word) not in known:
                    self.lengths[word[0]] = tuple(sorted((*known, len(word)), reverse=True))
        return number

    def compile(self, written: str) -> Cue:
        """Return a cue compiled; KeyError for an unknown word list, ValueError for one without words."""
        known = self._compiled.get(written)
        if known is not None:
            return known
        parts: list[int] = []
        links: list[str] = []
        forbidden: list[int] = []
        link = "near"
        for piece in written.split():
            if piece in _LINKS:
                link = _LINKS[piece]
            elif piece.startswith("!"):
                forbidden.append(self._part(spell(piece[1:], self._lists)))
            else:
                parts.append(self._part(spell(piece, self._lists)))
                links.append(link)
                link = "near"
        if not parts:
            raise ValueError(f"a cue without words: {written!r}")
        cue = self._compiled[written] = Cue(written, tuple(parts), tuple(links), tuple(forbidden))
        self.beginning.setdefault(parts[0], []).append(cue)
        return cue

    def add(self, key: str, patterns: Iterable[TextPattern]) -> None:
        """File patterns under a key."""
        compiled = self.patterns.setdefault(key, [])
        for pattern in patterns:
            lists = (pattern.cues, pattern.unless, pattern.unless_anywhere)
            cues, unless, unless_anywhere = (tuple(self.compile(cue) for cue in cues) for cues in lists)
            compiled.append(Pattern(cues, frozenset(pattern.accepts), unless, unless_anywhere))


class Kept(Generic[Made]):
    """What was made from frozen objects, kept by their identity; they are held, so that no identity is used again."""

    most = 16

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[tuple[object, ...], Made]] = {}

    def get(self, sources: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what was made from these very objects, making it at first."""
        key = tuple(id(source) for source in sources)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self.most:
                self._known.clear()
            known = self._known[key] = (sources, make())
        return known[1]
