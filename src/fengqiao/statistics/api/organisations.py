"""`/statistics/organisations`: the organisation, staff and funding table and the rows behind each of its cells."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed
from fengqiao.core.paging import keyset
from fengqiao.statistics.access import require_rows, scope_for
from fengqiao.statistics.api.cases import BlockOut, IdentityOut, RateOut, RegionCode
from fengqiao.statistics.queries import staffing
from fengqiao.statistics.queries.reports import Line
from fengqiao.statistics.rules.staffing import Rows

router = Router(tags=["statistics"])
Day = Annotated[date | None, Field(description="截止日期，空为今天")]


class StaffWhich(Input):
    """哪一天、哪个地区或者哪个组织及其下级。"""

    on: Day = None
    region: RegionCode = ""
    organisation_id: UUID | None = None


class StaffPage(Paging):
    """哪一天、哪个地区或者哪个组织及其下级，第几页。"""

    on: Day = None
    region: RegionCode = ""
    organisation_id: UUID | None = None


class StaffPlaceOut(Schema):
    """一个下级地区的组织、人民调解员和专职人数。"""

    region: str
    name: str
    organisations: int
    mediators: int
    full_time: int


class StaffTableOut(Schema):
    """人民调解组织队伍经费保障情况统计表。"""

    region: str
    organisation_id: UUID | None
    name: str
    on: date
    blocks: list[BlockOut]
    rates: list[RateOut]
    identities: list[IdentityOut]
    places: list[StaffPlaceOut]


class StaffRowOut(Schema):
    """指标背后的一行：组织、人员、名册、发放或者预算；金额以元计。"""

    id: UUID
    rows: Rows
    name: str
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    organisation: str = ""
    posts: list[str] = []
    on: date | None = None
    amount: str | None = None


def _day(request: ApiRequest, day: date | None) -> date:
    today = local_date(request.actor.at)
    if day and not date(1949, 1, 1) <= day <= today:
        raise Malformed("on", _("日期不能晚于今天。"), field="on")
    return day or today


def _cell(line: Line) -> dict[str, Any]:
    cell = line.cell
    value = line.figure.plain if line.figure is not None else None
    named = {"code": cell.code, "label": cell.label, "definition": cell.definition, "unit": cell.unit.unit}
    return {**named, "value": value, "change_since_closing": None}


@router.get("/statistics/organisations", response=StaffTableOut, url_name="statistics_organisations")
def organisations(request: ApiRequest, query: Query[StaffWhich]) -> dict[str, Any]:
    """组织队伍经费保障情况统计表：某一天的组织、人员，当年的培训和经费；每项可以打开到明细。"""
    scope = scope_for(request.actor, region=query.region, organisation_id=query.organisation_id)
    found = staffing.report(scope, _day(request, query.on), with_places=True)
    return {
        "region": scope.region,
        "organisation_id": scope.organisation_id,
        "name": scope.name,
        "on": found.day,
        "blocks": [
            {"code": part.block.code, "name": part.block.name, "cells": [_cell(line) for line in part.lines]}
            for part in found.parts
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
        "places": [
            {"region": place.scope, "name": place.name, **{code: place.counts[code] for code in _PLACE}}
            for place in found.places
        ],
    }


_PLACE = ("organisations", "mediators", "full_time")


def _row(sort: Rows, row: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"id": row.pk, "rows": sort}
    if sort in (Rows.ORGANISATIONS, Rows.PARTNERS):
        return {**told, "name": row.name, "organisation_id": row.pk, "organisation": row.name, "on": row.established_on}
    if sort is Rows.PEOPLE:
        posts = [f"{post.organisation.name} {post.get_post_display()}" for post in row.posts]
        return {**told, "name": row.name, "person_id": row.pk, "posts": posts}
    if sort is Rows.INVITED:
        return {
            **told, "name": row.person_name, "person_id": row.person_id, "organisation_id": row.organisation_id,
            "organisation": row.court.name, "on": row.since,
        }  # fmt: skip
    if sort is Rows.BUDGETS:
        return {**told, "name": row.name, "amount": f"{row.amount:.2f}"}
    if sort in (Rows.SESSIONS, Rows.ATTENDANCES):
        return {**told, **_trained(sort, row)}
    line = row.line if sort is Rows.RETURNS else row
    return {
        **told, "name": line.person_name, "person_id": line.person_id, "organisation_id": line.organisation_id,
        "organisation": line.organisation.name, "amount": f"{row.amount:.2f}",
        "on": row.returned_on if sort is Rows.RETURNS else row.batch.paid_on,
    }  # fmt: skip


def _trained(sort: Rows, row: Any) -> dict[str, Any]:
    if sort is Rows.SESSIONS:
        held_by = row.course.organiser
        return {
            "name": f"{row.course.title} {row.name}", "organisation_id": held_by.pk, "organisation": held_by.name,
            "on": row.course.starts_on,
        }  # fmt: skip
    return {
        "name": row.person.name, "person_id": row.person_id, "organisation_id": row.organisation_id,
        "organisation": row.organisation.name, "posts": [row.course.title], "on": row.course.starts_on,
    }  # fmt: skip


@router.get(
    "/statistics/organisations/{cell}/rows", response=Paged[StaffRowOut], url_name="statistics_organisations_cell"
)
def rows(request: ApiRequest, cell: str, query: Query[StaffPage]) -> dict[str, Any]:
    """一项指标背后的明细：组织、人员、名册、发放或者预算；个数或者金额合计与统计表的数值相同。"""
    scope = scope_for(request.actor, region=query.region, organisation_id=query.organisation_id)
    day = _day(request, query.on)
    chosen = staffing.cell_of(scope, day, cell)
    require_rows(request.actor, chosen.rows)
    found = staffing.rows_of(scope, day, chosen)
    page = keyset(found, staffing.ORDERS[chosen.rows], query.cursor, query.size)
    return {**paged(page), "items": [_row(chosen.rows, row) for row in page.rows]}
