"""What the reader should know of matters: whose turn it is, what is overdue here and below, which offers came back."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.urls import reverse

from fengqiao.accounts.notices import MOST, REMEMBERED, Notice
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import N_
from fengqiao.disputes import access, queries
from fengqiao.disputes.models import Dispute, OfferState, RouteOffer
from fengqiao.disputes.workflow import Status

_UNANSWERED = {OfferState.RETURNED: N_("分流被退回"), OfferState.LAPSED: N_("分流逾期未答复")}


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices" for matters, at most MOST of each kind."""
    if not actor.may(Permission.VIEW_DISPUTES):
        return []
    told = _turns(actor)
    known = {notice.url for notice in told}
    below = _below(actor) if actor.may(Permission.SUPERVISE) else []
    return [*told, *(notice for notice in below if notice.url not in known), *_unanswered(actor)]


def _url(dispute_id: UUID) -> str:
    return reverse("disputes:record", args=[dispute_id])


def _urgent(found: QuerySet[Dispute], *order: str) -> list[Dispute]:
    return list(found.select_related("organisation").defer("narrative", *access.UNREAD).order_by(*order)[:MOST])


def _turns(actor: Actor) -> list[Notice]:
    """What lies before the actor: overdue since its limit, else since the last step."""
    mine = _urgent(queries.my_turn(actor), "next_due_at", "id")
    steps = AuditEvent.objects.filter(subject_id__in=[dispute.pk for dispute in mine]).order_by()
    since: dict[UUID, datetime] = dict(steps.values_list("subject_id").annotate(last=Max("at")))
    told = []
    for dispute in mine:
        is_late = dispute.next_due_at < actor.at
        what = N_("已逾期") if is_late else N_("待接收") if dispute.status == Status.REFERRED else N_("轮到您办理")
        at = dispute.next_due_at if is_late else since.get(dispute.pk, dispute.registered_at)
        told.append(_notice(dispute, at, what, "bad" if is_late else "active"))
    return told


def _below(actor: Actor) -> list[Notice]:
    """What is overdue in the region that the actor supervises."""
    late = _urgent(queries.overdue_below(actor), "-next_due_at", "-id")
    return [_notice(dispute, dispute.next_due_at, N_("辖区逾期"), "bad") for dispute in late]


def _notice(dispute: Dispute, at: datetime, what: str, tone: str) -> Notice:
    number = dispute.file_number or dispute.receipt_number
    return Notice(at, what, dispute.title, _url(dispute.pk), number, dispute.organisation.name, tone, dispute.due_at)


def _unanswered(actor: Actor) -> list[Notice]:
    """What the actor's organisation offered and got back."""
    if actor.organisation_id is None or not actor.may(Permission.ROUTE):
        return []
    back = (
        RouteOffer.objects.filter(
            sender_id=actor.organisation_id, state__in=_UNANSWERED, answered_at__gte=actor.at - REMEMBERED
        )
        .select_related("dispute", "receiver")
        .defer(*(f"dispute__{column}" for column in ("narrative", *access.UNREAD)))
        .order_by("-answered_at")
    )
    return [
        Notice(
            offer.answered_at,
            _UNANSWERED[OfferState(offer.state)],
            offer.dispute.title,
            _url(offer.dispute_id),
            offer.dispute.file_number or offer.dispute.receipt_number,
            offer.receiver.name,
            "wait",
        )
        for offer in back[:MOST]
        if offer.answered_at
    ]
