"""Having the letters about people made, kept and given out."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.documents import actions as documents
from fengqiao.documents.contexts import Form
from fengqiao.documents.models import Document
from fengqiao.people import access, papers

PERSON, COMPLAINT, TRACE, COMMENDATION = "person", "complaint", "trace", "commendation"
"""Under these types of subject the documents are found."""


_DOORS: Mapping[str, Callable[[Actor, UUID], object]] = {
    PERSON: lambda actor, pk: access.get_for(actor, pk, Permission.MANAGE_REGISTRY),
    COMPLAINT: lambda actor, pk: access.complaint_for(actor, pk, Permission.MANAGE_REGISTRY),
    TRACE: lambda actor, pk: access.trace_for(actor, pk, Permission.MANAGE_REGISTRY),
    COMMENDATION: lambda actor, pk: access.commendation_for(actor, pk, Permission.VIEW_REGISTRY),
}


def require_sight(actor: Actor, subject: str, pk: UUID) -> None:
    """Raise Forbidden or NotFound unless the actor may read the letters of a record. subject: one of the types above."""
    actor.require(Permission.MANAGE_REGISTRY)
    door = _DOORS.get(subject)
    if door is None:
        raise NotFound("document_not_found", _("没有找到这份文书。"))
    door(actor, pk)


@transaction.atomic
def print_post(actor: Actor, appointment_id: UUID, *, leaving: bool = False) -> Document:
    """Make the letter of a post, or with ``leaving`` of its removal or dismissal, and return it. Raises NotNow, NotFound."""
    post = access.appointment_for(actor, appointment_id, Permission.MANAGE_REGISTRY)
    form = papers.of_leaving(actor, post) if leaving else papers.of_post(actor, post)
    return _made(actor, PERSON, post.person_id, form, part=post.pk.hex)


@transaction.atomic
def print_complaint(actor: Actor, complaint_id: UUID, *, form: str) -> Document:
    """Make a letter of a complaint and return it. form: receipt, answer or sanction. Raises NotNow, Malformed."""
    complaint = access.complaint_for(actor, complaint_id, Permission.MANAGE_REGISTRY)
    if form == "receipt":
        paper: Form | None = papers.receipt(papers.office_of(actor), complaint)
    elif form in ("answer", "sanction"):
        paper = papers.answer(actor, complaint) if form == "answer" else papers.sanction(actor, complaint)
    else:
        raise Malformed("form_unknown", _("没有这种文书。"), field="form")
    return _made(actor, COMPLAINT, complaint.pk, paper)


@transaction.atomic
def print_trace(actor: Actor, trace_id: UUID) -> Document:
    """Make the report of a trace and return it. Raises NotNow before it is concluded."""
    trace = access.trace_for(actor, trace_id, Permission.MANAGE_REGISTRY)
    return _made(actor, TRACE, trace.pk, papers.trace(actor, trace))


@transaction.atomic
def print_commendation(actor: Actor, commendation_id: UUID) -> Document:
    """Make the decision of a commendation and return it. Raises NotNow before the award."""
    row = access.commendation_for(actor, commendation_id, Permission.MANAGE_REGISTRY)
    return _made(actor, COMMENDATION, row.pk, papers.commendation(row))


def _made(actor: Actor, kind: str, pk: UUID, form: Form | None, part: str = "") -> Document:
    if form is None:
        raise NotNow("paper_not_due", _("现在还没有这份文书的内容。"), next_step=_("请先办理相应的步骤。"))
    return documents.produce(actor, subject_type=kind, subject_id=pk, form=form, part=part)
