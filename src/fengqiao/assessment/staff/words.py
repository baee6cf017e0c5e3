"""What rounds, figures and grades are called on pages, over the API and in files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fengqiao.assessment.models import Grade, Round, Score
from fengqiao.assessment.queries import grades
from fengqiao.assessment.queries.counting import CASES, INPUT, indicators_of, period_of
from fengqiao.assessment.rules.grading import UNITS
from fengqiao.assessment.workflow import STAGE_NAMES, STATE_NAMES, SUBJECT_NAMES, AssessedAs, RoundState, Stage
from fengqiao.core.text import N_, day_words, said
from fengqiao.jurisdictions.ruleset import AssessmentRules, Band, Indicator, RuleSet
from fengqiao.statistics.rules.cells import layout
from fengqiao.ui.parts import Check
from fengqiao.ui.values import NOTHING

TONES = {
    RoundState.COMPUTING: "active",
    RoundState.DRAFT: "active",
    RoundState.SUBMITTED: "wait",
    RoundState.APPROVED: "good",
    RoundState.PUBLIC: "wait",
    RoundState.LOCKED: "done",
    RoundState.CANCELLED: "done",
}
STAGE_TONES = {
    Stage.SUBMITTED: "wait",
    Stage.PUBLIC: "wait",
    Stage.AWARDED: "good",
    Stage.REFUSED: "bad",
    Stage.RETRACTED: "done",
}
STANDINGS = {
    grades.STANDING: (N_("有效"), "good"),
    grades.LAPSED: (N_("已过有效期"), "wait"),
    grades.ENDED: (N_("已结束"), "done"),
}
OTHER_FACTS = {
    "complaints": N_("查证属实的投诉"),
    "escalations": N_("倒查中负有责任的事项"),
    "training_hours": N_("培训课时"),
}
"""Facts that are neither cases nor entered."""


def subject_name(subject: str) -> str:
    """Return who is assessed."""
    return said(SUBJECT_NAMES[AssessedAs(subject)])


def state_name(state: str) -> str:
    """Return where a round stands."""
    return said(STATE_NAMES[RoundState(state)])


def stage_name(stage: str) -> str:
    """Return where an application stands."""
    return said(STAGE_NAMES[Stage(stage)])


def period_name(found: Round) -> str:
    """Return the period of a round."""
    return said(period_of(found).name)


def standing(grade: Grade, day: date) -> tuple[str, str]:
    """Return how a grade stands on a local date, in a word with its tone."""
    name, tone = STANDINGS[grades.state_of(grade, day)]
    return said(name), tone


def band_names(bands: list[Any]) -> dict[str, str]:
    """Return what the bands of a round are called, by code."""
    return {one.code: said(one.name) for one in map(Band.model_validate, bands)}


def number(value: Decimal | str | None) -> str:
    """Return a number without idle zeros: 12, 93.33; — for none."""
    if value is None:
        return NOTHING
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fact_names(rules: RuleSet) -> dict[str, str]:
    """Return what the facts are called that indicators are made of, by name; cases as in the table of statistics."""
    kinds = [(item.code, item.name) for item in rules.categories.items]
    cells = {cell.code: cell.label for block in layout(kinds, {}) for cell in block.cells}
    entered = {f"{INPUT}{one.code}": one.name for one in rules.assessment.inputs} if rules.assessment else {}
    return {**{f"{CASES}{code}": name for code, name in cells.items()}, **OTHER_FACTS, **entered}


@dataclass(frozen=True)
class Row:
    """An indicator as it is shown, with what it came to where it was computed."""

    indicator: Indicator
    formula: str
    rule: str
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    marks: str = ""
    applies: bool = True
    now: str = ""


def formula(one: Indicator, names: Mapping[str, str]) -> str:
    """Return what an indicator is made of: 协议履行 ÷ 调解成功."""
    top = names.get(one.numerator, one.numerator)
    if not one.denominator:
        return said(top)
    return said(N_("%(part)s ÷ %(whole)s") % {"part": top, "whole": names.get(one.denominator, one.denominator)})


def rule(one: Indicator) -> str:
    """Return how marks follow from the value, in words."""
    unit = "%" if one.denominator else ""
    if one.deduction:
        values = {"each": number(one.deduction), "cap": number(one.cap)}
        return said(N_("每1扣%(each)s分，最多扣%(cap)s分") % values)
    if not one.weight:
        return said(N_("只展示，不计分"))
    values = {
        "none": f"{number(one.none_at)}{unit}", "full": f"{number(one.full_at)}{unit}", "weight": number(one.weight),
    }  # fmt: skip
    return said(N_("%(none)s得0分，%(full)s得满%(weight)s分，其间按比例") % values)


def library(rules: AssessmentRules, names: Mapping[str, str]) -> list[Row]:
    """Return the indicators of the rules."""
    return [Row(one, formula(one, names), rule(one)) for one in rules.indicators]


def rows(score: Score, names: Mapping[str, str], changes: Mapping[str, str]) -> list[Row]:
    """Return the indicators of a score with their figures. changes: what figures would be made of today, by code."""
    stored = {figure["code"]: figure for figure in score.figures}
    found = []
    for one in indicators_of(score.round):
        figure = stored[one.code]
        unit = "%" if one.denominator and figure["value"] is not None else ""
        sign = "-" if one.deduction and Decimal(figure["marks"]) else ""
        marks = f"{sign}{number(figure['marks'])}" if one.weight or one.deduction else ""
        found.append(
            Row(
                one, formula(one, names), rule(one), number(figure["numerator"]),
                number(figure["denominator"]) if one.denominator else "", f"{number(figure['value'])}{unit}", marks,
                figure["applies"], changes.get(one.code, ""),
            )
        )  # fmt: skip
    return found


def criteria(found: list[dict[str, Any]]) -> list[Check]:
    """Return the criteria of an application as a checklist, each with what is asked, what there is, and the source."""
    return [
        Check("pass" if one["is_met"] else "fail" if one["required"] else "todo", _criterion(one), one["source"])
        for one in found
    ]


def asked(at_least: Any, at_most: Any, kind: str) -> str:
    """Return what a criterion asks for: 不少于2年."""
    bound = at_least if at_least is not None else at_most
    values = {"bound": number(bound), "unit": UNITS[kind]}
    return N_("不少于%(bound)s%(unit)s") % values if at_least is not None else N_("不超过%(bound)s%(unit)s") % values


def _told(one: dict[str, Any]) -> str:
    if one["kind"] == "years_in_post":
        return N_("从%(day)s起任职") % {"day": day_words(date.fromisoformat(one["told"]))}
    return str(one["told"])


def _criterion(one: dict[str, Any]) -> str:
    there = N_("没有数据")
    if one["value"] is not None:
        there = N_("%(value)s%(unit)s") % {"value": number(one["value"]), "unit": UNITS[one["kind"]]}
    values = {
        "name": one["name"], "asked": asked(one["at_least"], one["at_most"], one["kind"]), "there": there,
        "told": N_("（%(told)s）") % {"told": _told(one)} if one["told"] else "",
    }  # fmt: skip
    return said(N_("%(name)s：要求%(asked)s，现有%(there)s%(told)s") % values)
