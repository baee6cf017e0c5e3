"""What waits for somebody outside disputes. The packages above tell it by kind, each with the rows of a list; here they are counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast

from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import end_of


@dataclass(frozen=True)
class Waiting:
    """A kind of work: a short phrase, the page that lists it, and the rows that the page lists.

    due: the column with the local date by which a row should be done, "" where nothing sets one.
    """

    what: str
    url: str
    rows: "QuerySet[Any]"
    due: str = ""


@dataclass(frozen=True)
class Counted:
    """A kind of work of which there is some. due: when the first of it runs out."""

    what: str
    url: str
    number: int
    due: datetime | None


def waiting(actor: Actor) -> list[Counted]:
    """Return what waits for the actor (question "waiting" to the packages above), the most urgent first; one query counts it all."""
    told: list[Waiting] = [each for answer in events.collect("waiting", actor=actor) for each in answer]
    if not told:
        return []
    first, *others = (_count(place, each) for place, each in enumerate(told))
    found = [
        Counted(told[place].what, told[place].url, number, end_of(day) if day else None)
        for place, number, day in first.union(*others, all=True)
        if number
    ]
    return sorted(found, key=lambda each: (each.due is None, each.due or actor.at, each.what))


def _count(place: int, each: Waiting) -> "QuerySet[Any, tuple[int, int, date | None]]":
    first = Min(each.due) if each.due else Min(Cast(Value(None), DateField()))
    found: QuerySet[Any, Any] = (
        each.rows.order_by().values(place=Value(place)).annotate(number=Count("pk"), first=first)
    )
    return found.values_list("place", "number", "first")
