"""The organisation, staff and funding table, and the rows behind each of its figures."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import said
from fengqiao.statistics import exports
from fengqiao.statistics.access import Scope, require_rows
from fengqiao.statistics.queries import staffing
from fengqiao.statistics.queries.staffing import ORDERS, Place, StaffReport
from fengqiao.statistics.rules.staffing import BASES, BASIS, MONEY_ROWS, NAME, StaffCell
from fengqiao.statistics.staff import forms
from fengqiao.statistics.staff.files import answer, table_file
from fengqiao.statistics.staff.staffing_rows import LISTS, kinds, url_of
from fengqiao.ui import pages
from fengqiao.ui.parts import Tab

VIEW = Permission.VIEW_STATISTICS


def _chosen(request: StaffRequest) -> tuple[Scope, date, forms.StaffChoice]:
    query = {key: str(value).replace("\0", "") for key, value in request.GET.items()}
    return forms.chosen_day(request.actor, query, local_date(request.actor.at))


def _address(name: str, scope: Scope, day: date, **args: str) -> str:
    which = {"organisation": str(scope.organisation_id)} if scope.organisation_id else {"region": scope.region}
    return f"{reverse(name, kwargs=args)}?{urlencode({'on': day.isoformat(), **which})}"


def _tabs(scope: Scope, day: date, today: date) -> list[Tab]:
    usual = [
        (_("今天"), today),
        (_("上年末"), date(today.year - 1, 12, 31)),
        (_("前年末"), date(today.year - 2, 12, 31)),
    ]
    return [Tab(name, _address("statistics:staffing", scope, each), current=each == day) for name, each in usual]


def _table(request: StaffRequest, found: StaffReport) -> list[dict[str, Any]]:
    may_see_money = request.actor.may(Permission.VIEW_SUBSIDIES)

    def url(cell: Any) -> str:
        is_open = may_see_money or not (isinstance(cell, StaffCell) and cell.rows in MONEY_ROWS)
        return _address("statistics:staffing_cell", found.scope, found.day, cell=cell.code) if is_open else ""

    return [
        {
            "name": said(part.block.name),
            "lines": [
                {"line": line, "shown": exports.figure_of(line), "url": url(line.cell) if line.figure else ""}
                for line in part.lines
            ],
        }
        for part in found.parts
    ]


def _place(place: Place, found: StaffReport) -> dict[str, Any]:
    scope = Scope(place.scope, place.name)
    return {
        "name": place.name,
        "url": _address("statistics:staffing", scope, found.day),
        "figures": [
            (place.counts[code], _address("statistics:staffing_cell", scope, found.day, cell=code))
            for code in ("organisations", "mediators", "full_time")
        ],
    }


def remarks(found: StaffReport) -> list[str]:
    """Return what is printed below the table: definitions, rates with both numbers, what does not add up."""
    told = [_(text) for text in BASES]
    told += [
        _("%(name)s：%(rate)s，%(rule)s。") % {"name": said(name), "rate": said(rate.printed), "rule": said(rate.rule)}
        for _code, name, rate in found.rates
    ]
    return told + [
        _("%(text)s：不成立，差%(gap)s。") % {"text": said(gap.text), "gap": f"{gap.gap:+,}"} for gap in found.gaps
    ]


def _printed(found: StaffReport) -> exports.Printed:
    blocks = tuple((said(part.block.name), part.lines) for part in found.parts)
    when = _("截至%(day)s") % {"day": said(found.when)}
    return exports.Printed(_(NAME), _(BASIS), found.scope.name, when, blocks, tuple(remarks(found)))


@require_GET
@staff(VIEW)
def staffing_table(request: StaffRequest) -> HttpResponse:
    """The table of a day, for the chosen region or an organisation with what is below it."""
    scope, day, form = _chosen(request)
    found = staffing.report(scope, day, with_places=True)
    context = {
        "form": form,
        "report": found,
        "name": _(NAME),
        "basis": _(BASIS),
        "blocks": _table(request, found),
        "places": [_place(place, found) for place in found.places],
        "remarks": remarks(found),
        "tabs": _tabs(scope, day, local_date(request.actor.at)),
        "xlsx": _address("statistics:staffing_export", scope, day, ending="xlsx"),
        "pdf": _address("statistics:staffing_export", scope, day, ending="pdf"),
    }
    return pages.page(request, "statistics/staffing.html", context, fragment="statistics/_staffing.html")


@require_GET
@staff(VIEW)
def staffing_export(request: StaffRequest, ending: str) -> HttpResponse:
    """The table as XLSX or PDF/A."""
    scope, day, _form = _chosen(request)
    if ending not in ("xlsx", "pdf"):
        raise Http404
    return table_file(request, _printed(staffing.report(scope, day)), ending)


@require_GET
@staff(VIEW)
def staffing_cell(request: StaffRequest, cell: str) -> HttpResponse:
    """The rows behind one figure: organisations, people, roster entries, payments."""
    scope, day, _form = _chosen(request)
    chosen = staffing.cell_of(scope, day, cell)
    require_rows(request.actor, chosen.rows)
    page = keyset(staffing.rows_of(scope, day, chosen), ORDERS[chosen.rows], request.GET.get("cursor", ""))
    line, told, names = staffing.figure(scope, day, chosen), LISTS[chosen.rows], kinds()
    context = {
        "line": line,
        "shown": exports.figure_of(line),
        "day": day,
        "scope": scope,
        "page": page,
        "columns": told.columns,
        "rows": [
            {
                "url": url_of(request.actor, chosen.rows, row),
                "cells": list(zip(map(said, told.heads), told.cells(row, names), strict=True)),
            }
            for row in page.rows
        ],
        "back": _address("statistics:staffing", scope, day),
        "xlsx": _address("statistics:staffing_cell_export", scope, day, cell=cell),
    }
    return pages.page(request, "statistics/staffing_cell.html", context, fragment="statistics/_staffing_cell.html")


@require_GET
@staff(VIEW)
def staffing_cell_export(request: StaffRequest, cell: str) -> HttpResponse:
    """The rows behind one figure as XLSX."""
    scope, day, _form = _chosen(request)
    chosen = staffing.cell_of(scope, day, cell)
    require_rows(request.actor, chosen.rows)
    told, names = LISTS[chosen.rows], kinds()
    found = staffing.rows_of(scope, day, chosen).order_by(*ORDERS[chosen.rows].split(","))
    title = f"{said(chosen.label)} {scope.name} {day.isoformat()}"
    rows = [told.cells(row, names) for row in found[: exports.MOST_ROWS + 1]]
    content = exports.rows_xlsx(title, [said(head) for head in told.heads], rows)
    return answer(content, XLSX, f"{title}.xlsx")
