"""What the organisation table counts: the organisations of a day, what lies below one, and whom courts work with."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from fengqiao.organisations.models import Invitation, Memorandum, Organisation

_BELOW = """
WITH RECURSIVE below (id) AS (
  SELECT %s::uuid UNION SELECT part.id FROM organisations_organisation part JOIN below ON part.parent_id = below.id
) SELECT id FROM below
"""


def existing(day: date) -> QuerySet[Organisation]:
    """Return the organisations that there were on a local date; one that was closed is gone from that day on."""
    founded = Q(established_on=None) | Q(established_on__lte=day)
    found = Organisation.objects.filter(founded, Q(closed_on=None) | Q(closed_on__gt=day))
    return found.select_related("region").defer("tokens", "search")


def below(organisation_id: UUID, column: str = "pk") -> Q:
    """Return the condition that an organisation is this one or is below it, by however many steps."""
    return Q(**{f"{column}__in": RawSQL(_BELOW, [organisation_id])})  # noqa: S611 - a fixed statement, its value bound


def memoranda(day: date) -> QuerySet[Memorandum]:
    """Return the memoranda with courts that hold on a local date."""
    return Memorandum.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def invitations(day: date) -> QuerySet[Invitation]:
    """Return the entries that stand in courts' rosters on a local date."""
    found = Invitation.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return found.select_related("court", "organisation").defer(
        "court__tokens", "court__search", "organisation__tokens", "organisation__search"
    )
