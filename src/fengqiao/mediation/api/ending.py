"""The verbs that begin, rest, lengthen and end mediation."""

from typing import Any
from uuid import UUID

from ninja import Router

from fengqiao.core.api import ApiRequest
from fengqiao.disputes.api.schemas import DisputeOut
from fengqiao.mediation import actions
from fengqiao.mediation.api.base import after
from fengqiao.mediation.api.schemas import ExtendIn, ResumeIn, Revised, SuspendIn, TerminateIn, WithdrawIn

router = Router(tags=["mediation"])


@router.post("/disputes/{dispute_id}/start", response=DisputeOut, url_name="mediation_start")
def start(request: ApiRequest, dispute_id: UUID, payload: Revised) -> dict[str, Any]:
    """开始调解：各方已签收告知书并同意。"""
    actions.start(request.actor, dispute_id, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/suspend", response=DisputeOut, url_name="mediation_suspend")
def suspend(request: ApiRequest, dispute_id: UUID, payload: SuspendIn) -> dict[str, Any]:
    """中止调解，期限暂停计算。"""
    actions.suspend(
        request.actor,
        dispute_id,
        reason=payload.reason,
        expected_on=payload.expected_on,
        expected_revision=payload.revision,
    )
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/resume", response=DisputeOut, url_name="mediation_resume")
def resume(request: ApiRequest, dispute_id: UUID, payload: ResumeIn) -> dict[str, Any]:
    """恢复调解，期限继续计算。"""
    actions.resume(request.actor, dispute_id, note=payload.note, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/extend", response=DisputeOut, url_name="mediation_extend")
def extend(request: ApiRequest, dispute_id: UUID, payload: ExtendIn) -> dict[str, Any]:
    """延长调解期限。"""
    values = payload.model_dump(exclude={"revision"})
    actions.extend(request.actor, dispute_id, **values, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/terminate", response=DisputeOut, url_name="mediation_terminate")
def terminate(request: ApiRequest, dispute_id: UUID, payload: TerminateIn) -> dict[str, Any]:
    """终止调解，同时书面告知救济途径（人民调解法第26条）。"""
    values = payload.model_dump(exclude={"revision"})
    actions.terminate(request.actor, dispute_id, **values, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/withdraw", response=DisputeOut, url_name="mediation_withdraw")
def withdraw(request: ApiRequest, dispute_id: UUID, payload: WithdrawIn) -> dict[str, Any]:
    """当事人撤回，或者当事人自行和解。"""
    values = payload.model_dump(exclude={"revision"})
    actions.withdraw(request.actor, dispute_id, **values, expected_revision=payload.revision)
    return after(request, dispute_id)
