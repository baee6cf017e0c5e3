"""Before mediation: mediators, notices, consents, refusal. Nothing opens before each is there, in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import transaction

from fengqiao.core.errors import DomainError, Forbidden, Malformed, NotFound, NotNow, Stale
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.documents import queries as documents
from fengqiao.mediation import actions
from fengqiao.mediation.actions import NewSession, PartyAnswer, Word
from fengqiao.mediation.models import Consent, Ending, MediatorAssignment, RightsNotice, Session
from fengqiao.mediation.queries import case, case_facts
from fengqiao.mediation.tests.conftest import STROKES

pytestmark = pytest.mark.django_db

CHILD = NewParty(
    side="applicant",
    kind="person",
    name="张小宝",
    birth_on=date(2014, 3, 1),
    agents=(NewAgent(role="guardian", name="张建国", relation="父亲"),),
)
RESPONDENT = NewParty(side="respondent", kind="person", name="李秀英", phone="13900001234")


def refused(kind, code, function, *args, **kwargs) -> DomainError:
    """Assert that a call is refused with a code, and return the refusal."""
    with pytest.raises(kind) as caught, transaction.atomic():
        function(*args, **kwargs)
    assert caught.value.code == code, (caught.value.code, caught.value.message)
    return caught.value


def status(dispute) -> str:
    return Dispute.objects.get(pk=dispute.pk).status


def test_the_director_assigns_a_mediator_and_the_matter_lies_before_that_person(room):
    dispute = room.assigned()
    assert dispute.next_desk == "mediator"
    assert dispute.next_person_id == room.office.xia.pk
    assert [each.person.name for each in case.mediators(dispute)] == ["夏云峰"]


def test_a_mediator_without_the_right_to_assign_cannot_assign_and_nothing_changes(room):
    dispute = room.accepted()
    refused(Forbidden, "permission_missing", actions.assign, room.xia, dispute.pk, lead_id=room.office.xia.pk)
    assert not MediatorAssignment.objects.exists()


def test_somebody_who_is_no_mediator_of_the_committee_is_not_assigned(room, cai):
    dispute = room.accepted()
    refusal = refused(Malformed, "not_a_mediator", actions.assign, room.cheng, dispute.pk, lead_id=cai.person_id)
    assert refusal.rule == "人民调解法第13条、第19条"
    assert not MediatorAssignment.objects.exists()


def test_a_challenged_mediator_is_replaced_with_the_reason_kept(room):
    dispute = room.assigned()
    refused(
        Malformed, "reason_missing", actions.replace, room.cheng, dispute.pk,
        person_id=room.office.xia.pk, by_id=room.office.cheng.pk, reason=" ",
    )  # fmt: skip
    actions.replace(
        room.cheng,
        dispute.pk,
        person_id=room.office.xia.pk,
        by_id=room.office.cheng.pk,
        reason="与李秀英是亲属，申请回避",
    )
    assert [each.person.name for each in case.mediators(dispute)] == ["程继红"]
    old = MediatorAssignment.objects.get(person=room.office.xia)
    assert (old.ended_at, old.replaced_reason) == (room.office.now, "与李秀英是亲属，申请回避")


def test_mediation_begins_only_when_every_notice_and_consent_is_there_in_any_order(room):
    dispute = room.assigned()
    zhang, li = dispute.parties.all()
    steps = [
        lambda: actions.give_notice(room.xia, dispute.pk, party_id=zhang.pk, word=Word()),
        lambda: actions.give_notice(room.xia, dispute.pk, party_id=li.pk, word=Word()),
        lambda: actions.give_consent(room.xia, dispute.pk, PartyAnswer(zhang.pk, answer="gives")),
        lambda: actions.give_consent(room.xia, dispute.pk, PartyAnswer(li.pk, answer="gives")),
    ]
    for order in permutations(steps):
        with transaction.atomic():
            for step in order:
                with pytest.raises(NotNow), transaction.atomic():
                    actions.start(room.xia, dispute.pk)
                assert status(dispute) == Status.ACCEPTED
                step()
            actions.start(room.xia, dispute.pk)
            assert status(dispute) == Status.MEDIATING
            transaction.set_rollback(True)


def test_no_session_is_planned_or_held_before_mediation_began(room):
    dispute = room.assigned()
    new = NewSession(starts_at=room.office.now + timedelta(days=1), place="调解室")
    refusal = refused(NotNow, "not_in_this_state", actions.plan_session, room.xia, dispute.pk, new)
    assert "权利义务告知书" in refusal.next_step
    assert not Session.objects.exists()


def test_who_has_not_signed_is_named(room):
    dispute = room.assigned()
    zhang, _li = dispute.parties.all()
    actions.give_notice(room.xia, dispute.pk, party_id=zhang.pk, word=Word())
    facts = case_facts(dispute=dispute)
    assert facts["rights_notices_signed"].detail == "李秀英尚未签收权利义务告知书。"
    assert facts["consents_given"].detail == "张建国、李秀英尚未表示同意调解。"


def test_an_explicit_refusal_ends_mediation_with_the_remedies_told_in_the_same_transaction(room):
    dispute = room.started()
    li = dispute.parties.get(name="李秀英")
    actions.refuse(room.xia, dispute.pk, party_id=li.pk, word=Word(), reason="不愿再谈，要去法院")
    dispute.refresh_from_db()
    ending = Ending.objects.get(dispute=dispute)
    assert (dispute.status, dispute.outcome, ending.reason) == ("terminated", "refused", "refused")
    notice = documents.get(ending.document_id, "dispute", dispute.pk)
    assert notice.kind == "termination_notice"
    assert any("人民法院" in remedy["organ"] for remedy in ending.remedies)
    refused(NotNow, "step_not_now", actions.start, room.xia, dispute.pk)
    new = NewSession(starts_at=room.office.now, place="调解室")
    refused(NotNow, "not_in_this_state", actions.plan_session, room.xia, dispute.pk, new)


def test_a_refusal_on_the_shared_page_stops_what_comes_after_it(room):
    dispute = room.assigned()
    zhang, li = dispute.parties.all()
    answers = [
        PartyAnswer(zhang.pk, has_notice=True, answer="refuses", reason="已经起诉"),
        PartyAnswer(li.pk, has_notice=True, answer="gives"),
    ]
    actions.take_answers(room.xia, dispute.pk, answers, start=True)
    assert status(dispute) == Status.TERMINATED
    assert not RightsNotice.objects.filter(party=li).exists()


def test_there_is_no_termination_without_the_remedies_notice(room):
    dispute = room.started()
    with pytest.raises(NotNow) as caught, transaction.atomic():
        lifecycle.take(room.xia, dispute, Verb.TERMINATE)
    assert caught.value.code == "missing_remedies_told"
    assert status(dispute) == Status.MEDIATING
    actions.terminate(room.xia, dispute.pk, reason="too_far_apart", explanation="一方要八千，一方只给五百")
    assert status(dispute) == Status.TERMINATED
    assert documents.current("dispute", dispute.pk, "termination_notice") is not None


def test_a_child_speaks_and_signs_through_the_guardian(room):
    dispute = room.assigned(parties=(CHILD, RESPONDENT))
    child = dispute.parties.get(name="张小宝")
    refusal = refused(
        Malformed, "may_not_speak", actions.give_notice, room.xia, dispute.pk, party_id=child.pk, word=Word()
    )
    assert "张建国" in refusal.message
    guardian = child.agents.get()
    notice = actions.give_notice(room.xia, dispute.pk, party_id=child.pk, word=Word(by_agent_id=guardian.pk))
    assert notice.by_name == "张建国"


def test_a_child_without_a_guardian_cannot_begin(room):
    dispute = room.assigned(parties=(replace(CHILD, agents=()), RESPONDENT))
    child = dispute.parties.get(name="张小宝")
    refusal = refused(
        Malformed, "guardian_missing", actions.give_consent, room.xia, dispute.pk, PartyAnswer(child.pk, answer="gives")
    )
    assert refusal.rule == "民法典第17条至第23条"
    assert not Consent.objects.exists()


def test_a_stranger_cannot_answer_for_a_party(room):
    first, second = room.assigned(parties=(CHILD, RESPONDENT)), room.assigned()
    stranger = first.parties.get(name="张小宝").agents.get()
    zhang = second.parties.first()
    word = Word(by_agent_id=stranger.pk)
    refused(Malformed, "may_not_speak", actions.give_notice, room.xia, second.pk, party_id=zhang.pk, word=word)
    assert not RightsNotice.objects.exists()


def test_an_oral_answer_needs_a_recording_or_a_witness(room):
    dispute = room.assigned()
    zhang = dispute.parties.first()
    refused(
        Malformed, "oral_word_unproved", actions.give_consent, room.xia, dispute.pk,
        PartyAnswer(zhang.pk, word=Word(mode="oral_recorded"), answer="gives"),
    )  # fmt: skip
    given = PartyAnswer(zhang.pk, word=Word(mode="oral_recorded", witness="社区干事周洁"), answer="gives")
    assert actions.give_consent(room.xia, dispute.pk, given).witness == "社区干事周洁"


def test_a_signature_on_the_pad_is_kept_as_drawn(room):
    dispute = room.assigned()
    zhang = dispute.parties.first()
    notice = actions.give_notice(room.xia, dispute.pk, party_id=zhang.pk, word=Word(mode="pad", strokes=STROKES))
    assert notice.strokes == STROKES
    for strokes in (None, [], [[[1, 1]]], "x", [[["a", 1]]], [[[float("nan"), 1, 0]] * 9]):
        refused(
            Malformed, "strokes_invalid", actions.give_notice, room.xia, dispute.pk,
            party_id=zhang.pk, word=Word(mode="pad", strokes=strokes),
        )  # fmt: skip


def test_moments_lie_between_the_request_and_now(room):
    dispute = room.assigned()
    zhang = dispute.parties.first()
    for moment, code in (
        (room.office.now + timedelta(minutes=5), "moment_in_future"),
        (room.office.now - timedelta(days=3), "moment_before_request"),
        (room.office.now.replace(tzinfo=None), "moment_without_zone"),
        (room.office.now.replace(year=9999), "moment_in_future"),
    ):
        refused(
            Malformed, code, actions.give_notice, room.xia, dispute.pk,
            party_id=zhang.pk, word=Word(), signed_at=moment,
        )  # fmt: skip
    assert not RightsNotice.objects.exists()


def test_whoever_saw_an_older_state_is_told_what_changed(room):
    dispute = room.assigned()
    zhang, li = dispute.parties.all()
    seen = dispute.revision
    actions.give_notice(room.cheng, dispute.pk, party_id=zhang.pk, word=Word(), expected_revision=seen)
    refusal = refused(
        Stale, "dispute_changed", actions.give_notice, room.xia, dispute.pk,
        party_id=li.pk, word=Word(), expected_revision=seen,
    )  # fmt: skip
    assert "程继红" in refusal.message
    assert not RightsNotice.objects.filter(party=li).exists()


def test_other_committees_neither_see_nor_touch_the_matter(room, cai):
    dispute = room.assigned()
    zhang = dispute.parties.first()
    refused(NotFound, "dispute_not_found", actions.give_notice, cai, dispute.pk, party_id=zhang.pk, word=Word())
    refused(NotFound, "dispute_not_found", actions.start, room.office.outsider, dispute.pk)
    assert not RightsNotice.objects.exists()


def test_an_invited_neighbour_takes_part_only_when_both_sides_agree(room):
    dispute = room.started()
    zhang, li = dispute.parties.all()
    invitee = actions.invite(
        room.xia, dispute.pk, kind="neighbour", name="王大妈", relation="同楼邻居", consenting_ids=[zhang.pk]
    )
    new = NewSession(starts_at=room.office.now, place="调解室", invitee_ids=(invitee.pk,))
    refusal = refused(NotNow, "invitee_unwelcome", actions.plan_session, room.xia, dispute.pk, new)
    assert refusal.rule == "人民调解法第20条"
    assert "李秀英" in refusal.message
    actions.welcome(room.xia, dispute.pk, invitee_id=invitee.pk, party_id=li.pk)
    session = actions.plan_session(room.xia, dispute.pk, new)
    assert session.participants.filter(invitee=invitee).exists()


def test_a_session_is_closed_when_a_party_wants_it(room):
    dispute = room.assigned()
    answers = [replace(each, publicity="closed") for each in room.answers(dispute)]
    actions.take_answers(room.xia, dispute.pk, answers, start=True)
    new = NewSession(starts_at=room.office.now, place="调解室", is_open=True)
    refused(Malformed, "must_be_closed", actions.plan_session, room.xia, dispute.pk, new)
    session = actions.plan_session(room.xia, dispute.pk, replace(new, is_open=False))
    assert "张建国" in session.closed_reason
