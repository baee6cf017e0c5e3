"""Removing people and posts that were entered by mistake, by an import that is taken back."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.core.text import N_
from fengqiao.people import access
from fengqiao.people.models import Appointment, Person

_SUBJECT = Person._meta.label_lower


@transaction.atomic
def take_back(actor: Actor, people: Sequence[UUID], posts: Sequence[UUID], *, why: str) -> None:
    """Remove people with all their posts, and posts of others, that nothing refers to; that they were there stays in the history.

    Raises Forbidden, NotFound when one is out of the actor's sight; the database refuses it where something refers to one.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    seen = access.visible_to(actor).filter(pk__in=people).count()
    held = access.posts_visible_to(actor).filter(pk__in=posts)
    holders = dict(held.values_list("pk", "person_id"))
    if seen != len(set(people)) or len(holders) != len(set(posts)):
        raise NotFound("person_not_found", N_("没有找到这个人。"))
    own = list(Appointment.objects.filter(person__in=people).values_list("pk", flat=True))
    facts = {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in people}
    for pk, person in holders.items():
        if person not in facts or pk not in own:
            data = {"appointment": str(pk)}
            facts.setdefault(person, []).append(audit_bulk.Fact("take_back", actor.at, "", data, why=why))
    list(Person.objects.filter(pk__in=bulk.among(facts)).select_for_update().values_list("pk"))
    audit_bulk.append(actor, _SUBJECT, facts, is_held=True)
    bulk.remove(Appointment, [*own, *posts])
    bulk.remove(Person, people)
