"""The case table of one scope and period, ready to be shown, printed, exported or sent."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact, Closing
from fengqiao.statistics.queries import closings, facts, sums
from fengqiao.statistics.rules.cells import LEVELS, RATES, Block, Cell, layout
from fengqiao.statistics.rules.facts import AGREED, TOTAL, Counts, difference
from fengqiao.statistics.rules.identities import Identity, identities, written_confirmations
from fengqiao.statistics.rules.periods import Kind, Period, holding
from fengqiao.statistics.rules.rates import Rate
from fengqiao.statistics.rules.units import Quantity, Yuan

MOST_MONTHS = 36


@dataclass(frozen=True)
class Line:
    """A cell with its figure; ``change`` is what came about since the period was closed. None: not collected, or no change."""

    cell: Cell
    figure: Quantity | None
    change: Quantity | None = None

    @property
    def shown(self) -> Quantity | None:
        """The figure in the unit of the printed table: money in 万元."""
        return self.figure.wan if isinstance(self.figure, Yuan) else self.figure

    @property
    def shown_change(self) -> Quantity | None:
        """The change in the unit of the printed table."""
        return self.change.wan if isinstance(self.change, Yuan) else self.change

    @property
    def unit(self) -> str:
        """The unit in words."""
        return self.shown.unit if self.shown is not None else self.cell.unit.unit


@dataclass(frozen=True)
class Part:
    """A block of the table with its lines."""

    block: Block
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Adjustment:
    """What changed in an earlier closed period and was in no table yet."""

    closing: Closing
    period: Period
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Report:
    """The table. ``counts`` are the raw figures; ``closing`` is set when the period is closed and they are those of then."""

    scope: Scope
    period: Period
    counts: Counts
    parts: tuple[Part, ...]
    levels: tuple[Line, ...]
    rates: tuple[tuple[str, str, Rate], ...]
    identities: tuple[Identity, ...]
    closing: Closing | None = None
    adjustments: tuple[Adjustment, ...] = ()
    months: tuple[tuple[Period, Counts], ...] = field(default=())

    @property
    def gaps(self) -> list[Identity]:
        """The statements that do not hold, to be published with the table."""
        return [identity for identity in self.identities if not identity.holds]

    @property
    def is_restated(self) -> bool:
        """Whether anything changed since the period was closed."""
        return any(line.change for part in self.parts for line in part.lines)

    def line(self, code: str) -> Line | None:
        """Return the line of a cell, or None."""
        lines = [*self.levels, *(line for part in self.parts for line in part.lines)]
        return next((line for line in lines if line.cell.code == code), None)


def _blocks(counts: Mapping[str, int]) -> tuple[Block, ...]:
    return layout([(item.code, item.name) for item in current_ruleset().categories.items], counts)


def _line(cell: Cell, counts: Mapping[str, int], changes: Mapping[str, int]) -> Line:
    if not cell.is_collected:
        return Line(cell, None)
    change = cell.quantity(changes)
    return Line(cell, cell.quantity(counts), change or None)


def _changed_lines(changes: Mapping[str, int]) -> tuple[Line, ...]:
    lines = (_line(cell, changes, {}) for block in _blocks(changes) for cell in block.cells if cell.is_collected)
    return tuple(line for line in lines if line.figure)


def _adjustments(scope: Scope, period: Period) -> tuple[Adjustment, ...]:
    if not scope.has_sums:
        return ()
    earlier = closings.earlier(scope, period)
    now = sums.figures(scope, [closings.period_of(old) for old in earlier])
    found = []
    for old, present in zip(earlier, now, strict=True):
        changes = difference(present, old.figures)
        if changes and (left := difference(changes, closings.reported(old))):
            found.append(Adjustment(old, closings.period_of(old), _changed_lines(left)))
    return tuple(found)


def _reported(scope: Scope, closing: Closing) -> tuple[Adjustment, ...]:
    if scope.region != closing.region or scope.organisation_id or not closing.adjustments:
        return ()
    told = closings.by_ids(closing.adjustments)
    return tuple(
        Adjustment(old, closings.period_of(old), _changed_lines(closing.adjustments[str(old.pk)])) for old in told
    )


def _months(scope: Scope, period: Period) -> tuple[tuple[Period, Counts], ...]:
    months = [holding(period.first, Kind.MONTH)]
    while months[-1].last < period.last and len(months) <= MOST_MONTHS:
        months.append(months[-1].after)
    if not 1 < len(months) <= MOST_MONTHS:
        return ()
    cut = [Period(max(month.first, period.first), min(month.last, period.last)) for month in months]
    return tuple(zip(months, sums.figures(scope, cut), strict=True))


def report(scope: Scope, period: Period, *, with_months: bool = False) -> Report:
    """Return the table of a scope and period: as it was closed, else as it is. with_months: also month by month."""
    closing = closings.closing_of(scope, period)
    counts = sums.counts_in(scope, period, closing)
    changes = difference(sums.counts_in(scope, period), counts) if closing else {}
    blocks = _blocks(Counter(counts) + Counter(dict.fromkeys(changes, 1)))
    unit = next(cell.unit for cell in blocks[0].cells if cell.code == TOTAL)
    return Report(
        scope=scope,
        period=period,
        counts=counts,
        parts=tuple(Part(block, tuple(_line(cell, counts, changes) for cell in block.cells)) for block in blocks),
        levels=tuple(_line(cell, counts, changes) for cell in LEVELS.cells),
        rates=tuple(
            (code, name, Rate(unit(counts.get(part, 0)), unit(counts.get(whole, 0))))
            for code, name, part, whole in RATES
        ),
        identities=(*identities(counts), written_confirmations(counts)),
        closing=closing,
        adjustments=_reported(scope, closing) if closing else _adjustments(scope, period),
        months=_months(scope, period) if with_months and closing is None and counts[AGREED] else (),
    )


def cases_of(scope: Scope, period: Period, cell: str) -> QuerySet[CaseFact]:
    """Return the cases behind a cell as the table shows it (closed or open), with what a list of them needs."""
    found = facts.listed(scope, period, cell, closings.closing_of(scope, period))
    return with_cases(found)


def with_cases(found: QuerySet[CaseFact]) -> QuerySet[CaseFact]:
    """Return facts together with the cases and committees that they are about."""
    wanted = ("file_number", "title", "status", "outcome")
    own = ("accepted_on", "people", "fen", "form", "category", "source", "entruster", "is_performed", "is_confirmed")
    more = ("restates", "since", "written_at", "written_by_name", "cause", "organisation__name")
    return found.select_related("dispute", "organisation").only(*own, *more, *(f"dispute__{name}" for name in wanted))
