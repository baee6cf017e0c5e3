"""How often something may be done: counted in the database, so that the count holds over all processes and machines."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from fengqiao.core.errors import TooMany
from fengqiao.core.models import Allowance


def take(key: str, *, limit: int, seconds: int, at: datetime) -> None:
    """Use one of ``limit`` goes in a window of ``seconds``; raises TooMany when none is left.

    key: who does what ("write:<token id>"), at most 120 characters. Call it outside the transaction of what is limited, so
    that refused tries are counted too. One statement, atomic.
    """
    table = connection.ops.quote_name(Allowance._meta.db_table)
    begun = at - timedelta(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS held (key, since, used) VALUES (%s, %s, 1) ON CONFLICT (key) DO UPDATE SET "  # noqa: S608 - the name is the model's own
            "used = CASE WHEN held.since <= %s THEN 1 ELSE held.used + 1 END, "
            "since = CASE WHEN held.since <= %s THEN excluded.since ELSE held.since END RETURNING used, since",
            [key[:120], at, begun, begun],
        )
        used, since = cursor.fetchone()
    if used > limit:
        wait = max(1, int((since + timedelta(seconds=seconds) - at).total_seconds()))
        raise TooMany(
            "too_many",
            _("操作太频繁。"),
            next_step=_("请在%(wait)d秒后再试。") % {"wait": wait},
            extra={"retry_after": wait},
        )


def sweep(at: datetime) -> int:
    """Delete the counts of windows that began more than a day before a moment; return how many."""
    gone, _by_model = Allowance.objects.filter(since__lt=at - timedelta(days=1)).delete()
    return gone
