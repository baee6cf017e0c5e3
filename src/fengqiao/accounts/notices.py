"""What somebody should know of. The packages above tell it from their records; what is kept is only until when it was read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fengqiao.accounts.models import User
from fengqiao.core import events
from fengqiao.core.actor import Actor

MOST = 100
"""So many notices are told of a kind and shown, the newest."""
REMEMBERED = timedelta(days=30)
"""So long something that happened is told; what still waits is told as long as it waits."""


@dataclass(frozen=True)
class Notice:
    """Something to know, and where it leads.

    at: since when; what: a short phrase; about, number: the record; who: the organisation concerned; tone: "", active, wait, good, bad.
    """

    at: datetime
    what: str
    about: str
    url: str
    number: str = ""
    who: str = ""
    tone: str = ""
    due: datetime | None = None


def notices(actor: Actor) -> list[Notice]:
    """Return what the actor should know of, the newest first, at most MOST (question "notices" to the packages above)."""
    told = [notice for answer in events.collect("notices", actor=actor) for notice in answer]
    return sorted(told, key=lambda notice: notice.at, reverse=True)[:MOST]


def is_unread(user: User, notice: Notice) -> bool:
    """Whether somebody has not said yet that this was read."""
    return user.notices_read_at is None or notice.at > user.notices_read_at
