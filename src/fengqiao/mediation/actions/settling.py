"""A simple matter settled in one sitting: every step of the life-cycle is taken, each on what the one page holds."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed
from fengqiao.disputes import access
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.workflow import Status
from fengqiao.mediation.actions import agreeing, assigning, consenting, holding, recording
from fengqiao.mediation.given import Draft, NewObligation, NewSession, PartyAnswer, Word
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules.words import AgreementForm, Answer, Mode, ObligationKind, RecordResult, SessionMode


@dataclass(frozen=True)
class Promise:
    """What was promised and performed on the spot; debtor and creditor are places in the list of parties, from 0."""

    description: str
    debtor: int
    creditor: int | None = None
    kind: str = ObligationKind.ACT
    amount: Decimal | None = None


@dataclass(frozen=True)
class Sitting:
    """All of one sitting, as the one page has it.

    started_at: when the parties were told their rights, agreed and sat down. notice_mode: how they signed for the notice and
    consented (paper or oral_recorded with a witness). body: what was said, "" composes it from facts and promises.
    """

    started_at: datetime
    place: str
    facts: str
    promises: tuple[Promise, ...]
    told_principles: bool
    consented: bool
    body: str = ""
    notice_mode: str = Mode.PAPER
    witness: str = ""
    is_closed: bool = False
    other_terms: str = ""


def settle_on_the_spot(
    actor: Actor,
    sitting: Sitting,
    *,
    matter: NewMatter | None = None,
    dispute_id: UUID | None = None,
    expected_revision: int | None = None,
) -> Dispute:
    """Register (or take) a matter, accept it, mediate it and record an oral agreement performed on the spot, in one go.

    Every step goes through the life-cycle with its own preconditions; when one refuses, nothing is written.
    matter: a new one; dispute_id: one that is registered already. Raises Malformed naming the field, NotNow where the law
    wants more than an oral agreement, Forbidden for somebody who is no mediator.
    """
    if actor.person_id is None:
        raise Forbidden(
            "no_mediator", _("您的账号没有对应的调解员，不能直接调解。"), next_step=_("请联系管理员关联人员信息。")
        )
    if not sitting.consented:
        raise Malformed("consent_missing", _("须取得双方当事人同意调解。"), field="consented", rule="人民调解法第17条")
    with transaction.atomic():
        dispute = disputes.register(actor, matter) if matter else None
        if dispute is None:
            if dispute_id is None:
                raise Malformed("matter_missing", _("请填写纠纷情况。"), field="narrative")
            dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        if Status(dispute.status) in (Status.REGISTERED, Status.REFERRED):
            if not dispute.category_confirmed:
                disputes.confirm_category(actor, dispute.pk, dispute.category)
            disputes.accept(actor, dispute.pk)
        if not case.mediators(dispute):
            assigning.assign(actor, dispute.pk, lead_id=actor.person_id)
        parties = case.party_rows(dispute)
        _open(actor, dispute, parties, sitting)
        _sit(actor, dispute, parties, sitting)
        return _agree(actor, dispute, parties, sitting)


def _open(actor: Actor, dispute: Dispute, parties: list[Party], sitting: Sitting) -> None:
    word = Word(mode=sitting.notice_mode, witness=sitting.witness)
    answers = [
        PartyAnswer(
            party.pk,
            word=word,
            has_notice=True,
            notice_at=sitting.started_at,
            answer=Answer.GIVES,
            at=sitting.started_at,
        )
        for party in parties
    ]
    consenting.take_answers(actor, dispute.pk, answers, start=True)


def _sit(actor: Actor, dispute: Dispute, parties: list[Party], sitting: Sitting) -> None:
    new = NewSession(
        starts_at=sitting.started_at,
        ends_at=actor.at,
        place=sitting.place,
        mode=SessionMode.ON_THE_SPOT,
        is_open=False if sitting.is_closed else None,
        closed_reason="当事人要求不公开进行" if sitting.is_closed else "",
    )
    session = holding.plan_session(actor, dispute.pk, new)
    holding.hold_session(actor, dispute.pk, session.pk)
    recording.write_record(
        actor,
        dispute.pk,
        session.pk,
        body=sitting.body or _told(sitting, parties),
        result=RecordResult.AGREED,
        told_principles=sitting.told_principles,
    )


def _told(sitting: Sitting, parties: list[Party]) -> str:
    """Compose the body of the record from what the page already holds."""
    lines = ["调解员告知了人民调解的性质、原则和当事人的权利义务，双方同意调解。", sitting.facts.strip()]
    for promise in sitting.promises:
        who = parties[promise.debtor].name if 0 <= promise.debtor < len(parties) else ""
        lines.append(f"经调解，{who}当场{promise.description.rstrip('。')}。")
    return "\n".join(lines)


def _agree(actor: Actor, dispute: Dispute, parties: list[Party], sitting: Sitting) -> Dispute:
    def key(place: int | None, field: str) -> UUID | None:
        if place is None:
            return None
        if not 0 <= place < len(parties):
            raise Malformed("party_unknown", _("请选择当事人。"), field=field)
        return parties[place].pk

    obligations = []
    for index, promise in enumerate(sitting.promises):
        debtor = key(promise.debtor, f"promises[{index}].debtor")
        if debtor is None:
            raise Malformed("party_unknown", _("请选择当事人。"), field=f"promises[{index}].debtor")
        obligations.append(
            NewObligation(
                kind=promise.kind,
                description=promise.description,
                debtor_id=debtor,
                creditor_id=key(promise.creditor, f"promises[{index}].creditor"),
                amount=promise.amount,
                on_the_spot=True,
            )
        )
    draft = Draft(
        form=AgreementForm.ORAL,
        facts=sitting.facts,
        other_terms=sitting.other_terms,
        place=sitting.place,
        obligations=tuple(obligations),
    )
    return agreeing.conclude_orally(actor, dispute.pk, draft)
