"""Submitting, giving back, approving by a second person, and cancelling."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotNow
from fengqiao.subsidies import access
from fengqiao.subsidies.actions.door import step
from fengqiao.subsidies.models import Batch
from fengqiao.subsidies.queries import budgets
from fengqiao.subsidies.rules.awards import yuan
from fengqiao.subsidies.rules.budgets import covers
from fengqiao.subsidies.workflow import SECOND_PERSON, BatchState, Verb


def _reason(why: str) -> str:
    if not why.strip():
        raise Malformed("reason_missing", _("请写明理由。"), field="reason")
    return why.strip()[:300]


def submit(actor: Actor, batch_id: UUID) -> Batch:
    """Hand a draft to the second person. Raises NotNow when it pays nothing."""
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        target = step(actor, batch, Verb.SUBMIT).target
        if not batch.lines_count:
            raise NotNow("batch_empty", _("这一批没有可以发放的补贴。"), next_step=_("请补齐材料后重新核算。"))
        batch.state = target or batch.state
        batch.submitted_at, batch.submitted_by_id, batch.submitted_by_name = actor.at, actor.user_id, actor.name
        batch.save(update_fields=["state", "submitted_at", "submitted_by_id", "submitted_by_name"])
        audit.record(actor, batch, Verb.SUBMIT, before=BatchState.DRAFT, after=batch.state, data={"total": batch.total})
    return batch


def give_back(actor: Actor, batch_id: UUID, *, why: str) -> Batch:
    """Return a batch to who drew it up, with a reason."""
    why = _reason(why)
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.APPROVE_SUBSIDIES, lock=True)
        batch.state = step(actor, batch, Verb.RETURN).target or batch.state
        batch.save(update_fields=["state"])
        audit.record(actor, batch, Verb.RETURN, before=BatchState.SUBMITTED, after=batch.state, why=why)
    return batch


def approve(actor: Actor, batch_id: UUID, *, opinion: str = "") -> Batch:
    """Approve a batch as a second person, within the budget of its year.

    Raises Forbidden for whoever drew it up or submitted it, NotNow when the budget has no line for it or too little left.
    """
    with transaction.atomic():
        budgets.hold()
        batch = access.get_for(actor, batch_id, Permission.APPROVE_SUBSIDIES, lock=True)
        target = step(actor, batch, Verb.APPROVE).target
        if actor.user_id is None or actor.user_id in (batch.made_by_id, batch.submitted_by_id):
            raise Forbidden(
                "second_person_needed",
                _("造册、提交和审批不能是同一个人。"),
                rule=SECOND_PERSON,
                next_step=_("请由另一位有审批权限的人员审批。"),
            )
        _check_budget(batch)
        batch.state = target or batch.state
        batch.approved_at, batch.approved_by_id, batch.approved_by_name = actor.at, actor.user_id, actor.name
        batch.save(update_fields=["state", "approved_at", "approved_by_id", "approved_by_name"])
        audit.record(
            actor, batch, Verb.APPROVE, before=BatchState.SUBMITTED, after=batch.state, why=opinion.strip()[:300],
            data={"total": batch.total, "made_by": batch.made_by_name},
        )  # fmt: skip
    return batch


def _check_budget(batch: Batch) -> None:
    outlook = budgets.bearing(batch)
    if outlook is None:
        raise NotNow(
            "no_budget",
            _("%(year)d年没有这项补贴的预算。") % {"year": batch.year},
            next_step=_("请先在“经费预算”中登记预算和依据。"),
        )
    if not covers(outlook, yuan(batch.total)):
        raise NotNow(
            "over_budget",
            _("超出预算：预算还剩%(left)s元，本批%(total)s元。") % {"left": outlook.left, "total": f"{batch.total:,}"},
            next_step=_("请调整预算，或者退回后缩小本批。"),
        )


def cancel(actor: Actor, batch_id: UUID, *, why: str) -> Batch:
    """Cancel a batch that was not paid; its cases can be paid by another batch."""
    why = _reason(why)
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.APPROVE_SUBSIDIES, lock=True)
        before = batch.state
        batch.state = step(actor, batch, Verb.CANCEL).target or batch.state
        batch.cancelled_reason = why
        batch.lines.filter(is_live=True).update(is_live=False, struck_reason=_("本批撤销"))
        batch.save(update_fields=["state", "cancelled_reason"])
        audit.record(actor, batch, Verb.CANCEL, before=before, after=batch.state, why=why)
    return batch
