"""Calling a party back: did the mediation happen as the record says?"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound
from fengqiao.disputes import access as disputes
from fengqiao.subsidies.models import CallBack
from fengqiao.subsidies.rules.evidence import ANSWER_NAMES, CallAnswer


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
