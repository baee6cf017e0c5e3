"""What was closed, and what changed since."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from fengqiao.core.errors import NotFound
from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact, Closing
from fengqiao.statistics.queries.facts import facts_in, within
from fengqiao.statistics.queries.sums import counts_of
from fengqiao.statistics.rules.facts import Dims, difference
from fengqiao.statistics.rules.periods import Kind, Period

SHOWN = 12
"""So many earlier closings are looked through for changes."""


def current_epoch() -> tuple[int, date | None]:
    """Return the number of the last closing (0 before the first) and the last day that any closing covers."""
    found = Closing.objects.aggregate(number=Max("number"), last=Max("last_on"))
    return found["number"] or 0, found["last"]


def period_of(closing: Closing) -> Period:
    """Return the period that was closed."""
    return Period(closing.first_on, closing.last_on, Kind(closing.kind))


def closing_of(scope: Scope, period: Period) -> Closing | None:
    """Return the closing of this very period by the narrowest region that holds the scope, or None."""
    found = Closing.objects.filter(first_on=period.first, last_on=period.last, region__in=scope.holders)
    return max(found, key=lambda closing: len(closing.region), default=None)


def closings(scope: Scope) -> QuerySet[Closing]:
    """Return the closings of a region, the latest period first."""
    return Closing.objects.filter(region=scope.region).order_by("-first_on", "-number")


def get(closing_id: UUID, scope: Scope) -> Closing:
    """Return a closing whose region holds the scope; raises NotFound."""
    found = Closing.objects.filter(pk=closing_id, region__in=scope.holders).first()
    if found is None:
        raise NotFound("closing_not_found", _("没有找到这次结账。"))
    return found


def earlier(scope: Scope, period: Period) -> list[Closing]:
    """Return the last closings of the same region and kind of period that ended before this one begins."""
    found = Closing.objects.filter(region=scope.region, kind=period.kind, last_on__lt=period.first)
    return list(found.order_by("-first_on")[:SHOWN])


def reported(closing: Closing) -> Counter[str]:
    """Return what later closings of the region already reported as changed since."""
    later = Closing.objects.filter(region=closing.region, number__gt=closing.number)
    result: Counter[str] = Counter()
    for adjustments in later.values_list("adjustments", flat=True):
        told: Mapping[str, int] = adjustments.get(str(closing.pk), {})
        for cell, change in told.items():
            result[cell] += change
    return result


def restatements(scope: Scope, closing: Closing) -> QuerySet[CaseFact]:
    """Return the versions of facts written since a closing for its period, within a scope (keyset order facts.ORDER).

    A version that began with a later closing also counts when that closing covers the same days.
    """
    days = (closing.first_on, closing.last_on)
    return CaseFact.objects.filter(within(scope), restates=True, since__gte=closing.number, accepted_on__range=days)


def counted_before(versions: Iterable[CaseFact]) -> dict[tuple[UUID, int], CaseFact]:
    """Return, by case and epoch, the version that each of these versions replaced; late entries replaced none."""
    wanted = {version.dispute_id: version.since for version in versions}
    older = CaseFact.objects.filter(dispute__in=wanted, until__isnull=False)
    return {(version.dispute_id, version.until or 0): version for version in older}


def fingerprint(closing: Closing) -> str:
    """Return the SHA-256 over the facts that a closing counted, one line a case in the order of their ids.

    A line: dispute id, committee id, region, day, row, source, entruster, kind, form, difficult, performed, confirmed, own
    level (1 or 0), people, cents; parted by blanks.
    """
    scope = Scope(closing.region, "")
    columns = ("dispute_id", "organisation_id", "region", "accepted_on", *Dims._fields, "people", "fen")
    facts = facts_in(scope, period_of(closing), closing).order_by("dispute_id")
    digest = hashlib.sha256()
    for row in facts.values_list(*columns).iterator(chunk_size=5000):
        digest.update((" ".join(str(int(v) if isinstance(v, bool) else v) for v in row) + "\n").encode())
    return digest.hexdigest()


def is_intact(closing: Closing) -> bool:
    """Whether the facts behind a closing still give its fingerprint and its figures."""
    scope = Scope(closing.region, "")
    facts = facts_in(scope, period_of(closing), closing)
    counts = counts_of(facts, scope.own_place)
    return fingerprint(closing) == closing.snapshot and not difference(counts, closing.figures)


def by_ids(ids: Iterable[str]) -> list[Closing]:
    """Return closings by their ids as text, the latest period first."""
    return list(Closing.objects.filter(pk__in=list(ids)).order_by("-first_on"))
