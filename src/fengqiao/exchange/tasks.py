"""Job entry points of imports and exports."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fengqiao.core.actor import system
from fengqiao.exchange.actions import asking, exporting, undoing


@app.task(name="exchange.import", retry=RetryStrategy(max_attempts=3, wait=10))
def import_file(schema: str, run_id: str) -> None:
    """Check or import a file that was handed in; `schema` is where it goes."""
    asking.work_off(UUID(run_id), system(timezone.now(), frozenset()))


@app.task(name="exchange.undo", retry=RetryStrategy(max_attempts=3, wait=10))
def undo_import(schema: str, run_id: str, asker: dict[str, Any], why: str, former: str) -> None:
    """Take an import back; `schema` is where it went."""
    undoing.work_off(UUID(run_id), timezone.now(), asker, why, former)


@app.task(name="exchange.export", retry=RetryStrategy(max_attempts=3, wait=10))
def export_file(schema: str, run_id: str) -> None:
    """Write a file that was asked for; `schema` is where from."""
    exporting.work_off(UUID(run_id), system(timezone.now(), frozenset()))
