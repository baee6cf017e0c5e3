"""What the law forbids cannot be reached in any order of actions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengqiao.core.errors import DomainError
from fengqiao.disputes.models import Dispute
from fengqiao.mediation import actions
from fengqiao.mediation.actions import NewObligation, NewSession, PartyAnswer, Signer, Upload, Word
from fengqiao.mediation.models import Agreement, Consent, Ending, MediationRecord, RightsNotice, Session, Signature
from fengqiao.mediation.queries import case
from fengqiao.mediation.tests.conftest import PDF

pytestmark = pytest.mark.django_db

OPENED = {"mediating", "agreed", "performing"}


class Hands:
    """Everything that can be done with one dispute, by name; a refusal is one of the answers."""

    def __init__(self, room, dispute):
        self.room, self.key = room, dispute.pk
        self.zhang, self.li = dispute.parties.all()

    @property
    def xia(self):
        return self.room.xia

    def notice_zhang(self):
        actions.give_notice(self.xia, self.key, party_id=self.zhang.pk, word=Word())

    def notice_li(self):
        actions.give_notice(self.xia, self.key, party_id=self.li.pk, word=Word())

    def consent_zhang(self):
        actions.give_consent(self.xia, self.key, PartyAnswer(self.zhang.pk, answer="gives"))

    def consent_li(self):
        actions.give_consent(self.xia, self.key, PartyAnswer(self.li.pk, answer="gives"))

    def refuse(self):
        actions.refuse(self.xia, self.key, party_id=self.li.pk, word=Word())

    def assign(self):
        actions.assign(self.room.cheng, self.key, lead_id=self.room.office.xia.pk)

    def start(self):
        actions.start(self.xia, self.key)

    def suspend(self):
        actions.suspend(self.xia, self.key, reason="鉴定")

    def resume(self):
        actions.resume(self.xia, self.key)

    def meet(self):
        session = actions.plan_session(
            self.xia, self.key, NewSession(self.room.office.now - timedelta(hours=1), "调解室")
        )
        actions.hold_session(self.xia, self.key, session.pk)

    def write(self):
        session = Session.objects.filter(dispute_id=self.key).first()
        key = session.pk if session else self.key
        actions.write_record(self.xia, self.key, key, body="谈妥", result="agreed", told_principles=True)

    def draft(self, **changes):
        pay = NewObligation(kind="pay", description="赔偿", debtor_id=self.li.pk, creditor_id=self.zhang.pk,
                            amount=Decimal(100), due_on=date(2027, 1, 1))  # fmt: skip
        actions.draft_agreement(self.xia, self.key, actions.Draft(facts="漏水", obligations=(pay,), **changes))

    def draft_orally(self):
        self.draft(form="oral")

    def agree(self):
        actions.agree(self.xia, self.key)

    def revise(self):
        actions.revise(self.xia, self.key, reason="再商量")

    def _sign(self, signer):
        agreement = Agreement.objects.filter(dispute_id=self.key, is_current=True).first()
        shown = agreement.document_hash if agreement else ""
        actions.sign_on_paper(self.xia, self.key, signers=[signer], scan=Upload("x.pdf", PDF), document_hash=shown)

    def sign_zhang(self):
        self._sign(Signer("party", party_id=self.zhang.pk))

    def sign_li(self):
        self._sign(Signer("party", party_id=self.li.pk))

    def sign_mediator(self):
        self._sign(Signer("mediator", person_id=self.room.office.xia.pk))

    def seal(self):
        self._sign(Signer("seal"))

    def terminate(self):
        actions.terminate(self.xia, self.key, reason="too_far_apart")


NAMES = [name for name in vars(Hands) if not name.startswith("_") and name != "xia"]
FORWARD = [
    "assign", "notice_zhang", "notice_li", "consent_zhang", "consent_li", "start", "meet", "write", "draft", "agree",
    "sign_zhang", "sign_li", "sign_mediator", "seal",
]  # fmt: skip
ORDERS = st.one_of(
    st.lists(st.sampled_from(NAMES), min_size=5, max_size=20),
    st.builds(lambda gone, more: [n for n in FORWARD if n != gone] + more,
              st.sampled_from(FORWARD), st.lists(st.sampled_from(NAMES), max_size=3)),
    st.permutations(FORWARD),
)  # fmt: skip


def lawful(dispute):
    """Assert what must hold of a dispute in whatever state it is."""
    parties = list(dispute.parties.all())
    answers = {row.party_id: row.answer for row in Consent.objects.filter(dispute=dispute).order_by("at", "id")}
    told = set(RightsNotice.objects.filter(dispute=dispute).values_list("party_id", flat=True))
    everybody = all(answers.get(party.pk) == "gives" and party.pk in told for party in parties)
    if dispute.status in OPENED:
        assert everybody
        assert case.mediators(dispute)
    if dispute.status != "terminated" and Session.objects.filter(dispute=dispute).exists():
        assert everybody
    if dispute.status in {"agreed", "performing"}:
        assert MediationRecord.objects.filter(dispute=dispute).exists()
    if dispute.status == "performing":
        agreement = Agreement.objects.get(dispute=dispute, is_current=True)
        signed = Signature.objects.filter(agreement=agreement, document_hash=agreement.document_hash)
        assert agreement.form == "written"
        assert {row.party_id for row in signed if row.party_id} == {party.pk for party in parties}
        assert {"mediator", "seal"} <= {row.signer_kind for row in signed}
        assert agreement.effective_at == max(row.at for row in signed)
    if dispute.status == "terminated":
        assert Ending.objects.get(dispute=dispute).document_id is not None


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(order=ORDERS)
def test_no_order_of_actions_reaches_what_the_law_forbids(room, order):
    with transaction.atomic():
        hands = Hands(room, room.accepted())
        for name in order:
            try:
                with transaction.atomic():
                    getattr(hands, name)()
            except DomainError as refusal:
                assert refusal.status in (403, 404, 409, 422)
            lawful(Dispute.objects.get(pk=hands.key))
        transaction.set_rollback(True)


def test_the_lawful_order_reaches_effect(room):
    hands = Hands(room, room.accepted())
    for name in FORWARD:
        getattr(hands, name)()
        lawful(Dispute.objects.get(pk=hands.key))
    assert Dispute.objects.get(pk=hands.key).status == "performing"
