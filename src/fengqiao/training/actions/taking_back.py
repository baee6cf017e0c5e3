"""Removing courses and lists that were entered by mistake, by an import that is taken back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models, transaction
from django.db.models import F

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.core.text import N_
from fengqiao.training import access
from fengqiao.training.models import Certificate, Course, Module, Trainee, Venue


def belongings(courses: Sequence[UUID], trainees: Sequence[UUID]) -> Mapping[type[models.Model], list[UUID]]:
    """Return what came into the register together with these: modules, venues, certificates."""
    given = Certificate.objects.filter(trainee__in=trainees, created_at=F("trainee__created_at"))
    return {
        Module: list(Module.objects.filter(course__in=courses).values_list("pk", flat=True)),
        Venue: list(Venue.objects.filter(course__in=courses).values_list("pk", flat=True)),
        Certificate: list(given.values_list("pk", flat=True)),
    }


@transaction.atomic
def take_back(actor: Actor, courses: Sequence[UUID], trainees: Sequence[UUID], *, why: str) -> None:
    """Remove courses, and people from lists, that nothing refers to; that they were there stays in the history.

    Raises Forbidden, NotFound when one is out of the actor's sight; the database refuses it where something refers to one.
    """
    actor.require(Permission.PLAN_TRAINING)
    seen = access.visible_to(actor).filter(
        pk__in=courses, organiser__region__code__startswith=actor.region_scope or "-"
    )
    listed = access.trainees_visible_to(actor).filter(pk__in=trainees)
    if seen.count() != len(set(courses)) or listed.count() != len(set(trainees)):
        raise NotFound("course_not_found", N_("没有找到这个培训班。"))
    own = belongings(courses, trainees)
    for label, ids in ((Course._meta.label_lower, courses), (Trainee._meta.label_lower, trainees)):
        facts = {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in ids}
        audit_bulk.append(actor, label, facts)
    bulk.remove(Certificate, own[Certificate])
    bulk.remove(Trainee, trainees)
    bulk.remove(Module, own[Module])
    bulk.remove(Venue, own[Venue])
    bulk.remove(Course, courses)
