"""`/statistics/cases`: the case table and the cases behind each of its cells."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Schema

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.models import CaseFact
from fengqiao.statistics.queries import facts
from fengqiao.statistics.queries.reports import Line, cases_of, report
from fengqiao.statistics.rules import periods
from fengqiao.statistics.rules.periods import Kind, Period

router = Router(tags=["statistics"])

PeriodCode = Annotated[
    str,
    Field(max_length=22, description="2026、2026H1、2026Q3、2026-11、2026W47、2026-11-20或者2026-01-01..2026-02-15"),
]
RegionCode = Annotated[
    str, Field(pattern=r"^(\d{4}|\d{6}|\d{9}|\d{12}|\d{15})?$", description="区划代码或者其前几位；空为本人负责的地区")
]


class Which(Input):
    """哪个期间、地区或者单位。"""

    period: PeriodCode = ""
    region: RegionCode = ""
    organisation_id: UUID | None = None


class WhichPage(Paging):
    """哪个期间、地区或者单位的第几页。"""

    period: PeriodCode = ""
    region: RegionCode = ""
    organisation_id: UUID | None = None


class CellOut(Schema):
    """一项指标：数值（未采集为null）、单位、定义；金额以元计。"""

    code: str
    label: str
    value: str | None
    unit: str
    definition: str
    change_since_closing: str | None


class BlockOut(Schema):
    """统计表的一栏。"""

    code: str
    name: str
    cells: list[CellOut]


class RateOut(Schema):
    """比率：分子、分母、百分比和舍入方法。"""

    code: str
    name: str
    numerator: int
    denominator: int
    percent: str
    rounding: str


class IdentityOut(Schema):
    """勾稽关系：是否成立，不成立的差数。"""

    text: str
    holds: bool
    gap: int


class ClosingOut(Schema):
    """结账：序号、时间、结账人和数据指纹。"""

    number: int
    closed_at: str
    closed_by: str
    snapshot: str


class TableOut(Schema):
    """人民调解案件情况统计表。"""

    region: str
    organisation_id: UUID | None
    name: str
    period: str
    first_on: date
    last_on: date
    blocks: list[BlockOut]
    rates: list[RateOut]
    identities: list[IdentityOut]
    closing: ClosingOut | None


class CaseOut(Schema):
    """指标背后的一件案件。"""

    dispute_id: UUID
    file_number: str | None
    title: str
    accepted_on: date
    organisation_id: UUID
    category: str
    source: str
    people: int
    amount: str


def _period(request: ApiRequest, code: str) -> Period:
    return periods.read(code) if code else periods.holding(local_date(request.actor.at), Kind.YEAR)


def _cell(line: Line) -> dict[str, Any]:
    cell = line.cell
    return {
        "code": cell.code,
        "label": cell.label,
        "value": line.figure.plain if line.figure is not None else None,
        "unit": cell.unit.unit,
        "definition": cell.definition,
        "change_since_closing": line.change.plain if line.change is not None else None,
    }


@router.get("/statistics/cases", response=TableOut, url_name="statistics_cases")
def cases(request: ApiRequest, query: Query[Which]) -> dict[str, Any]:
    """案件情况统计表：每项有数值、单位和定义，可以打开到案件。"""
    scope = scope_for(request.actor, region=query.region, organisation_id=query.organisation_id)
    found = report(scope, _period(request, query.period))
    blocks = [(part.block.code, part.block.name, part.lines) for part in found.parts] + [
        ("level", "上报", found.levels)
    ]
    closing = found.closing
    return {
        "region": scope.region,
        "organisation_id": scope.organisation_id,
        "name": scope.name,
        "period": found.period.code,
        "first_on": found.period.first,
        "last_on": found.period.last,
        "blocks": [
            {"code": code, "name": name, "cells": [_cell(line) for line in lines]} for code, name, lines in blocks
        ],
        "rates": [
            {
                "code": code,
                "name": name,
                "numerator": rate.part.value,
                "denominator": rate.whole.value,
                "percent": rate.percent,
                "rounding": rate.rounding.value,
            }
            for code, name, rate in found.rates
        ],
        "identities": [{"text": i.text, "holds": i.holds, "gap": i.gap} for i in found.identities],
        "closing": {
            "number": closing.number,
            "closed_at": closing.closed_at.isoformat(),
            "closed_by": closing.closed_by_name,
            "snapshot": closing.snapshot,
        }
        if closing
        else None,
    }


def _case(row: CaseFact) -> dict[str, Any]:
    return {
        "dispute_id": row.dispute_id,
        "file_number": row.dispute.file_number,
        "title": row.dispute.title,
        "accepted_on": row.accepted_on,
        "organisation_id": row.organisation_id,
        "category": row.category,
        "source": row.source,
        "people": row.people,
        "amount": f"{Decimal(row.fen) / 100:.2f}",
    }


@router.get("/statistics/cases/{cell}/disputes", response=Paged[CaseOut], url_name="statistics_cell")
def disputes(request: ApiRequest, cell: str, query: Query[WhichPage]) -> dict[str, Any]:
    """一项指标背后的案件，受理晚的在前；件数与统计表的数值相同。"""
    request.actor.require(Permission.VIEW_STATISTICS)
    scope = scope_for(request.actor, region=query.region, organisation_id=query.organisation_id)
    page = keyset(cases_of(scope, _period(request, query.period), cell), facts.ORDER, query.cursor, query.size)
    return {**paged(page), "items": [_case(row) for row in page.rows]}
