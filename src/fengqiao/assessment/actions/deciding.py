"""Submitting a round, giving it back, approving it as a second person, locking and cancelling it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.actions.door import reason, step
from fengqiao.assessment.models import Appeal, Round
from fengqiao.assessment.workflow import PUBLICITY, SECOND_PERSON, RoundState, Verb
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Forbidden, NotNow
from fengqiao.ui.values import day


def submit(actor: Actor, round_id: UUID) -> Round:
    """Hand a draft to the second person. Raises NotNow when nobody was assessed."""
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.PREPARE_ASSESSMENTS, lock=True)
        target = step(actor, found, Verb.SUBMIT).target
        if not found.scores_count:
            raise NotNow("round_empty", _("这一期间没有可以考核的对象。"), next_step=_("请核对地区和期间。"))
        found.state = target or found.state
        found.submitted_by_id, found.submitted_by_name = actor.user_id, actor.name
        found.save(update_fields=["state", "submitted_by_id", "submitted_by_name"])
        audit.record(actor, found, Verb.SUBMIT, before=RoundState.DRAFT, after=found.state)
    return found


def give_back(actor: Actor, round_id: UUID, *, why: str) -> Round:
    """Return a round to who computed it, with a reason."""
    why = reason(why)
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        found.state = step(actor, found, Verb.RETURN).target or found.state
        found.save(update_fields=["state"])
        audit.record(actor, found, Verb.RETURN, before=RoundState.SUBMITTED, after=found.state, why=why)
    return found


def approve(actor: Actor, round_id: UUID, *, opinion: str = "") -> Round:
    """Approve a round as a second person; raises Forbidden for whoever opened or submitted it."""
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        target = step(actor, found, Verb.APPROVE).target
        if actor.user_id is None or actor.user_id in (found.made_by_id, found.submitted_by_id):
            raise Forbidden(
                "second_person_needed",
                _("核算、提交和审核不能是同一个人。"),
                rule=SECOND_PERSON,
                next_step=_("请由另一位有审核权限的人员审核。"),
            )
        found.state = target or found.state
        found.approved_at, found.approved_by_id, found.approved_by_name = actor.at, actor.user_id, actor.name
        found.save(update_fields=["state", "approved_at", "approved_by_id", "approved_by_name"])
        why = opinion.strip()[:300]
        audit.record(actor, found, Verb.APPROVE, before=RoundState.SUBMITTED, after=found.state, why=why)
    return found


def lock(actor: Actor, round_id: UUID) -> Round:
    """Lock a round: no score of it changes any more, and the database refuses it too.

    Raises NotNow while it is still public, or while an appeal is not answered.
    """
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        target = step(actor, found, Verb.LOCK).target
        if found.public_until is not None and local_date(actor.at) <= found.public_until:
            raise NotNow(
                "still_public",
                _("公示期还没有结束。"),
                rule=PUBLICITY,
                next_step=_("公示到%(day)s为止，期满后才能锁定。") % {"day": day(found.public_until)},
            )
        if Appeal.objects.filter(score__round=found, outcome="").exists():
            raise NotNow("appeals_open", _("还有没有答复的申诉。"), rule=PUBLICITY, next_step=_("请先逐条答复申诉。"))
        found.state, found.locked_at = target or found.state, actor.at
        found.save(update_fields=["state", "locked_at"])
        audit.record(actor, found, Verb.LOCK, before=RoundState.PUBLIC, after=found.state)
    return found


def cancel(actor: Actor, round_id: UUID, *, why: str) -> Round:
    """Cancel a round that is not locked, with a reason; its period can then be assessed anew."""
    why = reason(why)
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        before, found.state = found.state, step(actor, found, Verb.CANCEL).target or found.state
        found.cancelled_reason, found.run = why, None
        found.save(update_fields=["state", "cancelled_reason", "run"])
        audit.record(actor, found, Verb.CANCEL, before=before, after=found.state, why=why)
    return found
