"""Finding organisations: for routing, for lists, for the public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.search import matching
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.rules import naming
from fengqiao.regions import queries as regions
from fengqiao.regions.models import Level, scope_of
from fengqiao.regions.queries import ancestor_codes

COURT = "court"
ORDER = "name,id"
"""The order of every list of organisations, as its index has it."""


@dataclass(frozen=True)
class Committee:
    """An organisation to which a matter can be offered. ``open_cases`` is what the caller knows of its load."""

    id: UUID
    name: str
    kind: str
    level: str
    region_code: str
    specialities: tuple[str, ...] = ()
    open_cases: int = field(default=0, compare=False)


def committees(place: str, *, load: Mapping[UUID, int] | None = None) -> list[Committee]:
    """Return the active organisations that mediate and answer for a place: of its community, street, county and city.

    place: region code of the matter, 12 or 15 digits. load: open cases by organisation, as counted by the caller.
    """
    found = Organisation.objects.filter(is_active=True, mediates=True, region__code__in=ancestor_codes(place))
    counted = load or {}
    return [
        Committee(
            id=row.pk,
            name=row.name,
            kind=row.kind,
            level=row.level,
            region_code=row.region_code,
            specialities=tuple(row.specialities),
            open_cases=counted.get(row.pk, 0),
        )
        for row in found.only("name", "kind", "level", "region", "specialities").order_by("-region", "name")
    ]


def of_kind(kind: str, place: str) -> list[Organisation]:
    """Return the active organisations of a kind that answer for a place, the nearest first."""
    found = Organisation.objects.filter(is_active=True, kind=kind, region__code__in=ancestor_codes(place))
    return list(found.defer("tokens", "search").order_by("-region", "name"))


def courts(place: str) -> list[Organisation]:
    """Return the courts that answer for a place, the basic court before the intermediate one."""
    return of_kind(COURT, place)


def get(organisation_id: UUID) -> Organisation | None:
    """Return an organisation whatever the reader may see, for the records that name it; None when there is none."""
    return Organisation.objects.filter(pk=organisation_id).defer("tokens", "search").first()


def called(name: str) -> Organisation | None:
    """Return the organisation with exactly this name, the active one before closed ones, or None."""
    return Organisation.objects.filter(name=name).order_by("-is_active", "-created_at").first()


def all_called(names: Iterable[str]) -> dict[str, Organisation]:
    """Return the organisations with exactly these names, in one query; active ones win over closed ones."""
    found = Organisation.objects.filter(name__in=set(names)).defer("tokens", "search")
    return {row.name: row for row in found.order_by("is_active", "created_at")}


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations by id, in one query."""
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("id", "name"))


def listed(
    actor: Actor, *, q: str = "", kind: str = "", level: str = "", region: str = "", state: str = "active"
) -> QuerySet[Organisation]:
    """Return what the actor sees of the register, narrowed.

    q: any part of name, place, pinyin or initials, or the last four digits of the phone. region: prefix of the region code.
    state: active, closed or all. The list, its count and its export share this queryset.
    """
    found = access.visible_to(actor).select_related("region").defer("tokens", "search")
    if state != "all":
        found = found.filter(is_active=state != "closed")
    for column, value in (("kind", kind), ("level", level)):
        if value:
            found = found.filter(**{column: value})
    if region:
        found = found.filter(region__code__startswith=region)
    if q.strip():
        condition = matching(q)
        found = found.filter(search=condition) if condition is not None else found.filter(Q(pk__in=[]))
    return found


def parts(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the active organisations directly below one, by name."""
    below = Organisation.objects.filter(parent=organisation, is_active=True)
    return below.defer("tokens", "search").order_by("name", "id")


def public(*, q: str = "", kinds: Iterable[str], region: str = "") -> QuerySet[Organisation]:
    """Return the active organisations of these kinds that anybody may look for, by any part of name, place or pinyin.

    region: code of a place: what stands in it, and what stands above it and answers for it too. Who they are and where is
    posted to be seen (人民调解法第11条); people's own data is not among it.
    """
    found = Organisation.objects.filter(is_active=True, kind__in=list(kinds)).select_related("region")
    if region:
        within = Q(region__code__startswith=scope_of(region))
        found = found.filter(within | Q(region__code__in=ancestor_codes(region)))
    if q.strip():
        condition = matching(q)
        found = found.filter(search=condition) if condition is not None else found.none()
    return found.defer("tokens", "search")


def people_of(organisation_id: UUID, day: date) -> list[Any]:
    """Return who holds a post at an organisation on a local date, as the register of people tells it.

    Each has ``person``, ``post``, ``origin``, ``is_full_time``, ``term_ends_on`` (the question "organisations.people").
    """
    answers = events.collect("organisations.people", organisation_id=organisation_id, day=day)
    return [post for answer in answers for post in answer]


def naming_of(
    rules: RuleSet, kind: str, name: str, region_code: str, *, host: str = "", parent: str = ""
) -> naming.Named:
    """Return whether a name keeps the rule of its kind at a place, and the one that would."""
    known = rules.organisation_type(kind)
    above = regions.ancestors(region_code)
    if known is None or not above:
        return naming.Named(True)
    county = next((region for region in above if region.level == Level.COUNTY), None)
    spelled = naming.places_of(above[-1].path, f"{county.path}/{county.name}" if county else "")
    return naming.check(known.name_form, name, naming.About(spelled, host, parent))
