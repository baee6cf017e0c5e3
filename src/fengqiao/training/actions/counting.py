"""Counting, once a day, how the running periods of the rules stand in each county: what reminders and the calendar read."""

from django.db import transaction

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.training.models import Standing
from fengqiao.training.queries import owing


def count(actor: Actor) -> int:
    """Count the periods of this year that have begun, and return how many rows stand; nothing where no rules are.

    A period that can no longer be made up keeps the figures of its last day.
    """
    day = local_date(actor.at)
    if current_ruleset(day).training is None:
        return 0
    made = 0
    for period in owing.periods(actor, day.year):
        known = Standing.objects.filter(period=period.code)
        if period.first > day or period.until < day and known.exists():
            continue
        with transaction.atomic():
            known.delete()
            rows = Standing.objects.bulk_create(
                Standing(
                    period=period.code, due_on=period.due, until=period.until, region_code=county, owed=owed, short=short,
                    counted_at=actor.at, created_at=actor.at,
                )
                for county, (owed, short) in sorted(owing.standing(actor, period, day).items())
            )  # fmt: skip
        made += len(rows)
    return made
