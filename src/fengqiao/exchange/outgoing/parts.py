"""What belongs to organisations, and grades, as they go out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.assessment import access as assessment
from fengqiao.assessment.models import Grade
from fengqiao.core.actor import Actor
from fengqiao.exchange.desks import grades as grade_desk
from fengqiao.exchange.desks.parts import CUSTODIAN, SHAPES, Shape, facts
from fengqiao.organisations import access as organisations
from fengqiao.people import access as people

FETCHED = 1000
Rows = Callable[[Actor, Mapping[str, str]], Iterator[Mapping[str, Any]]]
Count = Callable[[Actor, Mapping[str, str]], int]


def parts_of(shape: Shape, actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Any]:
    """Return what belongs to the organisations of the actor's region."""
    scope = narrowed.get("region") or actor.region_scope or "-"
    seen = organisations.visible_to(actor).filter(region__code__startswith=scope)
    return shape.rows().filter(**{f"{shape.owner}__in": seen})


def count_of(shape: Shape, actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return parts_of(shape, actor, narrowed).count()


def _rows(shape: Shape, actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    found = parts_of(shape, actor, narrowed).select_related("organisation")
    found = found.defer("organisation__tokens", "organisation__search")
    first = shape.columns.index
    days = [code for code in ("since", "checked_on", "valid_from") if code in shape.columns]
    order = ("organisation__region_id", "organisation__name", *days, *sorted(shape.key, key=first), "id")
    keepers = shape.rows().exclude(custodian_id=None).values_list("custodian_id") if shape.kind == "seal" else ()
    numbers = numbers_of(actor, {pk for (pk,) in keepers})
    for row in found.order_by(*order).iterator(FETCHED):
        number = numbers.get(row.custodian_id, "") if numbers else ""
        yield {**facts(row, shape), "organisation": row.organisation.name, CUSTODIAN: number}


def numbers_of(actor: Actor, ids: Collection[UUID]) -> dict[UUID | None, str]:
    """Return the identity numbers of those of these people whom the actor sees."""
    found = people.visible_to(actor).filter(pk__in=ids).only("id_number") if ids else ()
    return {person.pk: person.id_number for person in found}


def going_out(register: str) -> tuple[Count, Rows]:
    """Return how rooms, signs or seals are counted and given out, organisation by organisation."""
    return partial(count_of, SHAPES[register]), partial(_rows, SHAPES[register])


def _grades(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Grade]:
    scope = narrowed.get("region") or actor.region_scope or "-"
    return assessment.grades_visible_to(actor).filter(organisation__region__code__startswith=scope)


def count_grades(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _grades(actor, narrowed).count()


def grade_rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the grades given in the actor's region, the oldest first."""
    found = _grades(actor, narrowed).select_related("organisation", "person")
    found = found.defer("person__tokens", "person__search", "organisation__tokens", "organisation__search")
    for row in found.order_by("awarded_on", "scheme", "organisation__name", "name", "id").iterator(FETCHED):
        yield {
            **grade_desk.facts(row),
            "level": row.level_name,
            "organisation": row.organisation.name,
            "name": row.person.name if row.person else "",
            "id_number": row.person.id_number if row.person else "",
        }
