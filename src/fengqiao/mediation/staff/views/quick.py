"""A simple matter on one page, and its papers in one print."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import submissions
from fengqiao.core.errors import DomainError
from fengqiao.documents import binding
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation import actions
from fengqiao.mediation.staff.forms import QuickForm, QuickPartyForm, matter_of, sitting_of
from fengqiao.mediation.staff.forms.quick import SITTING
from fengqiao.mediation.staff.step import dispute_for
from fengqiao.organisations import queries as organisations
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked

PACKET = ("rights_notice", "mediation_record", "oral_agreement")


def _initial(request: StaffRequest) -> dict[str, Any]:
    """What is known: the committee's place and now."""
    own = organisations.get(request.actor.organisation_id) if request.actor.organisation_id else None
    region = regions.get(own.region_code) if own else None
    return {
        "region": Picked(region.code, region.path) if region else "",
        "place": (own.address or own.name) if own else "",
        "started_at": timezone.localtime(request.actor.at - SITTING),
    }


def _refuse(form: QuickForm, parties: tuple[QuickPartyForm, QuickPartyForm], error: DomainError) -> None:
    """Put a refusal beside its field, also that of a party or of the promise."""
    field = error.field
    if field.startswith("parties["):
        index, _sep, name = field.removeprefix("parties[").partition("]")
        row = parties[int(index)]
        name = name.removeprefix(".")
        error.field = name
        pages.refuse(row, error)
        form.refusal = error  # type: ignore[attr-defined]  # read by pages.status
        return
    known = {"narrative": "facts", "region_code": "region", "starts_at": "started_at", "signed_at": "started_at",
             "consented": "agreed", "told_principles": "agreed", "requested_at": "started_at"}  # fmt: skip
    error.field = "promise" if field.startswith(("obligations[", "promises[")) else known.get(field, field)
    if error.field.startswith("answers["):
        error.field = "witness" if field.endswith("witness") else "started_at"
    pages.refuse(form, error)


@staff(Permission.ASSIGN)
def quick(request: StaffRequest) -> HttpResponse:
    """Two parties, what happened, what was done on the spot: one submit, then print."""
    rules = current_ruleset()
    if request.method == "POST":
        form = QuickForm(request.POST, rules=rules)
        one, two = QuickPartyForm(request.POST, prefix="a"), QuickPartyForm(request.POST, prefix="b")
        if all([form.is_valid(), one.is_valid(), two.is_valid()]):
            sitting, matter = sitting_of(form), matter_of(request.actor, form, one, two)
            sent = submissions.sent(request.POST, request.actor.user_id)
            try:
                made = sent.once(lambda: actions.settle_on_the_spot(request.actor, sitting, matter=matter).pk)
            except DomainError as error:
                _refuse(form, (one, two), error)
            else:
                return pages.go(request, reverse("mediation:settled", args=[made]))
    else:
        form = QuickForm(rules=rules, initial=_initial(request))
        one, two = QuickPartyForm(prefix="a"), QuickPartyForm(prefix="b")
    wrong = request.method == "POST"
    status = pages.status(form)
    context = {"form": form, "one": one, "two": two, submissions.FIELD: submissions.new_key()}
    return pages.page(request, "mediation/quick.html", context, status=422 if wrong and status == 200 else status)


@staff(Permission.MEDIATE)
def settled(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Done: print the papers, or begin the next."""
    dispute = dispute_for(request, pk)
    made = [each for each in documents.for_subject("dispute", dispute.pk) if each.kind in PACKET]
    return pages.page(request, "mediation/settled.html", {"dispute": dispute, "documents": made})


@staff(Permission.VIEW_DISPUTES)
def packet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The notice, the record and the agreement as one PDF, to be printed and signed."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    made = [each for each in documents.for_subject("dispute", dispute.pk) if each.kind in PACKET]
    parts = [binding.Part(each.title, documents.pdf(each), made_here=True) for each in made]
    merged = binding.merge(parts, title=f"{dispute.title}{_('签名材料')}", moment=request.actor.at)
    response = HttpResponse(merged.pdf, content_type="application/pdf")
    name = f"{dispute.file_number or dispute.receipt_number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response
