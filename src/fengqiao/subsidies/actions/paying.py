"""Paying, and asking money back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.subsidies import access
from fengqiao.subsidies.actions.door import step
from fengqiao.subsidies.models import Batch, Objection, Recovery
from fengqiao.subsidies.rules.awards import plain, yuan
from fengqiao.subsidies.rules.budgets import recoverable
from fengqiao.subsidies.workflow import PUBLICITY, BatchState, Verb


def pay(actor: Actor, batch_id: UUID, *, paid_on: date | None = None, reference: str = "") -> Batch:
    """Record that a batch was paid, today when no day is given.

    Raises NotNow while it is public or an objection is open, Malformed for a day outside of what can be.
    """
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        target = step(actor, batch, Verb.PAY).target
        today = local_date(actor.at)
        day, until = paid_on or today, batch.public_until
        if until is None or today <= until:
            raise NotNow(
                "publicity_running",
                _("公示期到%(day)s为止，期满后才能发放。") % {"day": until},
                rule=PUBLICITY,
                next_step=_("请在公示期满后办理。"),
            )
        if not until < day <= today:
            raise Malformed("paid_on_out_of_range", _("发放日期应当在公示期满之后、今天之前。"), field="paid_on")
        if Objection.objects.filter(line__batch=batch, outcome="").exists():
            raise NotNow("objection_open", _("还有异议没有答复。"), rule=PUBLICITY, next_step=_("请先逐条答复异议。"))
        if not batch.lines_count:
            raise NotNow("batch_empty", _("这一批没有可以发放的补贴。"), next_step=_("请撤销本批。"))
        batch.state, batch.paid_on, batch.payment_reference = target or batch.state, day, reference.strip()[:120]
        batch.save(update_fields=["state", "paid_on", "payment_reference"])
        audit.record(
            actor,
            batch,
            Verb.PAY,
            before=BatchState.PUBLIC,
            after=batch.state,
            data={"total": batch.total, "paid_on": day},
        )
    return batch


def recover(actor: Actor, batch_id: UUID, line_id: UUID, *, amount: Decimal, why: str) -> Recovery:
    """Decide to ask money of a paid line back, as when the mediation turns out not to have happened.

    amount: yuan, at most what was paid less what was asked back before. The case is never paid again.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明追回理由。"), field="reason")
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.APPROVE_SUBSIDIES, lock=True)
        step(actor, batch, Verb.RECOVER)
        line = access.line_of(batch, line_id)
        if not line.is_live:
            raise NotNow("line_struck", _("这一笔没有发放。"))
        most = recoverable(yuan(line.amount), yuan(line.asked))
        asked = yuan(amount)
        if not asked or asked.value < 0 or not asked <= most:
            raise Malformed(
                "recovery_out_of_range",
                _("追回金额应当大于0，最多%(most)s元。") % {"most": most},
                field="amount",
                next_step=_("已发放%(paid)s元，此前已决定追回%(asked)s元。")
                % {"paid": f"{line.amount:,}", "asked": f"{line.asked:,}"},
            )
        line.asked += plain(asked)
        line.save(update_fields=["asked"])
        made = Recovery.objects.create(
            line=line,
            amount=plain(asked),
            reason=why.strip()[:500],
            decided_at=actor.at,
            decided_by_name=actor.name,
            created_at=actor.at,
        )
        audit.record(actor, batch, Verb.RECOVER, why=made.reason, data={"line": line.pk, "amount": made.amount})
    return made


def take_in(
    actor: Actor, batch_id: UUID, recovery_id: UUID, *, returned_on: date | None = None, reference: str = ""
) -> Recovery:
    """Record that money asked back came in, today when no day is given. Raises NotNow when it did already."""
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        recovery = access.recovery_of(batch, recovery_id)
        if recovery.returned_on is not None:
            raise NotNow("recovery_returned", _("这笔追回款已经登记到账。"))
        day, today = returned_on or local_date(actor.at), local_date(actor.at)
        if not local_date(recovery.decided_at) <= day <= today:
            raise Malformed(
                "returned_on_out_of_range", _("到账日期应当在决定追回之后、今天之前。"), field="returned_on"
            )
        recovery.returned_on, recovery.reference = day, reference.strip()[:120]
        recovery.save(update_fields=["returned_on", "reference"])
        audit.record(actor, batch, "take_in", data={"recovery": recovery.pk, "amount": recovery.amount, "on": day})
    return recovery
