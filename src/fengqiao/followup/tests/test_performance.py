"""李秀英 owes 张建国: what is owed is listed with its days, performance is recorded in parts, default has its ways out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute, DisputeFile
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.documents import queries as documents
from fengqiao.followup import actions, queries
from fengqiao.followup.models import Default, Performance, Plan
from fengqiao.mediation.actions import NewObligation, Upload
from tests.outcome import clocks, effective, facts, fresh, pays, photo, refused, yuan

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
PARTS = ((1000, date(2026, 12, 1)), (1000, date(2027, 1, 1)), (2000, date(2027, 2, 1)))


@pytest.fixture
def owing(room) -> Dispute:
    """李秀英 owes 4,000 yuan in three parts."""
    return effective(room, lambda dispute: pays(dispute, 4000, parts=PARTS))


def keys(dispute, *numbers) -> list:
    """The keys of parts by their numbers."""
    progress = queries.overview(dispute).progress
    return [each.part.key for each in progress if not numbers or each.part.number in numbers]


def test_each_part_of_an_effective_agreement_gets_its_clock_until_the_end_of_its_day(owing):
    running = clocks(owing, "performance")
    assert [clock.due_at.astimezone(SHANGHAI) for clock in running] == [
        datetime(2026, 12, 2, tzinfo=SHANGHAI),
        datetime(2027, 1, 2, tzinfo=SHANGHAI),
        datetime(2027, 2, 2, tzinfo=SHANGHAI),
    ]
    assert "第1项第1期（李秀英）" in running[0].title
    assert owing.next_due_at == running[0].due_at
    assert Plan.objects.get().last_due_on == date(2027, 2, 1)


def test_enforcement_runs_two_years_from_the_end_of_the_last_instalment(owing):
    (clock,) = clocks(owing, "enforcement")
    assert clock.rule == "ENF_2Y"
    assert clock.due_at.astimezone(SHANGHAI).date() == date(2029, 2, 2)  # 24:00 of 1 February 2029
    assert "分3期履行" in clock.explanation


def test_what_was_performed_on_the_spot_is_recorded_and_nothing_is_left_to_enforce(room):
    dispute = effective(room, lambda dispute: pays(dispute, 500, on_the_spot=True))
    assert Performance.objects.get().amount == yuan(500)
    assert Plan.objects.get().performed_at is not None
    assert not clocks(dispute, "performance")
    assert not clocks(dispute, "enforcement")
    assert facts(dispute)["performance_settled"].holds


def test_a_part_may_be_paid_in_parts_and_the_last_payment_settles(room, owing):
    room.later(days=5)
    actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.1"), amount=yuan(400))
    assert facts(owing)["performance_settled"].detail.startswith(
        "尚未全部履行：第1项第1期李秀英还应付600.00元；第1项第2期"
    )
    assert len(clocks(owing, "performance")) == 3
    actions.record_performance(room.xia, owing.pk, parts=keys(owing), amount=yuan(1600))
    assert [each.paid for each in queries.overview(owing).progress] == [yuan(1000), yuan(1000), yuan(0)]
    assert [clock.rule for clock in clocks(owing, "performance")] == ["performance.1.3"]
    actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.3"))
    assert facts(owing)["performance_settled"].holds
    assert [clock.state for clock in owing.clocks.filter(clock="performance")] == ["met", "met", "met"]
    assert Plan.objects.get().performed_at == room.xia.at
    assert fresh(owing).next_desk == "mediator"


def test_a_payment_made_in_time_but_recorded_late_is_in_time(room, owing):
    room.later(days=30)
    actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.1"), performed_on=date(2026, 12, 1))
    assert owing.clocks.get(rule="performance.1.1").state == "met"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": yuan(1001)}, "amount_too_large"),
        ({"amount": yuan(0)}, "amount_form"),
        ({"amount": yuan(-5)}, "amount_form"),
        ({"performed_on": date(2026, 11, 19)}, "performed_on_out_of_range"),
        ({"performed_on": date(2026, 11, 21)}, "performed_on_out_of_range"),
        ({"parts": []}, "part_unknown"),
    ],
)
def test_what_cannot_be_true_is_refused_and_nothing_is_written(room, owing, changes, code):
    given = {"parts": keys(owing, "1.1"), **changes}
    before = fresh(owing).revision
    refused(Malformed, code, actions.record_performance, room.xia, owing.pk, **given)
    assert not Performance.objects.exists()
    assert fresh(owing).revision == before


def test_nobody_of_another_committee_records_performance(room, owing):
    refused(
        NotFound, "dispute_not_found", actions.record_performance, room.office.outsider, owing.pk, parts=keys(owing)
    )
    refused(Forbidden, "permission_missing", actions.record_performance, room.office.gong, owing.pk, parts=keys(owing))
    assert not Performance.objects.exists()


def test_a_matter_from_the_police_wants_a_voucher_for_each_performance(room):
    dispute = effective(
        room,
        lambda dispute: pays(dispute, 500, on_the_spot=True),
        source="entrusted",
        entruster="police",
        entrusting_organ="珞南派出所",
    )
    assert not facts(dispute)["performance_settled"].holds
    refusal = refused(
        Malformed, "voucher_missing", actions.record_performance, room.xia, dispute.pk, parts=keys(dispute)
    )
    assert refusal.rule == "治安管理处罚法第9条"
    actions.record_performance(room.xia, dispute.pk, parts=keys(dispute), voucher=Upload("收条.jpg", photo()))
    assert facts(dispute)["performance_settled"].holds
    assert DisputeFile.objects.get().kind == "performance_voucher"


def test_a_wrong_entry_is_struck_out_stays_and_is_owed_again(room, owing):
    (row,) = actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.1"))
    refused(Malformed, "reason_missing", actions.strike_performance, room.xia, owing.pk, row.pk, why=" ")
    actions.strike_performance(room.xia, owing.pk, row.pk, why="登记到别的案件的款项")
    assert Performance.objects.get().struck_reason == "登记到别的案件的款项"
    assert [clock.rule for clock in clocks(owing, "performance")][0] == "performance.1.1"
    assert not facts(owing)["performance_settled"].holds
    refused(NotNow, "performance_struck", actions.strike_performance, room.xia, owing.pk, row.pk, why="再次作废")


def test_a_default_names_the_remedies_and_plans_the_visit_that_is_owed(room, owing):
    room.later(days=15)
    (row,) = actions.note_default(
        room.xia, owing.pk, parts=keys(owing, "1.1"), reason="李秀英称年底前没有钱，已两次督促"
    )
    assert [offer["remedy"] for offer in row.remedies] == ["re_mediation", "arbitration", "suit", "payment_order"]
    assert "人民调解法第32条" in [offer["source"] for offer in row.remedies]
    assert owing.visits.get(rule="breach").due_on == date(2026, 12, 12)
    dispute = fresh(owing)
    assert (dispute.status, dispute.next_desk, dispute.next_person_id) == ("performing", "mediator", room.office.xia.pk)
    refused(
        NotNow, "part_settled", actions.note_default, room.xia, owing.pk, parts=keys(owing, "1.1"), reason="再次记录"
    )
    assert "尚无处理结果" in facts(owing)["performance_settled"].detail


def test_paying_after_all_ends_the_default(room, owing):
    actions.note_default(room.xia, owing.pk, parts=keys(owing, "1.1"), reason="明确表示不再支付")
    actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.1"))
    assert Default.objects.get().outcome == "performed"


def test_enforcement_is_no_outcome_while_no_court_has_confirmed_the_agreement(room, owing):
    (row,) = actions.note_default(room.xia, owing.pk, parts=keys(owing, "1.1"), reason="拒绝支付")
    refusal = refused(
        NotNow, "not_confirmed", actions.settle_default, room.xia, owing.pk, row.pk, outcome="enforcement"
    )
    assert "人民调解法第33条" in refusal.rule
    assert Default.objects.get().settled_at is None
    refused(Malformed, "note_missing", actions.settle_default, room.xia, owing.pk, row.pk, outcome="released")
    refused(Malformed, "outcome_by_record", actions.settle_default, room.xia, owing.pk, row.pk, outcome="performed")
    actions.settle_default(room.xia, owing.pk, row.pk, outcome="suit", note="张建国已向洪山区人民法院起诉")
    assert Default.objects.get().outcome == "suit"


def test_reneging_leads_to_re_mediation_with_lineage_and_the_old_matter_can_be_closed(room, owing):
    actions.record_performance(room.xia, owing.pk, parts=keys(owing, "1.1"))
    room.later(days=45)
    rest = keys(owing, "1.2", "1.3")
    row = actions.note_default(room.xia, owing.pk, parts=rest, reason="反悔，称赔偿过高")[0]
    refused(NotNow, "not_reopened", actions.settle_default, room.xia, owing.pk, row.pk, outcome="re_mediation")
    new = disputes.reopen(room.xia, owing.pk, why="李秀英反悔，双方同意就余款重新调解")
    assert new.reopened_from == owing
    assert {each.outcome for each in Default.objects.all()} == {"re_mediation"}
    for each in queries.planned_visits(owing):
        actions.visit(room.xia, owing.pk, actions.NewVisit(way="phone", visited="张建国、李秀英"), visit_id=each.pk)
    assert actions.close(room.xia, owing.pk).status == "closed"
    assert Plan.objects.get().performed_at is None
    assert not queries.performed(Dispute.objects.all()).exists()


def test_a_lasting_forbearance_counts_as_kept_until_a_breach_is_noted(room):
    def quiet(dispute):
        applicant, respondent = dispute.parties.all()
        return NewObligation(
            kind="refrain", description="晚上十点后不再发出噪声", debtor_id=respondent.pk, creditor_id=applicant.pk
        )

    dispute = effective(room, quiet)
    assert facts(dispute)["performance_settled"].holds
    assert Plan.objects.get().performed_at is not None
    (row,) = actions.note_default(room.xia, dispute.pk, parts=keys(dispute), reason="深夜仍有噪声")
    assert not facts(dispute)["performance_settled"].holds
    assert Plan.objects.get().performed_at is None
    actions.settle_default(room.xia, dispute.pk, row.pk, outcome="released", note="张建国表示谅解，另有口头约定")
    assert facts(dispute)["performance_settled"].holds


def test_what_is_overdue_is_a_query(room, owing):
    assert not queries.overdue(room.xia).exists()
    room.later(days=11, hours=14)  # 2026-12-02 00:00 in Wuhan is over
    assert queries.overdue(room.office.supervisor).get() == owing
    assert not queries.overdue(room.office.outsider).exists()


def test_closing_names_what_is_owed_and_makes_the_list_of_vouchers(room):
    dispute = effective(room)
    room.later(days=1)
    refusal = refused(NotNow, "missing_performance_settled", actions.close, room.xia, dispute.pk)
    assert "第1项李秀英还应付3,000.00元；第2项李秀英尚未履行" in refusal.message
    assert fresh(dispute).status == "performing"
    actions.record_performance(
        room.xia, dispute.pk, parts=keys(dispute), voucher=Upload("收条.jpg", photo()), note="双方到场"
    )
    (visit,) = queries.planned_visits(dispute)
    refusal = refused(NotNow, "missing_visits_done", actions.close, room.xia, dispute.pk)
    assert refusal.message == "“履行情况回访”尚未进行（应于2027年1月3日前）。"
    actions.visit(room.xia, dispute.pk, actions.NewVisit(way="visit", visited="张建国"), visit_id=visit.pk)
    closed = actions.close(room.xia, dispute.pk)
    assert (closed.status, closed.next_desk) == ("closed", "archivist")
    assert not dispute.clocks.filter(state="running").exclude(clock="limitation").exists()
    form = documents.form_of(documents.current("dispute", dispute.pk, "performance_vouchers"))
    assert [(row.payer, row.amount, row.paper) for row in form.vouchers] == [
        ("李秀英", yuan(3000), "履行凭证"),
        ("李秀英", None, "履行凭证"),
    ]
    assert timedelta(0) <= closed.ended_at - room.xia.at


def test_a_matter_of_forty_four_workers_is_recorded_in_one_go(room):
    from_workers = [f"职工{number:02d}" for number in range(1, 45)]

    def promise(dispute, index):
        applicant, respondent = dispute.parties.all()
        member = list(applicant.agents.filter(role="member"))[index]
        return NewObligation(
            kind="pay",
            description="支付拖欠的工资",
            debtor_id=respondent.pk,
            creditor_id=applicant.pk,
            creditor_member_id=member.pk,
            amount=yuan(1000 + index),
            due_on=date(2026, 12, 31),
        )

    dispute = effective(
        room, *(lambda d, index=index: promise(d, index) for index in range(44)), **workers(from_workers)
    )
    assert len(clocks(dispute, "performance")) == 44
    actions.record_performance(room.xia, dispute.pk, parts=keys(dispute))
    assert Performance.objects.count() == 44
    assert facts(dispute)["performance_settled"].holds


def workers(names):
    """One firm and its former workers as one matter."""
    agents = [NewAgent(role="representative", name="代表甲"), *(NewAgent(role="member", name=name) for name in names)]
    return {
        "category": "migrant_wages",
        "parties": (
            NewParty(side="applicant", kind="group", name="原机械厂职工", headcount=len(names), agents=tuple(agents)),
            NewParty(side="respondent", kind="organisation", name="某机械厂清算组", legal_representative="陈立"),
        ),
    }
