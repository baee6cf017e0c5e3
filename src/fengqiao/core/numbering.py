"""Gap-free numbers: one counter row a series, locked until the taker commits."""

from collections.abc import Mapping, Sequence

from django.db import connection

from fengqiao.core.models import Counter


def allot(series: str) -> int:
    """Return the next number of a series, starting at 1.

    Take it last in the transaction: the counter stays locked until commit, and a rollback gives the number back.
    """
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, value) VALUES (%s, 1) "  # noqa: S608 - the table's own name
            f"ON CONFLICT (series) DO UPDATE SET value = {table}.value + 1 RETURNING value",
            [series],
        )
        value: int = cursor.fetchone()[0]
    return value


def allot_blocks(counts: Mapping[str, int]) -> dict[str, range]:
    """Return so many consecutive numbers of each series at once, for bulk imports; counters are locked in one order."""
    table = connection.ops.quote_name(Counter._meta.db_table)
    wanted = sorted(counts.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, value) "  # noqa: S608 - the table's own name
            "SELECT * FROM unnest(%s::text[], %s::int[]) AS wanted (series, value) ORDER BY series "
            f"ON CONFLICT (series) DO UPDATE SET value = {table}.value + EXCLUDED.value RETURNING series, value",
            [[series for series, _count in wanted], [count for _series, count in wanted]],
        )
        return {series: range(last - counts[series] + 1, last + 1) for series, last in cursor.fetchall()}


def give_back(serials: Mapping[str, Sequence[int]]) -> list[str]:
    """Let the next numbers of each series be these again; return the series that have given later ones since.

    When there are any of those, nothing is given back. The rows that bear the numbers are the caller's to remove.
    """
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT series, value FROM {table} WHERE series = ANY(%s) ORDER BY series FOR UPDATE",  # noqa: S608 - its own name
            [list(serials)],
        )
        last = dict(cursor.fetchall())
        passed = [
            series
            for series, given in serials.items()
            if sorted(given) != list(range(last[series] - len(given) + 1, last[series] + 1))
        ]
        if not passed:
            cursor.execute(
                f"UPDATE {table} SET value = {table}.value - given.count "  # noqa: S608 - its own name
                f"FROM unnest(%s::text[], %s::int[]) AS given (series, count) WHERE {table}.series = given.series",
                [list(serials), [len(given) for given in serials.values()]],
            )
    return passed
