"""Applications for grades: the list, a new one, one with its criteria, and what can be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.assessment import access, actions
from fengqiao.assessment.models import Application
from fengqiao.assessment.queries import grades
from fengqiao.assessment.staff import forms, frame, words
from fengqiao.assessment.staff.frame import APPLY, APPROVE, VIEW
from fengqiao.assessment.workflow import MOVES, PUBLICITY, Move, Stage
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked
from fengqiao.ui.parts import Blocked, Column, Reason, Step
from fengqiao.ui.values import day

DONE: dict[str, Callable[[Actor, UUID], object]] = {
    "evaluate": actions.evaluate,
    "admit": actions.admit,
    "award": actions.award,
    "retract": actions.retract,
}
FIRST = {Stage.SUBMITTED: Move.ADMIT, Stage.PUBLIC: Move.AWARD}
"""The primary step of each stage."""


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The applications within sight, the newest first."""
    schemes = current_ruleset().grades
    form = forms.ApplicationFilter(request.GET or None, schemes=schemes)
    found = grades.applications(request.actor, **(form.wanted() if form.is_bound else {}))
    page = keyset(found, grades.APPLICATIONS, request.GET.get("cursor", ""))
    rows = [
        {"application": row, "stage": words.stage_name(row.stage), "tone": words.STAGE_TONES[Stage(row.stage)]}
        for row in page.rows
    ]
    columns = [
        Column(_("申请"), kind="wide"), Column(_("申请的等级")), Column(_("所在组织"), optional=True),
        Column(_("条件"), kind="narrow"), Column(_("状态"), kind="narrow"), Column(_("申请日期"), kind="date"),
    ]  # fmt: skip
    context = {
        "form": form, "page": page, "rows": rows, "columns": columns, "count": bounded_count(found),
        "tabs": frame.tabs(request, "applications"), "may_apply": request.actor.may(APPLY),
    }  # fmt: skip
    return pages.page(request, "assessment/applications.html", context, fragment="assessment/_applications.html")


@require_http_methods(["GET", "POST"])
@staff(APPLY)
def new(request: StaffRequest) -> HttpResponse:
    """Apply for a grade; the own person or organisation stands there already."""
    actor = request.actor
    schemes = current_ruleset().grades
    form = forms.ApplyForm(frame.posted(request), schemes=schemes, initial=_own(actor))
    return frame.step(
        request, form, lambda _data: actions.apply(actor, **form.told()),
        title=_("申请等级"), back=reverse("assessment:applications"), done=_("申请已提交，条件已逐项核对。"),
        lead=_("提交后逐项核对条件，数据取自平台的记录。"),
        to=lambda made: reverse("assessment:application", args=[made.pk]),
    )  # fmt: skip


def _own(actor: Actor) -> dict[str, Any]:
    if not actor.person_id or actor.region_scope:
        return {}
    person = people.get(actor.person_id)
    own = organisations.get(actor.organisation_id) if actor.organisation_id and person is None else None
    return {
        "person": Picked(str(person.pk), person.name) if person else None,
        "organisation": Picked(str(own.pk), own.name) if own else None,
    }


@require_GET
@staff(VIEW)
def application(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One application: each criterion met or not, the review, objections, and what can be done now."""
    found = access.application_for(request.actor, pk, VIEW)
    scheme = current_ruleset().grade_scheme(found.scheme)
    held = grades.standing(found.scheme, found.organisation, found.person, local_date(request.actor.at))
    decides = access.in_region(request.actor, found.organisation)
    context = {
        "application": found,
        "stage": words.stage_name(found.stage),
        "tone": words.STAGE_TONES[Stage(found.stage)],
        "criteria": words.criteria(found.found),
        "scheme": scheme,
        "level": scheme.level(found.level) if scheme else None,
        "held": held,
        "given": getattr(found, "grade", None) if found.stage == Stage.AWARDED else None,
        "objections": grades.objections(found) if decides else [],
        "may_settle": decides and request.actor.may(APPROVE) and found.stage == Stage.PUBLIC,
        "events": frame.story(found.pk),
        "publicity_source": scheme.publicity_source if scheme else PUBLICITY,
        **_steps(request.actor, found, decides),
    }
    return pages.page(request, "assessment/application.html", context)


def _steps(actor: Actor, found: Application, decides: bool) -> dict[str, Any]:
    stage = Stage(found.stage)
    about = actor.person_id == found.person_id if found.person_id else actor.organisation_id == found.organisation_id
    own = about or actor.user_id == found.applied_by_id
    offered = [
        step
        for name, step in MOVES.items()
        if name != Move.SETTLE and stage in step.sources and actor.may(step.permission)
        and (own if name == Move.RETRACT else decides)
    ]  # fmt: skip
    buttons = {
        step.verb: Step(said(step.name), dialog=f"step-{step.verb}", danger=step.verb == Move.REFUSE)
        for step in offered
    }
    primary = buttons.pop(FIRST[stage], None) if stage in FIRST else None
    blocked: list[Blocked] = []
    if primary and stage == Stage.SUBMITTED and not found.is_eligible:
        lacking = [
            Reason(said(one["name"]), one["source"]) for one in found.found if one["required"] and not one["is_met"]
        ]
        blocked, primary = [Blocked(primary.label, lacking)], None
    elif primary and found.public_until and local_date(actor.at) <= found.public_until:
        told = _("公示到%(day)s为止，期满后才能评定。") % {"day": day(found.public_until)}
        blocked, primary = [Blocked(primary.label, [Reason(told, PUBLICITY)])], None
    return {
        "primary": primary, "others": list(buttons.values()), "blocked": blocked,
        "verbs": {step.verb.value for step in offered},
    }  # fmt: skip


@require_POST
@staff(VIEW)
def act(request: StaffRequest, pk: UUID, verb: str) -> HttpResponse:
    """A move of an application that needs nothing but, for a refusal, a reason."""
    if verb in DONE:
        DONE[verb](request.actor, pk)
    elif verb == Move.REFUSE:
        actions.refuse(request.actor, pk, why=frame.why_of(request))
    else:
        raise Http404
    notice = _("%(step)s：已办理。") % {"step": said(MOVES[Move(verb)].name)}
    return pages.go(request, reverse("assessment:application", args=[pk]), notice=notice)


@require_http_methods(["GET", "POST"])
@staff(APPROVE)
def settle(request: StaffRequest, pk: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection against a grade."""
    found = access.application_for(request.actor, pk, APPROVE)
    row = next((each for each in grades.objections(found) if each.pk == objection_id), None)
    if row is None:
        raise NotFound("objection_not_found", _("没有找到这条异议。"))
    return frame.step(
        request, forms.SettleForm(frame.posted(request)),
        lambda data: actions.settle(request.actor, pk, objection_id, outcome=data["outcome"], text=data["answer"]),
        title=_("答复异议"), back=reverse("assessment:application", args=[pk]), done=_("已答复。"), lead=row.text,
    )  # fmt: skip
