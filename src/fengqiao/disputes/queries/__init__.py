"""Reading disputes: facts, suggestions, likely duplicates, the work list and the history."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, crypto
from fengqiao.core.actor import Actor
from fengqiao.core.models import AuditEvent
from fengqiao.core.search import found
from fengqiao.core.tokens import query_tokens
from fengqiao.disputes import access
from fengqiao.disputes.models import (
    Dispute,
    GradeDecision,
    OfferState,
    Party,
    RouteOffer,
    SuitabilityDecision,
)
from fengqiao.disputes.rules import routing, similarity
from fengqiao.disputes.rules.parties import plain_phone
from fengqiao.disputes.workflow import OPEN, Desk, Finding, Status
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation

DESKS_OF_PERMISSION: tuple[tuple[Permission, tuple[Desk, ...]], ...] = (
    (Permission.ROUTE, (Desk.TRIAGE,)),
    (Permission.ACCEPT, (Desk.RECEIVER,)),
    (Permission.ASSIGN, (Desk.DIRECTOR,)),
    (Permission.MEDIATE, (Desk.MEDIATOR, Desk.PARTIES, Desk.COURT)),
    (Permission.RECORD_COURT_RESULT, (Desk.COURT,)),
    (Permission.ARCHIVE, (Desk.ARCHIVIST,)),
)
"""Whose turn an actor takes, by permission; a party's or the court's turn is watched by the mediator too."""

DESKS = ("centre", "command_centre", "justice_office", "bureau")
"""The kinds of organisation that triage, the first that answers for a place before the others."""
SEARCH_BOUND = 2000


def case_facts(*, dispute: Dispute) -> dict[str, Finding]:
    """Answer the facts that intake knows: suitable, graded, category_confirmed, two_sides."""
    decision = SuitabilityDecision.objects.filter(dispute=dispute).order_by("-decided_at", "-id").first()
    suitable = decision is not None and decision.result != "not-suitable"
    detail = ""
    if decision is not None and not suitable:
        organ = decision.finding.get("organ", "")
        detail = _("不属于人民调解受理范围，应由%(organ)s处理。") % {"organ": organ}
    sides = set(dispute.parties.values_list("side", flat=True))
    return {
        "suitable": Finding(suitable, detail),
        "graded": Finding(bool(dispute.grade)),
        "category_confirmed": Finding(dispute.category_confirmed),
        "two_sides": Finding({"applicant", "respondent"} <= sides),
    }


def latest_grade(dispute: Dispute) -> GradeDecision | None:
    """Return the last grading with its factors and the response owed."""
    return dispute.grade_decisions.order_by("-decided_at", "-id").first()


def latest_suitability(dispute: Dispute) -> SuitabilityDecision | None:
    """Return the last suitability decision."""
    return dispute.suitability_decisions.order_by("-decided_at", "-id").first()


def open_load(organisation_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many open matters each organisation keeps."""
    counted = (
        Dispute.objects.filter(organisation_id__in=list(organisation_ids), status__in=OPEN)
        .values_list("organisation_id")
        .annotate(number=Count("id"))
    )
    return dict(counted)


def obstacles(*, organisation_id: UUID) -> list[str]:
    """Answer why an organisation cannot be closed: it keeps open matters, or is offered some."""
    kept = Dispute.objects.filter(organisation_id=organisation_id, status__in=OPEN).count()
    offered = RouteOffer.objects.filter(receiver_id=organisation_id, state=OfferState.OPEN).count()
    told = []
    if kept:
        told.append(_("还有%(count)d件纠纷没有办结，请先移交") % {"count": kept})
    if offered:
        told.append(_("还有%(count)d件纠纷待接收，请先答复") % {"count": offered})
    return told


def route_suggestions(dispute: Dispute) -> list[routing.Suggestion]:
    """Return the organisations that could take the matter, best first, each with its reasons; not the one that has it."""
    found = [item for item in organisations.committees(dispute.region_code) if item.id != dispute.organisation_id]
    load = open_load(item.id for item in found)
    candidates = [
        routing.Candidate(
            id=item.id,
            name=item.name,
            kind=item.kind,
            level=item.level,
            region_code=item.region_code,
            specialities=item.specialities,
            load=load.get(item.id, 0),
        )
        for item in found
    ]
    return routing.suggest(
        current_ruleset().routing,
        candidates,
        region_code=dispute.region_code,
        category=dispute.category,
        grade=dispute.grade,
        entruster=dispute.entruster,
    )


def desk_of(region_code: str) -> Organisation | None:
    """Return the organisation that takes in and triages what comes up at a place, None when nobody does."""
    found = (organisations.of_kind(kind, region_code) for kind in DESKS)
    return next((near[0] for near in found if near), None)


def reasons_of(suggestion: routing.Suggestion) -> list[dict[str, Any]]:
    """Return a suggestion's reasons as plain values."""
    return [{"text": r.text, "points": r.points, "source": r.source} for r in suggestion.reasons]


MOST_LIKE = 50
"""So many candidates are looked at for each sign of a duplicate."""
LIKE_ENOUGH = 0.6
"""From which share of common character pairs two narratives tell the same story."""


@dataclass(frozen=True)
class Likeness:
    """A dispute that may be the same matter, and why."""

    dispute: Dispute
    why: tuple[str, ...]


def likely_duplicates(
    actor: Actor, *, id_numbers: Iterable[str], phones: Iterable[str], narrative: str, now: datetime
) -> list[Likeness]:
    """Return at most ten recent disputes with the same person, the same phone or a near-same narrative.

    Only those that the actor may see; within the profile's window. It warns and never blocks.
    """
    since = now - timedelta(days=current_ruleset().limits.duplicate_window_days)
    recent = access.visible_to(actor).filter(registered_at__gte=since)
    why: dict[UUID, list[str]] = {}
    for label, column, values in (
        (_("同一身份证号码"), "id_hash", [value.strip().upper() for value in id_numbers]),
        (_("同一电话"), "phone_hash", [plain_phone(value) for value in phones]),
    ):
        hashes = [crypto.keyed_hash(value) for value in values if value]
        if hashes:
            same = Party.objects.filter(**{f"{column}__in": hashes}, dispute__in=recent)
            for pk in same.values_list("dispute_id", flat=True)[:MOST_LIKE]:
                why.setdefault(pk, []).append(label)
    if len(narrative) >= 20:
        near = recent.filter(narrative_bands__overlap=similarity.bands(narrative)).only("id", "narrative")[:MOST_LIKE]
        for dispute in near:
            share = similarity.likeness(narrative, dispute.narrative)
            if share >= LIKE_ENOUGH:
                why.setdefault(dispute.pk, []).append(_("内容相近（%(share)d%%）") % {"share": round(share * 100)})
    if not why:
        return []
    found = recent.filter(pk__in=why).select_related("organisation").order_by("-registered_at", "-id")[:10]
    return [Likeness(dispute, tuple(dict.fromkeys(why[dispute.pk]))) for dispute in found]


def receipt_numbers(numbers: Iterable[str]) -> set[str]:
    """Return which of these are receipt numbers of disputes here."""
    return set(Dispute.objects.filter(receipt_number__in=set(numbers)).values_list("receipt_number", flat=True))


def searched(queryset: QuerySet[Dispute], text: str) -> QuerySet[Dispute]:
    """Return the disputes that hold every word of a query: any one or two characters, numbers, names, phone tails.

    What is few by itself, the reader's own disputes or those that hold the words, is found first: the database cannot know
    which it is.
    """
    tokens = query_tokens(text)
    if not tokens:
        return queryset
    quoted = " & ".join("'" + token.replace("'", "") + "'" for token in tokens)
    condition = Q(search=SearchQuery(quoted, config="simple", search_type="raw"))
    for within, rest in ((queryset, condition), (queryset.model.objects.filter(condition), Q())):
        number, ids = found(within[: SEARCH_BOUND + 1])
        if number <= SEARCH_BOUND:
            return queryset.filter(rest, pk__among=ids)
    return queryset.filter(condition)


def desks_of(actor: Actor) -> list[Desk]:
    """Return the desks at which the actor sits."""
    return [desk for permission, desks in DESKS_OF_PERMISSION if actor.may(permission) for desk in desks]


def my_turn(actor: Actor) -> QuerySet[Dispute]:
    """Return the disputes in which the actor must act next, most urgent first (keyset: next_due_sort, id).

    A matter laid before one person is shown to that person and to whoever assigns.
    """
    actor.require(Permission.VIEW_DISPUTES)
    if actor.organisation_id is None:
        return Dispute.objects.none()
    turn = Q(next_organisation_id=actor.organisation_id, next_desk__in=desks_of(actor))
    if actor.may(Permission.MEDIATE):
        turn |= Q(organisation_id=actor.organisation_id, next_desk=Desk.COURT)
    mine = Dispute.objects.filter(turn)
    if not actor.may(Permission.ASSIGN):
        mine = mine.filter(Q(next_person_id__isnull=True) | Q(next_person_id=actor.person_id))
    return mine.select_related("organisation")


def awaiting_answer(actor: Actor) -> QuerySet[Dispute]:
    """Return the matters offered to the actor's organisation or by it, and not answered yet (keyset as ``my_turn``)."""
    actor.require(Permission.VIEW_DISPUTES)
    if actor.organisation_id is None:
        return Dispute.objects.none()
    ours = Q(next_organisation_id=actor.organisation_id) | Q(organisation_id=actor.organisation_id)
    return Dispute.objects.filter(ours, status=Status.REFERRED).select_related("organisation")


def overdue_below(actor: Actor) -> QuerySet[Dispute]:
    """Return the overdue disputes of the region that the actor supervises."""
    actor.require(Permission.SUPERVISE)
    late = access.visible_to(actor).filter(next_due_at__lt=actor.at).exclude(next_desk=Desk.NOBODY)
    return late.select_related("organisation")


def overdue_offers(now: datetime) -> list[UUID]:
    """Return the open offers whose time to answer is over, at most a thousand."""
    late = RouteOffer.objects.filter(state=OfferState.OPEN, due_at__lte=now).order_by("due_at")
    return list(late.values_list("pk", flat=True)[:1000])


def police_of(dispute: Dispute) -> str:
    """Return the police office that answers for the place of a dispute, "" when none is registered."""
    found = organisations.of_kind("police", dispute.region_code)
    return found[0].name if found else ""


def history(dispute: Dispute) -> QuerySet[AuditEvent]:
    """Return the events of a dispute, oldest first."""
    return audit.history(dispute.pk)


def registration_event(dispute: Dispute) -> AuditEvent | None:
    """Return the first event: its moment and hash stand on the receipt (limitation)."""
    return audit.history(dispute.pk).first()


def follow_code(dispute_id: UUID) -> str:
    """Return the code by which a party follows the matter: ten letters and digits, derived from the record and the key."""
    digest = bytes.fromhex(crypto.keyed_hash(f"follow:{dispute_id}")[:14])
    return base64.b32encode(digest)[:10].decode()


def by_follow_code(code: str, phone_tail: str) -> Dispute | None:
    """Return the dispute that a party follows by code and the last four digits of a party's phone, or None."""
    hashed = crypto.keyed_hash(code.strip().upper())
    return (
        Dispute.objects.filter(follow_code_hash=hashed, parties__phone_tail=phone_tail.strip())
        .select_related("organisation")
        .first()
    )


def by_number(number: str) -> Dispute | None:
    """Return the dispute of a file number or receipt number, whatever the reader may see, for the tracing of responsibility."""
    text = number.strip().replace("（", "(").replace("）", ")")
    found = Dispute.objects.filter(Q(file_number=text) | Q(receipt_number=text)) if text else Dispute.objects.none()
    return found.select_related("organisation").first()


def of_party(dispute_id: UUID) -> Dispute | None:
    """Return a dispute to the party whose browser registered it; the caller has checked that it did."""
    return Dispute.objects.filter(pk=dispute_id).select_related("organisation").first()


def lineage(dispute: Dispute) -> list[Dispute]:
    """Return the earlier and later cases of the same matter, oldest first, without the case itself."""
    earlier: list[Dispute] = []
    current = dispute.reopened_from
    while current is not None:
        earlier.insert(0, current)
        current = current.reopened_from
    return earlier + list(dispute.reopened.order_by("registered_at"))


def accepted() -> QuerySet[Dispute]:
    """Return all matters that a committee ever accepted, for packages that derive figures from them; nobody's scope."""
    return Dispute.objects.filter(accepted_at__isnull=False)
