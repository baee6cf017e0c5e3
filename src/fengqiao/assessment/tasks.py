"""Job entry points of assessment."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fengqiao.assessment import actions
from fengqiao.core.actor import system


@app.task(name="assessment.compute", retry=RetryStrategy(max_attempts=3, wait=10))
def compute(schema: str, round_id: str, run: str) -> None:
    """Compute a round; `schema` is where it stands."""
    actions.compute(UUID(round_id), UUID(run), system(timezone.now(), frozenset()))
