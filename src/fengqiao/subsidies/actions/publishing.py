"""Publicity: the list for everybody, objections without an account, answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.workdays import add_workdays
from fengqiao.subsidies import access
from fengqiao.subsidies.actions.door import step
from fengqiao.subsidies.actions.drawing import take_out
from fengqiao.subsidies.models import Batch, Objection
from fengqiao.subsidies.queries import publicity
from fengqiao.subsidies.workflow import PUBLICITY, BatchState, Verb


def publish(actor: Actor, batch_id: UUID) -> Batch:
    """Make an approved batch public from today for as many working days as the rules say."""
    with transaction.atomic():
        rules, _version = access.rules_for(actor)
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        batch.state = step(actor, batch, Verb.PUBLISH).target or batch.state
        batch.public_from = local_date(actor.at)
        batch.public_until = add_workdays(batch.public_from, rules.publicity_days).day
        batch.save(update_fields=["state", "public_from", "public_until"])
        audit.record(
            actor, batch, Verb.PUBLISH, before=BatchState.APPROVED, after=batch.state,
            data={"until": batch.public_until, "rule": rules.publicity_days_source},
        )  # fmt: skip
    return batch


def object_to(line_id: UUID, *, name: str, phone: str, text: str, at: datetime) -> Objection:
    """Take an objection from anybody against a line that is public; no account is needed.

    Raises NotFound for a line that is not public, NotNow when its publicity is over, Malformed naming the field.
    """
    name, phone, text = name.strip(), phone.strip(), text.strip()
    if not name or not phone:
        raise Malformed("objector_missing", _("请留下姓名和电话，以便答复。"), field="phone" if name else "name")
    if len(text) < 5:
        raise Malformed("objection_too_short", _("请写明异议的内容。"), field="text")
    actor = Actor(user_id=None, name=name[:60], at=at, device=_("补贴公示"))
    with transaction.atomic():
        line = publicity.line(line_id, lock=True)
        if line is None:
            raise NotFound("line_not_found", _("没有找到这一笔补贴。"), next_step=_("请从公示名单中选择。"))
        until = line.batch.public_until
        if line.batch.state != BatchState.PUBLIC or until is None or local_date(at) > until:
            raise NotNow(
                "publicity_over",
                _("这一批的公示期已经结束。"),
                next_step=_("仍有异议的，请拨打页面上方的电话向付款单位反映。"),
            )
        made = Objection.objects.create(
            line=line, name=name[:60], phone=phone[:30], text=text[:1000], made_at=at, created_at=at
        )
        audit.record(actor, line.batch, "object", data={"line": line.pk, "objection": made.pk})
    return made


def answer(actor: Actor, batch_id: UUID, objection_id: UUID, *, outcome: str, text: str) -> Objection:
    """Answer an objection; one that is upheld strikes the line. Raises Malformed, NotNow when it was answered already."""
    if outcome not in Objection.Outcome.values:
        raise Malformed("outcome_unknown", _("请选择异议是否成立。"), field="outcome")
    if not text.strip():
        raise Malformed("answer_missing", _("请写明答复。"), field="answer")
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.APPROVE_SUBSIDIES, lock=True)
        step(actor, batch, Verb.ANSWER)
        objection = access.objection_of(batch, objection_id)
        if objection.outcome:
            raise NotNow("objection_answered", _("这条异议已经答复。"), rule=PUBLICITY)
        objection.outcome, objection.answer = outcome, text.strip()[:1000]
        objection.answered_at, objection.answered_by_name = actor.at, actor.name
        objection.save(update_fields=["outcome", "answer", "answered_at", "answered_by_name"])
        if outcome == Objection.Outcome.UPHELD and objection.line.is_live:
            take_out(batch, objection.line, objection.answer)
        audit.record(
            actor, batch, Verb.ANSWER, why=objection.answer, data={"objection": objection.pk, "outcome": outcome}
        )
    return objection
