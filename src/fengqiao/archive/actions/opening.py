"""Looking into a file: it holds what is masked elsewhere, so who looked is kept."""

from uuid import UUID

from django.db import transaction

from fengqiao.archive import access
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.models import StoredFile


def open_file(actor: Actor, dispute_id: UUID) -> StoredFile:
    """Return the bound file's PDF; raises NotFound, Forbidden without the permission to see personal data."""
    with transaction.atomic():
        case_file = access.file_of(access.for_content(actor, dispute_id))
        audit.record(actor, case_file, "open_file", data={"sha256": case_file.pdf.sha256})
    return case_file.pdf


def open_annex(actor: Actor, dispute_id: UUID, annex_id: UUID) -> StoredFile:
    """Return a supplement; raises like ``open_file``."""
    with transaction.atomic():
        annex = access.annex_of(access.for_content(actor, dispute_id), annex_id)
        audit.record(actor, annex, "open_file", data={"sha256": annex.file.sha256})
    return annex.file


def open_paper(actor: Actor, dispute_id: UUID, file_id: UUID) -> StoredFile:
    """Return a paper from outside, such as an identity copy; raises like ``open_file``."""
    with transaction.atomic():
        paper = access.outside_of(access.for_content(actor, dispute_id), file_id)
        audit.record(actor, paper, "open_file", data={"kind": paper.kind, "sha256": paper.file.sha256})
    return paper.file
