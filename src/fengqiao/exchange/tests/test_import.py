"""Imported cases look and behave like others; what is wrong is told; nothing is imported twice."""

from datetime import date
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed
from fengqiao.disputes import access, queries
from fengqiao.disputes.models import Dispute, FileNumber, Party
from fengqiao.exchange import actions
from fengqiao.exchange.models import ImportedCase, ImportRun, Refusal
from fengqiao.exchange.tests.conftest import raw
from fengqiao.statistics import actions as statistics
from fengqiao.statistics.access import scope_for
from fengqiao.statistics.queries import sums
from fengqiao.statistics.rules import periods


def test_an_imported_case_is_a_case_like_others(office, bring):
    outcome = bring(raw())
    assert (outcome.run.accepted, outcome.faults) == (1, [])
    dispute = Dispute.objects.get()
    assert (dispute.status, dispute.outcome, dispute.people_count) == ("closed", "agreed", 2)
    assert dispute.file_number == "（2021）武洪珞人调字第0001号"
    assert dispute.title == "张某某与李某某 · 邻里纠纷"
    assert Party.objects.get(order=1).id_number == "420101197001011011"
    assert queries.searched(access.visible_to(office.director), "发霉").get() == dispute
    assert queries.searched(access.visible_to(office.director), "5678").get() == dispute
    agreement = dispute.agreements.get()
    assert (agreement.form, agreement.obligations.get().amount) == ("written", Decimal(3000))
    assert dispute.performance_plan.performances.get().performed_on == date(2021, 4, 1)


def test_its_history_begins_with_the_import_that_tells_what_was_taken_over(officer, bring):
    bring(raw(original_number="（2021）洪调字7号"))
    dispute = Dispute.objects.get()
    (event,) = audit.history(dispute.pk)
    assert (event.verb, event.at, event.after) == ("import", officer.at, dispute.status)
    assert "2021年3月6日受理" in event.data["text"]
    assert event.data["external_key"] == "A-1"
    assert audit.broken_link(dispute.pk) is None


def test_it_counts_in_the_table_and_facts_equal_records(officer, bring):
    bring(
        raw(),
        raw(external_key="A-2", agreed_at=None, form=None, promise=None, agreement_amount=None, performed_on=None),
        raw(external_key="A-3", performed_on=None, filed_at="2021-03-25", confirmed_on="2021-04-02", court="武汉市洪山区人民法院"),
    )  # fmt: skip
    found = sums.counts_in(scope_for(officer), periods.read("2021"))
    assert (found["total"], found["agreed"], found["performed"], found["confirmed"]) == (3, 2, 1, 1)
    assert found["amount"] == 600_000
    assert not list(statistics.check())


def test_the_same_key_is_never_imported_twice(bring):
    bring(raw())
    again = bring(raw(), raw(external_key="A-2"))
    assert (again.run.accepted, again.run.known) == (1, 1)
    elsewhere = bring(raw(), system="另一系统")
    assert elsewhere.run.accepted == 1
    assert Dispute.objects.count() == ImportedCase.objects.count() == 3


def test_every_fault_is_told_with_line_column_value_and_reason(bring):
    outcome = bring(
        raw(registered_at="2021-02-30", category="天文", 备注="x"),
        raw(external_key="A-2", accepted_at="2021-03-01"),
        raw(external_key="A-3", parties=[{"side": "申请人", "name": "王五", "id_number": "420101197001011012"}]),
        raw(external_key="A-4", organisation="不存在的调委会"),
        raw(external_key="A-4"),
        raw(external_key="A-5", agreed_at="2099-01-01"),
    )
    told = [(line, fault.column, fault.value) for line, _key, fault in outcome.faults]
    assert (1, "registered_at", "2021-02-30") in told
    assert (1, "备注", "x") in told
    assert (2, "accepted_at", "2021-03-01") in told
    assert (3, "申请人身份证号码", "420101197001011012") in told
    assert (4, "organisation", "不存在的调委会") in told
    assert (5, "外部编号", "A-4") in told
    assert 6 in {line for line, _column, _value in told}
    assert outcome.run.refused == 6 and not Dispute.objects.exists()
    assert Refusal.objects.filter(line=3).get().value == "420101197001011012"


def test_a_dry_run_writes_no_case(bring):
    outcome = bring(raw(), raw(external_key="A-2", source="其他"), is_dry=True)
    assert (outcome.run.accepted, outcome.run.refused) == (1, 1)
    assert not Dispute.objects.exists() and not FileNumber.objects.exists()


def test_all_or_nothing_writes_nothing_when_one_row_is_wrong(bring):
    outcome = bring(raw(), raw(external_key="A-2", source="其他"), takes_all=True)
    assert (outcome.run.state, outcome.run.accepted) == ("refused", 0)
    assert not Dispute.objects.exists()
    assert bring(raw(), raw(external_key="A-2"), takes_all=True).run.accepted == 2


def test_numbers_are_gap_free_in_the_order_of_the_file(office, bring):
    bring(*(raw(external_key=f"A-{n}") for n in range(5)), raw(external_key="B", organisation=office.community.name))
    texts = list(
        FileNumber.objects.filter(organisation=office.street).order_by("serial").values_list("serial", flat=True)
    )
    assert texts == [1, 2, 3, 4, 5]
    assert FileNumber.objects.get(organisation=office.community).serial == 1


def test_a_flat_file_with_chinese_headings_is_read(office, officer, tmp_path):
    path = tmp_path / "旧案.csv"
    heads = "外部编号,调解组织,纠纷类型,案件来源,纠纷情况,登记日期,受理日期,调解结果,结束日期,申请人姓名,申请人电话,对方当事人名称,对方当事人类型"
    row = f"C-1,{office.street.name},其他消费纠纷,主动调解,健身房关停不退费,2020年5月6日,2020/5/7,调解不成,20200520"
    row += ",王红,13800001111,武汉某健身有限公司,单位"
    path.write_bytes(f"{heads}\r\n{row}\r\n".encode("gb18030"))
    outcome = actions.import_cases(officer, path, system="台账")
    assert outcome.faults == []
    dispute = Dispute.objects.get()
    assert (dispute.status, dispute.outcome, dispute.category) == ("terminated", "too_far_apart", "consumer")
    assert dispute.ending.remedies


def test_a_registered_case_waits_at_triage_and_can_be_accepted(office, bring):
    bring(raw(accepted_at=None, agreed_at=None, form=None, promise=None, agreement_amount=None, performed_on=None))
    dispute = Dispute.objects.get()
    assert (dispute.status, dispute.next_desk, dispute.file_number) == ("registered", "triage", None)
    assert {clock.clock for clock in dispute.clocks.all()} == {"limitation"}


def test_open_cases_have_their_clocks(bring):
    bring(raw(agreed_at=None, form=None, promise=None, agreement_amount=None, performed_on=None))
    dispute = Dispute.objects.get()
    clock = dispute.clocks.get(clock="mediation_period")
    assert clock.state == "running" and dispute.next_due_at == clock.due_at


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1]\n", b'{"a":' + b"[" * 5000 + b"\n", b'"AAA"\n'])
def test_broken_lines_are_refused_not_raised(officer, tmp_path, content):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    outcome = actions.import_cases(officer, path, system="旧系统")
    assert outcome.run.accepted == 0 and bool(outcome.faults) == bool(content)


def test_only_who_may_import_does(office, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text("")
    with pytest.raises(Forbidden):
        actions.import_cases(office.director, path, system="旧系统")
    assert not ImportRun.objects.exists()


def test_a_file_of_another_kind_is_refused(officer, tmp_path):
    path = tmp_path / "x.exe"
    path.write_text("")
    with pytest.raises(Malformed):
        actions.import_cases(officer, path, system="旧系统")
    assert not ImportRun.objects.exists()
