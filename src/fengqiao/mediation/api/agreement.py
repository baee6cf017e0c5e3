"""The agreement and its signatures; a simple matter settled in one call."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status, UploadedFile

from fengqiao.core.api import ApiRequest
from fengqiao.core.errors import NotFound
from fengqiao.disputes.api.schemas import DisputeOut
from fengqiao.disputes.models import Dispute
from fengqiao.mediation import actions, queries
from fengqiao.mediation.api.base import after, seen
from fengqiao.mediation.api.results import AgreementOut, DraftedOut, HintOut, SignatureOut
from fengqiao.mediation.api.schemas import AgreeIn, DraftIn, MediationReasonIn, PadIn, ScanIn, SettleIn
from fengqiao.mediation.models import Agreement, Signature
from fengqiao.mediation.queries import hints

router = Router(tags=["mediation"])


def _current(dispute: Dispute) -> Agreement:
    found = queries.current_agreement(dispute)
    if found is None:
        raise NotFound("agreement_not_found", _("还没有起草协议。"))
    return found


@router.get("/disputes/{dispute_id}/agreement", response=AgreementOut, url_name="mediation_agreement")
def read(request: ApiRequest, dispute_id: UUID) -> Agreement:
    """当前的协议文本、签名和生效时刻。"""
    return _current(seen(request, dispute_id))


@router.get("/disputes/{dispute_id}/agreement/hints", response=list[HintOut], url_name="mediation_agreement_hints")
def hinted(request: ApiRequest, dispute_id: UUID) -> list[hints.Hint]:
    """签名之前的提示：缺什么、依据什么、怎么改。"""
    dispute = seen(request, dispute_id)
    return hints.of_agreement(dispute, _current(dispute))


@router.post("/disputes/{dispute_id}/agreement", response={201: DraftedOut}, url_name="mediation_agreement")
def draft(request: ApiRequest, dispute_id: UUID, payload: DraftIn) -> Status[Any]:
    """写下协议草稿（整份），返回提示。"""
    actions.draft_agreement(request.actor, dispute_id, payload.draft(), expected_revision=payload.revision)
    dispute = seen(request, dispute_id)
    current = _current(dispute)
    return Status(201, {"agreement": current, "hints": hints.of_agreement(dispute, current)})


@router.post("/disputes/{dispute_id}/agree", response=DisputeOut, url_name="mediation_agree")
def agree(request: ApiRequest, dispute_id: UUID, payload: AgreeIn) -> dict[str, Any]:
    """各方达成协议：文本固定；口头协议自达成之时生效。"""
    actions.agree(request.actor, dispute_id, reached_at=payload.reached_at, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/revise", response=DisputeOut, url_name="mediation_revise")
def revise(request: ApiRequest, dispute_id: UUID, payload: MediationReasonIn) -> dict[str, Any]:
    """收回协议修改；原文本上的签名不用于新的文本。"""
    actions.revise(request.actor, dispute_id, reason=payload.reason, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.get(
    "/disputes/{dispute_id}/agreement/signatures",
    response=list[SignatureOut],
    url_name="mediation_agreement_signatures",
)
def signatures(request: ApiRequest, dispute_id: UUID) -> list[Signature]:
    """当前文本上的签名和印章。"""
    return list(_current(seen(request, dispute_id)).signatures.all())


@router.post(
    "/disputes/{dispute_id}/agreement/signatures",
    response={201: AgreementOut},
    url_name="mediation_agreement_signatures",
)
def sign_on_pad(request: ApiRequest, dispute_id: UUID, payload: PadIn) -> Status[Any]:
    """手写板上的一个签名，与文本校验码绑定；婚姻、收养、继承等不适用（电子签名法第3条）。"""
    actions.sign_on_pad(
        request.actor,
        dispute_id,
        signer=payload.signer.signer(),
        strokes=payload.strokes,
        document_hash=payload.document_hash,
        device=payload.device,
    )
    return Status(201, _current(seen(request, dispute_id)))


@router.post(
    "/disputes/{dispute_id}/agreement/signatures/scans",
    response={201: AgreementOut},
    url_name="mediation_agreement_signatures_scans",
)
def sign_on_paper(
    request: ApiRequest, dispute_id: UUID, payload: Form[ScanIn], scan: File[UploadedFile]
) -> Status[Any]:
    """纸质协议上的签名和印章，附扫描件；最后一个签名、印章使协议生效（人民调解法第29条）。"""
    actions.sign_on_paper(
        request.actor,
        dispute_id,
        signers=payload.read(),
        scan=actions.Upload(scan.name or "", scan.read()),
        document_hash=payload.document_hash,
        signed_at=payload.signed_at,
    )
    return Status(201, _current(seen(request, dispute_id)))


@router.post("/settlements", response={201: DisputeOut}, url_name="mediation_settlements")
def settle(request: ApiRequest, payload: SettleIn) -> Status[Any]:
    """简单纠纷一次办结；每一步都按调解程序记录，缺一项就全部不写入。"""
    dispute = actions.settle_on_the_spot(request.actor, payload.sitting(), matter=payload.matter.matter())
    return Status(201, after(request, dispute.pk))
