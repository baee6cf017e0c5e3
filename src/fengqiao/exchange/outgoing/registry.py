"""Organisations, and people with their posts, as they go out."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.exchange.desks import organisations as organisation_desk
from fengqiao.exchange.desks import people as people_desk
from fengqiao.exchange.desks import regions as region_desk
from fengqiao.organisations import access as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import access as people
from fengqiao.people.models import Appointment
from fengqiao.regions import queries as regions

FETCHED = 1000


def _organisations(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Organisation]:
    scope = narrowed.get("region") or actor.region_scope or "-"
    return organisations.visible_to(actor).filter(region__code__startswith=scope)


def count_organisations(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _organisations(actor, narrowed).count()


def organisation_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the organisations of the actor's region, place by place."""
    found = _organisations(actor, narrowed).select_related("region", "parent", "host").defer("tokens", "search")
    found = found.prefetch_related("past_names")
    for row in found.order_by("region_id", "name", "closed_on", "id").iterator(FETCHED):
        yield {**organisation_desk.facts(row), "region": row.region.path}


def count_grids(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return regions.grids(narrowed.get("region") or actor.region_scope).count()


def grid_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the grids and groups of the actor's region, by code."""
    for row in regions.grids(narrowed.get("region") or actor.region_scope).iterator(FETCHED):
        yield {**region_desk.facts(row), "parent": row.parent.path if row.parent else ""}


def _posts(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Appointment]:
    scope = narrowed.get("region") or actor.region_scope or "-"
    return people.posts_visible_to(actor).filter(organisation__region__code__startswith=scope)


def count_posts(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _posts(actor, narrowed).count()


def people_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the posts at the organisations of the actor's region, each with its person, person by person."""
    found = _posts(actor, narrowed).select_related("person", "organisation")
    found = found.defer("person__tokens", "person__search", "organisation__tokens", "organisation__search")
    order = ("pinyin", "name", "id_number_hash", "phone_hash", "birth_on")
    found = found.order_by(
        *(f"person__{name}" for name in order), "starts_on", "organisation__name", "post", "ends_on", "id"
    )
    waiting = found.iterator(FETCHED)
    while posts := list(islice(waiting, FETCHED)):
        studios = people_desk.studios_of({post.person_id for post in posts})
        for post in posts:
            about = {**people_desk.person_facts(post.person), "studios": studios[post.person_id]}
            yield {**about, **people_desk.post_facts(post)}
