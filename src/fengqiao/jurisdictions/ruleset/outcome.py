"""Numbering, follow-up, retention, the document set and screening."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Code, LevelCode, Part, Source, Sourced


class NumberPattern(Sourced):
    """How a number is written: {year} {short} {serial} (already padded). One series per committee and year."""

    series: Code
    pattern: str
    padding: int = Field(ge=1, le=8, default=4)


class FollowUpRule(Sourced):
    """A visit owed after an agreement: when the condition holds, so many days after the anchor.

    ``source`` stands behind the duty, ``after_days_source`` behind the number of days.
    """

    code: Code
    name: str
    condition: Literal["not_performed_on_the_spot", "written", "any_agreement", "red_or_yellow", "default"]
    anchor: Literal["effective", "last_due", "default"]
    after_days: int = Field(ge=0)
    after_days_source: Source


class RetentionRule(Sourced):
    """How long a file is kept: first rule whose conditions hold. ``years`` None means for ever."""

    code: Code
    name: str
    categories: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    amount_from: int | None = None
    years: int | None = None


class DocumentRule(Sourced):
    """One entry of the file, in its order (table of the file's contents).

    ``or_forms`` are other forms that satisfy the same entry, as an oral agreement's register does for the agreement.
    """

    order: int
    form: Code
    or_forms: tuple[Code, ...] = ()
    title: str
    flag: Literal["must", "as_needed"]
    when: Literal["always", "agreement", "no_agreement", "confirmation"] = "always"


class ScreeningRule(Sourced):
    """How often a level looks for disputes."""

    level: LevelCode
    every: Literal["day", "week", "half_month", "month", "quarter"]


class Limits(Part):
    """Numbers that bound a case, each with its source."""

    max_representatives: int = Field(ge=1)
    max_representatives_source: Source
    duplicate_window_days: int = Field(ge=1)
    duplicate_window_source: Source
    max_mediators: int = Field(ge=1)
    max_mediators_source: Source
    oral_party_signature: Literal["required", "call_recorded", "optional"]
    oral_party_signature_source: Source
