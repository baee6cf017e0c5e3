"""The organisation, staff and funding table of one scope on one day, ready to be shown, printed, exported or sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from fengqiao.core.errors import NotFound
from fengqiao.core.text import day_words
from fengqiao.organisations import queries as organisations
from fengqiao.people import queries as people
from fengqiao.people.models import MEDIATING_POSTS
from fengqiao.regions import queries as regions
from fengqiao.statistics.access import Scope
from fengqiao.statistics.queries import staffing_rows as rows
from fengqiao.statistics.queries.reports import Line, Part
from fengqiao.statistics.queries.staffing_rows import Asked
from fengqiao.statistics.rules.cells import Block, Cell
from fengqiao.statistics.rules.identities import Identity
from fengqiao.statistics.rules.rates import Rate
from fengqiao.statistics.rules.staffing import MEDIATORS, MONEY_ROWS, RATES, WHOLE, Rows, StaffCell, every, layout
from fengqiao.statistics.rules.staffing_identities import identities, of_places
from fengqiao.statistics.rules.units import Yuan

Counts = Counter[str]
_SINGLE = frozenset({Rows.INVITED, Rows.SESSIONS, Rows.ATTENDANCES})
"""Sorts with one cell each."""
ORDERS = {
    Rows.ORGANISATIONS: organisations.ORDER,
    Rows.PARTNERS: organisations.ORDER,
    Rows.PEOPLE: people.ORDER,
    Rows.INVITED: "person_name,id",
    Rows.PAYMENTS: "-id",
    Rows.RETURNS: "-id",
    Rows.BUDGETS: "kind,id",
    Rows.SESSIONS: "-id",
    Rows.ATTENDANCES: "-id",
}
"""In which order the rows behind a cell are listed (keyset), by their sort."""


@dataclass(frozen=True)
class Place:
    """A region directly below the one of the table, with its own figures (cells organisations, mediators, full_time)."""

    scope: str
    name: str
    counts: Counts


@dataclass(frozen=True)
class StaffReport:
    """The table. ``counts`` are the raw figures, money in fen; a cell that is missing there is not collected."""

    scope: Scope
    day: date
    counts: Counts
    parts: tuple[Part, ...]
    rates: tuple[tuple[str, str, Rate], ...]
    identities: tuple[Identity, ...]
    places: tuple[Place, ...]

    @property
    def gaps(self) -> list[Identity]:
        """The statements that do not hold, to be published with the table."""
        return [identity for identity in self.identities if not identity.holds]

    @property
    def when(self) -> str:
        """The day in words."""
        return day_words(self.day)

    def line(self, code: str) -> Line | None:
        """Return the line of a cell, or None."""
        return next((line for part in self.parts for line in part.lines if line.cell.code == code), None)


def _categories(asked: Asked) -> list[tuple[str, str]]:
    return [(item.code, item.name) for item in asked.rules.categories.items]


def _sort(asked: Asked, sort: Rows, cells: Sequence[StaffCell]) -> "QuerySet[Any, Any] | None":
    """Return the rows of a sort with what these cells ask of them, None when the system keeps none of them for this scope."""
    if sort is Rows.BUDGETS and not asked.is_whole:
        return None
    if sort is Rows.PEOPLE:
        return rows.holders(asked, {word.partition("__")[0] for cell in cells for word in cell.where})
    found = {
        Rows.ORGANISATIONS: rows.bodies,
        Rows.PARTNERS: rows.partners,
        Rows.INVITED: rows.invited_people,
        Rows.PAYMENTS: rows.payments,
        Rows.RETURNS: rows.returns,
        Rows.BUDGETS: rows.planned,
        Rows.SESSIONS: rows.sessions,
        Rows.ATTENDANCES: rows.attendances,
    }[sort]
    return found(asked)


def _figures(asked: Asked, found: "QuerySet[Any, Any]", cells: Sequence[StaffCell], sort: Rows) -> Counts:
    """Return the figures of all cells over rows of one sort, in one query."""
    if sort in MONEY_ROWS:
        sums = _aggregated(
            found, {cell.code: Sum("amount", filter=rows.condition(asked, cell.where)) for cell in cells}
        )
        return Counter({code: int((value or Decimal(0)) * 100) for code, value in sums.items()})
    key = "person_id" if sort is Rows.PEOPLE else "pk"
    return Counter(
        _aggregated(found, {cell.code: Count(key, filter=rows.condition(asked, cell.where)) for cell in cells})
    )


def _single(asked: Asked, cells: Sequence[StaffCell]) -> dict[str, int]:
    """Return the figures of cells that each count all rows of a sort of their own, together in one query."""
    each = [
        found.order_by().values(code=Value(cell.code)).annotate(figure=Count("pk")).values_list("code", "figure")
        for cell in cells
        if (found := _sort(asked, cell.rows, [cell])) is not None
    ]
    return dict(each[0].union(*each[1:], all=True))


def _aggregated(found: "QuerySet[Any, Any]", wanted: Mapping[str, Aggregate]) -> dict[str, Any]:
    """Return aggregates by code, under names of their own: a code may be called like a column of the rows."""
    told = found.order_by().aggregate(**{f"of_{code}": each for code, each in wanted.items()})
    return {code: told[f"of_{code}"] for code in wanted}


def _cells(blocks: Sequence[Block]) -> list[StaffCell]:
    return [cell for block in blocks for cell in block.cells if isinstance(cell, StaffCell)]


def counts_of(asked: Asked) -> Counts:
    """Return the figure of every cell; what the system does not keep is left out. One query for each sort of rows."""
    result: Counts = Counter()
    cells = _cells(every(_categories(asked)))
    result.update(_single(asked, [cell for cell in cells if cell.rows in _SINGLE]))
    for sort in dict.fromkeys(cell.rows for cell in cells if cell.rows not in _SINGLE):
        alike = [cell for cell in cells if cell.rows is sort]
        found = _sort(asked, sort, alike)
        if found is not None:
            result.update(_figures(asked, found, alike, sort))
    return result


def _line(cell: Cell, counts: Counts) -> Line:
    if cell.code not in counts:
        return Line(cell, None)
    value = counts[cell.code]
    return Line(cell, Yuan(Decimal(value) / 100) if cell.unit is Yuan else cell.unit(value))


def _places(asked: Asked) -> tuple[list[Place], Counts]:
    """Return the regions directly below with their figures, and the figures of the region's own level."""
    scope = asked.scope
    below = list(regions.children(scope.own_place).only("code", "name")) if scope.own_place else []
    if not below:
        return [], Counter()
    width = len(below[0].scope)
    by_place: dict[str, Counts] = {}
    bodies = organisations.existing(asked.day).filter(rows.within(scope), mediates=True).order_by()
    for branch, total in bodies.values_list(Substr("region_id", 1, width)).annotate(total=Count("pk")):
        by_place.setdefault(branch, Counter())[WHOLE] = total
    posts = people.held(asked.day).filter(
        rows.within(scope, "organisation__"), rows.at(asked.day, "organisation__"), post__in=MEDIATING_POSTS
    )
    full = Count("person_id", distinct=True, filter=Q(is_full_time=True))
    grouped = posts.order_by().values_list(Substr("organisation__region_id", 1, width))
    for branch, total, whole_time in grouped.annotate(total=Count("person_id", distinct=True), full=full):
        by_place.setdefault(branch, Counter()).update({MEDIATORS: total, "full_time": whole_time})
    places = [Place(region.scope, region.name, by_place.pop(region.scope, Counter())) for region in below]
    return [place for place in places if place.counts], sum(by_place.values(), Counter())


def report(scope: Scope, day: date, *, with_places: bool = False) -> StaffReport:
    """Return the table of a scope on a local date. with_places: also by the regions directly below."""
    asked = Asked(scope, day)
    counts = counts_of(asked)
    places, own = _places(asked) if with_places else ([], Counter())
    blocks = layout(_categories(asked), counts)
    units = {cell.code: cell.unit for block in blocks for cell in block.cells}
    stated = identities(every(_categories(asked)), counts)
    if places:
        stated = (*stated, *of_places(counts, own, (place.counts for place in places)))
    return StaffReport(
        scope=scope,
        day=day,
        counts=counts,
        parts=tuple(Part(block, tuple(_line(cell, counts) for cell in block.cells)) for block in blocks),
        rates=tuple(
            (code, name, Rate(units[part](counts[part]), units[whole](counts[whole])))
            for code, name, part, whole in RATES
        ),
        identities=stated,
        places=tuple(places),
    )


def cell_of(scope: Scope, day: date, code: str) -> StaffCell:
    """Return a cell of the table. Raises NotFound."""
    found = next((cell for cell in _cells(every(_categories(Asked(scope, day)))) if cell.code == code), None)
    if found is None:
        raise NotFound("cell_not_found", _("统计表中没有这一项。"), next_step=_("请从统计表中点选。"))
    return found


def rows_of(scope: Scope, day: date, cell: StaffCell) -> "QuerySet[Any]":
    """Return the rows behind a cell (keyset order ORDERS): exactly those that its figure counts or adds up.

    Raises NotFound when there is nothing kept behind it for this scope.
    """
    asked = Asked(scope, day)
    found = _sort(asked, cell.rows, [cell])
    if found is None:
        raise NotFound("cell_not_collected", _("系统没有此项记录。"), next_step=_("请从统计表中点选。"))
    chosen = found.filter(rows.condition(asked, cell.where)) if cell.where else found
    if cell.rows is Rows.PEOPLE:
        return people.numbered(chosen.values("person_id"), day)
    if cell.rows in (Rows.ORGANISATIONS, Rows.PARTNERS):
        return organisations.existing(day).filter(pk__in=chosen.order_by().values("pk"))
    return chosen


def figure(scope: Scope, day: date, cell: StaffCell) -> Line:
    """Return the line of one cell alone."""
    asked = Asked(scope, day)
    found = _sort(asked, cell.rows, [cell])
    return _line(cell, _figures(asked, found, [cell], cell.rows) if found is not None else Counter())
