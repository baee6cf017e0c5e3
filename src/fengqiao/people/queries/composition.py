"""Who makes up organisations, counted from the posts: for composition rules, staffing and the staff table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, F, Max, Min, Q, QuerySet

from fengqiao.people.models import MEDIATING_POSTS, Appointment, Post, Sex
from fengqiao.people.models.choices import MEMBERS
from fengqiao.people.queries.register import on

MAJORITY = ("汉族", "汉")
"""What an entry of the majority's ethnicity reads; anything else that is entered is a minority."""


@dataclass(frozen=True)
class Membership:
    """The people of one organisation on one day, each person counted once in each figure.

    members: director, deputies and members (人民调解法第8条), of whom women and minority; unknown_*: those of whom the register does
    not say it. mediators: they and the appointed ones. first_term_end, longest_term_days (both end days): of the members' terms.
    """

    members: int
    directors: int
    women: int
    minority: int
    unknown_sex: int
    unknown_ethnicity: int
    mediators: int
    full_time: int
    first_term_end: date | None
    longest_term_days: int


def _people(**of: Any) -> Count:
    return Count("person_id", distinct=True, filter=Q(**of))


def _counted() -> dict[str, Aggregate]:
    known = Q(post__in=MEMBERS) & ~Q(person__ethnicity="")
    return {
        "members": _people(post__in=MEMBERS),
        "directors": _people(post=Post.DIRECTOR),
        "women": _people(post__in=MEMBERS, person__sex=Sex.FEMALE),
        "minority": Count("person_id", distinct=True, filter=known & ~Q(person__ethnicity__in=MAJORITY)),
        "unknown_sex": _people(post__in=MEMBERS, person__sex=""),
        "unknown_ethnicity": _people(post__in=MEMBERS, person__ethnicity=""),
        "mediators": _people(post__in=MEDIATING_POSTS),
        "full_time": _people(post__in=MEDIATING_POSTS, is_full_time=True),
        "first_term_end": Min("term_ends_on", filter=Q(post__in=MEMBERS)),
        "longest_term": Max(F("term_ends_on") - F("starts_on"), filter=Q(post__in=MEMBERS)),
    }


def membership(*, organisation_ids: "Iterable[UUID] | QuerySet[Any, Any]", day: date) -> dict[UUID, Membership]:
    """Return the membership of each organisation on a local date, in one query; who has nobody is left out.

    organisation_ids: ids, or a query for them. The answer to the question "organisations.membership". Those that are made up of the
    same share one object: a city has thousands of committees.
    """
    held = Appointment.objects.filter(on(day), organisation__in=organisation_ids).order_by()
    counted = _counted()
    rows: Iterable[Any] = held.values("organisation_id").annotate(**counted).values_list("organisation_id", *counted)
    alike: dict[Any, Membership] = {}
    found = {}
    for organisation, *told in rows:
        made = alike.get(key := tuple(told))
        if made is None:
            told[-1] = told[-1].days + 1 if told[-1] else 0
            made = alike[key] = Membership(*told)
        found[organisation] = made
    return found


def head_count(*, region: str, day: date) -> int:
    """Return how many people mediate within a region on a local date, each counted once."""
    held = Appointment.objects.filter(on(day), post__in=MEDIATING_POSTS)
    within = Q(organisation__region__code__startswith=region) if region else Q()
    return held.filter(within).values("person_id").distinct().count()
