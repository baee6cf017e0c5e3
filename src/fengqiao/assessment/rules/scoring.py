"""Marks from figures: each indicator by itself, and their total. No national formula exists; the lines are the profile's.

An indicator without anything to measure (no whole to divide by, nothing entered) does not apply, and its weight falls to the
others: a village without a dispute loses nothing. Nothing here reads a target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fengqiao.jurisdictions.ruleset.assessment import Band, Indicator

CENT = Decimal("0.01")
NOTHING, FULL = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Figure:
    """What an indicator came to: value (count, or share in percent; None: nothing to measure), marks given or taken off."""

    code: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    marks: Decimal
    applies: bool

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored with a score."""
        return {
            "code": self.code,
            "numerator": _text(self.numerator),
            "denominator": _text(self.denominator),
            "value": _text(self.value),
            "marks": str(self.marks),
            "applies": self.applies,
        }


@dataclass(frozen=True)
class Scored:
    """All figures of one subject and their total; None when no weighted indicator applies."""

    figures: tuple[Figure, ...]
    total: Decimal | None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def rounded(value: Decimal) -> Decimal:
    """Return marks or a percentage to two places, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def value_of(indicator: Indicator, facts: Mapping[str, Decimal | None]) -> tuple[Decimal | None, ...]:
    """Return numerator, denominator and value of an indicator; facts: by name, None for what nobody entered."""
    numerator = facts.get(indicator.numerator, NOTHING)
    if not indicator.denominator:
        return numerator, None, numerator
    denominator = facts.get(indicator.denominator, NOTHING)
    if numerator is None or not denominator:
        return numerator, denominator, None
    return numerator, denominator, rounded(numerator * 100 / denominator)


def figure(indicator: Indicator, facts: Mapping[str, Decimal | None]) -> Figure:
    """Return what an indicator comes to.

    Marks are between 0 and the weight, in proportion between the value worth nothing and the one worth all; or, for a
    deduction, what is taken off: so much for each, at most the cap.
    """
    numerator, denominator, value = value_of(indicator, facts)
    if value is None:
        return Figure(indicator.code, numerator, denominator, None, NOTHING, applies=False)
    if indicator.deduction:
        marks = min(indicator.deduction * value, indicator.cap)
    elif indicator.weight:
        part = (value - indicator.none_at) / (indicator.full_at - indicator.none_at)
        marks = indicator.weight * min(max(part, NOTHING), Decimal(1))
    else:
        marks = NOTHING
    return Figure(indicator.code, numerator, denominator, value, rounded(marks), applies=True)


def scored(indicators: Sequence[Indicator], facts: Mapping[str, Decimal | None]) -> Scored:
    """Return all figures and the total: marks over the weights that apply, made up to 100, less what is taken off."""
    figures = tuple(figure(indicator, facts) for indicator in indicators)
    return Scored(figures, total(indicators, figures))


def total(indicators: Sequence[Indicator], figures: Iterable[Figure]) -> Decimal | None:
    """Return the total of figures, between 0 and 100; None when no weighted indicator applies."""
    by_code = {each.code: each for each in figures}
    weighted = [one for one in indicators if one.weight and by_code[one.code].applies]
    weights = sum((one.weight for one in weighted), NOTHING)
    if not weights:
        return None
    gained = sum((by_code[one.code].marks for one in weighted), NOTHING) * FULL / weights
    taken = sum((by_code[one.code].marks for one in indicators if one.deduction), NOTHING)
    return within(gained - taken)


def within(value: Decimal) -> Decimal:
    """Return marks kept between 0 and 100, to two places."""
    return rounded(min(max(value, NOTHING), FULL))


def band(bands: Sequence[Band], marks: Decimal | None) -> str:
    """Return the code of what a total is called, "" for none. bands: from the top down, the last from 0."""
    return next((one.code for one in bands if marks is not None and marks >= one.at_least), "")


def facts_of(indicators: Iterable[Indicator]) -> set[str]:
    """Return the names of the facts that indicators are made of."""
    return {name for one in indicators for name in (one.numerator, one.denominator) if name}
