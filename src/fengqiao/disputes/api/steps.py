"""The verbs before mediation."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest
from fengqiao.disputes import access, actions
from fengqiao.disputes.api.records import whole
from fengqiao.disputes.api.schemas import (
    AcceptIn,
    AssessIn,
    CategoryIn,
    DisputeOut,
    GradeIn,
    NewPartyIn,
    OffenceIn,
    OrganIn,
    PartyChangesIn,
    ReasonIn,
    RouteIn,
)

router = Router(tags=["steps"])


def _after(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    return whole(access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES))


@router.post("/disputes/{dispute_id}/assess", response=DisputeOut)
def assess(request: ApiRequest, dispute_id: UUID, payload: AssessIn) -> dict[str, Any]:
    """适宜性审查。"""
    actions.assess(request.actor, dispute_id, payload.answers, expected_revision=payload.revision)
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/grade", response=DisputeOut)
def grade(request: ApiRequest, dispute_id: UUID, payload: GradeIn) -> dict[str, Any]:
    """评定风险等级。"""
    actions.grade(
        request.actor,
        dispute_id,
        facts=payload.facts,
        override=payload.override,
        reason=payload.reason,
        expected_revision=payload.revision,
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/category", response=DisputeOut)
def category(request: ApiRequest, dispute_id: UUID, payload: CategoryIn) -> dict[str, Any]:
    """确认纠纷类型。"""
    actions.confirm_category(request.actor, dispute_id, payload.category, expected_revision=payload.revision)
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/parties", response={201: DisputeOut}, url_name="dispute_parties")
def add_party(request: ApiRequest, dispute_id: UUID, payload: NewPartyIn) -> Status[Any]:
    """追加登记时遗漏的当事人；达成协议之前由承办单位办理。"""
    actions.add_party(request.actor, dispute_id, payload.party(), why=payload.why, expected_revision=payload.revision)
    return Status(201, _after(request, dispute_id))


@router.post("/disputes/{dispute_id}/parties/{party_id}/correct", response=DisputeOut, url_name="dispute_party")
def correct_party(request: ApiRequest, dispute_id: UUID, party_id: UUID, payload: PartyChangesIn) -> dict[str, Any]:
    """更正当事人信息；原来的内容（证件号码、电话已遮盖）留在经过中。"""
    actions.correct_party(
        request.actor, dispute_id, party_id, payload.changes(), why=payload.why, expected_revision=payload.revision
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/route", response=DisputeOut)
def route(request: ApiRequest, dispute_id: UUID, payload: RouteIn) -> dict[str, Any]:
    """分流给调解组织；接收之前仍由分流单位负责。"""
    actions.route(
        request.actor, dispute_id, receiver_id=payload.receiver_id, why=payload.why, expected_revision=payload.revision
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/return", response=DisputeOut)
def return_offer(request: ApiRequest, dispute_id: UUID, payload: ReasonIn) -> dict[str, Any]:
    """退回分流。"""
    actions.return_offer(request.actor, dispute_id, why=payload.why, expected_revision=payload.revision)
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/accept", response=DisputeOut)
def accept(request: ApiRequest, dispute_id: UUID, payload: AcceptIn) -> dict[str, Any]:
    """受理，编定卷号。"""
    actions.accept(
        request.actor,
        dispute_id,
        materials_signed_at=payload.materials_signed_at,
        expected_revision=payload.revision,
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/decline", response=DisputeOut)
def decline(request: ApiRequest, dispute_id: UUID, payload: OrganIn) -> dict[str, Any]:
    """不予受理，告知有权处理的机关。"""
    actions.decline(
        request.actor,
        dispute_id,
        reason=payload.reason,
        competent_organ=payload.organ,
        expected_revision=payload.revision,
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/transfer", response=DisputeOut)
def transfer(request: ApiRequest, dispute_id: UUID, payload: OrganIn) -> dict[str, Any]:
    """移送有关机关。"""
    actions.transfer(
        request.actor, dispute_id, reason=payload.reason, organ=payload.organ, expected_revision=payload.revision
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/reopen", response={201: DisputeOut})
def reopen(request: ApiRequest, dispute_id: UUID, payload: ReasonIn) -> Status[Any]:
    """重新调解：登记为新的纠纷，与原案相连。"""
    new = actions.reopen(request.actor, dispute_id, why=payload.why, expected_revision=payload.revision)
    return Status(201, _after(request, new.pk))


@router.post("/disputes/{dispute_id}/report-offence", response=DisputeOut)
def report_offence(request: ApiRequest, dispute_id: UUID, payload: OffenceIn) -> dict[str, Any]:
    """向公安机关报告（人民调解法第25条）；报告不可修改或者删除。"""
    actions.report_offence(
        request.actor,
        dispute_id,
        recipient=payload.recipient,
        content=payload.content,
        measures=payload.measures,
        nature=payload.nature,
        expected_revision=payload.revision,
    )
    return _after(request, dispute_id)


@router.post("/disputes/{dispute_id}/void-number", response=DisputeOut)
def void_number(request: ApiRequest, dispute_id: UUID, payload: ReasonIn) -> dict[str, Any]:
    """作废编号，另编新号；作废的编号连同理由保留。"""
    actions.void_number(request.actor, dispute_id, reason=payload.why, expected_revision=payload.revision)
    return _after(request, dispute_id)
