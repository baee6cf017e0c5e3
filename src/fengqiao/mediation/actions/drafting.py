"""The text of an agreement: drafted, corrected, and after it was put to the parties revised as a new text."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import AgentRole, CourtStage, Dispute, Party
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation.actions import door
from fengqiao.mediation.given import Draft, NewInstalment, NewObligation
from fengqiao.mediation.models import Agreement, Instalment, Obligation
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import terms
from fengqiao.mediation.rules.words import AgreementForm, ObligationKind

CENT = Decimal("0.01")
_TEXTS = (("facts", 10_000), ("issues", 5_000), ("responsibilities", 5_000), ("other_terms", 5_000), ("place", 200))


def _money(amount: Decimal | None, field: str) -> Decimal | None:
    if amount is None:
        return None
    if not amount.is_finite() or amount < 0:
        raise Malformed(
            "amount_negative", _("金额不能是负数。"), field=field, next_step=_("请填写金额，没有金额的留空。")
        )
    if amount > terms.LARGEST_AMOUNT or amount != amount.quantize(CENT):
        raise Malformed("amount_form", _("金额以元为单位，最多两位小数。"), field=field)
    return amount.quantize(CENT)


def _member(party: Party | None, member_id: UUID | None, field: str) -> UUID | None:
    if member_id is None:
        return None
    members = {} if party is None else {agent.pk: agent for agent in party.agents.all()}
    if member_id not in members or members[member_id].role not in (AgentRole.MEMBER, AgentRole.REPRESENTATIVE):
        raise Malformed(
            "member_unknown", _("所选人员不在该方名单中。"), field=field, next_step=_("请先在当事人页登记名单。")
        )
    return member_id


def _instalments(given: Sequence[NewInstalment], where: str) -> list[NewInstalment]:
    if len(given) > terms.MOST_INSTALMENTS:
        raise Malformed("too_many_instalments", _("分期过多。"), field=f"{where}.instalments")
    for number, part in enumerate(given):
        _money(part.amount, f"{where}.instalments[{number}].amount")
        if part.due_on > terms.LATEST:
            raise Malformed("date_out_of_range", _("日期不合情理。"), field=f"{where}.instalments[{number}].due_on")
    return list(given)


def _obligation(
    given: NewObligation, index: int, parties: dict[UUID, Party]
) -> tuple[dict[str, Any], list[NewInstalment]]:
    where = f"obligations[{index}]"
    kind = door.one_of(f"{where}.kind", given.kind, [each.value for each in ObligationKind])
    debtor, creditor = parties.get(given.debtor_id), parties.get(given.creditor_id) if given.creditor_id else None
    for field, party_id, party in (
        ("debtor_id", given.debtor_id, debtor),
        ("creditor_id", given.creditor_id, creditor),
    ):
        if party_id is not None and party is None:
            raise Malformed("party_unknown", _("不是本案当事人。"), field=f"{where}.{field}")
    amount = _money(given.amount, f"{where}.amount")
    if amount is not None and kind not in (ObligationKind.PAY, ObligationKind.DELIVER):
        raise Malformed("amount_unfit", _("只有给付金钱或者交付财物才填写金额。"), field=f"{where}.amount")
    if given.on_the_spot and (given.due_on or given.instalments):
        raise Malformed("on_the_spot_with_day", _("当场履行的，不再填写期限。"), field=f"{where}.due_on")
    if given.due_on and given.due_on > terms.LATEST:
        raise Malformed("date_out_of_range", _("日期不合情理。"), field=f"{where}.due_on")
    row = {
        "debtor_id": given.debtor_id,
        "debtor_member_id": _member(debtor, given.debtor_member_id, f"{where}.debtor_member_id"),
        "creditor_id": given.creditor_id,
        "creditor_member_id": _member(creditor, given.creditor_member_id, f"{where}.creditor_member_id"),
        "kind": kind,
        "description": door.bounded(f"{where}.description", given.description, 1000),
        "amount": amount,
        "mode": door.bounded(f"{where}.mode", given.mode, 120),
        "place": door.bounded(f"{where}.place", given.place, 200),
        "due_on": given.due_on,
        "on_the_spot": given.on_the_spot,
    }
    return row, _instalments(given.instalments, where)


def _copies(dispute: Dispute, draft: Draft, parties: int) -> int:
    usual = parties + 1 + (dispute.court_stage != CourtStage.NONE)
    if not 0 <= draft.copies <= 100:
        raise Malformed("copies_out_of_range", _("份数不合情理。"), field="copies")
    return max(draft.copies or usual, 2)


def _row(actor: Actor, dispute: Dispute) -> Agreement:
    """Return the row to write: the current draft, or a new one when there is none or the current text is frozen."""
    current = Agreement.objects.filter(dispute=dispute, is_current=True).first()
    if current is not None and current.reached_at is None:
        current.obligations.all().delete()
        return current
    if current is not None:
        Agreement.objects.filter(pk=current.pk).update(is_current=False)
    revision = current.revision + 1 if current else 1
    return Agreement(dispute=dispute, revision=revision, created_at=actor.at)


def write(actor: Actor, dispute: Dispute, draft: Draft) -> Agreement:
    """Write the text of a locked dispute's agreement, all of it, in place of the draft before."""
    door.one_of("form", draft.form, [each.value for each in AgreementForm])
    parties = {party.pk: party for party in case.party_rows(dispute)}
    if len(draft.obligations) > terms.MOST_OBLIGATIONS:
        text = _("协议内容不得超过%(most)s项。") % {"most": terms.MOST_OBLIGATIONS}
        raise Malformed("too_many_obligations", text, field="obligations")
    rows = [_obligation(each, index, parties) for index, each in enumerate(draft.obligations)]
    agreement = _row(actor, dispute)
    agreement.form = draft.form
    agreement.written_requested = draft.written_requested
    for name, longest in _TEXTS:
        setattr(agreement, name, door.bounded(name, getattr(draft, name), longest))
    agreement.copies = _copies(dispute, draft, len(parties))
    agreement.drafted_by_name, agreement.drafted_at = actor.name, actor.at
    agreement.save()
    made = Obligation.objects.bulk_create(
        Obligation(agreement=agreement, seq=seq, created_at=actor.at, **row)
        for seq, (row, _parts) in enumerate(rows, 1)
    )
    Instalment.objects.bulk_create(
        Instalment(obligation=obligation, seq=seq, amount=part.amount, due_on=part.due_on, created_at=actor.at)
        for obligation, (_values, parts) in zip(made, rows, strict=True)
        for seq, part in enumerate(parts, 1)
    )
    return agreement


def draft_agreement(actor: Actor, dispute_id: UUID, draft: Draft, *, expected_revision: int | None = None) -> Agreement:
    """Write the draft of the agreement; it may be incomplete, and can be written again until the parties agree on it.

    Raises Malformed naming the field (obligations[2].amount), NotNow when the text is already before the parties, Stale when
    somebody else changed the matter meanwhile.
    """
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(
            dispute,
            door.MEDIATING,
            _("起草协议"),
            rule=terms.CONTENT,
            next_step=_("已经交付签署的协议，请先办理“修改协议”，修改后须重新签名。"),
        )
        agreement = write(actor, dispute, draft)
        text = N_("起草协议（第%(revision)s稿）") % {"revision": agreement.revision}
        data = {
            "text": text,
            "revision": agreement.revision,
            "form": agreement.form,
            "obligations": len(draft.obligations),
        }
        lifecycle.touch(actor, dispute, "draft_agreement", data=data)
        return agreement


def revise(actor: Actor, dispute_id: UUID, *, reason: str, expected_revision: int | None = None) -> Dispute:
    """Take an agreement back from signing to change it; signatures under the old text stay with it and count no more."""
    reason = door.filled("reason", reason, _("修改协议须写明缘由。"), longest=500)
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        return lifecycle.take(actor, dispute, Verb.REVISE, why=reason, expected_revision=expected_revision)
