"""One score with its formula, the cases behind each figure, appeals against it and their answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access, actions
from fengqiao.assessment.models import Score
from fengqiao.assessment.queries import counting, publicity, rounds
from fengqiao.assessment.rules import scoring
from fengqiao.assessment.staff import forms, frame, words
from fengqiao.assessment.staff.frame import APPLY, APPROVE, VIEW
from fengqiao.assessment.workflow import RoundState
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.disputes import access as disputes
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import Indicator
from fengqiao.ui import pages
from fengqiao.ui.parts import Column

PARTS = ("numerator", "denominator")


@require_GET
@staff(VIEW)
def score(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A score: each indicator with formula, figures, marks and what they would be made of today."""
    found = access.score_for(request.actor, pk)
    actor, rules = request.actor, current_ruleset()
    names = words.fact_names(rules)
    changes = {change.code: _changed(change) for change in counting.restated(found)}
    bands = words.band_names(found.round.bands)
    rows = [
        {
            "row": row,
            "links": [_link(found, row.indicator, part) for part in PARTS],
            "target": words.number(row.indicator.target) if row.indicator.target is not None else "",
        }
        for row in words.rows(found, names, changes)
    ]
    columns = [
        Column(_("指标"), kind="wide"), Column(_("数据"), kind="num"), Column(_("结果"), kind="num"),
        Column(_("得分"), kind="num"), Column(_("权重"), kind="num"),
    ]  # fmt: skip
    open_now = publicity.is_open(found.round, local_date(actor.at))
    mine = actor.person_id == found.person_id if found.person_id else actor.organisation_id == found.organisation_id
    context = {
        "score": found,
        "round": found.round,
        "period": words.period_name(found.round),
        "state": words.state_name(found.round.state),
        "tone": words.TONES[RoundState(found.round.state)],
        "total": words.number(found.total),
        "computed": words.number(found.computed),
        "band": bands.get(found.band, ""),
        "rows": rows,
        "columns": columns,
        "appeals": rounds.appeals_of(found),
        "others": [(one, words.number(one.total), words.period_name(one.round)) for one in rounds.of_subject(actor, found)],
        "may_appeal": open_now and mine and actor.may(APPLY),
        "subject_url": _subject_url(request, found),
    }  # fmt: skip
    return pages.page(request, "assessment/score.html", context)


def _changed(change: counting.Change) -> str:
    def told(pair: tuple[Any, Any]) -> str:
        return " / ".join(words.number(one) for one in pair if one is not None)

    return _("核算时%(before)s，现在%(now)s") % {"before": told(change.before), "now": told(change.now)}


def _link(found: Score, one: Indicator, part: str) -> str:
    name = one.numerator if part == "numerator" else one.denominator
    if not name.startswith(counting.CASES):
        return ""
    return reverse("assessment:cases", args=[found.pk, one.code, part])


def _subject_url(request: StaffRequest, found: Score) -> str:
    if not request.actor.may(Permission.VIEW_REGISTRY):
        return ""
    if found.person_id:
        return reverse("people:record", args=[found.person_id])
    return reverse("organisations:record", args=[found.organisation_id])


@require_GET
@staff(VIEW)
def cases(request: StaffRequest, pk: UUID, code: str, part: str) -> HttpResponse:
    """The cases behind a figure of a score: as many as the figure says; each opens for who may open it."""
    found = access.score_for(request.actor, pk)
    one = next((each for each in counting.indicators_of(found.round) if each.code == code), None)
    name = getattr(one, part) if one is not None and part in PARTS else ""
    if one is None or not name.startswith(counting.CASES):
        raise NotFound("figure_not_found", _("没有找到这个数字。"), next_step=_("请从得分的明细中点选。"))
    behind = counting.of_score(found, name)
    page = keyset(rounds.with_cases(behind), rounds.CASES, request.GET.get("cursor", ""))
    ids = [row.dispute_id for row in page.rows]
    seen = set()
    if ids and request.actor.may(Permission.VIEW_DISPUTES):
        seen = set(disputes.visible_to(request.actor).filter(pk__in=ids).values_list("pk", flat=True))
    rules = current_ruleset()
    rows = [
        {
            "case": row,
            "url": reverse("disputes:record", args=[row.dispute_id]) if row.dispute_id in seen else "",
            "kind": _kind(rules.categories.get(row.category), row.category),
        }
        for row in page.rows
    ]
    columns = [
        Column(_("卷号")), Column(_("纠纷"), kind="wide"), Column(_("受理日期"), kind="date"), Column(_("受理单位"), optional=True),
        Column(_("类型")),
    ]  # fmt: skip
    context = {
        "score": found, "indicator": one, "fact": said(words.fact_names(rules)[name]), "page": page, "rows": rows,
        "columns": columns, "count": bounded_count(behind), "back": reverse("assessment:score", args=[found.pk]),
    }  # fmt: skip
    return pages.page(request, "assessment/cases.html", context, fragment="assessment/_cases.html")


def _kind(known: Any, code: str) -> str:
    return said(known.name) if known else code


@require_http_methods(["GET", "POST"])
@staff(APPLY)
def appeal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Appeal against the own score."""
    found = access.score_for(request.actor, pk)
    form = forms.VoiceForm(frame.posted(request), initial={"name": request.actor.name})
    return frame.step(
        request, form, lambda data: actions.appeal(request.actor, pk, actions.Voice(**data)),
        title=_("提出申诉"), back=reverse("assessment:score", args=[pk]), done=_("申诉已提交，组织考核的单位会答复。"),
        lead=f"{found.name} {found.round.number}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(APPROVE)
def answer(request: StaffRequest, pk: UUID, appeal: UUID) -> HttpResponse:
    """Answer an appeal."""
    found = access.get_for(request.actor, pk, APPROVE)
    row = next((each for each in rounds.appeals(found) if each.pk == appeal), None)
    if row is None:
        raise NotFound("appeal_not_found", _("没有找到这条申诉。"))
    form = forms.AnswerForm(frame.posted(request), initial={"marks": scoring.NOTHING})
    back = f"{reverse('assessment:round', args=[pk])}?part=appeals"
    return frame.step(
        request, form,
        lambda data: actions.answer(
            request.actor, pk, appeal, outcome=data["outcome"], text=data["answer"], marks=data["marks"]
        ),
        title=_("答复申诉"), back=back, done=_("已答复。"), lead=_("%(title)s：%(what)s") % {"title": row.score.name, "what": row.text},
    )  # fmt: skip
