"""Folding what cases added into the sums, and giving closed periods their fingerprint; a job does it every minute."""

from django.db import connection, transaction

from fengqiao.core.jobs import current_schema
from fengqiao.statistics.models import Tally, TallyChange

_FOLD = """
WITH taken AS (DELETE FROM {change} RETURNING day, county, cell, value),
grained AS (
  SELECT 'd' AS grain, day AS start, county, cell, value FROM taken
  UNION ALL SELECT 'm', date_trunc('month', day)::date, county, cell, value FROM taken
),
summed AS (SELECT grain, start, county, cell, sum(value)::bigint AS value FROM grained GROUP BY 1, 2, 3, 4)
INSERT INTO {tally} AS held (grain, start, county, cell, value)
SELECT grain, start, county, cell, value FROM summed WHERE value <> 0 ORDER BY 1, 2, 3, 4
ON CONFLICT (grain, start, county, cell) DO UPDATE SET value = held.value + excluded.value
"""


def fold() -> bool:
    """Move all waiting changes into the sums of their day and month; False when another one is at it.

    One statement: whoever reads sees a change either waiting or folded, never both or neither.
    """
    quote = connection.ops.quote_name
    names = {"change": quote(TallyChange._meta.db_table), "tally": quote(Tally._meta.db_table)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()}:statistics.fold"]
        )
        free: bool = cursor.fetchone()[0]
        if free:
            cursor.execute(_FOLD.format(**names))
    return free
