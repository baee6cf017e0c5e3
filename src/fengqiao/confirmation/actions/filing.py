"""Filing a joint application with the court within the thirty days, or taking it back."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation.actions import door
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.queries import CLOCK, WARNING
from fengqiao.confirmation.rules.words import State
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, files, lifecycle
from fengqiao.disputes.actions.register import involve
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation.actions import Upload


def file(
    actor: Actor,
    dispute_id: UUID,
    *,
    filed_at: datetime | None = None,
    signed: Upload | None = None,
    expected_revision: int | None = None,
) -> Application:
    """Record that the prepared application was handed to the court, and return it (life-cycle: CONFIRM).

    filed_at: when, now for None (what is entered late was not filed late); signed: a scan of the application with all
    signatures. The court can see the matter from then on. Raises NotNow "confirmation_lapsed" with the rule when that moment is
    after the thirty days from the day on which the agreement took effect (人民调解法第33条; 民事诉讼法第205条), and then
    nothing changes.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.CONFIRM, lock=True)
        application = door.filing(actor, dispute, expected_revision)
        at = filed_at or actor.at
        since = dispute.accepted_at or dispute.registered_at
        if at.tzinfo is None or not since <= at <= actor.at:
            raise Malformed("filed_at_out_of_range", _("提交时间应当在受理之后、现在之前。"), field="filed_at")
        clock = door.in_time(dispute, at)
        if signed is not None:
            files.keep(actor, dispute, kind="signed_application", name=signed.name, content=signed.content)
        application.state, application.filed_at, application.due_at = State.FILED, at, clock.due_at
        application.save(update_fields=["state", "filed_at", "due_at"])
        if application.court_id:
            involve(dispute, application.court_id, "court")
        deadlines.stop(replace(actor, at=at), dispute, CLOCK, WARNING)
        data = {"court": application.court_name, "filed_at": at, "pages": application.pages}
        lifecycle.apply(
            actor,
            dispute,
            Verb.CONFIRM,
            why=application.court_name,
            data=data,
            organisation_id=application.court_id,
        )
    return application


def withdraw(actor: Actor, dispute_id: UUID, *, why: str, expected_revision: int | None = None) -> Application:
    """Take an application back: one that was only prepared is over; for a filed one the court decides (民诉法解释第357条).

    Raises Malformed without a reason, NotNow when there is none or its withdrawal was asked for already.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明撤回的理由。"), field="why")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.CONFIRM, lock=True)
        lifecycle.expect(dispute, expected_revision)
        application = door.withdrawing(actor, dispute)
        filed = application.state == State.FILED
        application.withdrawn_at, application.withdrawn_reason = actor.at, why.strip()[:500]
        application.state = State.FILED if filed else State.WITHDRAWN
        application.save(update_fields=["withdrawn_at", "withdrawn_reason", "state"])
        text = N_("向法院申请撤回司法确认申请") if filed else N_("不再申请司法确认")
        lifecycle.touch(actor, dispute, "withdraw_confirmation", why=why.strip(), data={"text": text})
    return application
