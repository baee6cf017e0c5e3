"""责任倒查 and commendations."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import N_
from fengqiao.documents import queries as documents
from fengqiao.people import access, queries
from fengqiao.people.actions import commending, printing, tracing
from fengqiao.people.models import Commendation, Trace
from fengqiao.people.staff.forms import conduct as forms
from fengqiao.people.staff.views.frame import bound, step, story, tabs
from fengqiao.people.staff.views.posts import paper_url
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Step, Tab

SEE, HANDLE, VIEW = Permission.SUPERVISE, Permission.MANAGE_REGISTRY, Permission.VIEW_REGISTRY
BOTH = require_http_methods(["GET", "POST"])
TONES = {"shown": "warn", "awarded": "good"}


@require_GET
@staff(SEE)
def index(request: StaffRequest) -> HttpResponse:
    """The traces in sight."""
    found = queries.traces(request.actor)
    context = {
        "page": keyset(found, queries.ORDER_BY_TIME, request.GET.get("cursor", "")),
        "count": bounded_count(found),
        "tabs": tabs(request, "traces"),
        "columns": [
            Column(_("纠纷"), kind="wide"),
            Column(_("后果"), kind="narrow"),
            Column(_("状态"), kind="narrow"),
            Column(_("发生日期"), kind="date"),
        ],  # fmt: skip
        "may_handle": request.actor.may(HANDLE),
    }
    return pages.page(request, "people/traces.html", context)


@BOTH
@staff(HANDLE)
def new(request: StaffRequest) -> HttpResponse:
    """The beginning of a trace."""

    def begin(data: dict[str, Any]) -> str:
        region = data.pop("region")
        made = tracing.open_trace(request.actor, region_code=region.code if region else "", **data)
        return reverse("people:trace", args=[made.pk])

    return step(
        request, bound(request, forms.TraceForm), begin, title=_("发起责任倒查"), back=reverse("people:traces"),
        done=_("已发起，请逐一登记经手人的责任。"), source=tracing.SOURCE,
    )  # fmt: skip


@require_GET
@staff(SEE)
def record(request: StaffRequest, trace_id: UUID) -> HttpResponse:
    """One trace: who had the matter in hand and what each answers for."""
    trace = access.trace_for(request.actor, trace_id, SEE)
    may = request.actor.may(HANDLE)
    context = {
        "trace": trace,
        "people": queries.traced(trace),
        "complaints": trace.complaints.order_by("number"),
        "papers": documents.for_subject(printing.TRACE, trace.pk) if may else [],
        "events": story(trace.pk),
        "is_open": trace.state == Trace.State.OPEN,
        "may_handle": may,
    }
    return pages.page(request, "people/trace.html", context)


@BOTH
@staff(HANDLE)
def add_person(request: StaffRequest, trace_id: UUID) -> HttpResponse:
    """One more who had it in hand."""
    trace = access.trace_for(request.actor, trace_id, HANDLE)
    return step(
        request, bound(request, forms.TracedForm),
        lambda data: tracing.add_person(request.actor, trace_id, **data) and None,
        title=_("补充经手人"), lead=trace.matter, back=reverse("people:trace", args=[trace_id]), done=_("已补充。"),
    )  # fmt: skip


@BOTH
@staff(HANDLE)
def degree(request: StaffRequest, trace_id: UUID, traced_id: UUID) -> HttpResponse:
    """What one of them answers for."""
    trace = access.trace_for(request.actor, trace_id, HANDLE)
    row = next((each for each in queries.traced(trace) if each.pk == traced_id), None)
    if row is None:
        raise NotFound("traced_not_found", _("没有找到这个经手人。"))
    initial = {"degree": row.degree, "finding": row.finding}
    return step(
        request, bound(request, forms.DegreeForm, initial=initial),
        lambda data: tracing.assign_degree(request.actor, trace_id, traced_id, **data) and None,
        title=_("登记责任"), lead=f"{row.name} {row.part}", back=reverse("people:trace", args=[trace_id]), done=_("已登记。"),
    )  # fmt: skip


@BOTH
@staff(HANDLE)
def conclude(request: StaffRequest, trace_id: UUID) -> HttpResponse:
    """The end of a trace."""
    trace = access.trace_for(request.actor, trace_id, HANDLE)
    return step(
        request, bound(request, forms.ConcludeForm),
        lambda data: tracing.conclude(request.actor, trace_id, **data) and None,
        title=_("形成倒查结论"), lead=_("%(matter)s。对有责任的在册人员将各生成一件投诉，按人民调解法第15条处理。")
        % {"matter": trace.matter},
        back=reverse("people:trace", args=[trace_id]), done=_("已形成结论。"),
    )  # fmt: skip


@require_POST
@staff(HANDLE)
def letter(request: StaffRequest, trace_id: UUID) -> HttpResponse:
    """Make the report."""
    made = printing.print_trace(request.actor, trace_id)
    return pages.go(request, paper_url(printing.TRACE, trace_id, made.pk))


@require_GET
@staff(VIEW)
def commendations(request: StaffRequest) -> HttpResponse:
    """The commendations in sight."""
    state = request.GET.get("state", "")
    state = state if state in Commendation.State.values else ""
    found = queries.commendations(request.actor, state=state)
    url = reverse("people:commendations")
    shown = [("", _("全部")), *Commendation.State.choices]
    page = keyset(found, queries.ORDER_BY_TIME, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "rows": [(row, TONES.get(row.state, "")) for row in page.rows],
        "count": bounded_count(found),
        "tabs": tabs(request, "commendations"),
        "states": [Tab(str(label), f"{url}?state={code}", current=code == state) for code, label in shown],
        "columns": [
            Column(_("表彰对象")),
            Column(_("称号"), kind="wide"),
            Column(_("级别"), kind="narrow"),
            Column(_("状态"), kind="narrow"),
            Column(_("日期"), kind="date"),
        ],  # fmt: skip
        "may_handle": request.actor.may(HANDLE),
    }
    return pages.page(request, "people/commendations.html", context)


@BOTH
@staff(HANDLE)
def propose(request: StaffRequest) -> HttpResponse:
    """A commendation that is to be made."""

    def make(data: dict[str, Any]) -> str:
        given = {**data, "person_id": forms.picked_id(data.pop("person"))}
        given["organisation_id"] = forms.picked_id(data["organisation"])
        given.pop("person", None)
        given.pop("organisation", None)
        return reverse("people:commendation", args=[commending.propose(request.actor, **given).pk])

    return step(
        request, bound(request, forms.CommendationForm), make, title=_("登记表彰"),
        back=reverse("people:commendations"), done=_("已登记，请安排公示。"), source="人民调解法第6条",
    )  # fmt: skip


ACTS: dict[str, tuple[str, type[django_forms.Form], Callable[[Actor, UUID, dict[str, Any]], Any], tuple[str, ...]]] = {
    "show": (N_("公示"), forms.ShowForm, lambda actor, pk, data: commending.show(actor, pk, **data), ("proposed",)),
    "award": (N_("登记表彰决定"), forms.AwardForm, lambda actor, pk, data: commending.award(actor, pk, **data), ("shown",)),
    "object": (N_("登记异议"), forms.ObjectionForm, lambda actor, pk, data: commending.object_to(actor, pk, **data), ("shown",)),
    "drop": (N_("撤销"), forms.DropForm, lambda actor, pk, data: commending.drop(actor, pk, **data), ("proposed", "shown", "awarded")),
}  # fmt: skip
"""Verb -> what it is called, what it asks, the action, in which states it is possible."""


@require_GET
@staff(VIEW)
def commendation(request: StaffRequest, commendation_id: UUID) -> HttpResponse:
    """One commendation."""
    row = access.commendation_for(request.actor, commendation_id, VIEW)
    may = request.actor.may(HANDLE) and row.region_code.startswith(request.actor.region_scope or "-")
    steps = [
        Step(_(label), url=reverse("people:commendation_step", args=[row.pk, verb]), danger=verb == "drop")
        for verb, (label, _form, _do, states) in ACTS.items()
        if may and row.state in states
    ]
    context = {
        "row": row,
        "tone": TONES.get(row.state, ""),
        "primary": steps[0] if steps and row.state != "awarded" else None,
        "others": steps[1:] if row.state != "awarded" else steps,
        "papers": documents.for_subject(printing.COMMENDATION, row.pk) if may else [],
        "may_print": may and row.awarded_on is not None,
        "events": story(row.pk),
    }
    return pages.page(request, "people/commendation.html", context)


@BOTH
@staff(HANDLE)
def take(request: StaffRequest, commendation_id: UUID, verb: str) -> HttpResponse:
    """One step."""
    row = access.commendation_for(request.actor, commendation_id, HANDLE)
    if verb not in ACTS:
        raise NotFound("step_unknown", _("没有这个步骤。"))
    title, form, do, _states = ACTS[verb]
    return step(
        request, bound(request, form), lambda data: do(request.actor, commendation_id, data) and None, title=_(title),
        lead=f"{row.name} {row.title}", back=reverse("people:commendation", args=[row.pk]), done=_("已办理。"),
    )  # fmt: skip


@require_POST
@staff(HANDLE)
def commendation_letter(request: StaffRequest, commendation_id: UUID) -> HttpResponse:
    """Make the decision."""
    made = printing.print_commendation(request.actor, commendation_id)
    return pages.go(request, paper_url(printing.COMMENDATION, commendation_id, made.pk))
