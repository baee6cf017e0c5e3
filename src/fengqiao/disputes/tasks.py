"""Job entry points of disputes."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import system
from fengqiao.disputes import actions, queries


@app.task(name="disputes.lapse_offers")
def lapse_offers(schema: str) -> None:
    """Give back the offers of a jurisdiction whose time to answer is over; `schema` is where it stands."""
    actor = system(timezone.now(), frozenset({Permission.ACCEPT.value}))
    for offer_id in queries.overdue_offers(actor.at):
        actions.lapse(actor, offer_id)
