"""A narrative read once against a book of cues: where words stand, in which mood, and which cues they make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_cues import AMOUNT, MILLION, PEOPLE, Cue, CueBook, Pattern
from fengqiao.disputes.rules.narrative_mood import MoodReader, Span
from fengqiao.disputes.rules.narrative_numbers import amounts, headcounts
from fengqiao.jurisdictions.ruleset.intake import Mood

NEAR = 10
FAR = 60
_MILLION = 1_000_000
_OPTIONS = 40
_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Match:
    """Where a cue was read, and in which moods its words were said."""

    start: int
    end: int
    moods: frozenset[Mood]
    cue: str


class Reading:
    """What one pass over a text found. Linear in its length: every look-around is bounded by signs, not by the text."""

    def __init__(self, text: Text, book: CueBook) -> None:
        self.text = text
        self._book = book
        self._words: dict[str, list[Span]] = {}
        for start, end in _unmasked(text.plain, book):
            self._words.setdefault(text.plain[start:end], []).append((start, end))
        self._count()
        self._part_words: dict[int, list[str]] = {}
        for word in self._words:
            for part in book.parts[word]:
                self._part_words.setdefault(part, []).append(word)
        parts = self._part_words.keys()
        self._present = {
            cue for part in parts for cue in book.beginning.get(part, ()) if all(other in parts for other in cue.parts)
        }
        self._spans: dict[int, list[Span]] = {}
        self._found: dict[str, tuple[Match, ...]] = {}
        self.mood = MoodReader(text, {name: self._where(part) for name, part in book.marks.items()})

    def _count(self) -> None:
        """Note where sums of money and headcounts stand, for the cues that name them."""
        sums = amounts(self.text)
        counted = {
            AMOUNT: [(one.start, one.end) for one in sums],
            MILLION: [(one.start, one.end) for one in sums if one.yuan >= _MILLION],
            PEOPLE: [(one.start, one.end) for one in headcounts(self.text)],
        }
        self._words.update({name: spans for name, spans in counted.items() if spans and name in self._book.parts})

    def _where(self, part: int) -> list[Span]:
        """Return where the words of a part stand, in order."""
        spans = self._spans.get(part)
        if spans is None:
            words = self._part_words.get(part, ())
            spans = self._spans[part] = sorted(span for word in words for span in self._words[word])
        return spans

    def matches(self, key: str) -> tuple[Match, ...]:
        """Return the matches of a key that count, in order of their place; () for an unknown key."""
        known = self._found.get(key)
        if known is None:
            found = [match for pattern in self._book.patterns.get(key, ()) for match in self._pattern(pattern)]
            known = self._found[key] = tuple(sorted(found, key=lambda match: (match.start, match.end)))
        return known

    def _pattern(self, pattern: Pattern) -> list[Match]:
        found = [match for match in self._all(pattern.cues) if match.moods <= pattern.accepts]
        if not found or any(not match.moods for match in self._all(pattern.unless_anywhere)):
            return []
        undone = {self._sentence(match.start) for match in self._all(pattern.unless) if "negated" not in match.moods}
        return [match for match in found if self._sentence(match.start) not in undone] if undone else found

    def _all(self, cues: tuple[Cue, ...]) -> Iterator[Match]:
        for cue in cues:
            if cue in self._present:
                yield from self.cue(cue)

    def _sentence(self, position: int) -> int:
        return self.text.clauses[self.text.clause_at(position)].sentence

    def cue(self, cue: Cue) -> Iterator[Match]:
        """Yield every place where the parts of a cue stand as they are linked."""
        for span in self._where(cue.parts[0]):
            spans = self._follow(cue, span)
            if spans is None or self._forbidden(cue, span):
                continue
            moods = frozenset(
                mood
                for one in spans
                for mood, mark in self.mood.signs(one)
                if not any(mark[0] < span[1] and span[0] < mark[1] for span in spans)
            )
            yield Match(min(one[0] for one in spans), max(one[1] for one in spans), moods, cue.written)

    def _forbidden(self, cue: Cue, span: Span) -> bool:
        forbidden = [part for part in cue.forbidden if part in self._part_words]
        if not forbidden:
            return False
        clause = self.text.clauses[self.text.clause_at(span[0])]
        for part in forbidden:
            spans = self._where(part)
            index = bisect_left(spans, (clause.start, 0))
            if index < len(spans) and spans[index][0] < clause.end:
                return True
        return False

    def _follow(self, cue: Cue, first: Span) -> list[Span] | None:
        """Return the spans of all parts that follow ``first`` as the links ask, or None."""
        spans = [first]
        for part, link in zip(cue.parts[1:], cue.links[1:], strict=True):
            options = self._options(self._where(part), link, first, spans[-1])
            free = [one for one in options if not any(one[0] < span[1] and span[0] < one[1] for span in spans)]
            if not free:
                return None
            spans.append(free[0] if len(free) == 1 else min(free, key=lambda one: len(self.mood.signs(one))))
        return spans

    def _options(self, spans: list[Span], link: str, first: Span, last: Span) -> list[Span]:
        """Return the first few places where the next part may stand."""
        if link == "anywhere":
            return spans[:_OPTIONS]
        text = self.text
        here = text.clauses[text.clause_at(last[0])]
        if link == "any":
            index, limit = bisect_left(spans, (first[0] - FAR, 0)), first[1] + FAR
        else:
            index, limit = bisect_left(spans, (last[1], 0)), last[1] + (NEAR if link == "near" else FAR)
        found: list[Span] = []
        while index < len(spans) and spans[index][0] <= limit and len(found) < _CHOICES:
            there = text.clauses[text.clause_at(spans[index][0])]
            if there is here if link == "near" else there.sentence == here.sentence:
                found.append(spans[index])
            index += 1
        return found


def _unmasked(plain: str, book: CueBook) -> Iterator[Span]:
    """Yield where words of the book stand, but not inside a longer phrase that means something else."""
    lengths, parts, masks = book.lengths, book.parts, book.masks
    covering: list[Span] = []
    last = len(plain)
    for index, sign in enumerate(plain):
        for length in lengths.get(sign, ()):
            end = index + length
            word = plain[index:end]
            if end > last or word not in parts:
                continue
            if word in masks:
                covering = [span for span in covering if span[1] > index]
                covering.append((index, end))
            if covering and any(start <= index and end <= stop and stop - start > length for start, stop in covering):
                continue
            yield index, end
