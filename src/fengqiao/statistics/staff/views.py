"""The case table, the cases behind each of its figures, closing, restatements and exports."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import N_, said
from fengqiao.disputes import access as disputes
from fengqiao.disputes.models import Entruster, Source
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.statistics import actions, exports
from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact
from fengqiao.statistics.queries import closings, facts
from fengqiao.statistics.queries.reports import Report, cases_of, report, with_cases
from fengqiao.statistics.rules import periods
from fengqiao.statistics.rules.cells import BASIS, NAME
from fengqiao.statistics.rules.facts import AMOUNT, PEOPLE
from fengqiao.statistics.rules.periods import Kind, Period
from fengqiao.statistics.staff import forms
from fengqiao.statistics.staff.files import answer, table_file
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab

CAUSES = {
    "import": N_("历史数据导入"),
    "step": N_("办理进展"),
    "confirm_category": N_("纠纷类型更正"),
    "rebuild": N_("重新核对"),
    "confirmation_result": N_("司法确认结果"),
    "strike_performance": N_("履行记录作废"),
}


def _chosen(request: StaffRequest) -> tuple[Scope, Period, forms.Choice]:
    today = timezone.localtime(request.actor.at).date()
    query = {key: str(value).replace("\0", "") for key, value in request.GET.items()}
    return forms.chosen(request.actor, query, periods.holding(today, Kind.YEAR))


def _address(name: str, scope: Scope, period: Period, **args: str) -> str:
    which = {"organisation": str(scope.organisation_id)} if scope.organisation_id else {"region": scope.region}
    return f"{reverse(name, kwargs=args)}?{urlencode({'period': period.code, **which})}"


def _tabs(scope: Scope, period: Period, today: Period) -> list[Tab]:
    now = today.first
    usual = [
        (_("本月"), periods.holding(now, Kind.MONTH)),
        (_("上月"), periods.holding(now, Kind.MONTH).before),
        (_("本季度"), periods.holding(now, Kind.QUARTER)),
        (_("本年"), periods.holding(now, Kind.YEAR)),
        (_("上年"), periods.holding(now, Kind.YEAR).before),
    ]
    return [Tab(name, _address("statistics:cases", scope, each), current=each == period) for name, each in usual]


def _links(found: Report) -> dict[str, str]:
    lines = [*found.levels, *(line for part in found.parts for line in part.lines)]
    return {
        line.cell.code: _address("statistics:cell", found.scope, found.period, cell=line.cell.code)
        for line in lines
        if line.figure
    }


def _table(found: Report) -> list[dict[str, Any]]:
    links = _links(found)
    blocks = [(part.block.name, part.lines) for part in found.parts] + [(_("上报"), found.levels)]
    return [
        {
            "name": said(name),
            "lines": [
                {"line": line, "shown": exports.figure_of(line), "url": links.get(line.cell.code, "")} for line in lines
            ],
        }
        for name, lines in blocks
    ]


def _months(found: Report, today: date) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{month.first:%Y-%m}"
            if found.period.first.year != found.period.last.year
            else _("%(month)s月") % {"month": month.first.month},
            "total": counts["total"],
            "agreed": counts["agreed"],
            "total_url": _address("statistics:cell", found.scope, month, cell="total"),
            "agreed_url": _address("statistics:cell", found.scope, month, cell="agreed"),
        }
        for month, counts in found.months
        if month.first <= today
    ]


def _kinds(found: Report) -> list[tuple[str, int, str]]:
    lines = next(part.lines for part in found.parts if part.block.code == "category")
    rows = [(said(line.cell.label), int(line.figure.value), line.cell.code) for line in lines if line.figure]
    links = _links(found)
    return [(name, value, links[code]) for name, value, code in sorted(rows, key=lambda row: -row[1])[:10]]


@require_GET
@staff(Permission.VIEW_STATISTICS)
def cases(request: StaffRequest) -> HttpResponse:
    """The case table as the official form has it, for the chosen period and region or organisation."""
    scope, period, form = _chosen(request)
    found = report(scope, period, with_months=True)
    today = periods.holding(timezone.localtime(request.actor.at).date(), Kind.DAY)
    own = scope.region == request.actor.region_scope and scope.has_sums
    context = {
        "form": form,
        "report": found,
        "name": _(NAME),
        "basis": BASIS,
        "blocks": _table(found),
        "remarks": exports.remarks(found),
        "months": _months(found, today.first),
        "kinds": _kinds(found) if found.counts["total"] else [],
        "tabs": _tabs(scope, period, today),
        "before": _address("statistics:cases", scope, period.before),
        "after": _address("statistics:cases", scope, period.after),
        "xlsx": _address("statistics:export", scope, period, ending="xlsx"),
        "pdf": _address("statistics:export", scope, period, ending="pdf"),
        "restatements": _address("statistics:restatements", scope, period),
        "may_close": own
        and request.actor.may(Permission.CLOSE_PERIOD)
        and found.closing is None
        and period.last < today.first,
    }
    return pages.page(request, "statistics/cases.html", context, fragment="statistics/_cases.html")


def _row(row: CaseFact, open_to_reader: set[UUID], kinds: dict[str, str]) -> dict[str, Any]:
    entruster = f"（{Entruster(row.entruster).label}）" if row.entruster else ""
    return {
        "fact": row,
        "case": row.dispute,
        "kind": kinds.get(row.category, row.category),
        "source": f"{Source(row.source).label}{entruster}",
        "url": reverse("disputes:record", args=[row.dispute_id]) if row.dispute_id in open_to_reader else "",
    }


def _rows(request: StaffRequest, rows: Iterable[CaseFact]) -> list[dict[str, Any]]:
    listed = list(rows)
    visible = disputes.visible_to(request.actor) if request.actor.may(Permission.VIEW_DISPUTES) else None
    ids = [row.dispute_id for row in listed]
    seen = set(visible.filter(pk__in=ids).values_list("pk", flat=True)) if visible is not None else set()
    kinds = {item.code: said(item.name) for item in current_ruleset().categories.items}
    return [_row(row, seen, kinds) for row in listed]


@require_GET
@staff(Permission.VIEW_STATISTICS)
def cell(request: StaffRequest, cell: str) -> HttpResponse:
    """The cases behind one figure, latest first."""
    scope, period, _form = _chosen(request)
    found = cases_of(scope, period, cell)
    page = keyset(found, facts.ORDER, request.GET.get("cursor", ""))
    table = report(scope, period)
    line = table.line(cell)
    if line is None:
        raise Http404
    columns = [
        Column(_("卷号")),
        Column(_("纠纷"), kind="wide"),
        Column(_("受理日期"), kind="date"),
        Column(_("受理单位")),
    ]
    columns += [Column(_("类型")), Column(_("来源"), optional=True)]
    measure = {PEOPLE: _("当事人数"), AMOUNT: _("协议金额")}.get(cell, "")
    context = {
        "line": line,
        "shown": exports.figure_of(line),
        "period": period,
        "scope": scope,
        "closing": table.closing,
        "page": page,
        "rows": _rows(request, page.rows),
        "columns": [*columns, *([Column(measure, kind="num")] if measure else [])],
        "measure": cell if measure else "",
        "count": bounded_count(found) if measure else exports.figure_of(line),
        "back": _address("statistics:cases", scope, period),
        "xlsx": _address("statistics:cell_export", scope, period, cell=cell),
    }
    return pages.page(request, "statistics/cell.html", context, fragment="statistics/_cell.html")


@require_GET
@staff(Permission.VIEW_STATISTICS)
def export(request: StaffRequest, ending: str) -> HttpResponse:
    """The table as XLSX or PDF/A."""
    scope, period, _form = _chosen(request)
    if ending not in ("xlsx", "pdf"):
        raise Http404
    return table_file(request, exports.printed(report(scope, period)), ending)


@require_GET
@staff(Permission.VIEW_STATISTICS)
def cell_export(request: StaffRequest, cell: str) -> HttpResponse:
    """The cases behind one figure as XLSX."""
    scope, period, _form = _chosen(request)
    table = report(scope, period)
    line = table.line(cell)
    if line is None:
        raise Http404
    title = f"{said(line.cell.label)} {scope.name} {said(period.name)}"
    content = exports.cases_xlsx(cases_of(scope, period, cell), title)
    return answer(content, XLSX, f"{title}.xlsx")


@require_POST
@staff(Permission.CLOSE_PERIOD)
def close(request: StaffRequest) -> HttpResponse:
    """Close a period for the own region."""
    closing = actions.close(request.actor, periods.read(request.POST.get("period", "")))
    url = f"{reverse('statistics:cases')}?{urlencode({'period': closings.period_of(closing).code, 'region': closing.region})}"
    return pages.go(request, url, notice=_("已结账，本期数字不再变动。"))


@require_GET
@staff(Permission.VIEW_STATISTICS)
def restatements(request: StaffRequest) -> HttpResponse:
    """What was entered or changed in a closed period since it was closed, case by case."""
    scope, period, _form = _chosen(request)
    closing = closings.closing_of(scope, period)
    if closing is None:
        raise Http404
    page = keyset(with_cases(closings.restatements(scope, closing)), facts.ORDER, request.GET.get("cursor", ""))
    before = closings.counted_before(page.rows)
    rows = _rows(request, page.rows)
    for row in rows:
        fact = row["fact"]
        old = before.get((fact.dispute_id, fact.since))
        row["what"] = _("结账后补录") if old is None else _told(old, fact)
        row["cause"] = _(CAUSES.get(fact.cause, CAUSES["step"]))
    context = {
        "period": period,
        "scope": scope,
        "closing": closing,
        "page": page,
        "rows": rows,
        "columns": [
            Column(_("卷号")),
            Column(_("纠纷"), kind="wide"),
            Column(_("受理日期"), kind="date"),
            Column(_("变化"), kind="wide"),
            Column(_("原因")),
            Column(_("时间与经办人")),
        ],
        "back": _address("statistics:cases", scope, period),
    }
    return pages.page(request, "statistics/restatements.html", context, fragment="statistics/_restatements.html")


def _told(old: CaseFact, new: CaseFact) -> str:
    kinds = {item.code: said(item.name) for item in current_ruleset().categories.items}
    names = {"oral": _("口头协议"), "written": _("书面协议"), "": _("未达成协议")}
    yes = {True: _("是"), False: _("否")}
    told = []
    for label, column, words in (
        (_("类型"), "category", kinds),
        (_("协议"), "form", names),
        (_("疑难复杂"), "is_difficult", yes),
        (_("履行"), "is_performed", yes),
        (_("司法确认"), "is_confirmed", yes),
    ):
        was, now = getattr(old, column), getattr(new, column)
        if was != now:
            told.append(f"{label}：{words.get(was, was)}→{words.get(now, now)}")
    if old.people != new.people:
        told.append(f"{_('当事人数')}：{old.people}→{new.people}")
    return _("；").join(told) or _("受理信息更正")


@require_GET
@staff(Permission.VIEW_STATISTICS)
def rate(request: StaffRequest) -> HttpResponse:
    """Whether a rate that somebody printed follows from its two numbers."""
    form = forms.RateCheck(request.GET or None)
    verdict = form.verdict() if form.is_bound and form.is_valid() else None
    context = {"form": form, "verdict": verdict}
    return pages.page(request, "statistics/rate.html", context, status=pages.status(form))
