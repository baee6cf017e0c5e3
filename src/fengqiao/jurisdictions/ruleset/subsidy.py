"""Subsidies: who pays, what a case or a month in post is worth, which evidence a payment needs, budgets and publicity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .base import Code, Source, Sourced

Yuan = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
Kind = Literal["case", "monthly"]
Fund = Literal["guidance", "committee", "mediator"]
Proof = Literal["record", "signatures", "performance", "follow_up", "call_back"]
Row = Literal["village", "resident", "township", "street", "enterprise", "social"]


class Payer(Sourced):
    """Who pays: organisations of a kind. ``entrusters``: only for matters that these entrusted, all when empty."""

    code: Code
    name: str
    organisation_kind: Code
    entrusters: tuple[Literal["court", "procuratorate", "police", "petition", "other"], ...] = ()


class CaseClass(Sourced):
    """A class of cases by size: any one of the conditions is enough; the class without conditions takes the rest."""

    code: Code
    name: str
    people_from: int | None = Field(default=None, ge=1)
    amount_from: Yuan | None = None
    difficult: bool = False

    @property
    def takes_the_rest(self) -> bool:
        """Whether it has no conditions."""
        return self.people_from is None and self.amount_from is None and not self.difficult


class Dated(Sourced):
    """An amount in yuan that holds from one local day to another; a normative document runs out, so a rate may too."""

    code: Code
    name: str
    amount: Yuan
    amount_source: Source
    valid_from: date
    valid_until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError("valid_until: 早于 valid_from")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether it applies on a local day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class CaseRate(Dated):
    """What a case is worth (以案定补). The first rate that fits applies; an empty condition fits everything.

    ``difficult``: 疑难复杂. ``regions``: prefixes of the committee's region code. ``committees``: rows of the case table.
    """

    payers: tuple[Code, ...] = ()
    classes: tuple[Code, ...] = ()
    forms: tuple[Literal["written", "oral"], ...] = ()
    result: Literal["agreed", "terminated"] = "agreed"
    performed: bool | None = None
    difficult: bool | None = None
    regions: tuple[Annotated[str, Field(pattern=r"^\d{4,15}$")], ...] = ()
    committees: tuple[Row, ...] = ()


class PostRate(Dated):
    """What a month in a post is worth (岗位补贴). ``name_contains``: words in the name of the organisation."""

    payer: Code
    organisation_kinds: tuple[Code, ...] = ()
    name_contains: str = ""
    full_time: bool = True
    purchased: bool = True


class EvidenceRule(Sourced):
    """What must show that a case happened before it is paid; ``needed`` says for which cases."""

    code: Proof
    name: str
    needed: Literal["always", "agreement", "oral", "sample", "oral_or_sample"] = "always"


class BudgetRule(Dated):
    """Money of a year for a purpose. ``payer`` empty: one line for all payers. ``fund``: the split of 财行〔2007〕179号."""

    kind: Kind
    fund: Fund = "mediator"
    payer: str = ""


class Conflict(Sourced):
    """Two things that a document says and that do not agree, and how the platform reads them."""

    code: Code
    question: str
    one: str
    one_source: Source
    other: str
    other_source: Source
    reading: str
    reading_source: Source


class SubsidyRules(Sourced):
    """All of it. ``publicity_days`` are working days; ``sample_percent`` of the cases are called back besides oral ones."""

    payers: tuple[Payer, ...]
    classes: tuple[CaseClass, ...]
    rates: tuple[CaseRate, ...]
    posts: tuple[PostRate, ...] = ()
    evidence: tuple[EvidenceRule, ...]
    budgets: tuple[BudgetRule, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    publicity_days: int = Field(ge=1, le=60)
    publicity_days_source: Source
    sample_percent: int = Field(ge=0, le=100)
    sample_percent_source: Source

    def payer(self, code: str) -> Payer | None:
        """Return the payer with this code, or None."""
        return next((payer for payer in self.payers if payer.code == code), None)
