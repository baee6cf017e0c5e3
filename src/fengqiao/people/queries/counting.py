"""What the organisation table counts of people: the posts held on a day, and who holds them."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from fengqiao.people.models import Appointment, Person
from fengqiao.people.queries.register import on


def held(day: date) -> QuerySet[Appointment]:
    """Return the posts that are held on a local date, of whoever it is."""
    return Appointment.objects.filter(on(day))


def holding(posts: QuerySet[Appointment]) -> QuerySet[Person]:
    """Return the people who hold one of these posts; who may see the posts may see them."""
    return Person.objects.filter(Exists(posts.filter(person=OuterRef("pk"))))


def numbered(ids: "QuerySet[Appointment, Any]", day: date) -> QuerySet[Person]:
    """Return the people of these ids, each with the posts held on a local date (``posts``), for lists (keyset ORDER)."""
    posts = held(day).select_related("organisation").order_by("starts_on", "id")
    posts = posts.defer("organisation__tokens", "organisation__search")
    found = Person.objects.filter(pk__in=ids).defer("tokens", "search")
    return found.prefetch_related(Prefetch("appointments", posts, to_attr="posts"))
