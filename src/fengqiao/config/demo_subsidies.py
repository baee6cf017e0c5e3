"""The first subsidies of a jurisdiction that pays for posts: the year's budget, and last month for both payers."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.queries import by_username
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.subsidies import actions
from fengqiao.subsidies.models import Batch
from fengqiao.subsidies.queries import batches
from fengqiao.subsidies.rules.evidence import ServiceAnswer
from fengqiao.subsidies.workflow import BatchKind


def account(username: str) -> Actor:
    """Return who signs in under a name, at this moment; KeyError for nobody."""
    user = by_username(username)
    if user is None:
        raise KeyError(username)
    return actor_of(user, timezone.now())


def enter() -> None:
    """Take the budgets of the rules and draw last month's posts: the bureau's batch is public, the court's a draft with one waiting."""
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
    _checked(maker, batch)
    actions.submit(maker, batch.pk)
    actions.approve(second, batch.pk)
    actions.publish(maker, batch.pk)
    _checked(court, actions.draw(court, kind=BatchKind.MONTHLY, first_on=first, last_on=last), leaving=1)


def _checked(actor: Actor, batch: Batch, leaving: int = 0) -> None:
    """Ask the units of the posts that wait, but for the last few, and compute the batch anew."""
    waiting = list(batches.waiting(batch).order_by("id"))
    for each in waiting[: len(waiting) - leaving]:
        actions.check_service(actor, batch.pk, each.pk, answer=ServiceAnswer.SERVED, evidence=_("当月考勤表、值班表"))
    actions.refresh(actor, batch.pk)
