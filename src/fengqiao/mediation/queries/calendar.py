"""Sessions by day and month."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI
from fengqiao.mediation.models import Session
from fengqiao.mediation.rules.words import SessionStatus

MOST = 1000
"""A month shows at most so many sessions of one committee."""


def first_of(month: date) -> datetime:
    """Return the first moment of a date's month, local time."""
    return datetime.combine(month.replace(day=1), time.min, SHANGHAI)


def next_month(month: date) -> date:
    """Return the first day of the month after a date's."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(month: date) -> date:
    """Return the first day of the month before a date's."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def sessions_of_month(actor: Actor, month: date) -> QuerySet[Session]:
    """Return the sessions of the actor's committee in a month, in order, cancelled ones left out, at most a thousand."""
    actor.require(Permission.MEDIATE)
    if actor.organisation_id is None:
        return Session.objects.none()
    found = Session.objects.filter(
        organisation_id=actor.organisation_id,
        starts_at__gte=first_of(month),
        starts_at__lt=first_of(next_month(month)),
    ).exclude(status=SessionStatus.CANCELLED)
    return found.select_related("dispute").order_by("starts_at", "id")[:MOST]


def by_day(sessions: Iterable[Session]) -> dict[date, list[Session]]:
    """Return sessions by their local date."""
    days: dict[date, list[Session]] = {}
    for session in sessions:
        days.setdefault(session.starts_at.astimezone(SHANGHAI).date(), []).append(session)
    return days
