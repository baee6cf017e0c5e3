"""Sessions, records, inquiries and evidence: what is kept, and what is refused with nothing changed."""

from datetime import date, timedelta

import pytest

from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.models import StoredFile
from fengqiao.documents import queries as documents
from fengqiao.mediation import actions
from fengqiao.mediation.actions import NewSession, PartyAnswer, Upload, Word
from fengqiao.mediation.models import Evidence, MediationRecord, RecordCheck, Session
from fengqiao.mediation.queries import case_facts, papers_of
from fengqiao.mediation.tests.conftest import PDF, PNG, STROKES
from fengqiao.mediation.tests.test_opening import refused

pytestmark = pytest.mark.django_db


def planned(room, dispute, **changes) -> Session:
    values = {"starts_at": room.office.now - timedelta(hours=2), "place": "珞南街道调解室", **changes}
    return actions.plan_session(room.xia, dispute.pk, NewSession(**values))


def test_everybody_concerned_is_called_to_a_session(room):
    session = planned(room, room.started())
    assert [(each.capacity, each.name) for each in session.participants.all()] == [
        ("party", "张建国"),
        ("party", "李秀英"),
        ("mediator", "夏云峰"),
    ]


def test_a_session_before_the_day_of_consent_is_refused(room):
    dispute = room.assigned(requested_at=room.office.now - timedelta(days=5))
    actions.take_answers(room.xia, dispute.pk, room.answers(dispute), start=True)
    new = NewSession(starts_at=room.office.now - timedelta(days=2), place="调解室")
    refusal = refused(NotNow, "session_before_consent", actions.plan_session, room.xia, dispute.pk, new)
    assert "晚于" in refusal.message
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"place": " "}, "place_missing", "place"),
        ({"mode": "telepathy"}, "mode_unknown", "mode"),
        ({"is_open": False}, "closed_reason_missing", "closed_reason"),
        ({"ends_in": -10}, "session_times_disorder", "ends_at"),
        ({"in_days": 4000}, "session_time_out_of_range", "starts_at"),
    ],
)
def test_impossible_sessions_are_refused_beside_their_field(room, changes, code, field):
    dispute = room.started()
    values = {"starts_at": room.office.now, "place": "调解室", **changes}
    if "in_days" in changes:
        values["starts_at"] += timedelta(days=values.pop("in_days"))
    if "ends_in" in changes:
        values["ends_at"] = values["starts_at"] + timedelta(minutes=values.pop("ends_in"))
    refusal = refused(Malformed, code, actions.plan_session, room.xia, dispute.pk, NewSession(**values))
    assert refusal.field == field
    assert not Session.objects.exists()


def test_a_session_needs_a_mediator_and_somebody_of_the_parties(room):
    dispute = room.started()
    session = planned(room, dispute)
    by_name = {each.name: each.pk for each in session.participants.all()}
    for present, code in (([by_name["张建国"]], "no_mediator_present"), ([by_name["夏云峰"]], "no_party_present")):
        refused(NotNow, code, actions.hold_session, room.xia, dispute.pk, session.pk, present_ids=present)
    held = actions.hold_session(room.xia, dispute.pk, session.pk, present_ids=[by_name["张建国"], by_name["夏云峰"]])
    assert held.status == "held"
    assert {p.name: p.is_present for p in held.participants.all()} == {"张建国": True, "李秀英": False, "夏云峰": True}


def test_a_session_that_has_not_ended_is_not_held(room):
    dispute = room.started()
    session = planned(room, dispute, starts_at=room.office.now + timedelta(days=1))
    refused(
        Malformed, "session_in_future", actions.hold_session, room.xia, dispute.pk, session.pk,
        ends_at=room.office.now + timedelta(days=1, hours=1),
    )  # fmt: skip
    actions.cancel_session(room.xia, dispute.pk, session.pk, reason="李秀英出差")
    session.refresh_from_db()
    assert (session.status, session.cancelled_reason) == ("cancelled", "李秀英出差")
    refused(NotNow, "session_not_planned", actions.hold_session, room.xia, dispute.pk, session.pk)


def test_one_record_is_written_for_each_session_and_can_be_corrected(room):
    dispute = room.started()
    session = planned(room, dispute)
    text = {"body": "张建国说天花板泡坏了。", "result": "continue", "told_principles": True}
    refused(
        NotNow, "session_not_held", actions.write_record, room.xia, dispute.pk, session.pk,
        **text, next_on=date(2026, 11, 25),
    )  # fmt: skip
    actions.hold_session(room.xia, dispute.pk, session.pk)
    assert "第1次调解尚未制作调解记录" in case_facts(dispute=dispute)["record_made"].detail
    refused(Malformed, "next_day_mismatch", actions.write_record, room.xia, dispute.pk, session.pk, **text)
    refused(
        Malformed, "principles_not_told", actions.write_record, room.xia, dispute.pk, session.pk,
        body="x", result="agreed", told_principles=False,
    )  # fmt: skip
    refused(
        Malformed, "body_too_long", actions.write_record, room.xia, dispute.pk, session.pk,
        body="调" * 20_001, result="agreed", told_principles=True,
    )  # fmt: skip
    for body in ("调" * 20_000, "改正：𠮷田先生说😀没有漏。"):
        actions.write_record(
            room.xia, dispute.pk, session.pk, body=body, result="continue", told_principles=True,
            next_on=date(2026, 11, 25),
        )  # fmt: skip
    assert MediationRecord.objects.get().body == "改正：𠮷田先生说😀没有漏。"
    assert case_facts(dispute=dispute)["record_made"].holds


def test_a_checked_record_that_is_corrected_must_be_checked_anew(room):
    dispute = room.heard()
    record = MediationRecord.objects.get()
    zhang = dispute.parties.first()
    actions.check_record(room.xia, dispute.pk, record.pk, party_id=zhang.pk, word=Word(mode="pad", strokes=STROKES))
    paper = next(each for each in papers_of(dispute) if each.code == "mediation_record")
    assert len(paper.form(room.xia).signatures) == 1
    actions.write_record(
        room.xia, dispute.pk, record.session_id, body="改正后的记录", result="agreed", told_principles=True
    )
    paper = next(each for each in papers_of(dispute) if each.code == "mediation_record")
    assert paper.form(room.xia).signatures == ()
    assert RecordCheck.objects.count() == 1


def test_an_inquiry_is_kept_with_who_was_asked(room):
    dispute = room.assigned()
    record = actions.investigate(
        room.xia, dispute.pk, investigated_at=room.office.now, place="张建国家中", interviewee="王大妈",
        relation="同楼邻居", body="去年冬天就开始渗水。", signed_mode="pad", strokes=STROKES,
    )  # fmt: skip
    document = actions.make_paper(room.xia, dispute.pk, "investigation_record", record.pk.hex)
    assert document.kind == "investigation_record"
    assert documents.current("dispute", dispute.pk, "investigation_record", record.pk.hex).pk == document.pk


def test_evidence_is_kept_under_its_hash_with_who_gave_it(room):
    dispute = room.started()
    zhang = dispute.parties.first()
    first = actions.add_evidence(
        room.xia, dispute.pk, name="天花板照片", upload=Upload("客厅.png", PNG), party_id=zhang.pk, pages=1
    )
    second = actions.add_evidence(
        room.xia,
        dispute.pk,
        name="维修报价单",
        upload=Upload("报价.pdf", PDF),
        provider_name="洪珞物业",
        copy="original",
    )
    assert [(e.ordinal, e.provider_name) for e in (first, second)] == [(1, "张建国"), (2, "洪珞物业")]
    assert len(first.file.sha256) == 64
    assert first.shared_at is None
    assert actions.share_evidence(room.xia, dispute.pk, first.pk).shared_at == room.office.now
    assert actions.make_paper(room.xia, dispute.pk, "evidence_list").title == "人民调解证据材料"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("照片.png", PDF, "file_kind_belied"),
        ("合同.pdf", b"MZ\x90\x00 a program", "file_kind_refused"),
        ("空.pdf", b"", "file_empty"),
        ("大.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024), "file_too_large"),
    ],
)
def test_files_that_lie_about_themselves_are_refused_and_nothing_changes(room, name, content, code):
    dispute = room.started()
    before = dispute.revision
    zhang = dispute.parties.first()
    kept = StoredFile.objects.count()
    refused(
        Malformed, code, actions.add_evidence, room.xia, dispute.pk,
        name="证据", upload=Upload(name, content), party_id=zhang.pk,
    )  # fmt: skip
    dispute.refresh_from_db()
    assert not Evidence.objects.exists()
    assert (StoredFile.objects.count(), dispute.revision) == (kept, before)


def test_the_period_rests_while_mediation_is_suspended_and_goes_on_after(room):
    dispute = room.started()
    due = dispute.clocks.get(clock="mediation_period").due_at
    room.later(days=1)
    actions.suspend(room.xia, dispute.pk, reason="等待房屋质量鉴定")
    assert dispute.clocks.get(clock="mediation_period").state == "paused"
    assert documents.current("dispute", dispute.pk, "suspension_notice") is not None
    new = NewSession(starts_at=room.office.now, place="调解室")
    refused(NotNow, "not_in_this_state", actions.plan_session, room.xia, dispute.pk, new)
    room.later(days=7)
    actions.resume(room.xia, dispute.pk)
    clock = dispute.clocks.get(clock="mediation_period")
    assert (clock.state, clock.due_at - due) == ("running", timedelta(days=7))


def test_without_a_mediator_a_matter_neither_rests_nor_goes_on(room):
    dispute = room.accepted()
    refused(NotNow, "missing_mediator_assigned", actions.suspend, room.xia, dispute.pk, reason="等待房屋质量鉴定")
    dispute.refresh_from_db()
    assert dispute.status == "accepted"
    assert dispute.clocks.get(clock="mediation_period").state == "running"


def test_the_period_is_lengthened_only_when_both_sides_agree(room):
    dispute = room.started()
    zhang, li = dispute.parties.all()
    due = dispute.clocks.get(clock="mediation_period").due_at
    refused(
        Malformed, "extension_without_effect", actions.extend, room.xia, dispute.pk,
        reason="数额大", days=15, agreed_by=[zhang.pk],
    )  # fmt: skip
    assert dispute.clocks.get(clock="mediation_period").due_at == due
    row = actions.extend(room.xia, dispute.pk, reason="数额大", days=15, agreed_by=[zhang.pk, li.pk])
    assert row.due_after - row.due_before == timedelta(days=15)
    actions.extend(room.xia, dispute.pk, reason="还差一点", days=5, agreed_by=[zhang.pk, li.pk])
    assert dispute.clocks.get(clock="mediation_period").due_at - due == timedelta(days=20)
    assert documents.current("dispute", dispute.pk, "extension_notice") is not None


def test_a_party_withdraws_and_the_matter_ends(room):
    dispute = room.started()
    zhang = dispute.parties.first()
    actions.withdraw(room.xia, dispute.pk, party_id=zhang.pk, explanation="已经私下和好")
    dispute.refresh_from_db()
    assert (dispute.status, dispute.outcome) == ("withdrawn", "withdrawn")
    refused(
        NotNow, "not_in_this_state", actions.give_consent, room.xia, dispute.pk, PartyAnswer(zhang.pk, answer="gives")
    )


def test_reasons_that_name_a_party_want_the_party(room):
    dispute = room.started()
    refused(Malformed, "party_missing", actions.terminate, room.xia, dispute.pk, reason="unreachable")
    refused(Malformed, "explanation_missing", actions.terminate, room.xia, dispute.pk, reason="other")
    refused(Malformed, "reason_unknown", actions.terminate, room.xia, dispute.pk, reason="withdrawn")
    dispute.refresh_from_db()
    assert dispute.status == "mediating"
