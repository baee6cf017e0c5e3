"""The first subsidies of a jurisdiction that pays for posts: the year's budget, and last month for both payers."""

from datetime import timedelta

from django.utils import timezone

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.queries import by_username
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.subsidies import actions
from fengqiao.subsidies.workflow import BatchKind


def account(username: str) -> Actor:
    """Return who signs in under a name, at this moment; KeyError for nobody."""
    user = by_username(username)
    if user is None:
        raise KeyError(username)
    return actor_of(user, timezone.now())


def enter() -> None:
    """Take the budgets of the rules and draw last month's posts: the bureau's batch is public, the court's a draft."""
    rules = current_ruleset().subsidy
    if rules is None or not rules.posts:
        return
    maker, second, court = map(account, ("quju", "shiju", "fayuan"))
    today = local_date(maker.at)
    last = today.replace(day=1) - timedelta(days=1)
    for year in {today.year, last.year}:
        actions.adopt(maker, year)
    first = last.replace(day=1)
    batch = actions.draw(maker, kind=BatchKind.MONTHLY, first_on=first, last_on=last)
    actions.submit(maker, batch.pk)
    actions.approve(second, batch.pk)
    actions.publish(maker, batch.pk)
    actions.draw(court, kind=BatchKind.MONTHLY, first_on=first, last_on=last)
