"""The agreement: what it must say, which form it may have, who signs it, and when it takes effect."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from fengqiao.core.errors import Malformed, NotNow, Stale
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.documents import queries as documents
from fengqiao.mediation import actions
from fengqiao.mediation.actions import NewInstalment, NewObligation, Signer, Upload
from fengqiao.mediation.models import Agreement, Obligation, Signature
from fengqiao.mediation.queries import case, case_facts, hints
from fengqiao.mediation.tests.conftest import PDF, STROKES
from fengqiao.mediation.tests.test_opening import CHILD, RESPONDENT, refused

pytestmark = pytest.mark.django_db

FIRM = NewParty(side="respondent", kind="organisation", name="新津某机械厂清算组", legal_representative="陈立")
WORKERS = NewParty(
    side="applicant",
    kind="group",
    name="原机械厂职工",
    headcount=44,
    agents=(
        NewAgent(role="representative", name="代表甲"),
        NewAgent(role="representative", name="代表乙"),
        *(NewAgent(role="member", name=f"职工{number:02d}") for number in range(1, 45)),
    ),
)


def test_an_incomplete_draft_is_kept_but_cannot_be_agreed_on(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    vague = NewObligation(kind="pay", description="赔偿", debtor_id=li.pk, creditor_id=zhang.pk)
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute, obligations=(vague,)))
    refusal = refused(NotNow, "missing_agreement_complete", actions.agree, room.xia, dispute.pk)
    assert "第1项未写明给付金额" in refusal.message
    assert "第1项未写明履行期限" in refusal.message
    assert Agreement.objects.get().reached_at is None


def test_nobody_agrees_before_a_session_and_its_record(room):
    dispute = room.started()
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute))
    refused(NotNow, "missing_record_made", actions.agree, room.xia, dispute.pk)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount": Decimal("-1")}, "amount_negative", "obligations[0].amount"),
        ({"amount": Decimal("0.001")}, "amount_form", "obligations[0].amount"),
        ({"amount": Decimal("Infinity")}, "amount_negative", "obligations[0].amount"),
        ({"kind": "act", "amount": Decimal("5")}, "amount_unfit", "obligations[0].amount"),
        ({"due_on": date(9999, 1, 1)}, "date_out_of_range", "obligations[0].due_on"),
        ({"on_the_spot": True}, "on_the_spot_with_day", "obligations[0].due_on"),
        ({"kind": "bribe"}, "obligations[0].kind_unknown", "obligations[0].kind"),
        ({"description": "长" * 1001}, "obligations[0].description_too_long", "obligations[0].description"),
    ],
)
def test_wrong_obligations_are_refused_beside_their_field(room, changes, code, field):
    dispute = room.heard()
    draft = room.draft(dispute)
    wrong = replace(draft.obligations[0], **changes)
    refusal = refused(
        Malformed, code, actions.draft_agreement, room.xia, dispute.pk, replace(draft, obligations=(wrong,))
    )
    assert refusal.field == field
    assert not Agreement.objects.exists()


def test_the_database_itself_refuses_a_negative_amount(room):
    dispute = room.heard()
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute))
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.update(amount=Decimal("-1"))


def test_somebody_of_another_matter_cannot_owe_anything_here(room):
    first, second = room.heard(), room.heard()
    draft = room.draft(first)
    refused(Malformed, "party_unknown", actions.draft_agreement, room.xia, second.pk, draft)


def test_instalments_must_make_up_the_sum_in_order(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    pay = NewObligation(
        kind="pay", description="支付赔偿款", debtor_id=li.pk, creditor_id=zhang.pk, amount=Decimal(3000),
        instalments=(
            NewInstalment(Decimal(1000), date(2027, 1, 31)),
            NewInstalment(Decimal(1500), date(2026, 12, 31)),
        ),
    )  # fmt: skip
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute, obligations=(pay,)))
    detail = case_facts(dispute=dispute)["agreement_complete"].detail
    assert "各期合计2500.00元，与总额3000.00元不符" in detail
    assert "前后颠倒" in detail


@pytest.mark.parametrize("category", ["medical", "labour", "migrant_wages", "forest_land"])
def test_where_the_law_wants_writing_an_oral_agreement_is_refused(room, category):
    dispute = room.heard(category=category)
    zhang, li = dispute.parties.all()
    done = NewObligation(kind="pay", description="支付补偿款", debtor_id=li.pk, creditor_id=zhang.pk,
                         amount=Decimal(500), on_the_spot=True)  # fmt: skip
    refusal = refused(
        NotNow, "missing_form_allowed", actions.conclude_orally, room.xia, dispute.pk,
        room.draft(dispute, obligations=(done,)),
    )  # fmt: skip
    assert "应当采用书面协议" in refusal.message
    assert Dispute.objects.get(pk=dispute.pk).status == "mediating"
    assert not Agreement.objects.exists()


def test_writing_is_wanted_when_not_all_is_done_on_the_spot_or_a_party_asks(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    later = room.draft(dispute)
    refusal = refused(NotNow, "missing_form_allowed", actions.conclude_orally, room.xia, dispute.pk, later)
    assert "不是当场全部履行" in refusal.message
    done = NewObligation(
        kind="apologise", description="当面道歉", debtor_id=li.pk, creditor_id=zhang.pk, on_the_spot=True
    )
    asked = room.draft(dispute, obligations=(done,), written_requested=True)
    refusal = refused(NotNow, "missing_form_allowed", actions.conclude_orally, room.xia, dispute.pk, asked)
    assert "当事人要求" in refusal.message


def test_an_oral_agreement_takes_effect_when_it_is_reached(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    done = NewObligation(
        kind="apologise", description="当面道歉", debtor_id=li.pk, creditor_id=zhang.pk, on_the_spot=True
    )
    reached = room.office.now - timedelta(minutes=20)
    actions.conclude_orally(room.xia, dispute.pk, room.draft(dispute, obligations=(done,)), reached_at=reached)
    agreement = Agreement.objects.get()
    dispute.refresh_from_db()
    assert (dispute.status, agreement.effective_at, agreement.effect_rule) == ("performing", reached, "EFFECT_ORAL")
    assert documents.current("dispute", dispute.pk, "oral_agreement") is not None


def test_a_written_agreement_takes_effect_at_the_last_of_parties_mediator_and_seal(room):
    dispute = room.agreed()
    zhang, li, mediator, seal = room.hands(dispute)
    day = room.office.now
    for minutes, signer in ((10, zhang), (50, seal), (30, li), (70, mediator)):
        assert Dispute.objects.get(pk=dispute.pk).status == "agreed"
        room.office.now = day + timedelta(minutes=minutes)
        room.sign(dispute, signer)
    agreement = Agreement.objects.get()
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"
    assert agreement.parties_signed_at == day + timedelta(minutes=30)
    assert agreement.sealed_at == day + timedelta(minutes=50)
    assert agreement.mediator_signed_at == day + timedelta(minutes=70)
    assert agreement.effective_at == day + timedelta(minutes=70)


def test_the_warning_date_of_confirmation_runs_from_the_last_party_already(room):
    dispute = room.agreed()
    zhang, li, mediator, seal = room.hands(dispute)
    room.sign(dispute, zhang, li)
    warning = dispute.clocks.get(clock="confirmation_warning")
    assert warning.rule == "JC_30_SAFE"
    room.later(days=3)
    room.sign(dispute, mediator, seal)
    confirmation = dispute.clocks.get(clock="confirmation")
    assert confirmation.rule == "JC_30"
    assert confirmation.due_at > warning.due_at
    assert dispute.clocks.get(clock="confirmation_warning", state="running").due_at == warning.due_at


def test_performing_is_not_reached_while_one_signature_is_missing_and_it_is_named(room):
    dispute = room.agreed()
    zhang, _li, mediator, seal = room.hands(dispute)
    room.sign(dispute, zhang, mediator, seal)
    assert case_facts(dispute=dispute)["agreement_effective"].detail == "李秀英尚未签名。"
    assert Dispute.objects.get(pk=dispute.pk).status == "agreed"


def test_strokes_on_the_pad_are_bound_to_the_text(room):
    dispute = room.agreed()
    zhang = room.hands(dispute)[0]
    actions.sign_on_pad(
        room.xia, dispute.pk, signer=zhang, strokes=STROKES, document_hash=room.hash_of(dispute), device="手写板1号"
    )
    signature = Signature.objects.get()
    assert (signature.mode, signature.strokes, signature.device) == ("pad", STROKES, "手写板1号")
    assert signature.document_hash == room.hash_of(dispute)
    assert len(signature.binding) == 64


def test_a_changed_text_voids_earlier_signatures_and_must_be_signed_again(room):
    dispute = room.agreed()
    zhang, li, mediator, seal = room.hands(dispute)
    room.sign(dispute, zhang, mediator, seal)
    old = room.hash_of(dispute)
    refused(NotNow, "not_in_this_state", actions.draft_agreement, room.xia, dispute.pk, room.draft(dispute))
    actions.revise(room.xia, dispute.pk, reason="数额改为3500元")
    draft = room.draft(dispute)
    dearer = replace(draft.obligations[0], amount=Decimal(3500))
    actions.draft_agreement(room.xia, dispute.pk, replace(draft, obligations=(dearer,)))
    actions.agree(room.xia, dispute.pk)
    assert room.hash_of(dispute) != old
    refused(
        Stale, "agreement_changed", actions.sign_on_paper, room.xia, dispute.pk,
        signers=[li], scan=Upload("旧协议.pdf", PDF), document_hash=old,
    )  # fmt: skip
    room.sign(dispute, li)
    assert Dispute.objects.get(pk=dispute.pk).status == "agreed"
    assert "张建国尚未签名" in case_facts(dispute=dispute)["agreement_effective"].detail
    room.sign(dispute, zhang, mediator, seal)
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"
    assert [each.revision for each in Agreement.objects.order_by("revision")] == [1, 2]


def test_a_text_taken_back_but_not_changed_keeps_its_signatures(room):
    dispute = room.agreed()
    zhang, li, mediator, seal = room.hands(dispute)
    room.sign(dispute, zhang)
    actions.revise(room.xia, dispute.pk, reason="再核对一遍")
    actions.agree(room.xia, dispute.pk)
    room.sign(dispute, li, mediator, seal)
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"


def test_nobody_signs_twice_or_for_somebody_else(room):
    dispute = room.agreed()
    zhang = room.hands(dispute)[0]
    room.sign(dispute, zhang)
    refused(NotNow, "already_signed", room.sign, dispute, zhang)
    for stranger in (
        Signer("party", party_id=room.office.xia.pk),
        Signer("mediator", person_id=room.office.cheng.pk),
        Signer("agent", party_id=zhang.party_id),
        Signer("king"),
    ):
        with pytest.raises(Malformed), transaction.atomic():
            room.sign(dispute, stranger)
    assert Signature.objects.count() == 1


def test_family_matters_are_signed_on_paper_only(room):
    dispute = room.agreed(category="marriage_family")
    zhang = room.hands(dispute)[0]
    refusal = refused(
        NotNow, "pad_refused", actions.sign_on_pad, room.xia, dispute.pk,
        signer=zhang, strokes=STROKES, document_hash=room.hash_of(dispute),
    )  # fmt: skip
    assert refusal.rule == "电子签名法第3条"
    assert not Signature.objects.exists()
    room.sign(dispute, *room.hands(dispute))
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"


def test_a_scan_that_is_no_scan_is_refused_and_nobody_has_signed(room):
    dispute = room.agreed()
    refused(
        Malformed, "file_kind_refused", actions.sign_on_paper, room.xia, dispute.pk,
        signers=room.hands(dispute), scan=Upload("协议书.pdf", b"GIF89a"), document_hash=room.hash_of(dispute),
    )  # fmt: skip
    assert not Signature.objects.exists()
    assert Dispute.objects.get(pk=dispute.pk).status == "agreed"


def test_a_child_is_bound_by_the_guardians_signature(room):
    dispute = room.agreed(parties=(CHILD, RESPONDENT))
    child, li = dispute.parties.all()
    refused(Malformed, "may_not_sign", room.sign, dispute, Signer("party", party_id=child.pk))
    guardian = child.agents.get()
    room.sign(
        dispute,
        Signer("agent", party_id=child.pk, agent_id=guardian.pk),
        Signer("party", party_id=li.pk),
        Signer("mediator", person_id=room.office.xia.pk),
        Signer("seal"),
    )
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"


def test_forty_four_workers_are_one_matter_with_forty_four_obligations(room):
    dispute = room.heard(parties=(WORKERS, FIRM), category="labour", narrative="企业清算，四十四名职工的补偿久拖未决。")
    workers, firm = dispute.parties.all()
    members = list(workers.agents.filter(role="member"))
    obligations = tuple(
        NewObligation(
            kind="pay",
            description="支付经济补偿金",
            debtor_id=firm.pk,
            creditor_id=workers.pk,
            creditor_member_id=member.pk,
            amount=Decimal(10_000 + number),
            due_on=date(2026, 12, 31),
        )
        for number, member in enumerate(members)
    )
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute, obligations=obligations))
    actions.agree(room.xia, dispute.pk)
    agreement = case.current_agreement(dispute)
    assert agreement.obligations.count() == 44
    assert agreement.obligations.first().creditor_name == "职工01"
    one, two = workers.agents.filter(role="representative")
    room.sign(dispute, Signer("agent", party_id=workers.pk, agent_id=one.pk), Signer("party", party_id=firm.pk),
              Signer("mediator", person_id=room.office.xia.pk), Signer("seal"))  # fmt: skip
    assert "代表乙" in case_facts(dispute=dispute)["agreement_effective"].detail
    room.sign(dispute, Signer("agent", party_id=workers.pk, agent_id=two.pk))
    assert Dispute.objects.get(pk=dispute.pk).status == "performing"
    assert documents.current("dispute", dispute.pk, "agreement") is not None


def test_a_draft_written_over_a_newer_one_is_refused(room):
    dispute = room.heard()
    seen = dispute.revision
    actions.draft_agreement(room.cheng, dispute.pk, room.draft(dispute), expected_revision=seen)
    refusal = refused(
        Stale, "dispute_changed", actions.draft_agreement, room.xia, dispute.pk,
        room.draft(dispute, facts="另一稿"), expected_revision=seen,
    )  # fmt: skip
    assert "程继红" in refusal.message
    assert Agreement.objects.get().facts == room.draft(dispute).facts


def test_a_signature_that_was_given_can_be_neither_changed_nor_deleted(room):
    dispute = room.agreed()
    room.sign(dispute, room.hands(dispute)[0])
    for change in (lambda: Signature.objects.update(name="别人"), lambda: Signature.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Signature.objects.get().name == "张建国"


def test_hints_name_article_and_fix_before_signing(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    pay = NewObligation(
        kind="pay", description="支付赔偿款", debtor_id=li.pk, creditor_id=zhang.pk, due_on=date(2026, 12, 1)
    )
    terms = "双方自愿离婚，房屋归张建国所有并办理过户。\n李秀英放弃追究张建国的刑事责任。"
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute, obligations=(pay,), other_terms=terms))
    found = hints.of_agreement(dispute, case.current_agreement(dispute))
    codes = [hint.code for hint in found]
    assert codes[0] == "no_amount"
    assert found[0].is_required
    assert {"status_term", "title_transfer", "waives_criminal"} & set(codes)
    assert codes.count("no_amount") == 1
    assert all(hint.article and hint.fix for hint in found)


def test_a_day_that_is_over_is_told_while_the_agreement_is_drafted(room):
    dispute = room.heard()
    zhang, li = dispute.parties.all()
    pay = NewObligation(
        kind="pay", description="支付赔偿款", debtor_id=li.pk, creditor_id=zhang.pk, amount=Decimal(10), due_on=date(2020, 1, 1)
    )  # fmt: skip
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute, obligations=(pay,)))
    found = hints.of_agreement(dispute, case.current_agreement(dispute))
    assert [hint.code for hint in found] == ["due_date_out_of_range"]


def test_a_sound_agreement_gets_no_hint(room):
    dispute = room.heard()
    actions.draft_agreement(room.xia, dispute.pk, room.draft(dispute))
    assert hints.of_agreement(dispute, case.current_agreement(dispute)) == []
