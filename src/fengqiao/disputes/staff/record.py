"""A dispute's page: its story, its parties, its papers."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.masking import mask_id, mask_phone
from fengqiao.disputes import access, actions, queries
from fengqiao.disputes.actions import paperwork
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.staff.story import told
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
        "offer": dispute.offers.select_related("receiver").order_by("-offered_at").first(),
    }
    return pages.page(request, "disputes/story.html", context)


def _shown(party: Party) -> dict[str, object]:
    return {
        "party": party,
        "phone": mask_phone(party.phone) if party.phone else "",
        "id_number": mask_id(party.id_number) if party.id_number else "",
        "agents": [
            {"agent": agent, "phone": mask_phone(agent.phone) if agent.phone else ""} for agent in party.agents.all()
        ],
        "reveal_url": reverse("disputes:reveal", args=[party.dispute_id, party.pk]),
    }


@staff(Permission.VIEW_DISPUTES)
def parties(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The parties, masked until somebody gives a reason."""
    dispute = _dispute(request, pk)
    rows = [_shown(party) for party in dispute.parties.prefetch_related("agents")]
    return pages.page(request, "disputes/parties.html", {**frame(request, dispute, "parties"), "rows": rows})


@staff(Permission.REVEAL)
def reveal(request: StaffRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Answer with a value in full; the reason is kept."""
    value = actions.reveal(
        request.actor, pk, party, field=request.POST.get("field", ""), reason=request.POST.get("reason", "")
    )
    return pages.page(request, "disputes/_revealed.html", {"value": value})


@staff(Permission.VIEW_DISPUTES)
def papers(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The papers made so far, and those of intake that can be made."""
    dispute = _dispute(request, pk)
    context = {
        **frame(request, dispute, "papers"),
        "documents": documents.for_subject("dispute", dispute.pk),
        "forms": paperwork.available(dispute),
    }
    return pages.page(request, "disputes/papers.html", context)


@staff(Permission.VIEW_DISPUTES)
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
