"""Find a mediator, complain about one, follow the complaint, see who was commended. Works without an account or a script."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.core import limits
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.paging import keyset
from fengqiao.core.text import said
from fengqiao.documents import typesetting
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.people import papers, queries
from fengqiao.people.actions import complaining
from fengqiao.people.models import Complaint
from fengqiao.people.portal.forms import AppealForm, ComplainForm, FindForm
from fengqiao.people.rules import complaints as rules
from fengqiao.ui import pages
from fengqiao.ui.forms import FollowForm

MINE = "portal_complaints"
FORMS = require_http_methods(["GET", "HEAD", "POST"])


def _limited(request: HttpRequest, what: str, *, limit: int, at: datetime) -> None:
    limits.take(f"{what}:{keyed_hash(request.META['REMOTE_ADDR'])}", limit=limit, seconds=3600, at=at)


def _public(at: datetime) -> Actor:
    """Somebody without an account: may nothing but what the action opens to all."""
    return Actor(user_id=None, name=_("网上投诉"), at=at, device=_("网上投诉"))


@require_safe
def mediators(request: HttpRequest) -> HttpResponse:
    """Mediators by place, kind of dispute and language: public facts only."""
    rules_now = current_ruleset()
    form = FindForm(request.GET or None, rules=rules_now)
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.public_mediators(
        local_date(timezone.now()),
        place=data["place"].code if data.get("place") else "",
        category=data.get("kind", ""),
        language=data.get("language", "").strip(),
    )
    page = keyset(found, queries.ORDER, request.GET.get("cursor", "")[:2000])
    names = {item.code: said(item.name) for item in rules_now.categories.items}
    context = {
        "form": form,
        "page": page,
        "rows": [(row, [names[code] for code in row.specialities if code in names]) for row in page.rows],
    }
    return pages.page(request, "people/portal/mediators.html", context, status=pages.status(form))


@FORMS
def complain(request: HttpRequest) -> HttpResponse:
    """A complaint against a mediator."""
    form = ComplainForm(request.POST) if request.method == "POST" else ComplainForm()
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), dict(form.cleaned_data)
        place = data.pop("region")
        new = complaining.NewComplaint(**data, region_code=place.code)
        try:
            _limited(request, "portal-complain", limit=10, at=now)
            made = complaining.receive(_public(now), new, door=Complaint.Door.WEB)
        except DomainError as error:
            error.field = "region" if error.field == "region_code" else error.field
            pages.refuse(form, error)
        else:
            request.session[MINE] = [*request.session.get(MINE, [])[-9:], str(made.pk)]
            return redirect("mediators:receipt", made.pk)
    return pages.page(request, "people/portal/complain.html", {"form": form}, status=pages.status(form))


def _own(request: HttpRequest, pk: UUID) -> Complaint:
    found = queries.complaint_of(pk) if str(pk) in request.session.get(MINE, []) else None
    if found is None:
        raise NotFound("receipt_not_found", _("没有找到这份回执。"), next_step=_("请用查询码和电话后四位查结果。"))
    return found


@require_safe
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: number, code, until when an answer comes."""
    complaint = _own(request, pk)
    context = {"complaint": complaint, "code": queries.complaint_code(complaint.pk)}
    return pages.page(request, "people/portal/receipt.html", context)


@require_safe
def receipt_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt as PDF/A."""
    complaint = _own(request, pk)
    office = complaint.organisation.name if complaint.organisation else current_ruleset().name
    content = typesetting.render_pdf(papers.receipt(office, complaint), moment=complaint.created_at)
    disposition = content_disposition_header(as_attachment=False, filename=f"{complaint.number}.pdf") or ""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@FORMS
def follow(request: HttpRequest) -> HttpResponse:
    """Where a complaint stands and what was answered, for whoever has the code and knows the phone; and the appeal."""
    appealing = "grounds" in request.POST
    kind = AppealForm if appealing else FollowForm
    code = {"code": request.GET.get("code", "")[:10]}
    form = kind(request.POST) if request.method == "POST" else kind(initial=code)
    found: Complaint | None = None
    if request.method == "POST":
        form.is_valid()
        data, now = form.cleaned_data, timezone.now()
        try:
            _limited(request, "portal-complaint-follow", limit=60, at=now)
            found = queries.by_complaint_code(data.get("code", ""), data.get("phone_tail", ""))
            if found is None:
                reason = _("查询码和电话后四位对不上。")
                raise NotFound("follow_not_found", reason, next_step=_("请对照回执核对。"))
            if appealing and not form.errors:
                complaining.appeal_by_complainant(_public(now), data["code"], data["phone_tail"], data["grounds"])
                found.refresh_from_db()
                form = FollowForm(initial=data)
        except DomainError as error:
            pages.refuse(form, error)
    context = {"form": form, **(_told(found) if found else {})}
    return pages.page(request, "people/portal/follow.html", context, status=pages.status(form))


def _told(complaint: Complaint) -> dict[str, object]:
    last = queries.appeal_until(complaint)
    is_open = complaint.state == rules.ComplaintState.ANSWERED and last is not None
    return {
        "complaint": complaint,
        "code": queries.complaint_code(complaint.pk),
        "state": _(complaint.state_name),
        "appeal_until": last,
        "may_appeal": is_open and last is not None and local_date(timezone.now()) <= last,
    }


@require_safe
def commendations(request: HttpRequest) -> HttpResponse:
    """Who is to be commended, and who was."""
    found = queries.public_commendations(local_date(timezone.now()))
    page = keyset(found, queries.ORDER_BY_TIME, request.GET.get("cursor", "")[:2000])
    return pages.page(request, "people/portal/commendations.html", {"page": page})
