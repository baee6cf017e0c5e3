"""Asking back: did the mediation happen as the record says, and was the post served in the month?"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound
from fengqiao.disputes import access as disputes
from fengqiao.subsidies import access
from fengqiao.subsidies.actions.door import step
from fengqiao.subsidies.models import CallBack, ServiceCheck
from fengqiao.subsidies.rules.evidence import ANSWER_NAMES, SERVICE_NAMES, CallAnswer, ServiceAnswer
from fengqiao.subsidies.workflow import Verb


def call_back(actor: Actor, dispute_id: UUID, party_id: UUID, *, answer: str, note: str = "") -> CallBack:
    """Record what a party said. Who mediated does not ask: raises Forbidden for the committee that holds the case."""
    actor.require(Permission.PREPARE_SUBSIDIES)
    if answer not in set(CallAnswer):
        raise Malformed("answer_unknown", _("请选择当事人的答复。"), field="answer")
    with transaction.atomic():
        dispute = disputes.get_for(actor, dispute_id, Permission.VIEW_DISPUTES, lock=True)
        if dispute.organisation_id == actor.organisation_id:
            raise Forbidden(
                "not_independent",
                _("核实应当由调解组织以外的人进行。"),
                next_step=_("请由司法局或者法院的人员核实。"),
            )
        party = dispute.parties.filter(pk=party_id).first()
        if party is None:
            raise NotFound("party_not_found", _("没有找到这位当事人。"), field="party")
        made = CallBack.objects.create(
            dispute=dispute,
            party=party,
            answer=answer,
            note=note.strip()[:500],
            called_at=actor.at,
            called_by_name=actor.name,
            created_at=actor.at,
        )
        text = f"{party.name}：{ANSWER_NAMES[CallAnswer(answer)]}"
        audit.record(actor, dispute, "call_back", why=made.note, data={"text": text, "answer": answer})
    return made


def check_service(actor: Actor, batch_id: UUID, waiting_id: UUID, *, answer: str, evidence: str) -> ServiceCheck:
    """Record what the unit of a post said and showed about a month that waits in a batch; the last word counts.

    Nobody answers for the own post or the own unit: raises Forbidden. Raises Malformed without what was seen.
    """
    if answer not in set(ServiceAnswer):
        raise Malformed("answer_unknown", _("请选择核实的结果。"), field="answer")
    if not evidence.strip():
        raise Malformed("evidence_missing", _("请写明看了什么，例如考勤表、工作日志。"), field="evidence")
    with transaction.atomic():
        batch = access.get_for(actor, batch_id, Permission.PREPARE_SUBSIDIES, lock=True)
        step(actor, batch, Verb.REFRESH)
        waiting = access.waiting_month_of(batch, waiting_id)
        assert waiting.appointment and waiting.person_id and waiting.month  # noqa: S101 - a month that waits has all three
        if actor.person_id == waiting.person_id or actor.organisation_id == waiting.organisation_id:
            raise Forbidden(
                "not_independent",
                _("核实应当由本人和任职单位以外的人进行。"),
                next_step=_("请由付款单位的其他人员核实。"),
            )
        made = ServiceCheck.objects.create(
            appointment=waiting.appointment,
            person_id=waiting.person_id,
            month=waiting.month,
            answer=answer,
            evidence=evidence.strip()[:500],
            checked_at=actor.at,
            checked_by_name=actor.name,
            created_at=actor.at,
        )
        text = f"{waiting.person_name} {waiting.month:%Y-%m}：{SERVICE_NAMES[ServiceAnswer(answer)]}"
        audit.record(actor, batch, "check_service", why=made.evidence, data={"text": text, "answer": answer})
    return made
