"""Whether what a grade asks for is met: each criterion by itself, from stored inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fengqiao.core.clock import add_months
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset.assessment import GradeCriterion, GradeLevel

LENGTHS = {"city": 4, "county": 6, "street": 9, "community": 12, "grid": 15}
"""How many digits the region of an office of a level has."""
UNITS = {
    "years_in_post": N_("年"),
    "cases": N_("件"),
    "oral_share": "%",
    "success_share": "%",
    "training_hours": N_("课时"),
    "complaints": N_("件"),
    "marks": N_("分"),
    "gaps": N_("项"),
    "full_time": N_("人"),
    "input": "",
}


@dataclass(frozen=True)
class Input:
    """What there is for a criterion. ``told``: how it came about, such as 12/40. ``value`` None: nothing is known."""

    value: Decimal | None
    told: str = ""


@dataclass(frozen=True)
class Met:
    """A criterion and how it stands."""

    criterion: GradeCriterion
    given: Input
    is_met: bool

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored with an application."""
        one = self.criterion
        return {
            "code": one.code,
            "name": one.name,
            "kind": one.kind,
            "input": one.input,
            "at_least": None if one.at_least is None else str(one.at_least),
            "at_most": None if one.at_most is None else str(one.at_most),
            "value": None if self.given.value is None else str(self.given.value),
            "told": self.given.told,
            "required": one.required,
            "is_met": self.is_met,
            "source": one.source,
        }


def met(criterion: GradeCriterion, value: Decimal | None) -> bool:
    """Whether a value is what a criterion asks for; what is not known meets nothing."""
    if value is None:
        return False
    if criterion.at_least is not None:
        return value >= criterion.at_least
    return criterion.at_most is not None and value <= criterion.at_most


def evaluate(level: GradeLevel, inputs: Mapping[str, Input]) -> tuple[Met, ...]:
    """Return how each criterion of a grade stands. inputs: by the code of the criterion."""
    nothing = Input(None)
    given = {one.code: inputs.get(one.code, nothing) for one in level.criteria}
    return tuple(Met(one, given[one.code], met(one, given[one.code].value)) for one in level.criteria)


def is_eligible(found: Sequence[Met]) -> bool:
    """Whether everything that is required is met; what is only shown, such as a share of successes, decides nothing."""
    return all(one.is_met for one in found if one.criterion.required)


def may_rate(level: GradeLevel, region_scope: str) -> bool:
    """Whether an office that answers for a region gives this grade: that of the level named, or one above."""
    return bool(region_scope) and len(region_scope) <= LENGTHS[level.rated_by]


def valid_until(awarded_on: date, years: int) -> date:
    """Return the last day of a grade: the corresponding day so many years later."""
    return add_months(awarded_on, 12 * years)


def years_between(first: date, last: date) -> int:
    """Return how many whole years lie between two days, the second after the first."""
    return max(0, last.year - first.year - ((last.month, last.day) < (first.month, first.day)))
