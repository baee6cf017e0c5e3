"""Which kind of dispute a narrative suggests, by the weighted cues of the profile. A person confirms it."""

from __future__ import annotations

from fengqiao.disputes.rules.narrative_cues import CueBook
from fengqiao.disputes.rules.narrative_reading import Match, Reading
from fengqiao.jurisdictions.ruleset.categories import Category, CategoryList
from fengqiao.jurisdictions.ruleset.intake import TextPattern

OTHER = "other"
_ALL_BUT_IGNORED = ("conditional", "intended", "feared", "hearsay", "past", "resolved")


def key(code: str, weight: int) -> str:
    """Return the key under which the cues of one kind and weight are filed."""
    return f"category:{code}:{weight}"


def file_cues(book: CueBook, kinds: CategoryList) -> None:
    """File the cues of all kinds in a book."""
    for kind in kinds.items:
        for weight, cues in kind.keywords.items():
            book.add(key(kind.code, weight), [TextPattern(cues=cues, accepts=_ALL_BUT_IGNORED)])


def rank(reading: Reading, kinds: CategoryList) -> list[tuple[str, int, list[str]]]:
    """Return (code, score, words as written) of each kind with a score, best first; ties go by the order of the table."""
    ranked = []
    for place, kind in enumerate(kinds.items):
        score, words = _score(reading, kind)
        if score > 0:
            ranked.append((-score, place, kind.code, words))
    return [(code, -minus, words) for minus, _, code, words in sorted(ranked)]


def _score(reading: Reading, kind: Category) -> tuple[int, list[str]]:
    score = 0
    words: dict[str, None] = {}
    for weight in kind.keywords:
        counted: dict[str, Match] = {}
        for match in reading.matches(key(kind.code, weight)):
            counted.setdefault(reading.text.plain[match.start : match.end], match)
        score += weight * len(counted)
        if weight > 0:
            words.update(dict.fromkeys(reading.text.quote(match.start, match.end) for match in counted.values()))
    return score, list(words)


def choose(ranked: list[tuple[str, int, list[str]]]) -> str:
    """Return the code of the best kind, ``other`` when no cue speaks for any."""
    return ranked[0][0] if ranked else OTHER
