"""张建国 and 李秀英 apply together: the pack, the thirty days, the court's answer, and who may enter it."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pymupdf
import pytest

from fengqiao.accounts.permissions import Role
from fengqiao.confirmation import actions, queries
from fengqiao.confirmation.actions import Delivery
from fengqiao.confirmation.models import Applicant, Application
from fengqiao.core import files
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.disputes import access
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.actions.files import add_file
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.followup import queries as followup
from fengqiao.mediation.actions import Upload
from tests.outcome import clocks, effective, fresh, photo, refused, scan

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
PARTIES = (
    NewParty(side="applicant", kind="person", name="张建国", phone="13800005678", address="武汉市洪山区珞南街道1号"),
    NewParty(side="respondent", kind="person", name="李秀英", phone="13900001234", address="武汉市洪山区珞南街道2号"),
)


@pytest.fixture
def agreed(room) -> Dispute:
    """An agreement that took effect on 20 November 2026, a Friday."""
    return effective(room, parties=PARTIES)


@pytest.fixture
def judge(office):
    """孟凡宇, who enters for the basic court of 洪山."""
    return lambda: office.actor(Role.COURT, office.court, name="孟凡宇")


def prepare(room, dispute, **more) -> Application:
    return actions.prepare(room.xia, dispute.pk, **{"court_id": room.office.court.pk, **more})


def decide(actor, dispute, **more) -> Application:
    given = {"result": "valid", "ruling_number": "（2026）鄂0111诉前调确1号", "decided_on": actor.at.date()}
    return actions.record_result(actor, dispute.pk, **{**given, **more})


def test_the_pack_is_one_pdf_that_holds_everything_the_court_wants(room, agreed):
    for party in agreed.parties.all():
        add_file(room.xia, agreed.pk, kind="identity_copy", name="身份证.jpg", content=photo(), party_id=party.pk)
    zhang = agreed.parties.get(name="张建国")
    application = prepare(room, agreed, deliveries={zhang.pk: Delivery(postcode="430070", accepts_electronic=True)})
    content = files.read(application.pack)
    assert [part["name"] for part in application.manifest["parts"]] == [
        "司法确认申请书", "人民调解协议书", "人民调解协议书（签名件）", "主持调解证明",
        "当事人身份证明（张建国）", "当事人身份证明（李秀英）", "送达地址确认书（张建国）", "送达地址确认书（李秀英）",
    ]  # fmt: skip
    assert application.manifest["sha256"] == hashlib.sha256(content).hexdigest()
    with pymupdf.open(stream=content) as paper:
        assert len(paper) == application.pages
        text = "".join(page.get_text() for page in paper).replace("\n", "")
        assert "pdfaid:part" in paper.get_xml_metadata()
    for told in ("武汉市洪山区人民法院", "请求确认申请人于2026年11月20日", "430070", "13900001234", agreed.file_number):
        assert told in text
    assert Applicant.objects.get(party=zhang).address == "武汉市洪山区珞南街道1号"


def test_only_a_competent_court_is_taken_and_the_refusal_names_those_that_are(room, agreed, office):
    refusal = refused(Malformed, "court_not_competent", prepare, room, agreed, court_id=office.police.pk)
    assert refusal.rule == "民事诉讼法第205条第二项"
    assert "武汉市洪山区人民法院" in refusal.next_step
    refused(Malformed, "ground_note_missing", prepare, room, agreed, court_id=None, court_name="黄石市黄石港区人民法院")
    assert not Application.objects.exists()
    made = prepare(room, agreed, court_id=None, court_name="黄石市黄石港区人民法院", ground_note="李秀英户籍在黄石港区")
    assert (made.court, made.ground) == (None, "domicile")


def test_a_matter_delegated_by_a_court_goes_back_to_that_court_alone(room, office):
    dispute = effective(
        room,
        source="entrusted",
        entruster="court",
        entrusting_organ="武汉市武昌区人民法院",
        entrusting_reference="（2026）鄂0106诉前调1号",
        court_stage="delegated",
    )
    refusal = refused(Malformed, "court_not_competent", prepare, room, dispute)
    assert refusal.rule == "民事诉讼法第205条第一项"
    made = prepare(room, dispute, court_id=None, court_name="武汉市武昌区人民法院")
    assert made.ground == "invited"


def test_a_matter_entrusted_after_filing_is_not_confirmed_but_decided_by_that_court(room):
    dispute = effective(
        room, source="entrusted", entruster="court", entrusting_organ="武汉市洪山区人民法院", court_stage="entrusted"
    )
    refusal = refused(NotNow, "confirmation_barred", prepare, room, dispute)
    assert "特邀调解" in refusal.rule


def test_whoever_does_not_join_is_named(room, agreed):
    zhang = agreed.parties.get(name="张建国")
    refusal = refused(Malformed, "not_joint", prepare, room, agreed, applicant_ids=[zhang.pk])
    assert "李秀英没有参加" in refusal.message
    assert not Application.objects.exists()


def test_the_thirtieth_day_is_in_time_until_midnight_and_rolls_over_a_day_off(room, agreed):
    clock = queries.deadline(agreed)  # 20 December 2026 is a Sunday
    assert clock.due_at.astimezone(SHANGHAI) == datetime(2026, 12, 22, tzinfo=SHANGHAI)
    prepare(room, agreed)
    last_minute = replace(room.xia, at=clock.due_at - timedelta(minutes=1))
    filed = actions.file(last_minute, agreed.pk)
    assert (filed.state, fresh(agreed).next_desk) == ("filed", "court")
    assert {each.state for each in agreed.clocks.filter(clock__startswith="confirmation")} == {"met"}


def test_after_the_thirty_days_filing_is_refused_with_the_rule_and_nothing_changes(room, agreed):
    prepare(room, agreed)
    before = fresh(agreed)
    late = replace(room.xia, at=queries.deadline(agreed).due_at)
    refusal = refused(NotNow, "confirmation_lapsed", actions.file, late, agreed.pk)
    assert "2026年12月21日届满" in refusal.message
    assert "民事诉讼法 第205条" in refusal.rule
    assert "公证" in refusal.next_step
    assert "支付令" in refusal.next_step
    after = fresh(agreed)
    assert (after.revision, after.next_desk, after.status) == (before.revision, before.next_desk, before.status)
    assert Application.objects.get().state == "prepared"
    assert clocks(agreed, "confirmation")


def test_what_was_filed_in_time_may_be_entered_late(room, agreed):
    prepare(room, agreed)
    in_time = room.xia.at + timedelta(days=10)
    late = replace(room.xia, at=room.xia.at + timedelta(days=60))
    assert actions.file(late, agreed.pk, filed_at=in_time).filed_at == in_time
    assert agreed.clocks.get(clock="confirmation").state == "met"


def test_nothing_is_filed_that_was_not_prepared(room, agreed):
    refused(NotNow, "no_application", actions.file, room.xia, agreed.pk)
    assert fresh(agreed).next_desk != "court"


def test_the_court_sees_the_matter_from_filing_on_and_enters_its_own_ruling(room, agreed, judge):
    prepare(room, agreed)
    with pytest.raises(NotFound):
        access.get_for(judge(), agreed.pk, "dispute.view")
    actions.file(room.xia, agreed.pk, signed=Upload("申请书.pdf", scan("signed application")))
    room.later(days=8)
    actions.record_docket(judge(), agreed.pk, docketed_on=date(2026, 11, 25), docket_number="（2026）鄂0111诉前调确1号")
    assert clocks(agreed, "court_review")[0].due_at.astimezone(SHANGHAI).date() == date(2026, 12, 26)
    application = decide(judge(), agreed, received_on=date(2026, 11, 28), ruling=Upload("裁定书.pdf", scan("ruling")))
    assert (application.state, application.result_by_name) == ("decided", "孟凡宇")
    assert application.ruling.kind == "court_ruling"
    assert clocks(agreed, "objection")[0].due_at.astimezone(SHANGHAI) == datetime(2026, 12, 15, tzinfo=SHANGHAI)
    assert not clocks(agreed, "court_review")
    assert fresh(agreed).next_desk == "mediator"
    assert queries.confirmed(Dispute.objects.all()).get() == agreed
    assert followup.is_confirmed(agreed)
    assert "enforcement" in [offer.remedy for offer in followup.remedies_for(agreed, [])]


def test_another_court_and_whoever_is_neither_cannot_enter_a_result(room, agreed, office):
    prepare(room, agreed)
    actions.file(room.xia, agreed.pk)
    elsewhere = office.actor(Role.COURT, office.police, name="他院", scope="420111")
    refused(Forbidden, "another_court", decide, elsewhere, agreed)
    refused(Forbidden, "permission_missing", decide, office.supervisor, agreed)
    assert Application.objects.get().state == "filed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"result": "mediated"}, "result_unknown"),
        ({"ruling_number": " "}, "ruling_number_missing"),
        ({"decided_on": date(2026, 11, 19)}, "decided_on_out_of_range"),
        ({"decided_on": date(2027, 1, 1)}, "decided_on_out_of_range"),
        ({"received_on": date(2026, 11, 19)}, "received_on_out_of_range"),
    ],
)
def test_a_result_that_cannot_be_is_refused_beside_its_field(room, agreed, changes, code):
    prepare(room, agreed)
    actions.file(room.xia, agreed.pk)
    refused(Malformed, code, decide, room.xia, agreed, **changes)
    assert Application.objects.get().state == "filed"


def test_after_a_permitted_withdrawal_the_parties_may_apply_again_while_the_days_last(room, agreed):
    prepare(room, agreed)
    actions.file(room.xia, agreed.pk)
    refused(NotNow, "already_filed", prepare, room, agreed)
    room.later(days=2)
    assert actions.withdraw(room.xia, agreed.pk, why="双方决定改为公证").state == "filed"
    decide(room.xia, agreed, result="withdrawal_permitted", ruling_number="")
    assert clocks(agreed, "confirmation")[0].due_at.astimezone(SHANGHAI).date() == date(2026, 12, 22)
    prepare(room, agreed)
    assert actions.file(room.xia, agreed.pk).state == "filed"


def test_a_prepared_application_is_simply_given_up(room, agreed):
    prepare(room, agreed)
    refused(Malformed, "reason_missing", actions.withdraw, room.xia, agreed.pk, why=" ")
    assert actions.withdraw(room.xia, agreed.pk, why="李秀英不愿申请").state == "withdrawn"
    refused(NotNow, "no_application", actions.withdraw, room.xia, agreed.pk, why="再次撤回")


def test_a_rejected_application_is_no_confirmation(room, agreed):
    prepare(room, agreed)
    actions.file(room.xia, agreed.pk)
    decide(room.xia, agreed, result="rejected", note="内容不明确")
    assert not queries.is_confirmed(dispute=agreed)
    assert not clocks(agreed, "objection")


def test_the_outlook_tells_deadline_courts_checks_and_other_ways(room, agreed):
    outlook = queries.outlook(agreed, room.xia.at)
    assert [choice.name for choice in outlook.advice.choices] == ["武汉市洪山区人民法院"]
    assert set(outlook.advice.choices[0].grounds) == {"organisation", "subject_matter", "domicile"}
    assert {check.code: check.state for check in outlook.checks}["identity"] == "warn"
    assert [way.code for way in outlook.alternatives] == [
        "notarised_instrument",
        "payment_order",
        "arbitration",
        "suit",
    ]


def test_a_filed_application_lies_on_the_work_list_of_the_court_and_stays_in_sight_of_the_committee(
    room, agreed, judge
):
    prepare(room, agreed)
    assert list(disputes.my_turn(judge())) == []
    actions.file(room.xia, agreed.pk)
    assert list(disputes.my_turn(judge())) == [agreed]
    assert list(disputes.my_turn(room.xia)) == [agreed]
    assert fresh(agreed).next_organisation == room.office.court
    decide(judge(), agreed)
    assert list(disputes.my_turn(judge())) == []
    assert list(disputes.my_turn(room.xia)) == [agreed]


def test_each_interested_party_may_object_for_six_months_from_the_day_it_learned(room, agreed, judge, office):
    prepare(room, agreed)
    actions.file(room.xia, agreed.pk)
    given = {"name": "王桂兰", "knew_on": date(2026, 11, 24)}
    room.later(days=4)
    refused(NotNow, "not_confirmed", actions.note_interested_party, room.xia, agreed.pk, **given)
    decide(judge(), agreed, decided_on=date(2026, 11, 23))
    refused(Forbidden, "permission_missing", actions.note_interested_party, office.supervisor, agreed.pk, **given)
    for day in (date(2026, 11, 22), date(2026, 11, 25)):
        wrong = {**given, "knew_on": day}
        refused(Malformed, "knew_on_out_of_range", actions.note_interested_party, room.xia, agreed.pk, **wrong)
    assert not clocks(agreed, "third_objection")
    actions.note_interested_party(judge(), agreed.pk, **given)
    actions.note_interested_party(room.xia, agreed.pk, name="赵大海", knew_on=date(2026, 11, 23))
    running = clocks(agreed, "third_objection")
    assert [each.due_at.astimezone(SHANGHAI).date() for each in running] == [date(2027, 5, 25), date(2027, 5, 25)]
    assert {each.source for each in running} == {"民诉法解释 第372、127条"}
