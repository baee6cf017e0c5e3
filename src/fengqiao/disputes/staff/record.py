"""A dispute's page: its story and its papers."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.disputes import access, queries
from fengqiao.disputes.actions import paperwork
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.staff.story import told
from fengqiao.disputes.workflow import Status
from fengqiao.documents import queries as documents
from fengqiao.ui import pages


def _dispute(request: StaffRequest, pk: UUID) -> Dispute:
    return access.get_for(request.actor, pk, Permission.VIEW_DISPUTES)


@staff(Permission.VIEW_DISPUTES)
def story(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The story in sentences, the facts, the grade with its factors, the suitability decision."""
    dispute = _dispute(request, pk)
    grade = queries.latest_grade(dispute)
    context = {
        **frame(request, dispute, "story"),
        "events": told(queries.history(dispute)),
        "grade": grade,
        "suitability": queries.latest_suitability(dispute),
        "may_report": request.actor.may(Permission.GRADE),
        "may_void": request.actor.may(Permission.ASSIGN)
        and dispute.organisation_id == request.actor.organisation_id
        and dispute.file_number is not None
        and dispute.status != Status.ARCHIVED,
        "offer": dispute.offers.select_related("receiver").order_by("-offered_at").first(),
    }
    return pages.page(request, "disputes/story.html", context)


@staff(Permission.VIEW_DISPUTES)
def papers(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The papers made so far, and those of intake that can be made."""
    dispute = _dispute(request, pk)
    context = {
        **frame(request, dispute, "papers"),
        "documents": documents.for_subject("dispute", dispute.pk),
        "forms": paperwork.available(dispute)
        if request.actor.may(Permission.REGISTER) and dispute.status != Status.ARCHIVED
        else [],
    }
    return pages.page(request, "disputes/papers.html", context)


@require_POST
@staff(Permission.REGISTER)
def make_paper(request: StaffRequest, pk: UUID, form: str) -> HttpResponse:
    """Make a paper of intake from the record."""
    document = paperwork.make(request.actor, pk, form)
    return pages.go(
        request, reverse("disputes:papers", args=[pk]), notice=_("已制作《%(title)s》。") % {"title": document.title}
    )


@staff(Permission.VIEW_DISPUTES)
def paper(request: StaffRequest, pk: UUID, document: UUID, kind: str) -> HttpResponse:
    """Give out a paper of this dispute as PDF or Word."""
    _dispute(request, pk)
    name, media_type, content = documents.content(document, "dispute", pk, kind)
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(kind != "pdf", name) or ""
    return response
