"""Rounds of assessment: the list, a new one, one with its scores and appeals, how far its computation is, its steps."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.assessment import access, actions, exports
from fengqiao.assessment.models import Round
from fengqiao.assessment.queries import counting, rounds
from fengqiao.assessment.staff import forms, frame, words
from fengqiao.assessment.staff.frame import APPROVE, PREPARE, VIEW
from fengqiao.assessment.workflow import PUBLICITY, STEPS, RoundState, Verb
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import said
from fengqiao.statistics.rules.periods import Kind, holding
from fengqiao.ui import pages
from fengqiao.ui.parts import Blocked, Column, Progress, Reason, Step, Tab
from fengqiao.ui.values import day

PLAIN: dict[str, Callable[[Actor, UUID], Round]] = {
    "compute": actions.recompute,
    "submit": actions.submit,
    "approve": actions.approve,
    "publish": actions.publish,
    "lock": actions.lock,
}
REASONED: dict[str, Callable[..., Round]] = {"return": actions.give_back, "cancel": actions.cancel}
FIRST = {
    RoundState.DRAFT: Verb.SUBMIT,
    RoundState.SUBMITTED: Verb.APPROVE,
    RoundState.APPROVED: Verb.PUBLISH,
    RoundState.PUBLIC: Verb.LOCK,
}
"""The primary step of each state."""


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The rounds within sight, the newest first."""
    form = forms.RoundFilter(request.GET or None)
    found = rounds.listed(request.actor, **(form.wanted() if form.is_bound else {}))
    page = keyset(found, rounds.ORDER, request.GET.get("cursor", ""))
    waiting = counting.open_appeals(row.pk for row in page.rows)
    rows = [_shown(row, waiting.get(row.pk, 0)) for row in page.rows]
    columns = [
        Column(_("考核"), kind="wide"), Column(_("对象")), Column(_("组织单位")), Column(_("状态"), kind="narrow"),
        Column(_("对象数"), kind="num"), Column(_("未答复申诉"), kind="num"),
    ]  # fmt: skip
    context = {
        "form": form, "page": page, "rows": rows, "columns": columns, "count": bounded_count(found),
        "tabs": frame.tabs(request, "list"), "may_open": request.actor.may(PREPARE) and request.actor.region_scope,
    }  # fmt: skip
    return pages.page(request, "assessment/list.html", context, fragment="assessment/_list.html")


def _shown(row: Round, waiting: int = 0) -> dict[str, Any]:
    return {
        "round": row,
        "subject": words.subject_name(row.subject),
        "state": words.state_name(row.state),
        "tone": words.TONES[RoundState(row.state)],
        "period": words.period_name(row),
        "waiting": waiting,
    }


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    """A new round: whom, over which period; the last year by default."""
    last_year = holding(local_date(request.actor.at), Kind.YEAR).before
    form = forms.OpenForm(
        frame.posted(request), initial={"subject": "organisation", "kind": Kind.YEAR, "day": last_year.first}
    )
    return frame.step(
        request, form,
        lambda data: actions.open_round(request.actor, subject=data["subject"], period=form.period()),
        title=_("建立考核"), back=reverse("assessment:list"), done=_("已开始计算。"),
        lead=_("按本地区的指标库，对所辖全部组织或者人员一次算出。"),
        to=lambda made: reverse("assessment:round", args=[made.pk]),
    )  # fmt: skip


@require_GET
@staff(VIEW)
def round_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One round: its scores or appeals, and what can be done now."""
    found = access.get_for(request.actor, pk, VIEW)
    part = "appeals" if request.GET.get("part") == "appeals" and access.may_act(request.actor, found) else "scores"
    context: dict[str, Any] = {
        **_shown(found),
        "part": part,
        "tabs": _tabs(request, found, part),
        "events": frame.story(found.pk) if access.may_act(request.actor, found) else [],
        "job": _progress(found) if found.state == RoundState.COMPUTING else None,
        "publicity_source": PUBLICITY,
        **_steps(request.actor, found),
        **(_appeals(request, found) if part == "appeals" else _scores(request, found)),
    }
    fragment = f"assessment/_{part}.html"
    return pages.page(request, "assessment/round.html", {**context, "fragment": fragment}, fragment=fragment)


def _tabs(request: StaffRequest, found: Round, part: str) -> list[Tab]:
    url = reverse("assessment:round", args=[found.pk])
    holds = access.may_act(request.actor, found)
    tabs = [Tab(_("得分"), url, found.scores_count if holds else None, part == "scores")]
    if found.public_from and holds:
        tabs.append(Tab(_("申诉"), f"{url}?part=appeals", None, part == "appeals"))
    return tabs


def _scores(request: StaffRequest, found: Round) -> dict[str, Any]:
    bands = words.band_names(found.bands)
    form = forms.ScoreFilter(request.GET or None, bands=bands)
    rows = rounds.scores(request.actor, found, **(form.wanted() if form.is_bound else {}))
    page = keyset(rows, rounds.SCORES, request.GET.get("cursor", ""))
    columns = [
        Column(_("名称"), kind="wide"), Column(_("所在组织"), optional=True), Column(_("得分"), kind="num"),
        Column(_("等次"), kind="narrow"), Column(_("调整"), kind="num"),
    ]  # fmt: skip
    shown = [
        {"score": row, "total": words.number(row.total), "band": bands.get(row.band, ""), "moved": _moved(row)}
        for row in page.rows
    ]
    xlsx = f"{reverse('assessment:export', args=[found.pk])}?{urlencode(form.wanted() if form.is_bound else {})}"
    return {"form": form, "page": page, "rows": shown, "columns": columns, "xlsx": xlsx}


@require_GET
@staff(VIEW)
def export(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The scores in sight as a workbook, as the list is filtered."""
    found = access.get_for(request.actor, pk, VIEW)
    form = forms.ScoreFilter(request.GET or None, bands=words.band_names(found.bands))
    content = exports.scores(request.actor, found, **(form.wanted() if form.is_bound else {}))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{found.number}.xlsx") or ""
    return response


def _moved(row: Any) -> str:
    return f"{row.adjustment:+.2f}".rstrip("0").rstrip(".") if row.adjustment else ""


def _appeals(request: StaffRequest, found: Round) -> dict[str, Any]:
    may = access.may_act(request.actor, found) and request.actor.may(APPROVE) and found.state == RoundState.PUBLIC
    return {"appeals": rounds.appeals(found), "may_answer": may}


def _progress(found: Round) -> Progress:
    return Progress(
        url=reverse("assessment:progress", args=[found.pk]),
        done=found.done,
        total=found.total,
        doing=said(found.doing) or words.state_name(found.state),
        finished=found.state != RoundState.COMPUTING,
        result_url=reverse("assessment:round", args=[found.pk]),
        result_label=_("查看得分"),
        failed=said(found.failed),
    )


@require_GET
@staff(VIEW)
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the computation is."""
    return pages.progress(request, _progress(access.get_for(request.actor, pk, VIEW)))


def _steps(actor: Actor, found: Round) -> dict[str, Any]:
    if not access.may_act(actor, found):
        return {"steps_shown": False, "verbs": set()}
    state = RoundState(found.state)
    dialogs = {*PLAIN, *REASONED}
    offered = [
        step for verb, step in STEPS.items() if verb in dialogs and state in step.sources and actor.may(step.permission)
    ]
    buttons = {
        step.verb: Step(said(step.name), dialog=f"step-{step.verb}", danger=step.verb == Verb.CANCEL)
        for step in offered
    }
    primary = buttons.pop(FIRST[state], None) if state in FIRST else None
    blocked: list[Blocked] = []
    if primary and state == RoundState.PUBLIC and found.public_until and local_date(actor.at) <= found.public_until:
        told = _("公示到%(day)s为止，期满后才能锁定。") % {"day": day(found.public_until)}
        blocked, primary = [Blocked(primary.label, [Reason(told, PUBLICITY)])], None
    verbs = {step.verb.value for step in offered}
    return {
        "steps_shown": True,
        "primary": primary,
        "others": list(buttons.values()),
        "blocked": blocked,
        "verbs": verbs,
    }


@require_POST
@staff(VIEW)
def act(request: StaffRequest, pk: UUID, verb: str) -> HttpResponse:
    """A step of a round that needs nothing but, for some, a reason."""
    if verb in PLAIN:
        done = PLAIN[verb](request.actor, pk)
    elif verb in REASONED:
        done = REASONED[verb](request.actor, pk, why=frame.why_of(request))
    else:
        raise Http404
    notice = _("%(step)s：已办理。") % {"step": said(STEPS[Verb(verb)].name)}
    return pages.go(request, reverse("assessment:round", args=[done.pk]), notice=notice)
