"""Reading filings, and what was true when one was filed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from fengqiao.core.actor import Actor
from fengqiao.core.search import matching
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import access
from fengqiao.organisations.models import CourtNotice, Filing, Organisation
from fengqiao.organisations.queries.compliance import compliance_of
from fengqiao.organisations.queries.register import people_of
from fengqiao.organisations.rules.filing import STATUS_NAMES, Status

FILINGS_ORDER = "-submitted_at,-id"
OWN = "own"
"""The state of a filing that waits for the reader's own bureau."""
_UNITS = ("自治县", "林区", "特区", "新区", "区", "县", "市")


def filings(actor: Actor, day: date, *, state: str = "", event: str = "", q: str = "") -> QuerySet[Filing]:
    """Return the filings within sight, narrowed.

    state: a status; OWN for those that wait for the own bureau; "late" for those handed in or answered after their day or still
    waiting past it; "unpublished"; "unnotified" for filed ones of which no court was told. q: any part of the organisation's name
    or the number.
    """
    found = access.filings_visible_to(actor).select_related("organisation", "bureau")
    if state in STATUS_NAMES:
        found = found.filter(status=state)
    elif state == OWN:
        found = found.filter(status=Status.SUBMITTED, bureau=actor.organisation_id)
    elif state == "late":
        found = found.filter(status=Status.SUBMITTED, review_due_on__lt=day)
    elif state == "unpublished":
        found = found.filter(status=Status.FILED, published_at=None)
    elif state == "unnotified":
        found = found.filter(status=Status.FILED, notices=None)
    if event:
        found = found.filter(event=event)
    if q.strip():
        condition = matching(q)
        by_name = Q(organisation__search=condition) if condition is not None else Q(pk__in=[])
        found = found.filter(by_name | Q(number=q.strip()))
    return found.defer("facts", "organisation__tokens", "organisation__search", "bureau__tokens", "bureau__search")


def published(organisation_id: UUID) -> list[Filing]:
    """Return the filings of an organisation that the public may read, the newest first."""
    found = Filing.objects.filter(organisation=organisation_id, published_at__isnull=False)
    return list(found.select_related("bureau").order_by("-published_at", "-id"))


def of_organisation(organisation_id: UUID) -> list[Filing]:
    """Return the filings of an organisation, the newest first, with what was told to courts."""
    notices = Prefetch("notices", CourtNotice.objects.select_related("court").order_by("issued_on"), to_attr="told")
    found = Filing.objects.filter(organisation=organisation_id).select_related("bureau")
    return list(found.prefetch_related(notices).order_by("-submitted_at", "-id"))


def notices_to(court_id: UUID) -> QuerySet[CourtNotice]:
    """Return the notices sent to a court, the newest first."""
    found = CourtNotice.objects.filter(court=court_id).select_related("filing__organisation")
    return found.order_by("-issued_on", "-id")


def members_of(organisation_id: UUID, day: date) -> list[dict[str, Any]]:
    """Return who mediates for an organisation on a local date, in words, as it stands in a filing and in the letter."""
    return [
        {
            "name": post.person.name,
            "sex": post.person.get_sex_display(),
            "post": str(post.get_post_display()),
            "origin": str(post.get_origin_display()),
            "full_time": post.is_full_time,
            "starts_on": post.starts_on.isoformat(),
            "term_ends_on": post.term_ends_on.isoformat() if post.term_ends_on else "",
        }
        for post in people_of(organisation_id, day)
        if post.origin
    ]


def facts_of(organisation: Organisation, day: date) -> dict[str, Any]:
    """Return what is true of an organisation on a local date, as plain values that a filing keeps."""
    rules = current_ruleset(day)
    kind = rules.organisation_type(organisation.kind)
    found = compliance_of(rules, organisation, day)
    return {
        "name": organisation.name,
        "kind": kind.name if kind else organisation.kind,
        "place": organisation.region.path,
        "address": organisation.address,
        "host": organisation.host_name,
        "phone": organisation.phone,
        "members": members_of(organisation.pk, day),
        "gaps": [f"{gap.name}：{gap.found}（应当{gap.owed}）" for gap in found.gaps],
        "ruleset": rules.version,
    }


def short_of(rules: RuleSet, bureau: Organisation) -> str:
    """Return how a bureau's place is written in its numbers: 洪山 for 洪山区, the jurisdiction's short name for its own."""
    if bureau.region.parent_id is None:
        return rules.short_name
    name = bureau.region.name
    unit = next((unit for unit in _UNITS if name.endswith(unit) and len(name) - len(unit) >= 2), "")
    return name.removesuffix(unit)
