"""Telling how far an import is over a connection of its own: it is seen at once, though the import's transaction is still open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from fengqiao.core.jobs import current_schema
from fengqiao.core.text import N_
from fengqiao.exchange.models import ImportRun

_TOLD = "UPDATE {table} SET done = %s, total = %s, doing = %s WHERE id = %s"


@contextmanager
def teller(run: ImportRun) -> Iterator[Callable[[int], None]]:
    """Open a connection and yield what tells that so many rows are done; rows that begin anew are being written now."""
    apart = connection.copy()
    apart.set_schema(current_schema())  # type: ignore[attr-defined]  # of django-tenants' backend
    statement = _TOLD.format(table=connection.ops.quote_name(ImportRun._meta.db_table))

    def tell(done: int) -> None:
        if done <= run.done:
            run.doing = N_("写入")
        run.done, run.total = done, max(run.total, done)
        with apart.cursor() as cursor:
            cursor.execute(statement, [run.done, run.total, run.doing, run.pk])

    try:
        yield tell
    finally:
        apart.close()
