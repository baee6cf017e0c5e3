"""Cues: the small language in which rules name words, compiled once and read in one pass over a narrative."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_mood import MoodReader, Span
from fengqiao.disputes.rules.narrative_numbers import amounts, headcounts
from fengqiao.jurisdictions.ruleset.intake import Lexicon, Mood, TextPattern

NEAR = 10
_OPTIONS = 40
_SPELLINGS = 1000
FAR = 60
_LINKS = {"…": "far", "&": "any", "+": "anywhere"}
_COUNTED = frozenset({"<amount>", "<million>", "<people>"})
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """Where a cue was read, and in which moods its words were said."""

    start: int
    end: int
    moods: frozenset[Mood]
    cue: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue: parts by number, how each is linked to the one before (near, far, any), and parts that forbid."""

    written: str
    parts: tuple[int, ...]
    links: tuple[str, ...]
    forbidden: tuple[int, ...]


@dataclass(slots=True)
class _Pattern:
    cues: list[Cue]
    accepts: frozenset[Mood]
    unless: list[Cue]
    unless_anywhere: list[Cue]


@dataclass(slots=True)
class Reading:
    """What one pass over a text found: where the words of each part stand, and the moods around them."""

    text: Text
    where: dict[int, list[Span]]
    mood: MoodReader
    found: dict[str, tuple[Match, ...]] = field(default_factory=dict)


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
    """All cues of a set of rules under their keys, and the vocabulary that one pass over a text looks for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = {name: tuple(self._spelled(words)) for name, words in lexicon.words.items()}
        self._words: dict[str, list[int]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._part_of: dict[str, int] = {}
        self._patterns: dict[str, list[_Pattern]] = {}
        self._marks = {name: self._part(frozenset(self._spelled(words))) for name, words in lexicon.marks.items()}
        self._masks = self._part(frozenset(self._spelled(lexicon.masks)))

    @staticmethod
    def _spelled(words: str) -> list[str]:
        return [word for written in words.split() for word in sorted(spell(written, {}))]

    def _part(self, words: frozenset[str]) -> int:
        key = "|".join(sorted(words))
        number = self._part_of.get(key)
        if number is None:
            number = self._part_of[key] = len(self._part_of)
            for word in words:
                self._words.setdefault(word, []).append(number)
                known = self._lengths.get(word[0], ())
                if len(word) not in known:
                    self._lengths[word[0]] = tuple(sorted((*known, len(word)), reverse=True))
        return number

    def compile(self, written: str) -> Cue:
        """Return a cue compiled; KeyError for an unknown word list, ValueError for one without words."""
        parts: list[int] = []
        links: list[str] = []
        forbidden: list[int] = []
        link = "near"
        for piece in written.split():
            if piece in _LINKS:
                link = _LINKS[piece]
            elif piece.startswith("!"):
                forbidden.append(self._part(spell(piece[1:], self._lexicon)))
            else:
                parts.append(self._part(spell(piece, self._lexicon)))
                links.append(link)
                link = "near"
        if not parts:
            raise ValueError(f"a cue without words: {written!r}")
        return Cue(written, tuple(parts), tuple(links), tuple(forbidden))

    def add(self, key: str, patterns: Iterable[TextPattern]) -> None:
        """File patterns under a key."""
        compiled = self._patterns.setdefault(key, [])
        for pattern in patterns:
            compiled.append(
                _Pattern(
                    [self.compile(cue) for cue in pattern.cues],
                    frozenset(pattern.accepts),
                    [self.compile(cue) for cue in pattern.unless],
                    [self.compile(cue) for cue in pattern.unless_anywhere],
                )
            )

    def scan(self, text: Text) -> Reading:
        """Read a text once and return what stands where."""
        where: dict[int, list[Span]] = {}
        plain, lengths, words = text.plain, self._lengths, self._words
        masks: list[Span] = []
        hits: list[tuple[int, int, list[int]]] = []
        for index, sign in enumerate(plain):
            for length in lengths.get(sign, ()):
                numbers = words.get(plain[index : index + length])
                if numbers is not None:
                    hits.append((index, index + length, numbers))
                    if self._masks in numbers:
                        masks.append((index, index + length))
        covered = 0
        pending = iter([*masks, (len(plain) + 1, len(plain) + 1)])
        mask = next(pending)
        active: list[Span] = []
        for start, end, numbers in hits:
            while mask[0] <= start:
                active.append(mask)
                covered = max(covered, mask[1])
                mask = next(pending)
            if start < covered:
                active = [span for span in active if span[1] > start]
                if any(span[0] <= start and end <= span[1] and end - start < span[1] - span[0] for span in active):
                    continue
            for number in numbers:
                where.setdefault(number, []).append((start, end))
        self._count(text, where)
        marks: Mapping[str, list[Span]] = {name: where.get(number, []) for name, number in self._marks.items()}
        return Reading(text, where, MoodReader(text, marks))

    def _count(self, text: Text, where: dict[int, list[Span]]) -> None:
        """Note where sums of money and headcounts stand, for the cues that name them."""
        sums = amounts(text)
        counted: dict[str, list[Span]] = {
            "<amount>": [(one.start, one.end) for one in sums],
            "<million>": [(one.start, one.end) for one in sums if one.yuan >= _MILLION],
            "<people>": [(one.start, one.end) for one in headcounts(text)],
        }
        for name, spans in counted.items():
            for number in self._words.get(name, ()) if spans else ():
                where[number] = sorted([*where.get(number, ()), *spans])

    def matches(self, reading: Reading, key: str) -> tuple[Match, ...]:
        """Return the matches of a key that count, in order of their place; () for an unknown key."""
        known = reading.found.get(key)
        if known is None:
            found = [match for pattern in self._patterns.get(key, ()) for match in self._pattern(reading, pattern)]
            known = reading.found[key] = tuple(sorted(found, key=lambda match: (match.start, match.end)))
        return known

    def _pattern(self, reading: Reading, pattern: _Pattern) -> list[Match]:
        found = [m for cue in pattern.cues for m in self._cue(reading, cue) if m.moods <= pattern.accepts]
        if found and any(not m.moods for cue in pattern.unless_anywhere for m in self._cue(reading, cue)):
            return []
        if found and pattern.unless:
            undone = {
                self._sentence(reading, m.start)
                for cue in pattern.unless
                for m in self._cue(reading, cue)
                if "negated" not in m.moods
            }
            found = [match for match in found if self._sentence(reading, match.start) not in undone]
        return found

    @staticmethod
    def _sentence(reading: Reading, position: int) -> int:
        return reading.text.clauses[reading.text.clause_at(position)].sentence

    def _cue(self, reading: Reading, cue: Cue) -> list[Match]:
        where, text = reading.where, reading.text
        if not all(part in where for part in cue.parts):
            return []
        found = []
        for span in where[cue.parts[0]]:
            spans = self._follow(reading, cue, span)
            if spans is None:
                continue
            clause = text.clauses[text.clause_at(span[0])]
            if any(self._between(where.get(part, []), clause.start, clause.end) for part in cue.forbidden):
                continue
            moods = frozenset(
                mood
                for one in spans
                for mood, mark in reading.mood.signs(one)
                if not any(mark[0] < span[1] and span[0] < mark[1] for span in spans)
            )
            found.append(Match(min(s[0] for s in spans), max(s[1] for s in spans), moods, cue.written))
        return found

    @staticmethod
    def _between(spans: list[Span], start: int, end: int) -> bool:
        index = bisect_left(spans, (start, 0))
        return index < len(spans) and spans[index][0] < end

    def _follow(self, reading: Reading, cue: Cue, first: Span) -> list[Span] | None:
        """Return the spans of all parts that follow ``first`` as the links ask, or None."""
        text = reading.text
        spans = [first]
        for part, link in zip(cue.parts[1:], cue.links[1:], strict=True):
            options = reading.where[part]
            if link == "anywhere":
                free = [
                    one
                    for one in options[:_OPTIONS]
                    if not any(one[0] < span[1] and span[0] < one[1] for span in spans)
                ]
                if not free:
                    return None
                spans.append(min(free, key=lambda one: len(reading.mood.signs(one))))
                continue
            last = spans[-1]
            here = text.clauses[text.clause_at(last[0])]
            if link == "any":
                index, limit = bisect_left(options, (first[0] - FAR, 0)), first[1] + FAR
            else:
                index = bisect_left(options, (last[1], 0))
                limit = last[1] + (NEAR if link == "near" else FAR)
            chosen = None
            while index < len(options) and options[index][0] <= limit:
                option = options[index]
                index += 1
                if any(option[0] < span[1] and span[0] < option[1] for span in spans):
                    continue
                there = text.clauses[text.clause_at(option[0])]
                if there.start == here.start if link == "near" else there.sentence == here.sentence:
                    chosen = option
                    break
            if chosen is None:
                return None
            spans.append(chosen)
        return spans
