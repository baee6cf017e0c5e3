"""Training: who trains whom, the least that everybody owes and by when, what passes an exam."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .base import Code, LevelCode, Part, Source, Sourced

CourseKind = Literal["collective", "professional", "adviser", "induction", "occasional"]
Audience = Literal["everyone", "backbone", "newcomers", "professional", "village"]
Trained = Literal[
    "director", "deputy_director", "member", "chief_mediator", "mediator", "court_invited", "legal_adviser"
]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class TrainingLevel(Sourced):
    """Whom a level trains."""

    level: LevelCode
    audience: Audience


class AudienceRule(Sourced):
    """Who belongs to an audience: who holds one of these posts at organisations of these kinds (all when empty).

    ``within_days``: only who took up the post so many days ago or less.
    """

    code: Audience
    posts: tuple[Trained, ...] = Field(min_length=1)
    organisation_kinds: tuple[Code, ...] = ()
    within_days: int | None = Field(default=None, ge=1, le=1100)


class Window(Part):
    """A part of the year in which something is owed, by month and day, both included.

    ``due``: the last day in time. ``until``: the last day on which it may still be made up, the due day when empty.
    """

    name: str
    first: MonthDay
    due: MonthDay
    until: MonthDay | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for text in (self.first, self.due, self.until or self.due):
            if text == "02-29":
                raise ValueError("不是每年都有这一天")
            date.fromisoformat(f"2001-{text}")
        if not self.first <= self.due <= (self.until or self.due):
            raise ValueError("first、due、until 应当依次不早于前者")
        return self


class TrainingRule(Sourced):
    """The least training that a post owes within each window.

    ``part``: taking part, or giving the lecture. ``kinds``: the kinds of course that count. ``posts`` held at organisations of
    ``organisation_kinds`` (all when empty) owe it. ``times``: so often within each window.
    """

    code: Code
    name: str
    part: Literal["trainee", "lecturer"] = "trainee"
    kinds: tuple[CourseKind, ...] = Field(min_length=1)
    posts: tuple[Trained, ...] = Field(min_length=1)
    organisation_kinds: tuple[Code, ...] = ()
    times: int = Field(default=1, ge=1, le=60)
    windows: tuple[Window, ...] = Field(min_length=1)


class TrainingRules(Sourced):
    """All of it.

    ``pass_mark``: out of 100. ``remind_days``: so many days before a due day it is told. ``grace_days``: who took up the post
    later than so many days before the due day does not owe it yet. ``certificate_percent``: whoever was there for so many of a
    hundred hours of a course gets its certificate.
    """

    levels: tuple[TrainingLevel, ...] = ()
    audiences: tuple[AudienceRule, ...] = ()
    rules: tuple[TrainingRule, ...] = ()
    pass_mark: int = Field(ge=1, le=100)
    pass_mark_source: Source
    remind_days: int = Field(ge=1, le=180)
    remind_days_source: Source
    grace_days: int = Field(ge=0, le=366)
    grace_days_source: Source
    certificate_percent: int = Field(ge=1, le=100)
    certificate_percent_source: Source

    def rule(self, code: str) -> TrainingRule | None:
        """Return the rule with this code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def audience(self, code: str) -> AudienceRule | None:
        """Return who belongs to an audience, None where the rules do not say."""
        return next((each for each in self.audiences if each.code == code), None)

    def audience_of(self, level: str) -> str:
        """Return whom a level trains, everyone when nothing is said."""
        return next((each.audience for each in self.levels if each.level == level), "everyone")
