"""Rates that show both their numbers and name how they were rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from fengqiao.core.text import N_
from fengqiao.statistics.rules.units import Quantity


class Rounding(StrEnum):
    """How the last digit of a percentage came about."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


ROUNDING_NAMES = {Rounding.HALF_UP: N_("四舍五入"), Rounding.TRUNCATE: N_("截尾")}
_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.TRUNCATE: ROUND_DOWN}
PLACES = 2
_PERCENTAGE = re.compile(r"(\d{1,12}(?:\.(\d{1,6}))?)[%％]?", re.ASCII)


def percentage(part: int | Decimal, whole: int | Decimal, places: int, rounding: Rounding) -> Decimal:
    """Return part of whole in percent, to so many places (0 to 6). Raises ZeroDivisionError without a whole."""
    if not whole:
        raise ZeroDivisionError("a rate needs a whole")
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), _MODES[rounding])


@dataclass(frozen=True)
class Rate:
    """One quantity as share of another of the same unit; a TypeError for two units (次 is never divided by 件)."""

    part: Quantity
    whole: Quantity
    places: int = PLACES
    rounding: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        if type(self.part) is not type(self.whole):
            raise TypeError(f"cannot divide {type(self.part).__name__} by {type(self.whole).__name__}")

    @property
    def percent(self) -> str:
        """83.04%, or — when there is nothing to divide by."""
        if not self.whole:
            return "—"
        return f"{percentage(self.part.value, self.whole.value, self.places, self.rounding)}%"

    @property
    def printed(self) -> str:
        """666/802（83.04%）."""
        values = {"part": self.part.plain, "whole": self.whole.plain, "percent": self.percent}
        return N_("%(part)s/%(whole)s（%(percent)s）") % values

    @property
    def rule(self) -> str:
        """How it was rounded, in words: 四舍五入，保留2位小数."""
        return N_("%(rule)s，保留%(places)d位小数") % {"rule": ROUNDING_NAMES[self.rounding], "places": self.places}


def reproducing(printed: str, part: int | Decimal, whole: int | Decimal) -> tuple[Rounding, ...]:
    """Return the roundings under which a printed rate ("99.9%") follows from its numbers; empty: under neither.

    The number of decimals is that of the printed text. Raises ValueError when the text is no percentage.
    """
    found = _PERCENTAGE.fullmatch(printed.strip())
    if not found:
        raise ValueError(f"{printed!r} is no percentage")
    claimed, places = Decimal(found[1]), len(found[2] or "")
    return tuple(rule for rule in Rounding if whole and percentage(part, whole, places, rule) == claimed)
