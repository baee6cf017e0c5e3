"""What the API of subsidies takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input, Paging
from fengqiao.subsidies.models import Fund
from fengqiao.subsidies.rules.evidence import CallAnswer, ServiceAnswer
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


class ServiceIn(Input):
    """任职单位当月到岗履职的核实结果，看了什么。"""

    answer: ServiceAnswer
    evidence: Annotated[str, Field(min_length=1, max_length=500)]


class AnswerIn(Input):
    """异议是否成立，怎么答复。"""

    outcome: Literal["upheld", "dismissed"]
    answer: Annotated[str, Field(min_length=1, max_length=1000)]


class BudgetIn(Input):
    """一项预算；同一年度同名的，改为新的金额。"""

    year: YearNumber
    name: Annotated[str, Field(min_length=1, max_length=120)]
    kind: BatchKind
    amount: Money
    source: Annotated[str, Field(min_length=4, max_length=400)]
    fund: Annotated[str, Field(pattern="^(guidance|committee|mediator)$")] = Fund.MEDIATOR.value
    payer: Annotated[str, Field(max_length=40)] = ""


class WhichRates(Input):
    """哪个版本的标准；不写为现行的。"""

    version: Annotated[str, Field(max_length=40)] = ""


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


class ShareOut(Schema):
    """几位调解员分享的一笔中，每人多少。"""

    person_id: UUID
    person_name: str
    amount: Decimal


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
    shares: list[ShareOut]
    is_live: bool
    struck_reason: str


class ReasonOut(Schema):
    """为什么等待。"""

    code: str
    text: str


class WaitingOut(Schema):
    """等待的案件，或者等待的岗位月份。"""

    id: UUID
    dispute_id: UUID | None
    file_number: str | None
    month: date | None
    person_id: UUID | None
    person_name: str
    amount: Decimal | None
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


class ServiceOut(Schema):
    """一次到岗履职核实。"""

    id: UUID
    person_id: UUID
    month: date
    answer: str
    evidence: str
    checked_by_name: str


class ObjectionOut(Schema):
    """一条异议和答复。"""

    id: UUID
    line_id: UUID
    name: str
    text: str
    made_at: datetime
    outcome: str
    answer: str
    answered_by_name: str


class SubsidyRateOut(Schema):
    """一条标准；第一条符合的适用。"""

    code: str
    name: str
    amount: Decimal
    amount_source: str
    source: str
    valid_from: date
    valid_until: date | None


class CaseRateOut(SubsidyRateOut):
    """一件案件的标准；发给主持调解员，或者由全部调解员平分。"""

    paid_to: str
    paid_to_source: str


class HoldingOut(Schema):
    """记录里的一项数字至少、至多多少。"""

    fact: str
    at_least: int | None
    at_most: int | None


class PostEvidenceOut(Schema):
    """一种凭据：全部满足，或者满足其中一项；出现哪些情况停止发放。"""

    code: str
    name: str
    holds: list[HoldingOut]
    is_any: bool
    stopped_by: list[HoldingOut]
    source: str


class PaidEvidenceOut(PostEvidenceOut):
    """案件的一种凭据，哪些案件需要。"""

    needed: str


class EditionOut(Schema):
    """一个版本的标准从哪天到哪天适用。"""

    version: str
    valid_from: date
    valid_until: date | None
    standing: str


class RatesOut(Schema):
    """一个版本的标准及依据；全部版本。"""

    version: str
    editions: list[EditionOut]
    rates: list[CaseRateOut]
    posts: list[SubsidyRateOut]
    evidence: list[PaidEvidenceOut]
    post_evidence: list[PostEvidenceOut]
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
