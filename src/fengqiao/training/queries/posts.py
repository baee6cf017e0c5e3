"""Who holds which post, as training asks the register of people: the platform looks, not the actor."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.people.models import MEDIATING_POSTS, Appointment
from fengqiao.regions.models import scope_of


def platform(actor: Actor) -> Actor:
    """Return the platform in the actor's place, to look up people of the whole register for whoever keeps a list."""
    whole = scope_of(current_ruleset().code.ljust(12, "0"))
    return replace(actor, permissions=frozenset({Permission.VIEW_REGISTRY.value}), region_scope=whole)


def posts(actor: Actor) -> QuerySet[Appointment]:
    """Return the posts of the whole register."""
    return people.posts_visible_to(platform(actor))


def workplaces(actor: Actor, person_ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """Return where people work on a local day: a mediating post before others, the longest held first."""
    held = posts(actor).filter(register.on(day), person__in=set(person_ids))
    rows = held.order_by("starts_on", "pk").values_list("person_id", "organisation_id", "post")
    found: dict[UUID, tuple[bool, UUID]] = {}
    for person, organisation, post in rows:
        is_mediating = post in MEDIATING_POSTS
        if person not in found or is_mediating and not found[person][0]:
            found[person] = (is_mediating, organisation)
    return {person: organisation for person, (_mediating, organisation) in found.items()}


def called(actor: Actor, name: str, phone_tail: str) -> list[UUID]:
    """Return the people of this name whose phone ends in these four digits."""
    if not name.strip() or len(phone_tail) != 4:
        return []
    found = people.visible_to(platform(actor)).filter(name=" ".join(name.split()), phone_tail=phone_tail)
    return list(found.values_list("pk", flat=True)[:2])


def earliest(held: QuerySet[Appointment], person_ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """Return of some posts the one that each of these people has held longest, with the organisation."""
    rows = held.filter(person__in=list(person_ids)).select_related("organisation").order_by("starts_on", "pk")
    found: dict[UUID, Appointment] = {}
    for post in rows.defer("organisation__tokens", "organisation__search"):
        found.setdefault(post.person_id, post)
    return found
