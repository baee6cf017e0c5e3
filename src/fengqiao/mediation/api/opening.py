"""Who mediates, what the parties were told and answered, who is invited."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from fengqiao.core.api import ApiRequest
from fengqiao.disputes.api.schemas import DisputeOut
from fengqiao.mediation import actions, queries
from fengqiao.mediation.api.base import after, seen
from fengqiao.mediation.api.results import ConsentOut, InviteeOut, MediatorOut, NoticeOut
from fengqiao.mediation.api.schemas import AssignIn, ConsentIn, InviteIn, NoticeIn, ReplaceIn, WelcomeIn
from fengqiao.mediation.models import Consent, Invitee, MediatorAssignment, RightsNotice
from fengqiao.mediation.queries import case, record

router = Router(tags=["mediation"])


@router.post("/disputes/{dispute_id}/assign", response=DisputeOut, url_name="mediation_assign")
def assign(request: ApiRequest, dispute_id: UUID, payload: AssignIn) -> dict[str, Any]:
    """确定调解员：一人主持，其他人协助。"""
    actions.assign(
        request.actor,
        dispute_id,
        lead_id=payload.lead_id,
        co_ids=payload.co_ids,
        chosen_by=payload.chosen_by,
        expected_revision=payload.revision,
    )
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/replace", response=DisputeOut, url_name="mediation_replace")
def replace(request: ApiRequest, dispute_id: UUID, payload: ReplaceIn) -> dict[str, Any]:
    """更换调解员（回避），须写明理由。"""
    actions.replace(
        request.actor,
        dispute_id,
        person_id=payload.person_id,
        by_id=payload.by_id,
        reason=payload.reason,
        chosen_by=payload.chosen_by,
        expected_revision=payload.revision,
    )
    return after(request, dispute_id)


@router.get("/disputes/{dispute_id}/mediators", response=list[MediatorOut], url_name="mediation_mediators")
def mediators(request: ApiRequest, dispute_id: UUID) -> list[MediatorAssignment]:
    """现在的调解员，主持人在前。"""
    return queries.mediators(seen(request, dispute_id))


@router.get("/disputes/{dispute_id}/notices", response=list[NoticeOut], url_name="mediation_notices")
def notices(request: ApiRequest, dispute_id: UUID) -> list[RightsNotice]:
    """各方签收的权利义务告知书。"""
    return list(case.opening(seen(request, dispute_id)).notices.values())


@router.post("/disputes/{dispute_id}/notices", response={201: NoticeOut}, url_name="mediation_notices")
def give_notice(request: ApiRequest, dispute_id: UUID, payload: NoticeIn) -> Status[Any]:
    """登记一方签收权利义务告知书。"""
    notice = actions.give_notice(
        request.actor,
        dispute_id,
        party_id=payload.party_id,
        word=payload.word.word(),
        signed_at=payload.signed_at,
        expected_revision=payload.revision,
    )
    return Status(201, notice)


@router.get("/disputes/{dispute_id}/consents", response=list[ConsentOut], url_name="mediation_consents")
def consents(request: ApiRequest, dispute_id: UUID) -> list[Consent]:
    """各方最近的意见。"""
    return list(case.opening(seen(request, dispute_id)).latest.values())


@router.post("/disputes/{dispute_id}/consents", response={201: ConsentOut}, url_name="mediation_consents")
def give_consent(request: ApiRequest, dispute_id: UUID, payload: ConsentIn) -> Status[Any]:
    """登记一方的意见；明确拒绝即终止调解，并制作终止调解通知书。"""
    return Status(
        201, actions.give_consent(request.actor, dispute_id, payload.given(), expected_revision=payload.revision)
    )


@router.get("/disputes/{dispute_id}/invitees", response=list[InviteeOut], url_name="mediation_invitees")
def invitees(request: ApiRequest, dispute_id: UUID) -> list[Invitee]:
    """受邀人。"""
    return [each.invitee for each in record.invited(seen(request, dispute_id))]


@router.post("/disputes/{dispute_id}/invitees", response={201: InviteeOut}, url_name="mediation_invitees")
def invite(request: ApiRequest, dispute_id: UUID, payload: InviteIn) -> Status[Any]:
    """邀请有关人员参加（人民调解法第20条）。"""
    invitee = actions.invite(
        request.actor,
        dispute_id,
        kind=payload.kind,
        name=payload.name,
        relation=payload.relation,
        consenting_ids=payload.consenting_ids,
        expected_revision=payload.revision,
    )
    return Status(201, invitee)


@router.post(
    "/disputes/{dispute_id}/invitees/{invitee_id}/consents",
    response=InviteeOut,
    url_name="mediation_invitees_one_consents",
)
def welcome(request: ApiRequest, dispute_id: UUID, invitee_id: UUID, payload: WelcomeIn) -> Invitee:
    """又一方当事人同意邀请。"""
    return actions.welcome(
        request.actor,
        dispute_id,
        invitee_id=invitee_id,
        party_id=payload.party_id,
        expected_revision=payload.revision,
    )
