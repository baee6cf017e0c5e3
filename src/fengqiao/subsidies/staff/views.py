"""Batches: the list, one batch with what it pays and what waits, its steps and its payment file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import CSV, XLSX
from fengqiao.core.text import said
from fengqiao.disputes import access as disputes
from fengqiao.jurisdictions.queries import current_ruleset, ruleset
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.subsidies import access, actions, exports
from fengqiao.subsidies.models import Batch, BatchState
from fengqiao.subsidies.queries import batches
from fengqiao.subsidies.staff import forms, words
from fengqiao.subsidies.workflow import PUBLICITY, STEPS, Verb
from fengqiao.ui import pages
from fengqiao.ui.parts import Blocked, Column, Reason, Step, Tab
from fengqiao.ui.values import day

VIEW, PREPARE = Permission.VIEW_SUBSIDIES, Permission.PREPARE_SUBSIDIES
ENDINGS: dict[str, tuple[Callable[[Batch], bytes], str]] = {
    "xlsx": (exports.xlsx, XLSX),
    "csv": (exports.csv_file, CSV),
}
PLAIN: dict[str, Callable[..., Batch]] = {
    "refresh": actions.refresh,
    "submit": actions.submit,
    "approve": actions.approve,
    "publish": actions.publish,
}
REASONED: dict[str, Callable[..., Batch]] = {"return": actions.give_back, "cancel": actions.cancel}
FIRST = {
    BatchState.DRAFT: Verb.SUBMIT,
    BatchState.SUBMITTED: Verb.APPROVE,
    BatchState.APPROVED: Verb.PUBLISH,
    BatchState.PUBLIC: Verb.PAY,
}
"""The primary step of each state."""


def sections(actor: Actor, current: str) -> list[Tab]:
    """Return the pages of subsidies as tabs, and the assessments, which share their place in the menu."""
    named = (("list", _("批次")), ("rates", _("补贴标准")), ("budgets", _("经费预算")))
    own = [Tab(label, reverse(f"subsidies:{name}"), current=name == current) for name, label in named]
    return [*own, Tab(_("考核"), reverse("assessment:list"))] if actor.may(Permission.VIEW_ASSESSMENTS) else own


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The batches within sight, the newest first."""
    form = forms.Filter(request.GET or None)
    found = batches.listed(request.actor, **(form.wanted() if form.is_bound else {}))
    page = keyset(found, batches.ORDER, request.GET.get("cursor", ""))
    rules = current_ruleset().subsidy
    rows = [
        {
            "batch": row,
            "kind": words.kind_name(row.kind),
            "state": words.state_name(row.state),
            "tone": words.TONES[BatchState(row.state)],
            "payer": words.payer_name(rules, row.payer),
            "span": words.span(row),
        }
        for row in page.rows
    ]
    columns = [
        Column(_("批次"), kind="wide"), Column(_("种类")), Column(_("付款单位")), Column(_("状态"), kind="narrow"),
        Column(_("笔数"), kind="num"), Column(_("金额"), kind="num"), Column(_("等待"), kind="num"),
    ]  # fmt: skip
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "columns": columns,
        "count": bounded_count(found),
        "tabs": sections(request.actor, "list"),
        "may_draw": request.actor.may(PREPARE),
    }
    return pages.page(request, "subsidies/list.html", context, fragment="subsidies/_list.html")


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def draw(request: StaffRequest) -> HttpResponse:
    """A new batch: what, and for which days."""
    first, last = forms.last_month(local_date(request.actor.at))
    initial = {"kind": request.GET.get("kind", "case"), "first_on": first, "last_on": last}
    form = forms.DrawForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.draw(request.actor, **form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            notice = _("已造册：%(lines)d笔，%(waiting)d件等待。") % {
                "lines": batch.lines_count, "waiting": batch.waiting_count,
            }  # fmt: skip
            return pages.go(request, reverse("subsidies:batch", args=[batch.pk]), notice=notice)
    context = {"form": form, "title": _("造册"), "back": reverse("subsidies:list"), "submit": _("造册")}
    return pages.page(request, "subsidies/form.html", context, status=pages.status(form))


def rules_of(batch: Batch) -> SubsidyRules:
    """Return the rules by which a batch was computed."""
    found = ruleset(batch.ruleset_version).subsidy
    assert found is not None  # noqa: S101 - a batch is drawn by rules of subsidies
    return found


def seen(actor: Actor, ids: list[UUID]) -> set[UUID]:
    """Return which of these cases the actor may open."""
    if not ids or not actor.may(Permission.VIEW_DISPUTES):
        return set()
    return set(disputes.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))


@require_GET
@staff(VIEW)
def batch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One batch: lines, waiting cases, objections and recoveries, and what can be done now."""
    found = access.get_for(request.actor, pk, VIEW)
    part = request.GET.get("part", "lines")
    parts = {"lines": _lines, "waiting": _waiting, "objections": _objections, "recoveries": _recoveries}
    rules = rules_of(found)
    context: dict[str, Any] = {
        "batch": found,
        "kind": words.kind_name(found.kind),
        "state": words.state_name(found.state),
        "tone": words.TONES[BatchState(found.state)],
        "payer": words.payer_name(rules, found.payer),
        "span": words.span(found),
        "events": words.story(found),
        "part": part if part in parts else "lines",
        "tabs": _tabs(found, part),
        "publicity": rules.publicity_days,
        "publicity_source": rules.publicity_days_source,
        **_steps(request.actor, found),
        **parts.get(part, _lines)(request, found, rules),
    }
    fragment = f"subsidies/_{context['part']}.html"
    return pages.page(request, "subsidies/batch.html", {**context, "fragment": fragment}, fragment=fragment)


def _tabs(found: Batch, part: str) -> list[Tab]:
    url = reverse("subsidies:batch", args=[found.pk])
    named: list[tuple[str, str, int | None]] = [("lines", _("发放明细"), found.lines_count)]
    named.append(("waiting", _("等待的案件") if found.kind == "case" else _("等待的岗位"), found.waiting_count))
    if found.public_from:
        named.append(("objections", _("异议"), None))
    if found.state == BatchState.PAID:
        named.append(("recoveries", _("追回"), None))
    return [Tab(label, f"{url}?part={code}", count, code == part) for code, label, count in named]


def _steps(actor: Actor, found: Batch) -> dict[str, Any]:
    if not access.may_act(actor, found):
        return {"steps_shown": False}
    state = BatchState(found.state)
    first = FIRST.get(state)
    offered = [step for step in STEPS.values() if state in step.sources and actor.may(step.permission)]
    buttons = {step.verb: _button(found, step.verb, said(step.name)) for step in offered if step.verb in _DIALOGS}
    primary = buttons.pop(first, None) if first else None
    blocked = []
    if primary and first == Verb.SUBMIT and not found.lines_count:
        blocked, primary = (
            [Blocked(primary.label, [Reason(_("这一批没有可以发放的补贴。"))])],
            buttons.pop(Verb.REFRESH, None),
        )
    if primary and found.public_until and local_date(actor.at) <= found.public_until:
        told = _("公示期到%(day)s为止，期满后才能发放。") % {"day": day(found.public_until)}
        blocked, primary = [Blocked(primary.label, [Reason(told, PUBLICITY)])], None
    others = list(buttons.values())
    return {
        "steps_shown": True, "primary": primary, "others": others, "blocked": blocked, "verbs": set(_codes(offered)),
    }  # fmt: skip


_DIALOGS = {Verb.REFRESH, Verb.SUBMIT, Verb.RETURN, Verb.APPROVE, Verb.PUBLISH, Verb.PAY, Verb.CANCEL}


def _codes(steps: list[Any]) -> list[str]:
    return [step.verb.value for step in steps]


def _button(found: Batch, verb: Verb, label: str) -> Step:
    if verb == Verb.PAY:
        return Step(label, url=reverse("subsidies:pay", args=[found.pk]))
    return Step(label, dialog=f"step-{verb.value}", danger=verb == Verb.CANCEL)


def _lines(request: StaffRequest, found: Batch, rules: SubsidyRules) -> dict[str, Any]:
    page = keyset(batches.lines(found), batches.LINES, request.GET.get("cursor", ""))
    open_to_reader = seen(request.actor, [row.dispute_id for row in page.rows if row.dispute_id])
    rows = [
        {"line": row, "subject": words.subject(row), "case_url": words.case_url(row, open_to_reader)}
        for row in page.rows
    ]
    columns = [
        Column(_("序号"), kind="num"), Column(_("姓名")), Column(_("单位"), optional=True), Column(_("事项"), kind="wide"),
        Column(_("标准")), Column(_("金额"), kind="num"),
    ]  # fmt: skip
    return {"page": page, "rows": rows, "columns": columns}


def _waiting(request: StaffRequest, found: Batch, rules: SubsidyRules) -> dict[str, Any]:
    page = keyset(batches.waiting(found), batches.WAITING, request.GET.get("cursor", ""))
    ids = [row.dispute_id for row in page.rows if row.dispute_id]
    open_to_reader, calls = seen(request.actor, ids), batches.call_backs(ids)
    asked, may = batches.service_checks(page.rows), request.actor.may(PREPARE)
    may_ask = may and found.state == BatchState.DRAFT and access.may_act(request.actor, found)
    rows = []
    for row in page.rows:
        common = {
            "waiting": row, "reasons": words.reasons(row.reasons), "checks": words.evidence(rules, row.proofs),
        }  # fmt: skip
        if row.appointment and row.month:
            more = {
                "title": words.month_name(row.month),
                "asked": asked.get((row.appointment, row.month), []),
                "may_ask": may_ask,
            }
        else:
            pk = row.dispute_id
            may_open = pk in open_to_reader
            more = {
                "calls": calls.get(pk, []) if pk else [],
                "case_url": reverse("disputes:record", args=[pk]) if may_open else "",
                "may_call": may_open and may,
            }
        rows.append({**common, **more})
    return {"page": page, "rows": rows}


def _objections(request: StaffRequest, found: Batch, rules: SubsidyRules) -> dict[str, Any]:
    return {"objections": [(row, words.subject(row.line)) for row in batches.objections(found)]}


def _recoveries(request: StaffRequest, found: Batch, rules: SubsidyRules) -> dict[str, Any]:
    return {"recoveries": batches.recoveries(found)}


@require_POST
@staff(VIEW)
def act(request: StaffRequest, pk: UUID, verb: str) -> HttpResponse:
    """A step of a batch that needs nothing but, for some, a reason."""
    if verb in PLAIN:
        done = PLAIN[verb](request.actor, pk)
    elif verb in REASONED:
        done = REASONED[verb](request.actor, pk, why=request.POST.get("reason", "")[:1000].replace("\0", ""))
    else:
        raise Http404
    notice = _("%(step)s：已办理。") % {"step": said(STEPS[Verb(verb)].name)}
    return pages.go(request, reverse("subsidies:batch", args=[done.pk]), notice=notice)


@require_GET
@staff(PREPARE)
def payment(request: StaffRequest, pk: UUID, ending: str) -> HttpResponse:
    """The payment file."""
    found = access.get_for(request.actor, pk, PREPARE)
    if ending not in ENDINGS:
        raise Http404
    make, media_type = ENDINGS[ending]
    response = HttpResponse(make(found), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{found.number}.{ending}") or ""
    return response
