"""Reading documents. They are reached through the record they are about: a caller has passed that record's own door,
and says which record it is; a document's id alone opens nothing."""

from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core import files
from fengqiao.core.errors import NotFound
from fengqiao.documents import overrides
from fengqiao.documents.contexts import FORMS
from fengqiao.documents.contexts.base import Form
from fengqiao.documents.models import Document
from fengqiao.documents.word import render_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ORDER = {code: index for index, code in enumerate(FORMS)}


def for_subject(subject_type: str, subject_id: UUID, *, superseded: bool = False) -> list[Document]:
    """Return the documents of a record in the order of the file, then by time; with superseded ones if wanted."""
    found = Document.objects.filter(subject_type=subject_type, subject_id=subject_id).defer("context")
    if not superseded:
        found = found.filter(superseded_by=None)
    return sorted(found, key=lambda each: (_ORDER.get(each.kind, len(_ORDER)), each.made_at, each.pk))


def current(subject_type: str, subject_id: UUID, kind: str, part: str = "") -> Document | None:
    """Return the document of a kind (and part) that nothing supersedes, None when there is none."""
    return Document.objects.filter(
        subject_type=subject_type, subject_id=subject_id, kind=kind, part=part, superseded_by=None
    ).first()


def get(document_id: UUID, subject_type: str, subject_id: UUID) -> Document:
    """Return a document of this record. Raises NotFound when it is another record's or does not exist."""
    found = (
        Document.objects.filter(pk=document_id, subject_type=subject_type, subject_id=subject_id)
        .select_related("pdf")
        .first()
    )
    if found is None:
        raise NotFound("document_not_found", _("没有找到这份文书。"))
    return found


def form_of(document: Document) -> Form:
    """Return the typed values that a document was made from."""
    return FORMS[document.kind].model_validate_json(document.context)


def pdf(document: Document) -> bytes:
    """Return a document's PDF/A as it was made. Raises ValueError when the stored file no longer bears its hash."""
    return files.read(document.pdf)


def content(document_id: UUID, subject_type: str, subject_id: UUID, kind: str) -> tuple[str, str, bytes]:
    """Return file name, media type and content of a document of this record; `kind` is "pdf" or "docx".

    The PDF is the one kept; Word is written from the same values. Raises NotFound for another record's document or
    another kind.
    """
    document = get(document_id, subject_type, subject_id)
    name = f"{document.title}{document.number}"
    if kind == "pdf":
        return f"{name}.pdf", "application/pdf", pdf(document)
    if kind == "docx":
        made = render_docx(form_of(document), moment=document.made_at, folder=overrides.folder_here())
        return f"{name}.docx", WORD, made
    raise NotFound("document_kind_unknown", _("没有这种格式。"))
