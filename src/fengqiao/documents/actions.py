"""Making documents. Who may do so is decided by the feature whose record it is about, before it calls."""

from uuid import UUID

from django.db import connection, transaction

from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.jobs import current_schema
from fengqiao.documents import overrides, queries
from fengqiao.documents.contexts.base import Form
from fengqiao.documents.models import Document
from fengqiao.documents.typesetting import render_pdf


def produce(
    actor: Actor, *, subject_type: str, subject_id: UUID, form: Form, number: str = "", part: str = ""
) -> Document:
    """Make a document, keep it, and return it; the same values again return the document already made.

    subject_type, subject_id: the record it is about. part: which of several of its kind on that subject (a session's
    or party's id), "" when there is but one. Other values than last time make a new document that supersedes the last.
    number: only when it is not the form's own. Raises Malformed "character_not_printable" as `render_pdf` does.
    人民调解法第二十七条.
    """
    with transaction.atomic():
        _one_at_a_time(f"document:{subject_type}:{subject_id}:{form.code}:{part}")
        last = queries.current(subject_type, subject_id, form.code, part)
        context = form.model_dump_json()
        if last is not None and last.context == context:
            return last
        folder = overrides.folder_here()
        title = form.heading
        number = number or form.number
        kept = files.store(
            actor, f"{title}{number}.pdf", render_pdf(form, moment=actor.at, folder=folder), allow=("pdf",)
        )
        document = Document.objects.create(
            subject_type=subject_type,
            subject_id=subject_id,
            kind=form.code,
            part=part,
            title=title,
            number=number,
            context=context,
            pdf=kept,
            sha256=kept.sha256,
            template_version=overrides.version(form.code, folder),
            made_at=actor.at,
            made_by_name=actor.name,
            made_by_id=actor.user_id,
            supersedes=last,
        )
        audit.record(
            actor,
            document,
            "produced",
            data={"kind": form.code, "subject": [subject_type, subject_id], "sha256": kept.sha256},
        )
    return document


def _one_at_a_time(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()}:{key}"])
