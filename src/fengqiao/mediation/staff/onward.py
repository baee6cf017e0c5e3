"""The page on which a mediator goes on with a matter, when that is nearer than the next step of the life-cycle."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Finding, Status
from fengqiao.mediation.queries import record
from fengqiao.mediation.rules.words import SessionStatus
from fengqiao.ui.parts import Step


def next_page(*, actor: Actor, dispute: Dispute, facts: Mapping[str, Finding]) -> Step | None:
    """Answer where the mediator goes on: notices and consents, sessions and their records, the agreement, signatures."""
    if not actor.may(Permission.MEDIATE) or dispute.organisation_id != actor.organisation_id:
        return None
    if dispute.status == Status.AGREED:
        return Step(_("签名"), reverse("mediation:sign", args=[dispute.pk]), icon="signature")
    if dispute.status == Status.ACCEPTED and facts.get("mediator_assigned", Finding(False)).holds:
        return Step(_("告知并取得同意"), reverse("mediation:opening", args=[dispute.pk]), icon="checklist")
    if dispute.status != Status.MEDIATING:
        return None
    if not facts.get("record_made", Finding(False)).holds:
        return _session(actor, dispute)
    if not facts.get("agreement_complete", Finding(False)).holds:
        return Step(_("起草协议"), reverse("mediation:edit", args=[dispute.pk]), icon="pencil")
    return None


def _session(actor: Actor, dispute: Dispute) -> Step:
    for session in record.sessions(dispute):
        if session.status == SessionStatus.HELD and not hasattr(session, "record"):
            return Step(_("制作调解记录"), reverse("mediation:write", args=[dispute.pk, session.pk]), icon="pencil")
        if session.status == SessionStatus.PLANNED and session.starts_at <= actor.at:
            return Step(_("登记调解已进行"), reverse("mediation:hold", args=[dispute.pk, session.pk]), icon="check")
        if session.status == SessionStatus.PLANNED:
            return Step(_("查看调解安排"), reverse("mediation:records", args=[dispute.pk]), icon="calendar-event")
    return Step(_("安排调解"), reverse("mediation:plan", args=[dispute.pk]), icon="calendar-plus")
