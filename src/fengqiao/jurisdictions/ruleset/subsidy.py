"""Subsidies: who pays, what a case or a month in post is worth, which evidence a payment needs, budgets and publicity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from .base import NO_SOURCE, Code, Part, Source, Sourced

Yuan = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
Kind = Literal["case", "monthly"]
Fund = Literal["guidance", "committee", "mediator"]
CaseFact = Literal[
    "records", "unwritten", "effective", "signatures", "performed", "performances", "vouchers", "visits_done", "visits_owed",
    "confirmed", "denied", "unreached", "materials", "archived",
]  # fmt: skip
"""What the records of a case are asked for; ``effective``, ``performed`` and ``archived`` are 1 or 0."""
MonthFact = Literal["sessions", "courses", "attested", "absent"]
"""What the records are asked for of a month in post: what the holder did, and what the unit said when it was asked."""
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
    ``paid_to``: the presiding mediator alone, or all mediators of the case in equal parts.
    """

    payers: tuple[Code, ...] = ()
    classes: tuple[Code, ...] = ()
    forms: tuple[Literal["written", "oral"], ...] = ()
    result: Literal["agreed", "terminated"] = "agreed"
    performed: bool | None = None
    difficult: bool | None = None
    regions: tuple[Annotated[str, Field(pattern=r"^\d{4,15}$")], ...] = ()
    committees: tuple[Row, ...] = ()
    paid_to: Literal["presiding", "shared"] = "presiding"
    paid_to_source: Source = NO_SOURCE


class PostRate(Dated):
    """What a month in a post is worth (岗位补贴). ``name_contains``: words in the name of the organisation."""

    payer: Code
    organisation_kinds: tuple[Code, ...] = ()
    name_contains: str = ""
    full_time: bool = True
    purchased: bool = True


class Holding(Part):
    """What one figure of the records must be: at least or at most so much."""

    at_least: int | None = Field(default=None, ge=1)
    at_most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("at_least 和 at_most 应当有且只有一个")
        return self

    def holds(self, number: int) -> bool:
        """Whether a figure is within the bound."""
        return (self.at_least is None or number >= self.at_least) and (self.at_most is None or number <= self.at_most)


class CaseHolding(Holding):
    """Of a case."""

    fact: CaseFact


class MonthHolding(Holding):
    """Of a month in post."""

    fact: MonthFact


class EvidenceRule(Sourced):
    """What must show that a case happened before it is paid; ``needed`` says for which cases.

    ``holds``: all of it, or with ``is_any`` one of it. ``stopped_by``: what stops the payment of any case, asked for or not.
    """

    code: Code
    name: str
    needed: Literal["always", "agreement", "oral", "sample", "oral_or_sample"] = "always"
    holds: tuple[CaseHolding, ...] = Field(min_length=1)
    is_any: bool = False
    stopped_by: tuple[CaseHolding, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_loaded_before(cls, given: Any) -> Any:
        """Read versions that were loaded when the five kinds of evidence were fixed."""
        if isinstance(given, dict) and "holds" not in given and given.get("code") in _FIXED:
            return {**_FIXED[given["code"]], **given}
        return given


_FIXED: dict[str, dict[str, Any]] = {
    "record": {"holds": [{"fact": "records", "at_least": 1}, {"fact": "unwritten", "at_most": 0}]},
    "signatures": {"holds": [{"fact": "effective", "at_least": 1}]},
    "performance": {"holds": [{"fact": "performed", "at_least": 1}]},
    "follow_up": {"holds": [{"fact": "visits_owed", "at_most": 0}]},
    "call_back": {
        "holds": [{"fact": "confirmed", "at_least": 1}],
        "stopped_by": [{"fact": "denied", "at_least": 1}],
    },
}


class PostEvidenceRule(Sourced):
    """What must show that a post was served in a month before the month is paid; as ``EvidenceRule``."""

    code: Code
    name: str
    holds: tuple[MonthHolding, ...] = Field(min_length=1)
    is_any: bool = False
    stopped_by: tuple[MonthHolding, ...] = ()


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
    post_evidence: tuple[PostEvidenceRule, ...] = ()
    budgets: tuple[BudgetRule, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    publicity_days: int = Field(ge=1, le=60)
    publicity_days_source: Source
    sample_percent: int = Field(ge=0, le=100)
    sample_percent_source: Source

    def payer(self, code: str) -> Payer | None:
        """Return the payer with this code, or None."""
        return next((payer for payer in self.payers if payer.code == code), None)
