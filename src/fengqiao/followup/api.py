"""`/disputes/{id}/performance`, `/defaults`, `/follow-ups`, `/close`: what comes after the agreement."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, File, Form, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime

from fengqiao.core.api import ApiRequest, Input
from fengqiao.disputes.api.schemas import DisputeOut, Revision
from fengqiao.followup import actions, queries
from fengqiao.followup.models import Default, Performance, Visit
from fengqiao.followup.rules.parts import Key, Progress
from fengqiao.followup.rules.words import Outcome, Satisfaction, Way
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.api.base import after, seen

router = Router(tags=["followup"])
Reason = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(max_length=1000)]


class PartIn(Input):
    """协议的一项义务，或者其中一期。"""

    obligation_id: UUID
    instalment_id: UUID | None = None

    def key(self) -> Key:
        """Return the key of the part."""
        return self.obligation_id, self.instalment_id


Parts = Annotated[list[PartIn], Field(min_length=1, max_length=1000)]


class PerformanceIn(Input):
    """记录履行；不填金额表示所选事项全部履行。"""

    parts: Parts
    amount: Annotated[Decimal | None, Field(gt=0, max_digits=14, decimal_places=2)] = None
    performed_on: date | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    revision: Revision = None


class VoucherIn(Input):
    """记录一项履行，附凭证。"""

    obligation_id: UUID
    instalment_id: UUID | None = None
    amount: Annotated[Decimal | None, Field(gt=0, max_digits=14, decimal_places=2)] = None
    performed_on: date | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    revision: Revision = None


class StrikeIn(Input):
    """作废或者取消的理由。"""

    why: Reason
    revision: Revision = None


class DefaultIn(Input):
    """记录未履行。"""

    parts: Parts
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    noted_on: date | None = None
    revision: Revision = None


class PerformanceSettleIn(Input):
    """未履行的处理结果。"""

    outcome: Outcome
    note: Annotated[str, Field(max_length=500)] = ""
    revision: Revision = None


class VisitIn(Input):
    """一次回访。"""

    visit_id: UUID | None = None
    way: Way
    visited: Annotated[str, Field(min_length=1, max_length=120)]
    visited_at: AwareDatetime | None = None
    performance: Annotated[str, Field(max_length=2000)] = ""
    satisfaction: Satisfaction | None = None
    remedies_used: Text = ""
    risk: Text = ""
    action: Text = ""
    visitors: Annotated[str, Field(max_length=200)] = ""
    revision: Revision = None

    def made(self) -> actions.NewVisit:
        """Return the visit as the action takes it."""
        values = self.model_dump(exclude={"visit_id", "revision", "satisfaction"})
        return actions.NewVisit(**values, satisfaction=self.satisfaction or "")


class CloseIn(Input):
    """结案。"""

    note: Annotated[str, Field(max_length=500)] = ""
    revision: Revision = None


class PartOut(Schema):
    """协议的一项或者一期，以及履行到哪里。"""

    obligation_id: UUID
    instalment_id: UUID | None
    number: str
    debtor: str
    creditor: str
    what: str
    amount: Decimal | None
    paid: Decimal
    due_on: date | None
    on_the_spot: bool
    is_performed: bool
    is_settled: bool


class PerformanceOut(Schema):
    """一条履行记录。"""

    id: UUID
    obligation_id: UUID
    instalment_id: UUID | None
    amount: Decimal | None
    performed_on: date
    note: str
    has_voucher: bool
    recorded_at: datetime
    recorded_by_name: str
    struck_at: datetime | None
    struck_reason: str

    @staticmethod
    def resolve_has_voucher(row: Performance) -> bool:
        """Return whether a paper proves it."""
        return row.voucher_id is not None


class DefaultOut(Schema):
    """一条未履行记录，附可以选择的救济途径。"""

    id: UUID
    obligation_id: UUID
    instalment_id: UUID | None
    noted_on: date
    reason: str
    remedies: list[dict[str, Any]]
    outcome: str
    outcome_note: str
    settled_at: datetime | None


class OverviewOut(Schema):
    """协议履行的全貌。"""

    is_settled: bool
    performed_at: datetime | None
    last_due_on: date | None
    parts: list[PartOut]
    performances: list[PerformanceOut]
    defaults: list[DefaultOut]


class VisitOut(Schema):
    """一次回访。"""

    id: UUID
    rule: str
    title: str
    source: str
    due_on: date | None
    state: str
    dropped_reason: str
    visited_at: datetime | None
    way: str
    visited: str
    performance: str
    satisfaction: str
    remedies_used: str
    risk: str
    action: str
    visitors: str


def _part(each: Progress) -> dict[str, Any]:
    names = ("number", "debtor", "creditor", "what", "amount", "due_on", "on_the_spot")
    return {
        **{name: getattr(each.part, name) for name in names},
        "obligation_id": each.part.key[0],
        "instalment_id": each.part.key[1],
        "paid": each.paid,
        "is_performed": each.is_performed,
        "is_settled": each.is_settled,
    }


def _overview(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    found = queries.overview(seen(request, dispute_id))
    if found is None:
        return {
            "is_settled": False,
            "performed_at": None,
            "last_due_on": None,
            "parts": [],
            "performances": [],
            "defaults": [],
        }
    return {
        "is_settled": found.is_settled,
        "performed_at": found.plan.performed_at,
        "last_due_on": found.plan.last_due_on,
        "parts": [_part(each) for each in found.progress],
        "performances": found.performances,
        "defaults": found.defaults,
    }


@router.get("/disputes/{dispute_id}/performance", response=OverviewOut, url_name="followup_performance")
def read(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    """各项义务履行到哪里、履行记录、未履行记录；协议生效以前为空。"""
    return _overview(request, dispute_id)


@router.post("/disputes/{dispute_id}/performance", response={201: OverviewOut}, url_name="followup_performance")
def record(request: ApiRequest, dispute_id: UUID, payload: PerformanceIn) -> Status[Any]:
    """记录履行；可以一次记录多项，最后一项履行完毕即全部履行。"""
    actions.record_performance(
        request.actor,
        dispute_id,
        parts=[part.key() for part in payload.parts],
        amount=payload.amount,
        performed_on=payload.performed_on,
        note=payload.note,
        expected_revision=payload.revision,
    )
    return Status(201, _overview(request, dispute_id))


@router.post(
    "/disputes/{dispute_id}/performance/vouchers",
    response={201: OverviewOut},
    url_name="followup_performance_vouchers",
)
def record_proved(
    request: ApiRequest, dispute_id: UUID, payload: Form[VoucherIn], voucher: File[UploadedFile]
) -> Status[Any]:
    """记录一项履行并附凭证；公安机关委托的纠纷必须附凭证（治安管理处罚法第9条）。"""
    actions.record_performance(
        request.actor,
        dispute_id,
        parts=[(payload.obligation_id, payload.instalment_id)],
        amount=payload.amount,
        performed_on=payload.performed_on,
        voucher=Upload(voucher.name or "", voucher.read()),
        note=payload.note,
        expected_revision=payload.revision,
    )
    return Status(201, _overview(request, dispute_id))


@router.post(
    "/disputes/{dispute_id}/performance/{performance_id}/strike",
    response=PerformanceOut,
    url_name="followup_performance_one_strike",
)
def strike(request: ApiRequest, dispute_id: UUID, performance_id: UUID, payload: StrikeIn) -> Performance:
    """作废一条履行记录；原记录和理由保留。"""
    return actions.strike_performance(
        request.actor, dispute_id, performance_id, why=payload.why, expected_revision=payload.revision
    )


@router.post("/disputes/{dispute_id}/default", response={201: list[DefaultOut]}, url_name="followup_default")
def default(request: ApiRequest, dispute_id: UUID, payload: DefaultIn) -> Status[Any]:
    """记录未履行，返回可以选择的救济途径；由当事人自己决定。"""
    rows = actions.note_default(
        request.actor,
        dispute_id,
        parts=[part.key() for part in payload.parts],
        reason=payload.reason,
        noted_on=payload.noted_on,
        expected_revision=payload.revision,
    )
    return Status(201, rows)


@router.post(
    "/disputes/{dispute_id}/defaults/{default_id}/settle",
    response=DefaultOut,
    url_name="followup_defaults_one_settle",
)
def settle(request: ApiRequest, dispute_id: UUID, default_id: UUID, payload: PerformanceSettleIn) -> Default:
    """登记未履行的处理结果。"""
    return actions.settle_default(
        request.actor,
        dispute_id,
        default_id,
        outcome=payload.outcome,
        note=payload.note,
        expected_revision=payload.revision,
    )


@router.get("/disputes/{dispute_id}/follow-ups", response=list[VisitOut], url_name="followup_visits")
def visits(request: ApiRequest, dispute_id: UUID) -> list[Visit]:
    """应当进行的和已经进行的回访。"""
    return queries.visits_of(seen(request, dispute_id))


@router.post("/disputes/{dispute_id}/follow-ups", response={201: VisitOut}, url_name="followup_visits")
def visit(request: ApiRequest, dispute_id: UUID, payload: VisitIn) -> Status[Any]:
    """登记一次回访；visit_id是规则要求的回访，不填为规则以外的回访。"""
    row = actions.visit(
        request.actor, dispute_id, payload.made(), visit_id=payload.visit_id, expected_revision=payload.revision
    )
    return Status(201, row)


@router.post(
    "/disputes/{dispute_id}/follow-ups/{visit_id}/drop", response=VisitOut, url_name="followup_visits_one_drop"
)
def drop(request: ApiRequest, dispute_id: UUID, visit_id: UUID, payload: StrikeIn) -> Visit:
    """不再进行一次应当进行的回访；理由保留。"""
    return actions.drop_visit(request.actor, dispute_id, visit_id, why=payload.why, expected_revision=payload.revision)


@router.post("/disputes/{dispute_id}/close", response=DisputeOut, url_name="followup_close")
def close(request: ApiRequest, dispute_id: UUID, payload: CloseIn) -> dict[str, Any]:
    """结案：协议已经履行或者未履行的已有处理结果，应当进行的回访已经完成。"""
    actions.close(request.actor, dispute_id, note=payload.note, expected_revision=payload.revision)
    return after(request, dispute_id)
