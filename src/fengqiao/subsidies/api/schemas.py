"""What the API of subsidies takes and gives."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input, Paging
from fengqiao.subsidies.models import Fund
from fengqiao.subsidies.rules.evidence import CallAnswer
from fengqiao.subsidies.workflow import BatchKind, BatchState

Why = Annotated[str, Field(min_length=1, max_length=300)]
Money = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
YearNumber = Annotated[int, Field(ge=2000, le=2100)]


class DrawIn(Input):
    """造册：以案定补按结案日期，岗位补贴按整月。"""

    kind: BatchKind
    first_on: date
    last_on: date


class WhyIn(Input):
    """理由。"""

    why: Why


class OpinionIn(Input):
    """审批意见。"""

    opinion: Annotated[str, Field(max_length=300)] = ""


class PayIn(Input):
    """登记发放。"""

    paid_on: date | None = None
    reference: Annotated[str, Field(max_length=120)] = ""


class RecoverIn(Input):
    """追回多少（元），为什么。"""

    amount: Money
    why: Annotated[str, Field(min_length=1, max_length=500)]


class TakeInIn(Input):
    """追回款到账。"""

    returned_on: date | None = None
    reference: Annotated[str, Field(max_length=120)] = ""


class CallIn(Input):
    """当事人的答复。"""

    party_id: UUID
    answer: CallAnswer
    note: Annotated[str, Field(max_length=500)] = ""


class BudgetIn(Input):
    """一项预算；同一年度同名的，改为新的金额。"""

    year: YearNumber
    name: Annotated[str, Field(min_length=1, max_length=120)]
    kind: BatchKind
    amount: Money
    source: Annotated[str, Field(min_length=4, max_length=400)]
    fund: Annotated[str, Field(pattern="^(guidance|committee|mediator)$")] = Fund.MEDIATOR.value
    payer: Annotated[str, Field(max_length=40)] = ""


class SubsidyWhich(Paging):
    """哪些批次。"""

    kind: BatchKind | None = None
    state: BatchState | None = None
    year: YearNumber | None = None


class BatchOut(Schema):
    """一批补贴；金额以元计。"""

    id: UUID
    number: str
    kind: str
    state: str
    payer: str
    organisation_id: UUID
    first_on: date
    last_on: date
    year: int
    total: Decimal
    lines_count: int
    waiting_count: int
    made_by_name: str
    submitted_by_name: str
    approved_by_name: str
    public_from: date | None
    public_until: date | None
    paid_on: date | None
    ruleset_version: str


class LineOut(Schema):
    """一笔补贴：金额、标准、依据和核算时看到的情况。"""

    id: UUID
    position: int
    dispute_id: UUID | None
    month: date | None
    person_id: UUID
    person_name: str
    organisation_id: UUID
    amount: Decimal
    asked: Decimal
    rate: str
    rule_name: str
    source: str
    amount_source: str
    inputs: dict[str, Any]
    proofs: list[dict[str, Any]]
    is_live: bool
    struck_reason: str


class ReasonOut(Schema):
    """为什么等待。"""

    code: str
    text: str


class WaitingOut(Schema):
    """等待的案件。"""

    dispute_id: UUID
    file_number: str | None
    reasons: list[ReasonOut]


class RecoveryOut(Schema):
    """一次追回。"""

    id: UUID
    line_id: UUID
    amount: Decimal
    reason: str
    decided_by_name: str
    returned_on: date | None


class CallOut(Schema):
    """一次核实。"""

    id: UUID
    dispute_id: UUID
    party_id: UUID
    answer: str
    called_by_name: str


class SubsidyRateOut(Schema):
    """一条标准；第一条符合的适用。"""

    code: str
    name: str
    amount: Decimal
    amount_source: str
    source: str
    valid_from: date
    valid_until: date | None


class PaidEvidenceOut(Schema):
    """一种凭据。"""

    code: str
    name: str
    needed: str
    source: str


class RatesOut(Schema):
    """现行标准及依据。"""

    version: str
    rates: list[SubsidyRateOut]
    posts: list[SubsidyRateOut]
    evidence: list[PaidEvidenceOut]
    publicity_days: int
    publicity_days_source: str


class BudgetOut(Schema):
    """一项预算。"""

    id: UUID
    year: int
    name: str
    kind: str
    fund: str
    payer: str
    amount: Decimal
    source: str


class BudgetOutlookOut(Schema):
    """一项用途：预算、已审批、已发放、已追回、实际、预计、预测；金额以元计。"""

    kind: str
    budget: Decimal
    committed: Decimal
    paid: Decimal
    returned: Decimal
    actual: Decimal
    to_come: Decimal
    forecast: Decimal


class YearOut(Schema):
    """一个年度的经费。"""

    year: int
    budgets: list[BudgetOut]
    outlooks: list[BudgetOutlookOut]
    forecast: Decimal


class PublicLineOut(Schema):
    """公示的一笔：姓名隐去。"""

    id: UUID
    name: str
    organisation: str
    subject: str
    amount: Decimal
