"""`/disputes/{id}/file`: what the file holds and lacks, binding, sealing, supplements."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from fengqiao.archive import actions, queries
from fengqiao.archive.models import Annex, CaseFile, Remark
from fengqiao.archive.rules import contents
from fengqiao.core import files
from fengqiao.core.api import ApiRequest, Input
from fengqiao.disputes.actions.files import add_file
from fengqiao.disputes.api.schemas import DisputeOut, Revision
from fengqiao.disputes.models import Dispute, DisputeFile
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.api.base import after, seen

router = Router(tags=["file"])


class BindIn(Input):
    """整理卷宗。"""

    checker: Annotated[str, Field(min_length=1, max_length=60, description="检查人")]
    revision: Revision = None


class SealIn(Input):
    """立卷归档。"""

    revision: Revision = None


class RemarkIn(Input):
    """卷宗情况说明的一条；form为所说明的材料。"""

    text: Annotated[str, Field(min_length=4, max_length=500)]
    form: Annotated[str, Field(max_length=40)] = ""
    party_id: UUID | None = None
    revision: Revision = None


class FilePaperIn(Input):
    """收入一份材料。"""

    kind: Literal["identity_copy", "entrustment_letter", "property_proof", "other"]
    party_id: UUID | None = None
    revision: Revision = None


class AnnexIn(Input):
    """归档后补充一份材料。"""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(min_length=4, max_length=500)]
    revision: Revision = None


class ItemOut(Schema):
    """卷宗的一项材料，以及是否齐全。"""

    form: str
    title: str
    standing: contents.Standing
    detail: str
    source: str


class FilePartOut(Schema):
    """卷内的一份文书。"""

    ordinal: int
    form: str
    title: str
    page_from: int
    page_to: int
    treatment: str
    remark: str
    sha256: str


class BoundOut(Schema):
    """已整理的卷宗。"""

    pages: int
    sha256: str
    manifest: dict[str, Any]
    manifest_sha256: str
    retention_rule: str
    retention_name: str
    retention_reason: str
    retain_until: date | None
    compiler_name: str
    checker_name: str
    compiled_at: datetime
    sealed_at: datetime | None
    sealed_by_name: str
    parts: list[FilePartOut]

    @staticmethod
    def resolve_sha256(row: CaseFile) -> str:
        """Return the hash of the PDF."""
        return row.pdf.sha256

    @staticmethod
    def resolve_parts(row: CaseFile) -> list[Any]:
        """Return the papers in their order."""
        return list(row.parts.all())


class AnnexOut(Schema):
    """一份补充材料。"""

    id: UUID
    ordinal: int
    title: str
    reason: str
    added_at: datetime
    added_by_name: str


class RemarkOut(Schema):
    """一条说明。"""

    id: UUID
    form: str
    party_id: UUID | None
    text: str
    noted_at: datetime
    noted_by_name: str


class PaperOut(Schema):
    """一份收入的材料。"""

    id: UUID
    kind: str
    name: str
    party_id: UUID | None
    created_at: datetime


class FileOut(Schema):
    """卷宗的全貌。"""

    is_complete: bool
    items: list[ItemOut]
    file: BoundOut | None
    papers: list[PaperOut]
    remarks: list[RemarkOut]
    annexes: list[AnnexOut]


def _file(dispute: Dispute) -> dict[str, Any]:
    items = queries.items_of(dispute)
    case_file = queries.file_of(dispute)
    return {
        "is_complete": not contents.missing(items),
        "items": items,
        "file": case_file,
        "papers": queries.outside_papers(dispute),
        "remarks": queries.remarks_of(dispute),
        "annexes": queries.annexes(case_file) if case_file else [],
    }


@router.get("/disputes/{dispute_id}/file", response=FileOut, url_name="file")
def read(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    """卷宗有什么、缺什么、各份文书的页号和校验码。"""
    return _file(seen(request, dispute_id))


@router.post("/disputes/{dispute_id}/file", response={201: FileOut}, url_name="file")
def bind(request: ApiRequest, dispute_id: UUID, payload: BindIn) -> Status[Any]:
    """整理卷宗：补齐能够制作的文书，按规定顺序合成一份PDF/A。"""
    actions.assemble(request.actor, dispute_id, checker=payload.checker, expected_revision=payload.revision)
    return Status(201, _file(seen(request, dispute_id)))


@router.get("/disputes/{dispute_id}/file/pdf", response={200: bytes}, url_name="file_pdf")
def pdf(request: ApiRequest, dispute_id: UUID) -> HttpResponse:
    """卷宗的PDF/A；查看人留痕。"""
    stored = actions.open_file(request.actor, dispute_id)
    return HttpResponse(files.read(stored), content_type=stored.media_type)


@router.post("/disputes/{dispute_id}/archive", response=DisputeOut, url_name="file_archive")
def seal(request: ApiRequest, dispute_id: UUID, payload: SealIn) -> dict[str, Any]:
    """立卷归档；归档的卷宗不能更改。"""
    actions.seal(request.actor, dispute_id, expected_revision=payload.revision)
    return after(request, dispute_id)


@router.post("/disputes/{dispute_id}/file/remarks", response={201: RemarkOut}, url_name="file_remarks")
def remark(request: ApiRequest, dispute_id: UUID, payload: RemarkIn) -> Status[Any]:
    """写一条卷宗情况说明。"""
    values = payload.model_dump(exclude={"revision"})
    line: Remark = actions.remark(request.actor, dispute_id, **values, expected_revision=payload.revision)
    return Status(201, line)


@router.post("/disputes/{dispute_id}/file/papers", response={201: PaperOut}, url_name="file_papers")
def add_paper(
    request: ApiRequest, dispute_id: UUID, payload: Form[FilePaperIn], file: File[UploadedFile]
) -> Status[Any]:
    """收入身份证明、委托函等材料；按内容识别类型。"""
    kept: DisputeFile = add_file(
        request.actor,
        dispute_id,
        kind=payload.kind,
        name=file.name or "",
        content=file.read(),
        party_id=payload.party_id,
        expected_revision=payload.revision,
    )
    return Status(201, kept)


@router.post("/disputes/{dispute_id}/file/annexes", response={201: AnnexOut}, url_name="file_annexes")
def supplement(request: ApiRequest, dispute_id: UUID, payload: Form[AnnexIn], file: File[UploadedFile]) -> Status[Any]:
    """归档后补充一份材料；归档的卷宗不变。"""
    annex: Annex = actions.supplement(
        request.actor,
        dispute_id,
        title=payload.title,
        reason=payload.reason,
        upload=Upload(file.name or "", file.read()),
        expected_revision=payload.revision,
    )
    return Status(201, annex)
