"""Job entry points of training."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fengqiao.core.actor import system
from fengqiao.training import actions


@app.task(name="training.count")
def count(schema: str) -> None:
    """Count how the running periods of the rules stand in a jurisdiction; `schema` is where it stands."""
    actions.count(system(timezone.now(), frozenset()))
