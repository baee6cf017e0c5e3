"""Legality hints on the text of an agreement before it is signed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Part, Source, Sourced
from .intake import TextPattern

HintCode = Literal[
    "no_amount",
    "no_due_date",
    "no_payer",
    "status_term",
    "title_transfer",
    "third_party_property",
    "over_penalty",
    "waives_criminal",
    "lacks_capacity",
    "agent_without_authority",
    "unclear",
    "illegal_interest",
]


class HintRule(Sourced):
    """One kind of hint: the article behind it and what to write instead; ``detect`` where words alone tell."""

    code: HintCode
    name: str
    article: str
    fix: str
    detect: tuple[TextPattern, ...] = ()


class Bounds(Part):
    """Numbers against which interest and penalty terms are held, in percent, each with its source."""

    lpr_one_year: float = Field(gt=0)
    lpr_one_year_source: Source
    interest_times_lpr: float = Field(gt=0)
    interest_times_lpr_source: Source
    penalty_share: float = Field(gt=0)
    penalty_share_source: Source
    penalty_per_year: float = Field(gt=0)
    penalty_per_year_source: Source
    adult_age: int = Field(gt=0)
    adult_age_source: Source

    @property
    def highest_interest(self) -> float:
        """The highest protected yearly interest in percent."""
        return self.lpr_one_year * self.interest_times_lpr


class AgreementRules(Sourced):
    """All hints, and the bounds they use."""

    hints: tuple[HintRule, ...]
    bounds: Bounds

    def hint(self, code: HintCode) -> HintRule:
        """Return the rule of one kind of hint; KeyError when the data has none."""
        for rule in self.hints:
            if rule.code == code:
                return rule
        raise KeyError(code)
