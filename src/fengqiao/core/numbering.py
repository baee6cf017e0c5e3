"""Gap-free numbers: one counter row a series, locked until the taker commits."""

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


def allot_block(series: str, count: int) -> range:
    """Return ``count`` consecutive numbers of a series at once, for bulk imports."""
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, value) VALUES (%s, %s) "  # noqa: S608 - the table's own name
            f"ON CONFLICT (series) DO UPDATE SET value = {table}.value + EXCLUDED.value RETURNING value",
            [series, count],
        )
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
