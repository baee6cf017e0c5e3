"""Sessions, records, inquiries, evidence and the papers made of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Router, Status, UploadedFile

from fengqiao.core import files
from fengqiao.core.api import ApiRequest
from fengqiao.disputes.api.schemas import DocumentOut
from fengqiao.mediation import actions
from fengqiao.mediation.api.base import seen
from fengqiao.mediation.api.results import EvidenceOut, InvestigationOut, RecordCheckOut, RecordOut, SessionOut
from fengqiao.mediation.api.schemas import (
    CancelIn,
    CheckIn,
    EvidenceIn,
    HoldIn,
    InvestigationIn,
    RecordIn,
    Revised,
    SessionIn,
)
from fengqiao.mediation.models import Evidence, InvestigationRecord, MediationRecord, Session
from fengqiao.mediation.queries import record

router = Router(tags=["mediation"])


@router.get("/disputes/{dispute_id}/sessions", response=list[SessionOut], url_name="mediation_sessions")
def sessions(request: ApiRequest, dispute_id: UUID) -> list[Session]:
    """各次调解，新的在前。"""
    return record.sessions(seen(request, dispute_id))


@router.post("/disputes/{dispute_id}/sessions", response={201: SessionOut}, url_name="mediation_sessions")
def plan(request: ApiRequest, dispute_id: UUID, payload: SessionIn) -> Status[Any]:
    """安排一次调解；各方签收告知书并同意、开始调解之后才可以安排。"""
    session = actions.plan_session(request.actor, dispute_id, payload.new(), expected_revision=payload.revision)
    return Status(201, session)


@router.post(
    "/disputes/{dispute_id}/sessions/{session_id}/hold", response=SessionOut, url_name="mediation_sessions_one_hold"
)
def hold(request: ApiRequest, dispute_id: UUID, session_id: UUID, payload: HoldIn) -> Session:
    """登记一次调解已经进行。"""
    return actions.hold_session(
        request.actor,
        dispute_id,
        session_id,
        starts_at=payload.starts_at,
        ends_at=payload.ends_at,
        present_ids=payload.present_ids,
        expected_revision=payload.revision,
    )


@router.post(
    "/disputes/{dispute_id}/sessions/{session_id}/cancel", response=SessionOut, url_name="mediation_sessions_one_cancel"
)
def cancel(request: ApiRequest, dispute_id: UUID, session_id: UUID, payload: CancelIn) -> Session:
    """取消一次调解的安排。"""
    return actions.cancel_session(
        request.actor, dispute_id, session_id, reason=payload.reason, expected_revision=payload.revision
    )


@router.get("/disputes/{dispute_id}/records", response=list[RecordOut], url_name="mediation_records")
def records(request: ApiRequest, dispute_id: UUID) -> list[MediationRecord]:
    """各次调解的记录。"""
    return record.records(seen(request, dispute_id))


@router.post("/disputes/{dispute_id}/records", response={201: RecordOut}, url_name="mediation_records")
def write(request: ApiRequest, dispute_id: UUID, payload: RecordIn) -> Status[Any]:
    """制作或者更正一次调解的记录；每次调解一份。"""
    values = payload.model_dump(exclude={"session_id", "revision"})
    written = actions.write_record(
        request.actor, dispute_id, payload.session_id, **values, expected_revision=payload.revision
    )
    return Status(201, written)


@router.post(
    "/disputes/{dispute_id}/records/{record_id}/checks",
    response={201: RecordCheckOut},
    url_name="mediation_records_one_checks",
)
def check(request: ApiRequest, dispute_id: UUID, record_id: UUID, payload: CheckIn) -> Status[Any]:
    """登记一方核对记录并签名，或者拒绝签名。"""
    checked = actions.check_record(
        request.actor,
        dispute_id,
        record_id,
        party_id=payload.party_id,
        word=payload.word.word(),
        outcome=payload.outcome,
        note=payload.note,
        at=payload.at,
        expected_revision=payload.revision,
    )
    return Status(201, checked)


@router.get(
    "/disputes/{dispute_id}/investigations", response=list[InvestigationOut], url_name="mediation_investigations"
)
def investigations(request: ApiRequest, dispute_id: UUID) -> list[InvestigationRecord]:
    """各次调查。"""
    return record.investigations(seen(request, dispute_id))


@router.post(
    "/disputes/{dispute_id}/investigations", response={201: InvestigationOut}, url_name="mediation_investigations"
)
def investigate(request: ApiRequest, dispute_id: UUID, payload: InvestigationIn) -> Status[Any]:
    """登记一次调查。"""
    values = payload.model_dump(exclude={"revision"})
    return Status(201, actions.investigate(request.actor, dispute_id, **values, expected_revision=payload.revision))


@router.get("/disputes/{dispute_id}/evidence", response=list[EvidenceOut], url_name="mediation_evidence")
def evidence(request: ApiRequest, dispute_id: UUID) -> list[Evidence]:
    """各份证据。"""
    return record.evidence(seen(request, dispute_id))


@router.post("/disputes/{dispute_id}/evidence", response={201: EvidenceOut}, url_name="mediation_evidence")
def add_evidence(
    request: ApiRequest, dispute_id: UUID, payload: Form[EvidenceIn], file: File[UploadedFile]
) -> Status[Any]:
    """登记一份证据和它的文件；文件按内容识别类型，每个不超过20MB。"""
    values = payload.model_dump(exclude={"revision", "copy_kind"})
    added = actions.add_evidence(
        request.actor,
        dispute_id,
        **values,
        copy=payload.copy_kind,
        upload=actions.Upload(file.name or "", file.read()),
        expected_revision=payload.revision,
    )
    return Status(201, added)


@router.get(
    "/disputes/{dispute_id}/evidence/{evidence_id}/file", response={200: bytes}, url_name="mediation_evidence_one_file"
)
def evidence_file(request: ApiRequest, dispute_id: UUID, evidence_id: UUID) -> HttpResponse:
    """一份证据的文件，与提交时完全一致。"""
    _row, stored = record.evidence_file(seen(request, dispute_id), evidence_id)
    return HttpResponse(files.read(stored), content_type=stored.media_type)


@router.post(
    "/disputes/{dispute_id}/evidence/{evidence_id}/share", response=EvidenceOut, url_name="mediation_evidence_one_share"
)
def share(request: ApiRequest, dispute_id: UUID, evidence_id: UUID, payload: Revised) -> Evidence:
    """允许对方当事人查看一份证据。"""
    return actions.share_evidence(request.actor, dispute_id, evidence_id, expected_revision=payload.revision)


@router.post("/disputes/{dispute_id}/papers/{code}", response={201: DocumentOut}, url_name="mediation_papers_one")
def make_paper(request: ApiRequest, dispute_id: UUID, code: str, part: str = "") -> Status[Any]:
    """制作调解阶段的一种文书；part是调解、调查或者代理人的标识（不带连字符）。"""
    return Status(201, actions.make_paper(request.actor, dispute_id, code[:40], part[:60]))
