"""Complaints: the list, one complaint, each step on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.masking import mask_name, mask_phone
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.documents import queries as documents
from fengqiao.people import access, actions, queries
from fengqiao.people.actions import complaining, printing
from fengqiao.people.models import Complaint
from fengqiao.people.rules import complaints as rules
from fengqiao.people.rules.complaints import ComplaintState, Verb
from fengqiao.people.staff.forms import conduct as forms
from fengqiao.people.staff.views.frame import bound, step, story, tabs
from fengqiao.people.staff.views.posts import paper_url
from fengqiao.ui import pages
from fengqiao.ui.parts import Blocked, Column, Reason, Step, Tab

SEE, HANDLE, REVEAL = Permission.SUPERVISE, Permission.MANAGE_REGISTRY, Permission.REVEAL
BOTH = require_http_methods(["GET", "POST"])
TONES = {
    ComplaintState.CLOSED: "good",
    ComplaintState.DECLINED: "plain",
    ComplaintState.ANSWERED: "good",
    ComplaintState.APPEALED: "warn",
}


@require_GET
@staff(SEE)
def index(request: StaffRequest) -> HttpResponse:
    """The complaints in sight, by where they stand."""
    view = request.GET.get("view", "open")
    shown = {
        "open": _("待办理"), "late": _("逾期"), "answered": _("已答复"), "ended": _("已办结"), "all": _("全部"),
    }  # fmt: skip
    view = view if view in shown else "open"
    found = queries.complaints(request.actor, view=view)
    page = keyset(found, queries.ORDER_BY_TIME, request.GET.get("cursor", ""))
    url = reverse("people:complaints")
    context = {
        "page": page,
        "rows": [(row, _(row.state_name), TONES.get(ComplaintState(row.state), ""), _acts(row)) for row in page.rows],
        "count": bounded_count(found),
        "tabs": tabs(request, "complaints"),
        "views": [Tab(label, f"{url}?view={code}", current=code == view) for code, label in shown.items()],
        "columns": [
            Column(_("编号"), kind="narrow"),
            Column(_("被投诉人")),
            Column(_("反映的行为"), kind="wide"),
            Column(_("状态"), kind="narrow"),
            Column(_("答复期限"), kind="date"),
        ],  # fmt: skip
    }
    return pages.page(request, "people/complaints.html", context)


def _acts(row: Complaint) -> list[str]:
    return [_(rules.ACT_NAMES[rules.Act(act)]) for act in row.acts]


@BOTH
@staff(SEE)
def new(request: StaffRequest) -> HttpResponse:
    """A complaint taken in at the counter, by phone or by letter."""

    def take(data: dict[str, Any]) -> str:
        told = complaining.NewComplaint(**form.told())
        made = complaining.receive(request.actor, told, door=data["door"])
        return reverse("people:complaint", args=[made.pk])

    form = bound(request, forms.ComplaintForm)
    return step(request, form, take, title=_("登记投诉"), back=reverse("people:complaints"), done=_("投诉已登记。"))


@require_GET
@staff(SEE)
def record(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    """One complaint: what was told, what was found and decided, what comes next."""
    actor = request.actor
    complaint = access.complaint_for(actor, complaint_id, SEE)
    may = actor.may(HANDLE)
    primary, others, blocked = _steps(complaint, actor) if may else (None, [], [])
    due = None
    if complaint.state == ComplaintState.FOUND:
        held = queries.posts_concerned(complaint, local_date(actor.at))
        decider = queries.decider_of(complaint, held[0] if held else None)
        due = (said(rules.SANCTION_NAMES[decider.sanction]), said(decider.role), decider.body)
    context = {
        "complaint": complaint,
        "state": _(complaint.state_name),
        "tone": TONES.get(ComplaintState(complaint.state), ""),
        "acts": _acts(complaint),
        "who": mask_name(complaint.complainant),
        "phone": mask_phone(complaint.phone),
        "reveal_url": reverse("people:reveal_complainant", args=[complaint.pk]) if may and actor.may(REVEAL) else "",
        "result": _(rules.RESULT_NAMES[rules.InquiryResult(complaint.result)]) if complaint.result else "",
        "gravity": _(rules.GRAVITY_NAMES[rules.Gravity(complaint.gravity)]) if complaint.gravity else "",
        "sanction": _(rules.SANCTION_NAMES[rules.Sanction(complaint.sanction)]) if complaint.sanction else "",
        "due": due,
        "law": rules.LAW,
        "appeal_until": queries.appeal_until(complaint),
        "appeal_by": said(queries.APPEAL_BY.get(complaint.appeal_by, "")),
        "suspension": queries.suspension(complaint.person_id, local_date(actor.at)) if complaint.person_id else None,
        "papers": documents.for_subject(printing.COMPLAINT, complaint.pk) if may else [],
        "printable": _printable(complaint) if may else [],
        "primary": primary,
        "others": others,
        "blocked": blocked,
        "may_handle": may,
        "is_open": ComplaintState(complaint.state) in rules.OPEN,
        "events": story(complaint.pk),
    }
    return pages.page(request, "people/complaint.html", context)


def _printable(complaint: Complaint) -> list[tuple[str, str]]:
    made = [("receipt", _("投诉登记回执"))]
    if complaint.answered_at:
        made.append(("answer", _("投诉答复书")))
    if complaint.sanction and complaint.sanction != rules.Sanction.NONE and complaint.person_id:
        made.append(("sanction", _("投诉处理通知书")))
    return made


def _steps(complaint: Complaint, actor: Actor) -> tuple[Step | None, list[Step], list[Blocked]]:
    """Return the next step, the other possible ones, and those that are not yet with the reason."""
    possible, blocked = [], []
    for verb, each in rules.STEPS.items():
        if ComplaintState(complaint.state) not in each.sources:
            continue
        if reason := _not_yet(complaint, verb, actor):
            blocked.append(Blocked(_(each.name), [Reason(reason, rules.DEFAULT)]))
        else:
            url = reverse("people:complaint_step", args=[complaint.pk, verb.value])
            possible.append(Step(_(each.name), url=url, danger=verb == Verb.DECLINE))
    first = {ComplaintState.RECEIVED: 1, ComplaintState.INQUIRING: 1, ComplaintState.APPEALED: 1}.get(
        ComplaintState(complaint.state), 0
    )
    primary = possible.pop(min(first, len(possible) - 1)) if possible else None
    return primary, possible, blocked


def _not_yet(complaint: Complaint, verb: Verb, actor: Actor) -> str:
    last = queries.appeal_until(complaint)
    if verb == Verb.CLOSE and last and local_date(actor.at) <= last:
        return _("申诉期限还没有届满。")
    if verb == Verb.APPEAL and last and local_date(actor.at) > last:
        return _("申诉期限已过。")
    if verb == Verb.FIND and complaint.inquirer_id is None:
        return _("还没有指定核查人。")
    return ""


_DO: dict[str, Callable[[Actor, UUID, dict[str, Any]], Any]] = {
    Verb.DECLINE: lambda actor, pk, data: complaining.decline(actor, pk, **data),
    Verb.INQUIRE: lambda actor, pk, data: complaining.inquire(
        actor, pk, inquirer_id=forms.picked_id(data["person"]) or pk
    ),
    Verb.FIND: lambda actor, pk, data: complaining.find(actor, pk, **data),
    Verb.DECIDE: lambda actor, pk, data: complaining.decide(
        actor, pk, decided_on=data["decided_on"], decision=data["decision"], by=data["by"],
        appointment_id=UUID(data["appointment"]) if data.get("appointment") else None,
    ),
    Verb.ANSWER: lambda actor, pk, data: complaining.answer(actor, pk, **data),
    Verb.APPEAL: lambda actor, pk, data: complaining.appeal(actor, pk, **data),
    Verb.UPHOLD: lambda actor, pk, data: complaining.uphold(actor, pk, **data),
    Verb.CLOSE: lambda actor, pk, data: complaining.close(actor, pk),
    "name_subject": lambda actor, pk, data: complaining.name_subject(
        actor, pk, person_id=forms.picked_id(data["person"]) or pk
    ),
}  # fmt: skip


@BOTH
@staff(HANDLE)
def take(request: StaffRequest, complaint_id: UUID, verb: str) -> HttpResponse:
    """One step."""
    complaint = access.complaint_for(request.actor, complaint_id, HANDLE)
    kind = forms.COMPLAINT_FORMS.get(verb)
    if kind is None:
        raise NotFound("step_unknown", _("没有这个步骤。"))
    more: dict[str, Any] = {}
    if verb == Verb.DECIDE:
        today = local_date(request.actor.at)
        more = {"posts": queries.posts_concerned(complaint, today), "initial": {"decided_on": today}}
    named = rules.STEPS[Verb(verb)] if verb in list(Verb) else None
    return step(
        request, bound(request, kind, **more),
        lambda data: _DO[verb](request.actor, complaint_id, data) and None,
        title=_(named.name) if named else _("确定被投诉人"), source=named.source if named else "",
        back=reverse("people:complaint", args=[complaint_id]), done=_("已办理。"),
        lead=f"{complaint.number} {complaint.about}",
    )  # fmt: skip


@require_POST
@staff(HANDLE)
def suspend(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    """Let the person complained of be given no matter until the decision."""
    complaint = access.complaint_for(request.actor, complaint_id, HANDLE)
    if complaint.person_id is None:
        raise NotFound("subject_unknown", _("还没有确定被投诉人是谁。"))
    why = request.POST.get("reason", "")[:1000]
    actions.suspend(request.actor, complaint.person_id, why=why, complaint=complaint)
    return pages.go(request, reverse("people:complaint", args=[complaint_id]), notice=_("已暂停指派。"))


@require_POST
@staff(HANDLE)
def letter(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    """Make a letter of the complaint."""
    made = printing.print_complaint(request.actor, complaint_id, form=request.POST.get("form", ""))
    return pages.go(request, paper_url(printing.COMPLAINT, complaint_id, made.pk))


@require_POST
@staff(HANDLE)
def reveal_complainant(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    """Who complained, for a reason that is kept."""
    why = request.POST.get("reason", "")[:1000]
    name, phone = complaining.reveal_complainant(request.actor, complaint_id, why=why)
    return pages.page(request, "people/_revealed.html", {"text": f"{name} {phone}".strip()})
