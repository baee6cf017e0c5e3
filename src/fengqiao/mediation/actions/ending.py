"""How mediation ends without agreement: terminated with the remedies told, or withdrawn by a party."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle, paperwork
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation import papers
from fengqiao.mediation.actions import door, printing
from fengqiao.mediation.models import Ending
from fengqiao.mediation.rules import endings
from fengqiao.mediation.rules.words import EndReason


def end(
    actor: Actor,
    dispute: Dispute,
    reason: EndReason,
    *,
    explanation: str = "",
    party: Party | None = None,
    undisputed_facts: str = "",
    verb: Verb = Verb.TERMINATE,
) -> Ending:
    """End the mediation of a locked dispute: the notice with the remedies first, then the step (人民调解法第26条)."""
    told = endings.remedies(dispute.category, reason)
    ending = Ending.objects.create(
        dispute=dispute,
        reason=reason,
        explanation=explanation,
        party=party,
        remedies=[{"way": each.way, "organ": each.organ, "period": each.period, "basis": each.basis} for each in told],
        undisputed_facts=undisputed_facts,
        ended_at=actor.at,
        created_at=actor.at,
    )
    notice = paperwork.keep(actor, dispute, papers.termination(dispute, ending))
    ending.document_id = notice.pk
    ending.save(update_fields=["document_id"])
    data = {"reason": reason.value, "party": party.name if party else "", "notice": str(notice.pk)}
    lifecycle.take(actor, dispute, verb, why=explanation or papers.end_words(reason), data=data, outcome=reason.value)
    printing.keep_all(actor, dispute)
    return ending


def _named(dispute: Dispute, reason: EndReason, party_id: UUID | None) -> Party | None:
    if party_id is not None:
        return door.party_of(dispute, party_id)
    if reason in endings.BY_A_PARTY:
        raise Malformed(
            "party_missing", _("请选择是哪一方当事人。"), field="party_id", rule=endings.END_SOURCES[reason]
        )
    return None


def terminate(
    actor: Actor,
    dispute_id: UUID,
    *,
    reason: str,
    explanation: str = "",
    party_id: UUID | None = None,
    undisputed_facts: str = "",
    expected_revision: int | None = None,
) -> Ending:
    """End mediation and tell the parties their remedies in writing, in one transaction (人民调解法第26条).

    reason: a code of EndReason; explanation: what happened, required for "other"; party_id: through whom, where the reason
    names a party; undisputed_facts: what both sides confirmed (人民法院在线调解规则第18条).
    """
    door.one_of("reason", reason, [each.value for each in EndReason if each not in endings.WITHDRAWALS])
    why = EndReason(reason)
    explanation = door.bounded("explanation", explanation, 1000)
    if why == EndReason.OTHER:
        door.filled("explanation", explanation, _("其他原因须具体写明。"))
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.WORKING, _("终止调解"), rule=endings.LAW_26)
        party = _named(dispute, why, party_id)
        facts = door.bounded("undisputed_facts", undisputed_facts, 5000)
        return end(actor, dispute, why, explanation=explanation, party=party, undisputed_facts=facts)


def withdraw(
    actor: Actor,
    dispute_id: UUID,
    *,
    party_id: UUID,
    reason: str = EndReason.WITHDRAWN,
    explanation: str = "",
    expected_revision: int | None = None,
) -> Ending:
    """Record that a party withdraws its request or that the parties settled by themselves (人民调解法第23条)."""
    door.one_of("reason", reason, [each.value for each in endings.WITHDRAWALS])
    explanation = door.bounded("explanation", explanation, 1000)
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.WITHDRAW, lock=True)
        lifecycle.check(actor, dispute, Verb.WITHDRAW, expected_revision=expected_revision)
        party = door.party_of(dispute, party_id)
        return end(actor, dispute, EndReason(reason), explanation=explanation, party=party, verb=Verb.WITHDRAW)
