"""Filings: the list, handing one in, its record with papers and steps, the letter to the court and its receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.ruleset import FilingRule
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.actions.notices import SUBJECT
from fengqiao.organisations.models import Filing, Organisation
from fengqiao.organisations.rules.filing import (
    EVENT_NAMES,
    OPEN,
    STATUS_NAMES,
    Event,
    Status,
    Step,
    Verb,
    possible,
    rule_for,
)
from fengqiao.organisations.staff.forms import ChangeFilingForm, PaperForm, ReceiptForm
from fengqiao.organisations.staff.forms.filings import upload_of
from fengqiao.organisations.staff.views.frame import frame, rules_of, sections, story
from fengqiao.organisations.staff.views.parts import given_out
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab

VIEW, FILE, REVIEW = Permission.VIEW_REGISTRY, Permission.FILE_ORGANISATION, Permission.REVIEW_FILINGS
TONES = {
    Status.SUBMITTED: "active", Status.RETURNED: "wait", Status.FILED: "good", Status.DECLINED: "bad",
    Status.WITHDRAWN: "done",
}  # fmt: skip


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The filings within sight, newest first."""
    day = local_date(request.actor.at)
    wanted = {name: request.GET.get(name, "").replace("\0", "")[:60] for name in ("state", "event", "q")}
    found = queries.filings(request.actor, day, **wanted)
    page = keyset(found, queries.FILINGS_ORDER, request.GET.get("cursor", "")[:2000])
    context = {
        "page": page,
        "rows": [told(filing) for filing in page.rows],
        "count": bounded_count(found),
        "columns": [
            Column(_("组织"), kind="wide"), Column(_("事项")), Column(_("提交"), kind="date"), Column(_("审查期限"), kind="date"),
            Column(_("备案编号"), kind="narrow"), Column(_("状态"), kind="narrow"),
        ],
        "tabs": _state_tabs(wanted["state"], may_review=request.actor.may(REVIEW)),
        "events": [(event.value, said(name)) for event, name in EVENT_NAMES.items()],
        "sections": sections(request, "filings"),
    }  # fmt: skip
    return pages.page(request, "organisations/filings.html", context, fragment="organisations/_filings.html")


@require_GET
@staff(VIEW)
def filed(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """The filings of one organisation."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    rows = [told(filing) for filing in queries.of_organisation(organisation.pk)]
    return pages.page(request, "organisations/filed.html", {**frame(request, organisation, "filed"), "rows": rows})


@require_http_methods(["GET", "POST"])
@staff(FILE)
def new(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Handing in a filing."""
    organisation = access.get_for(request.actor, organisation_id, FILE)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ChangeFilingForm(*given, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            filing = actions.submit(request.actor, organisation.pk, **form.facts())
        except DomainError as error:
            error.field = {"title": "paper_title", "file": "paper"}.get(error.field, error.field)
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("organisations:filing", args=[filing.pk]), notice=_("备案已提交。"))
    rule = _rule(request, organisation, str(form["event"].value() or Event.ESTABLISH.value))
    back = reverse("organisations:filed", args=[organisation.pk])
    context = {"form": form, "title": _("申报备案"), "lead": organisation.name, "back": back, "rule": rule}
    return pages.page(request, "organisations/form.html", context, status=pages.status(form))


@require_GET
@staff(VIEW)
def record(request: StaffRequest, filing_id: UUID) -> HttpResponse:
    """One filing: what was told, its limits and their sources, papers, steps, the letters to courts."""
    filing = access.filing_for(request.actor, filing_id, VIEW)
    return _record(request, filing, PaperForm(), 200)


@require_POST
@staff(VIEW)
def step(request: StaffRequest, filing_id: UUID, verb: str) -> HttpResponse:
    """A step on a filing."""
    actions.take(request.actor, filing_id, verb, why=request.POST.get("reason", "").replace("\0", "")[:1000])
    return pages.go(request, reverse("organisations:filing", args=[filing_id]), notice=_("已办理。"))


@require_POST
@staff(FILE)
def add_paper(request: StaffRequest, filing_id: UUID) -> HttpResponse:
    """One more paper."""
    filing = access.filing_for(request.actor, filing_id, FILE)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        upload = upload_of(form.cleaned_data["file"])
        try:
            if upload is not None:
                actions.add_paper(request.actor, filing_id, title=form.cleaned_data["title"], upload=upload)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("organisations:filing", args=[filing_id]), notice=_("材料已收入。"))
    return _record(request, filing, form, pages.status(form))


@require_POST
@staff(FILE)
def remove_paper(request: StaffRequest, filing_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper is taken back."""
    actions.remove_paper(request.actor, filing_id, paper_id)
    return pages.go(request, reverse("organisations:filing", args=[filing_id]), notice=_("材料已撤下。"))


@require_GET
@staff(VIEW)
def paper(request: StaffRequest, filing_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper that was handed in."""
    filing = access.filing_for(request.actor, filing_id, VIEW)
    found = filing.papers.filter(pk=paper_id, removed_at=None).select_related("file").first()
    return given_out(found.file if found else None)


@require_POST
@staff(REVIEW)
def notify(request: StaffRequest, filing_id: UUID) -> HttpResponse:
    """The letter to the nearest court."""
    notice = actions.notify_court(request.actor, filing_id)
    url = reverse("organisations:filing", args=[filing_id])
    return pages.go(request, url, notice=_("通报函%(number)s已制作。") % {"number": notice.number})


@require_http_methods(["GET", "POST"])
@staff(VIEW)
def receive(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """The court's receipt."""
    notice = access.notice_for(request.actor, notice_id)
    form = ReceiptForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    is_court = notice.court_id == request.actor.organisation_id
    back = (
        reverse("organisations:docking", args=[notice.court_id])
        if is_court
        else reverse("organisations:filing", args=[notice.filing_id])
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.acknowledge(
                request.actor, notice.pk, received_on=data["received_on"], by=data["by"], upload=upload_of(data["file"])
            )
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=_("已登记签收。"))
    context = {"form": form, "title": _("签收通报函"), "lead": notice.number, "back": back}
    return pages.page(request, "organisations/form.html", context, status=pages.status(form))


@require_GET
@staff(VIEW)
def letter(request: StaffRequest, notice_id: UUID, kind: str) -> HttpResponse:
    """The letter as PDF or Word."""
    notice = access.notice_for(request.actor, notice_id)
    document = documents.current(SUBJECT, notice.pk, "committee_notice")
    if document is None:
        raise NotFound("document_not_found", _("没有找到这份文书。"))
    name, media, content = documents.content(document.pk, SUBJECT, notice.pk, kind)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(kind != "pdf", name) or ""
    return response


def told(filing: Filing) -> dict[str, Any]:
    """Return a filing with its state in words."""
    status = Status(filing.status)
    return {
        "filing": filing,
        "event": said(EVENT_NAMES[Event(filing.event)]),
        "status": said(STATUS_NAMES[status]),
        "tone": TONES[status],
        "is_open": status in OPEN,
        "is_late": bool(filing.due_on and local_date(filing.submitted_at) > filing.due_on),
    }


def _record(request: StaffRequest, filing: Filing, form: PaperForm, status: int) -> HttpResponse:
    actor = request.actor
    mine, answers = access.may(actor, filing.organisation, FILE), access.may_answer(actor, filing)
    can = [each for each in possible(Status(filing.status)) if (answers if each.by_bureau else mine)]
    can = [each for each in can if not (each.verb is Verb.PUBLISH and filing.published_at)]
    notices = list(filing.notices.select_related("court").order_by("issued_on"))
    can = [each for each in can if not (each.verb is Verb.NOTIFY and notices)]
    rule = _rule(request, filing.organisation, filing.event)
    context = {
        **told(filing),
        "papers": list(filing.papers.filter(removed_at=None).select_related("file").order_by("created_at")),
        "owed_papers": rule.papers if rule else (),
        "members": filing.facts.get("members", []),
        "gaps": filing.facts.get("gaps", []),
        "changes": filing.facts.get("changes", {}),
        "notices": notices,
        "steps": [_button(each) for each in can],
        "may_add": mine and Status(filing.status) in OPEN,
        "may_answer": answers,
        "form": form,
        "events": story(filing.pk),
    }
    return pages.page(request, "organisations/filing.html", context, status=status)


def _rule(request: StaffRequest, organisation: Organisation, event: str) -> FilingRule | None:
    rules = rules_of(request).filing
    return rule_for(rules, event, kind=organisation.kind, specialities=organisation.specialities)


def _button(step: Step) -> dict[str, Any]:
    return {
        "verb": step.verb.value,
        "name": said(step.name),
        "needs_why": step.needs_why,
        "notify": step.verb is Verb.NOTIFY,
    }


def _state_tabs(current: str, *, may_review: bool) -> list[Tab]:
    tabs = [
        ("", _("全部")), *([(queries.OWN, _("待本单位审查"))] if may_review else []),
        (Status.SUBMITTED.value, said(STATUS_NAMES[Status.SUBMITTED])), ("late", _("逾期未答复")),
        (Status.RETURNED.value, said(STATUS_NAMES[Status.RETURNED])), ("unpublished", _("待公布")), ("unnotified", _("待通报法院")),
        (Status.FILED.value, said(STATUS_NAMES[Status.FILED])),
    ]  # fmt: skip
    url = reverse("organisations:filings")
    return [Tab(label, f"{url}?state={code}" if code else url, current=code == current) for code, label in tabs]
