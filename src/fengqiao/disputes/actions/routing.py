"""Offering a matter to an organisation; the sender keeps it until the receiver accepts."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access, queries
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.actions.register import involve
from fengqiao.disputes.models import Dispute, OfferState, RouteOffer
from fengqiao.disputes.workflow import Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation


def route(
    actor: Actor, dispute_id: UUID, *, receiver_id: UUID, why: str = "", expected_revision: int | None = None
) -> RouteOffer:
    """Offer a matter to a mediating organisation, with the reasons and the next-best two kept beside it.

    Raises Malformed when the receiver is none that mediates or has the matter already, NotNow when a precondition is missing.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ROUTE, lock=True)
        receiver = _receiver(dispute, receiver_id)
        ranked = queries.route_suggestions(dispute)
        chosen = next((item for item in ranked if item.candidate.id == receiver_id), None)
        rules = current_ruleset()
        hours = rules.routing.answer_within_hours
        lifecycle.take(
            actor,
            dispute,
            Verb.ROUTE,
            why=why,
            organisation_id=receiver_id,
            data={"receiver": receiver.name},
            expected_revision=expected_revision,
        )
        offer = RouteOffer.objects.create(
            dispute=dispute,
            sender_id=dispute.organisation_id,
            receiver=receiver,
            reasons=queries.reasons_of(chosen) if chosen else [],
            alternatives=[
                {
                    "id": str(item.candidate.id),
                    "name": item.candidate.name,
                    "score": item.score,
                    "reasons": queries.reasons_of(item),
                }
                for item in ranked
                if item.candidate.id != receiver_id
            ][:2],
            ruleset_version=rules.version,
            offered_at=actor.at,
            due_at=actor.at + timedelta(hours=hours),
        )
        involve(dispute, receiver_id, "receiver")
        deadlines.start_hours(
            actor, dispute, "offer_answer", title=N_("答复接收"), hours=hours, source=rules.routing.source
        )
    return offer


def _receiver(dispute: Dispute, receiver_id: UUID) -> Organisation:
    receiver = organisations.get(receiver_id)
    if receiver is None or not (receiver.mediates and receiver.is_active):
        raise Malformed(
            "receiver_unfit",
            _("该单位不是可以受理调解的组织。"),
            field="receiver",
            next_step=_("请从推荐或者名册中选择调解组织。"),
        )
    if receiver_id == dispute.organisation_id:
        raise Malformed(
            "receiver_has_it",
            _("这件纠纷就在该单位，不用分流。"),
            field="receiver",
            next_step=_("请由该单位直接受理，或者选择别的调解组织。"),
        )
    return receiver


def return_offer(actor: Actor, dispute_id: UUID, *, why: str, expected_revision: int | None = None) -> Dispute:
    """Give an offered matter back to the sender, with the reason. Raises Malformed without one."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明退回理由。"), field="why")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.ACCEPT, lock=True)
        return lifecycle.take(actor, dispute, Verb.RETURN, why=why, expected_revision=expected_revision)


def lapse(actor: Actor, offer_id: UUID) -> None:
    """Give an unanswered offer back to the sender once its time is over, to be shown there as late.

    Raises NotNow while there is still time. An offer answered meanwhile is left alone.
    """
    with transaction.atomic():
        offer = RouteOffer.objects.select_related("receiver").get(pk=offer_id)
        dispute = Dispute.objects.select_for_update(no_key=True).get(pk=offer.dispute_id)
        offer.refresh_from_db(fields=["state"])
        if offer.state != OfferState.OPEN:
            return
        if offer.due_at > actor.at:
            raise NotNow("offer_still_open", _("答复期限未到。"))
        RouteOffer.objects.filter(pk=offer_id).update(state=OfferState.LAPSED, answered_at=actor.at)
        why = f"{offer.receiver.name}逾期未答复，自动退回。"
        lifecycle.apply(actor, dispute, Verb.RETURN, why=why, data={"lapsed": True})
