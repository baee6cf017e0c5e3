"""Job entry points of the archive."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fengqiao.archive import actions
from fengqiao.core.actor import system


@app.task(name="archive.assemble", retry=RetryStrategy(max_attempts=3, wait=10))
def assemble(schema: str, assembly_id: str) -> None:
    """Bind a file that was asked for; `schema` is where it stands."""
    actions.work_off(UUID(assembly_id), system(timezone.now(), frozenset()))
