"""Counting: from the kept sums for whole counties and cities, from the facts themselves below that."""

from collections import Counter
from collections.abc import Sequence

from django.db import connection
from django.db.models import Case, Count, QuerySet, Sum, Value, When

from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact, Closing, Tally, TallyChange
from fengqiao.statistics.queries.facts import facts_in
from fengqiao.statistics.rules.facts import TOP, Counts, Dims, count
from fengqiao.statistics.rules.periods import Period

_SUMS = """
WITH part (n, grain, first_on, last_on) AS (VALUES {parts}), span (n, first_on, last_on) AS (VALUES {spans})
SELECT part.n, summed.cell, summed.value FROM part CROSS JOIN LATERAL (
  SELECT held.cell, sum(held.value) AS value FROM {tally} held
  WHERE held.grain = part.grain AND held.start BETWEEN part.first_on AND part.last_on AND {within} GROUP BY held.cell
) summed
UNION ALL
SELECT span.n, held.cell, sum(held.value) FROM span
  JOIN {change} held ON held.day BETWEEN span.first_on AND span.last_on
  WHERE {within} GROUP BY span.n, held.cell
"""


def counts_of(facts: QuerySet[CaseFact], own_place: str = "") -> Counts:
    """Count facts cell by cell, in the database by groups of like cases. own_place: whose committees are the own level."""
    own = Case(When(region=own_place, then=Value(True)), default=Value(False)) if own_place else Value(True)
    columns = [name for name in Dims._fields if name != "is_top"]
    grouped = (
        facts.order_by().values_list(*columns, own).annotate(cases=Count("pk"), persons=Sum("people"), money=Sum("fen"))
    )
    return count((Dims(*row[:9]), row[9], row[10], row[11]) for row in grouped)


def counts_in(scope: Scope, period: Period, closing: Closing | None = None) -> Counts:
    """Return the raw counts of a scope and period: as they are, or as a closing counted them."""
    if closing is not None:
        if closing.region == scope.region and not scope.organisation_id:
            return Counter(closing.figures)
        return counts_of(facts_in(scope, period, closing), scope.own_place)
    return figures(scope, [period])[0]


def figures(scope: Scope, periods: Sequence[Period]) -> list[Counts]:
    """Return the present raw counts of a scope, one for each period, consistent with each other.

    Whole cities and counties are read from the kept sums, with what was not yet folded into them, in one statement.
    """
    if not scope.has_sums:
        return [counts_of(facts_in(scope, period), scope.own_place) for period in periods]
    if not periods:
        return []
    parts = [
        (n, "m" if part.is_month else "d", part.first, part.last)
        for n, period in enumerate(periods)
        for part in period.stretches()
    ]
    spans = [(n, period.first, period.last) for n, period in enumerate(periods)]
    within, values = "held.county = %s", [scope.own_place[:6]]
    if len(scope.region) == 4:
        within = "(held.cell <> %s OR held.county = %s)"
        values = [TOP, scope.own_place[:6]]
    quote = connection.ops.quote_name
    statement = _SUMS.format(
        parts=", ".join(["(%s::int, %s, %s::date, %s::date)"] * len(parts)),
        spans=", ".join(["(%s::int, %s::date, %s::date)"] * len(spans)),
        tally=quote(Tally._meta.db_table),
        change=quote(TallyChange._meta.db_table),
        within=within,
    )
    given = [value for part in parts for value in part] + [value for span in spans for value in span]
    result: list[Counts] = [Counter() for _period in periods]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *values, *values])
        for n, cell, value in cursor.fetchall():
            result[n][cell] += int(value)
    return result
