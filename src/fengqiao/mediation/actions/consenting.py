"""What the parties are told and answer before and during mediation; an explicit refusal ends it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Party, Side
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.mediation.actions import door, ending
from fengqiao.mediation.given import PartyAnswer, Word
from fengqiao.mediation.models import Consent, Invitee, InviteeConsent, RightsNotice
from fengqiao.mediation.rules import moments, opening
from fengqiao.mediation.rules.words import ANSWER_NAMES, Answer, EndReason, InviteeKind, Publicity


def _keep_notice(actor: Actor, dispute: Dispute, party: Party, word: Word, signed_at: datetime | None) -> RightsNotice:
    at = moments.happened(signed_at, now=actor.at, since=dispute.requested_at, field="signed_at")
    columns = door.spoken(actor, party, word, door.standing_of(actor, party))
    notice, _made = RightsNotice.objects.update_or_create(
        party=party, defaults={**columns, "dispute": dispute, "signed_at": at}
    )
    text = N_("%(party)s签收权利义务告知书") % {"party": party.name}
    data = {"text": text, "party": party.name, "by": notice.by_name, "mode": notice.mode, "at": notice.signed_at}
    lifecycle.touch(actor, dispute, "give_notice", data=data)
    return notice


def _keep_consent(actor: Actor, dispute: Dispute, party: Party, given: PartyAnswer) -> Consent:
    answer = Answer(door.one_of("answer", given.answer, [each.value for each in Answer]))
    publicity = door.one_of("publicity", given.publicity, ["", *(each.value for each in Publicity)])
    at = moments.happened(given.at, now=actor.at, since=dispute.requested_at, field="at")
    columns = door.spoken(actor, party, given.word, door.standing_of(actor, party))
    return Consent.objects.create(
        **columns,
        dispute=dispute,
        party=party,
        answer=answer,
        publicity=publicity,
        mediator_choice=door.bounded("mediator_choice", given.mediator_choice, 60),
        reason=door.bounded("reason", given.reason, 500) if answer == Answer.REFUSES else "",
        at=at,
        created_at=actor.at,
    )


def give_notice(
    actor: Actor,
    dispute_id: UUID,
    *,
    party_id: UUID,
    word: Word,
    signed_at: datetime | None = None,
    expected_revision: int | None = None,
) -> RightsNotice:
    """Record that a party signed for the notice of rights and duties (人民调解工作若干规定).

    Signing again replaces the earlier entry; the history keeps both. Raises Malformed when the person may not sign for it.
    """
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.BEFORE_AGREEMENT, _("登记权利义务告知"), rule=opening.NOTICE)
        party = door.party_of(dispute, party_id)
        return _keep_notice(actor, dispute, party, word, signed_at)


def give_consent(
    actor: Actor, dispute_id: UUID, given: PartyAnswer, *, expected_revision: int | None = None
) -> Consent:
    """Record a party's answer to mediation.

    A refusal by a party of either side ends mediation in the same transaction, with the remedies told (人民调解法第17条、
    第26条). Raises Malformed when the person may not speak for the party.
    """
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        party = door.party_of(dispute, given.party_id)
        refuses = given.answer == Answer.REFUSES
        door.within(
            dispute, door.WORKING if refuses else door.BEFORE_AGREEMENT, _("登记当事人意见"), rule=opening.CONSENT
        )
        consent = _keep_consent(actor, dispute, party, given)
        _follow(actor, dispute, party, consent)
        return consent


def _follow(actor: Actor, dispute: Dispute, party: Party, consent: Consent) -> None:
    data = {
        "text": N_("%(party)s：%(outcome)s") % {"party": party.name, "outcome": ANSWER_NAMES[Answer(consent.answer)]},
        "by": consent.by_name,
        "answer": consent.answer,
        "mode": consent.mode,
        "at": consent.at,
    }
    lifecycle.touch(actor, dispute, "give_consent", why=consent.reason, data=data)
    if consent.answer == Answer.REFUSES and party.side != Side.THIRD:
        ending.end(actor, dispute, EndReason.REFUSED, explanation=consent.reason, party=party)


def refuse(
    actor: Actor,
    dispute_id: UUID,
    *,
    party_id: UUID,
    word: Word,
    reason: str = "",
    at: datetime | None = None,
    expected_revision: int | None = None,
) -> Consent:
    """Record a party's explicit refusal, which ends mediation at any time (人民调解法第17条、第23条)."""
    given = PartyAnswer(party_id, word=word, answer=Answer.REFUSES, reason=reason, at=at)
    return give_consent(actor, dispute_id, given, expected_revision=expected_revision)


def take_answers(
    actor: Actor,
    dispute_id: UUID,
    answers: Sequence[PartyAnswer],
    *,
    start: bool = False,
    expected_revision: int | None = None,
) -> Dispute:
    """Record what several parties signed and answered on one page, and with ``start`` begin mediation.

    The first refusal ends mediation; nothing after it is recorded. Raises like ``give_notice``, ``give_consent`` and START.
    """
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.BEFORE_AGREEMENT, _("登记当事人意见"), rule=opening.CONSENT)
        for index, given in enumerate(answers):
            with door.naming(f"answers[{index}]"):
                party = door.party_of(dispute, given.party_id)
                if given.has_notice:
                    _keep_notice(actor, dispute, party, given.word, given.notice_at)
                if given.answer:
                    _follow(actor, dispute, party, _keep_consent(actor, dispute, party, given))
            if dispute.status == Status.TERMINATED:
                return dispute
        if start:
            lifecycle.take(actor, dispute, Verb.START)
        return dispute


def invite(
    actor: Actor,
    dispute_id: UUID,
    *,
    kind: str,
    name: str,
    relation: str = "",
    consenting_ids: Sequence[UUID] = (),
    expected_revision: int | None = None,
) -> Invitee:
    """Invite a relative, neighbour, colleague, expert or organisation to help (人民调解法第20条).

    consenting_ids: the parties that agree; whoever is not welcome to all may not take part in a session.
    """
    door.one_of("kind", kind, [each.value for each in InviteeKind])
    name = door.filled("name", name, _("请填写受邀人姓名。"), longest=60)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.BEFORE_AGREEMENT, _("邀请有关人员参加"), rule=opening.INVITATION)
        if Invitee.objects.filter(dispute=dispute, kind=kind, name=name).exists():
            raise Malformed("invitee_known", _("已经邀请过此人。"), field="name")
        invitee = Invitee.objects.create(
            dispute=dispute,
            kind=kind,
            name=name,
            relation=door.bounded("relation", relation, 80),
            invited_at=actor.at,
            created_at=actor.at,
        )
        parties = [
            door.party_of(dispute, party_id, field="consenting_ids") for party_id in dict.fromkeys(consenting_ids)
        ]
        InviteeConsent.objects.bulk_create(
            InviteeConsent(invitee=invitee, party=party, at=actor.at, created_at=actor.at) for party in parties
        )
        text = N_("邀请%(name)s参加调解") % {"name": name}
        data = {"text": text, "kind": kind, "consented": [party.name for party in parties]}
        lifecycle.touch(actor, dispute, "invite", data=data)
        return invitee


def welcome(
    actor: Actor, dispute_id: UUID, *, invitee_id: UUID, party_id: UUID, expected_revision: int | None = None
) -> Invitee:
    """Record that one more party agrees to an invited person."""
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        invitee = Invitee.objects.filter(dispute=dispute, pk=invitee_id).first()
        if invitee is None:
            raise Malformed("invitee_unknown", _("没有这位受邀人。"), field="invitee_id")
        party = door.party_of(dispute, party_id)
        InviteeConsent.objects.get_or_create(
            invitee=invitee, party=party, defaults={"at": actor.at, "created_at": actor.at}
        )
        text = N_("%(party)s同意邀请%(name)s参加") % {"party": party.name, "name": invitee.name}
        lifecycle.touch(actor, dispute, "welcome", data={"text": text})
        return invitee
