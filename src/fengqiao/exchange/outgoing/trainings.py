"""Courses and who took part, as they go out."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.exchange.desks import trainings as desk
from fengqiao.training import access
from fengqiao.training.models import Course, Trainee

FETCHED = 500


def _courses(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Course]:
    scope = narrowed.get("region") or actor.region_scope or "-"
    return access.visible_to(actor).filter(organiser__region__code__startswith=scope)


def count_courses(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _courses(actor, narrowed).count()


def course_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the courses of organisers in the actor's region, the oldest first."""
    found = _courses(actor, narrowed).select_related("organiser")
    found = found.prefetch_related("venues__region", "venues__organisation", "modules__lecturer")
    for course in found.order_by("starts_on", "title", "organiser__name", "id").iterator(FETCHED):
        yield desk.course_facts(course)


def _trainees(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Trainee]:
    scope = narrowed.get("region") or actor.region_scope or "-"
    found = access.trainees_visible_to(actor).filter(course__organiser__region__code__startswith=scope)
    return found.filter(organisation__region__code__startswith=scope)


def count_trainees(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _trainees(actor, narrowed).count()


def trainee_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield who of the actor's region took part in them, course by course."""
    found = _trainees(actor, narrowed).select_related("course__organiser", "venue", "person", "organisation")
    found = found.defer("person__tokens", "person__search", "course__tokens", "course__search")
    found = found.prefetch_related("certificates")
    order = (
        "course__starts_on",
        "course__title",
        "course__organiser__name",
        "person__pinyin",
        "person__id_number_hash",
    )
    for trainee in found.order_by(*order, "id").iterator(FETCHED):
        yield desk.trainee_facts(trainee)
