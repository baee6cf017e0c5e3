"""What the public may know of mediators: name, committee, what they are at home in, what they speak. Nothing else."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from fengqiao.people.models import MEDIATING_POSTS, Appointment, Person
from fengqiao.people.queries.register import on, suspended
from fengqiao.regions.queries import ancestor_codes

PUBLIC = ("id", "name", "pinyin", "specialities", "languages")


def public_mediators(day: date, *, place: str = "", category: str = "", language: str = "") -> QuerySet[Person]:
    """Return who mediates on a local date, with the committees as ``posts``; public columns only (keyset: ORDER).

    place: region code; its committees, those within it and those above that answer for it. category: kind of dispute.
    """
    held = Appointment.objects.filter(on(day), post__in=MEDIATING_POSTS, organisation__is_active=True)
    held = held.exclude(suspended(day))
    near = held.filter(person=OuterRef("pk"))
    if place:
        below = near.filter(organisation__region__code__startswith=place.rstrip("0") or place)
        near = near.filter(organisation__region__code__in=ancestor_codes(place)[:-1]) | below
    found = Person.objects.filter(Exists(near)).only(*PUBLIC)
    if category:
        found = found.filter(specialities__contains=[category])
    if language:
        found = found.filter(languages__contains=[language])
    posts = held.select_related("organisation").order_by("starts_on", "id")
    posts = posts.only("person", "post", "organisation__name", "organisation__phone")
    return found.prefetch_related(Prefetch("appointments", posts, to_attr="posts"))
