"""Assessment 考核 and grades 等级评定: indicators over named facts, bands, stored inputs, schemes with their criteria.

All of it is data. A target is shown beside a figure and is read by nothing else: no score, no grade and no step depends on it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .base import Code, LevelCode, Source, Sourced

Subject = Literal["organisation", "person"]
Number = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 9, decimal_places=2)]
Marks = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
FactName = Annotated[
    str,
    Field(
        pattern=r"^(cases\.(total|agreed|difficult|performed|confirmed|form_(oral|written)|source_(proactive|application"
        r"|entrusted)|entruster_(court|procuratorate|police|petition|other)|category_[a-z0-9_]+)|complaints|escalations"
        r"|training_hours|input\.[a-z][a-z0-9_]*)$"
    ),
]
"""cases.<cell of the case table>: counted by statistics. complaints: proved against the subject. escalations: matters for whose
escalation the subject answers. training_hours: as the register of trainings has them. input.<code>: entered with evidence."""


class StoredInput(Sourced):
    """A figure that is entered with evidence, because no record of the platform gives it. ``takes``: the latest, or the sum."""

    code: Code
    name: str
    unit: str = ""
    subjects: tuple[Subject, ...] = ("organisation", "person")
    takes: Literal["latest", "sum"] = "latest"


class Indicator(Sourced):
    """One line of the library: a count, or a share of a whole, worth marks; or something for which marks are taken off.

    ``denominator`` "": the numerator itself is the value; else the value is the share in percent. A value of ``none_at`` is
    worth nothing, one of ``full_at`` the whole ``weight``, and between them in proportion; what lies beyond counts no further.
    With ``deduction`` so many marks are taken off for each, at most ``cap``. ``target`` is only ever shown.
    """

    code: Code
    name: str
    subjects: tuple[Subject, ...] = ("organisation", "person")
    numerator: FactName
    denominator: FactName | Literal[""] = ""
    direction: Literal["more", "less"] = "more"
    weight: Marks = Decimal(0)
    none_at: Number = Decimal(0)
    full_at: Number = Decimal(0)
    deduction: Marks = Decimal(0)
    cap: Marks = Decimal(0)
    target: Marks | None = None
    target_source: Source = "default, no source"

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.weight and self.deduction:
            raise ValueError("weight: 一项指标或者计分，或者扣分")
        if self.weight and (self.full_at > self.none_at) != (self.direction == "more"):
            raise ValueError("full_at: 越多越好的，满分值应当大于零分值；越少越好的，应当小于零分值")
        if self.weight and self.full_at == self.none_at:
            raise ValueError("full_at: 满分值不能等于零分值")
        if self.deduction and (self.direction != "less" or not self.cap):
            raise ValueError("cap: 扣分项应当是越少越好，并且写明最多扣几分")
        return self


class Band(Sourced):
    """What a total is called: from ``at_least`` marks on."""

    code: Code
    name: str
    at_least: Marks


class AssessmentRules(Sourced):
    """All of it. The weights of each kind of subject make 100; ``publicity_days`` are working days; bands from the top down."""

    indicators: tuple[Indicator, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    inputs: tuple[StoredInput, ...] = ()
    publicity_days: int = Field(ge=1, le=60)
    publicity_days_source: Source

    def indicators_for(self, subject: str) -> tuple[Indicator, ...]:
        """Return the indicators by which organisations or people are assessed."""
        return tuple(one for one in self.indicators if subject in one.subjects)

    def input(self, code: str) -> StoredInput | None:
        """Return the input with this code, or None."""
        return next((one for one in self.inputs if one.code == code), None)


class GradeCriterion(Sourced):
    """What a grade asks for; ``years``: looked back so many, 0 for all. A share of successes is only ever shown."""

    code: Code
    name: str
    kind: Literal[
        "years_in_post", "cases", "oral_share", "success_share", "training_hours", "complaints", "marks", "gaps",
        "full_time", "input",
    ]  # fmt: skip
    input: Code | Literal[""] = ""
    at_least: Number | None = None
    at_most: Number | None = None
    years: int = Field(ge=0, le=60, default=0)
    required: bool = True

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("at_least: 应当写明下限或者上限")
        if (self.kind == "input") != bool(self.input):
            raise ValueError("input: 取自登记数据的，应当写明是哪一项")
        if self.kind == "success_share" and self.required:
            raise ValueError("required: 成功率只作参考，不作为条件")
        return self


class GradeLevel(Sourced):
    """A grade of a scheme and who gives it: the office of that level or one above."""

    code: Code
    name: str
    rated_by: LevelCode
    criteria: tuple[GradeCriterion, ...] = ()


class GradeScheme(Sourced):
    """A ladder of grades, the highest first. ``is_offered``: applications are taken here; ``kinds``: of organisations."""

    code: Code
    name: str
    subject: Subject
    is_offered: bool = True
    kinds: tuple[Code, ...] = ()
    levels: tuple[GradeLevel, ...] = Field(min_length=1)
    validity_years: int = Field(ge=1, le=20)
    validity_source: Source
    publicity_days: int = Field(ge=1, le=60)
    publicity_source: Source
    remind_days: int = Field(ge=1, le=366)
    remind_source: Source

    def level(self, code: str) -> GradeLevel | None:
        """Return the grade with this code, or None."""
        return next((one for one in self.levels if one.code == code), None)
