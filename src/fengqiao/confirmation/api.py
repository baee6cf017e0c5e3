"""`/disputes/{id}/confirmation`: the outlook, the pack, filing, the court's result."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from fengqiao.confirmation import actions, queries
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.rules.words import Result
from fengqiao.core import files
from fengqiao.core.api import ApiRequest, Input
from fengqiao.disputes.api.schemas import ClockOut, Revision
from fengqiao.mediation.api.base import seen

router = Router(tags=["confirmation"])


class DeliveryIn(Input):
    """一名申请人的送达地址；不填的用登记的内容。"""

    party_id: UUID
    recipient: Annotated[str, Field(max_length=120)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    postcode: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    accepts_electronic: bool | None = None
    electronic_address: Annotated[str, Field(max_length=120)] = ""


class PrepareIn(Input):
    """制作申请材料；名册以外的法院写名称和理由。"""

    court_id: UUID | None = None
    court_name: Annotated[str, Field(max_length=120)] = ""
    ground_note: Annotated[str, Field(max_length=300)] = ""
    applicant_ids: Annotated[list[UUID] | None, Field(max_length=50)] = None
    deliveries: Annotated[list[DeliveryIn], Field(max_length=50)] = []
    revision: Revision = None


class FileIn(Input):
    """提交法院。"""

    filed_at: AwareDatetime | None = None
    revision: Revision = None


class DocketIn(Input):
    """法院受理。"""

    docketed_on: date
    docket_number: Annotated[str, Field(max_length=80)] = ""
    revision: Revision = None


class ResultIn(Input):
    """法院处理结果。"""

    result: Result
    decided_on: date
    ruling_number: Annotated[str, Field(max_length=80)] = ""
    received_on: date | None = None
    note: Annotated[str, Field(max_length=1000)] = ""
    revision: Revision = None


class InterestedIn(Input):
    """利害关系人知道裁定影响其权益。"""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    knew_on: date
    note: Annotated[str, Field(max_length=500)] = ""
    revision: Revision = None


class ConfirmationWithdrawIn(Input):
    """撤回的理由。"""

    why: Annotated[str, Field(min_length=1, max_length=500)]
    revision: Revision = None


class ApplicationOut(Schema):
    """一件司法确认申请。"""

    id: UUID
    court_id: UUID | None
    court_name: str
    ground: str
    ground_note: str
    state: str
    due_at: datetime
    prepared_at: datetime
    pages: int
    manifest: dict[str, Any]
    filed_at: datetime | None
    docketed_on: date | None
    docket_number: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    result: str
    ruling_number: str
    decided_on: date | None
    received_on: date | None
    result_note: str


class CourtOut(Schema):
    """一个有管辖权的法院和理由。"""

    court_id: UUID | None
    name: str
    grounds: list[str]
    reasons: list[str]
    source: str
    condition: str


class CheckOut(Schema):
    """法院会审查的一项。"""

    code: str
    state: str
    text: str
    source: str
    fix: str


class WayOut(Schema):
    """司法确认以外的途径。"""

    code: str
    name: str
    text: str
    source: str


class OutlookOut(Schema):
    """期限、法院、核对事项、其他途径和已有的申请。"""

    due_at: datetime | None
    is_provisional: bool
    barred: str
    courts: list[CourtOut]
    notes: list[str]
    checks: list[CheckOut]
    alternatives: list[WayOut]
    applications: list[ApplicationOut]


@router.get("/disputes/{dispute_id}/confirmation", response=OutlookOut, url_name="confirmation")
def read(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    """能否申请、向哪个法院申请、何时之前、法院会看什么，以及其他途径。"""
    found = queries.outlook(seen(request, dispute_id), request.actor.at)
    return {
        "due_at": found.clock.due_at if found.clock else None,
        "is_provisional": bool(found.clock and found.clock.is_provisional),
        "barred": found.barred,
        "courts": [
            {**vars(each), "court_id": each.id, "grounds": list(each.grounds), "reasons": list(each.reasons)}
            for each in found.advice.choices
        ],
        "notes": list(found.advice.notes),
        "checks": [vars(each) for each in found.checks],
        "alternatives": [vars(each) for each in found.alternatives],
        "applications": found.applications,
    }


@router.post("/disputes/{dispute_id}/confirmation", response={201: ApplicationOut}, url_name="confirmation")
def prepare(request: ApiRequest, dispute_id: UUID, payload: PrepareIn) -> Status[Any]:
    """制作共同申请的全部材料，合成一份文件。"""
    deliveries = {
        each.party_id: actions.Delivery(**each.model_dump(exclude={"party_id"})) for each in payload.deliveries
    }
    application = actions.prepare(
        request.actor,
        dispute_id,
        court_id=payload.court_id,
        court_name=payload.court_name,
        ground_note=payload.ground_note,
        applicant_ids=payload.applicant_ids,
        deliveries=deliveries,
        expected_revision=payload.revision,
    )
    return Status(201, application)


@router.post("/disputes/{dispute_id}/confirmation/file", response=ApplicationOut, url_name="confirmation_file")
def file(request: ApiRequest, dispute_id: UUID, payload: FileIn) -> Application:
    """提交法院；协议生效之日起三十日后拒绝（民事诉讼法第205条）。"""
    return actions.file(request.actor, dispute_id, filed_at=payload.filed_at, expected_revision=payload.revision)


@router.post("/disputes/{dispute_id}/confirmation/docket", response=ApplicationOut, url_name="confirmation_docket")
def docket(request: ApiRequest, dispute_id: UUID, payload: DocketIn) -> Application:
    """登记法院受理。"""
    return actions.record_docket(
        request.actor,
        dispute_id,
        docketed_on=payload.docketed_on,
        docket_number=payload.docket_number,
        expected_revision=payload.revision,
    )


@router.post("/disputes/{dispute_id}/confirmation/result", response=ApplicationOut, url_name="confirmation_result")
def result(request: ApiRequest, dispute_id: UUID, payload: ResultIn) -> Application:
    """登记法院处理结果；由受理的法院或者承办的调委会登记。"""
    values = payload.model_dump(exclude={"revision"})
    return actions.record_result(request.actor, dispute_id, **values, expected_revision=payload.revision)


@router.post(
    "/disputes/{dispute_id}/confirmation/interested", response={201: ClockOut}, url_name="confirmation_interested"
)
def interested(request: ApiRequest, dispute_id: UUID, payload: InterestedIn) -> Status[Any]:
    """登记利害关系人知悉；六个月的异议期限自此计算（民诉法解释第372条）。"""
    values = payload.model_dump(exclude={"revision"})
    clock = actions.note_interested_party(request.actor, dispute_id, **values, expected_revision=payload.revision)
    return Status(201, clock)


@router.post("/disputes/{dispute_id}/confirmation/withdraw", response=ApplicationOut, url_name="confirmation_withdraw")
def withdraw(request: ApiRequest, dispute_id: UUID, payload: ConfirmationWithdrawIn) -> Application:
    """撤回申请；已经提交的由法院决定是否准许。"""
    return actions.withdraw(request.actor, dispute_id, why=payload.why, expected_revision=payload.revision)


@router.get(
    "/disputes/{dispute_id}/confirmation/{application_id}/pdf", response={200: bytes}, url_name="confirmation_one_pdf"
)
def pdf(request: ApiRequest, dispute_id: UUID, application_id: UUID) -> HttpResponse:
    """申请材料的PDF；查看人留痕。"""
    found = actions.open_pack(request.actor, dispute_id, application_id)
    return HttpResponse(files.read(found.pack), content_type=found.pack.media_type)
