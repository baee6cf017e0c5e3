"""What cannot be counted is refused with a stable code and a Chinese reason that names the field."""

import pytest

from fengqiao.disputes.rules.clocks import explain_clock
from fengqiao.disputes.tests.clock_requests import BOTH, ask, at, excluded
from fengqiao.jurisdictions.catalogue import national_clocks

GOOD = {"rule": "PM_30D", "jurisdiction": "CN", "start_event": "受理", "start_at": at("2026-03-02"), "modifiers": {}}


@pytest.mark.parametrize("request_", [None, [], "PM_30D", 3, True, 1.5])
def test_a_request_that_is_no_object_is_refused(request_):
    assert explain_clock(request_, national_clocks())["refused"] == "malformed_request"


@pytest.mark.parametrize("field", ["rule", "jurisdiction", "start_event", "start_at"])
def test_each_field_but_modifiers_is_needed(field):
    for request_ in ({**GOOD, field: None}, {**GOOD, field: " "}, {key: GOOD[key] for key in GOOD if key != field}):
        answer = explain_clock(request_, national_clocks())
        assert answer["refused"] == "missing_field"
        assert field in answer["reason"]
    assert "due" in explain_clock({key: GOOD[key] for key in GOOD if key != "modifiers"}, national_clocks())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rule": "PM_31D"}, "unknown_rule"),
        ({"rule": {"code": "PM_30D"}}, "malformed_field"),
        ({"start_event": True}, "malformed_field"),
        ({"jurisdiction": "999999"}, "unknown_jurisdiction"),
        ({"jurisdiction": "武汉"}, "unknown_jurisdiction"),
        ({"jurisdiction": "4201"}, "unknown_jurisdiction"),
        ({"jurisdiction": "810000"}, "unknown_jurisdiction"),
        ({"start_event": "收到委派函"}, "wrong_start_event"),
        ({"start_event": "登记"}, "wrong_start_event"),
        ({"start_at": "2026-03-02T09:00:00"}, "missing_zone"),
        ({"start_at": "2026-03-02"}, "missing_zone"),
        ({"start_at": "2026-02-30T09:00:00+08:00"}, "malformed_date"),
        ({"start_at": "2026-13-01T09:00:00+08:00"}, "malformed_date"),
        ({"start_at": "2026-03-02T25:00:00+08:00"}, "malformed_date"),
        ({"start_at": "昨天"}, "malformed_date"),
        ({"start_at": 1772413200}, "malformed_date"),
        ({"start_at": "0000-01-01T00:00:00+08:00"}, "malformed_date"),
        ({"start_at": "0001-01-01T00:00:00+14:00"}, "date_out_of_range"),
        ({"start_at": "9999-12-31T23:59:59Z"}, "date_out_of_range"),
        ({"modifiers": []}, "malformed_modifier"),
        ({"modifiers": "extension"}, "malformed_modifier"),
        ({"modifiers": {"weather": "rain"}}, "unknown_modifier"),
        ({"modifiers": {"seal": at("2026-03-02")}}, "modifier_not_allowed"),
        ({"modifiers": {"exclude": "鉴定"}}, "malformed_modifier"),
        ({"modifiers": {"exclude": [{"reason": "鉴定", "first_counted_day_again": "2026-03-09"}]}}, "missing_field"),
        ({"modifiers": {"exclude": [{"reason": "鉴定", "first_excluded_day": "2026-03-09"}]}}, "exclusion_open"),
        ({"modifiers": {"exclude": [excluded("2026-03-09", "2026-03-08")]}}, "end_before_start"),
        ({"modifiers": {"exclude": [excluded("2026-02-29", "2026-03-08")]}}, "malformed_date"),
        ({"modifiers": {"exclude": [excluded("2026-03-01", "2026-03-08")] * 101}}, "number_out_of_range"),
    ],
)
def test_an_impossible_request_is_refused(change, code):
    answer = explain_clock(GOOD | change, national_clocks())
    assert answer.get("refused") == code
    field = next(iter(change))
    assert field in answer["reason"]
    assert set(answer) == {"refused", "reason"}


@pytest.mark.parametrize(
    ("extension", "code"),
    [
        ({"days": 10}, "extension_by_nobody"),
        ({"days": 10, "agreed_by": None, "agreed_on": "2026-03-20"}, "extension_by_nobody"),
        ({"days": 10, "agreed_by": [], "agreed_on": "2026-03-20"}, "extension_by_nobody"),
        ({"days": 10, "agreed_by": "", "agreed_on": "2026-03-20"}, "extension_by_nobody"),
        ({"days": 10, "agreed_by": "nobody", "agreed_on": "2026-03-20"}, "extension_by_nobody"),
        ({"days": 10, "agreed_by": 2}, "malformed_modifier"),
        ({"days": 0, "agreed_by": BOTH}, "number_out_of_range"),
        ({"days": -3, "agreed_by": BOTH}, "number_out_of_range"),
        ({"days": 10**30, "agreed_by": BOTH}, "number_out_of_range"),
        ({"days": 1.5, "agreed_by": BOTH}, "malformed_modifier"),
        ({"days": True, "agreed_by": BOTH}, "malformed_modifier"),
        ({"days": "十", "agreed_by": BOTH}, "malformed_modifier"),
        ({"days": 10, "months": 1, "agreed_by": BOTH}, "malformed_extension"),
        ({"agreed_by": BOTH}, "malformed_extension"),
        ({"working_days": 10, "agreed_by": BOTH}, "malformed_extension"),
        ({"days": 10, "agreed_by": BOTH, "agreed_on": "2026-03-01"}, "extension_before_start"),
        ({"days": 10, "agreed_by": BOTH, "agreed_on": "2026-04-31"}, "malformed_date"),
        (30, "malformed_modifier"),
    ],
)
def test_an_impossible_extension_is_refused(extension, code):
    assert ask("PM_30D", "2026-03-02", {"extension": extension}).get("refused") == code


@pytest.mark.parametrize(
    ("rule", "modifiers", "code"),
    [
        ("CE_15", {"procedure": "summary"}, "procedure_mismatch"),
        ("CE_7", {"procedure": "普通程序"}, "procedure_mismatch"),
        ("OL_15", {"procedure": "简易程序"}, "procedure_mismatch"),
        ("OL_7", {"procedure": "ordinary"}, "procedure_mismatch"),
        ("OL_7", {"procedure": "特别程序"}, "malformed_modifier"),
        ("MED_AUTOPSY_7D", {"cold_storage": False}, "cold_storage_required"),
        ("MED_AUTOPSY_7D", {"cold_storage": "perhaps"}, "malformed_modifier"),
        ("MED_AUTOPSY_48H", {"cold_storage": True}, "modifier_not_allowed"),
        ("JC_30", {"form": "心照不宣"}, "form_not_allowed"),
        ("JC_30", {"extension": {"days": 5, "agreed_by": BOTH}}, "modifier_not_allowed"),
        ("LAB_15", {"exclude": [excluded("2026-03-09", "2026-03-12")]}, "modifier_not_allowed"),
        ("PM_NB", {"exclude": [excluded("2026-03-09", "2026-03-12")]}, "modifier_not_allowed"),
        ("CD_30", {"letter_dated": "2026-03-09"}, "end_before_start"),
        ("OL_30", {"information_received": "2026-03-03"}, "end_before_start"),
        ("TR_NOTICE_3WD_BEFORE", {"direction": "forward"}, "wrong_direction"),
        ("LIMITATION_3Y", {"knew_on": "2026-03-03"}, "end_before_start"),
        ("LAB_ARB_1Y", {"interrupted_on": "2026-03-01"}, "end_before_start"),
        ("LAB_ARB_1Y", {"interrupted_on": [{"why": "主张权利"}]}, "malformed_date"),
        ("PM_SZ", {"agreed_period_days": 0}, "number_out_of_range"),
        ("PM_SZ", {"agreed_period_days": "两周"}, "malformed_modifier"),
        ("ENF_2Y", {"instalments": ["2026-02-30"]}, "malformed_date"),
        ("ENF_2Y", {"instalments": ["2026-02-20"] * 1001}, "number_out_of_range"),
        ("ENF_2Y", {"instalments": ["2026-02-20"], "no_performance_period": True}, "contradiction"),
        ("ENF_2Y", {"no_performance_period": "也许"}, "malformed_modifier"),
    ],
)
def test_circumstances_that_a_rule_forbids_are_refused(rule, modifiers, code):
    answer = ask(rule, "2026-03-02", modifiers)
    assert answer.get("refused") == code
    assert "modifiers" in answer["reason"]


def test_a_reason_repeats_nothing_that_cannot_be_sent_or_stored():
    for text in ("\ud800", "\x00", "长" * 10_000):
        reason = explain_clock(GOOD | {"rule": text}, national_clocks())["reason"]
        assert reason.encode("utf-8")
        assert "\x00" not in reason
        assert len(reason) < 120


def test_deep_nesting_is_refused():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    for field in GOOD:
        assert "refused" in explain_clock(GOOD | {field: deep}, national_clocks())
    for modifiers in ({"exclude": deep}, {"extension": {"days": 1, "agreed_by": deep}}, {"extension": deep}):
        assert "refused" in ask("PM_30D", "2026-03-02", modifiers)


def test_a_wrong_start_event_is_answered_with_the_right_one():
    answer = ask("CD_30", "2026-03-02", start_event="收到委派函")
    assert answer["refused"] == "wrong_start_event"
    assert "签字接收法院移交材料" in answer["reason"]


@pytest.mark.parametrize(
    ("rule", "event"),
    [
        ("PM_30D", "自受理之日起"),
        ("PM_30D", " 受 理 "),
        ("TR_NOTICE_3WD_BEFORE", "约定的交警调解时间（倒算）"),
        ("TR_NOTICE_3WD_BEFORE", "约定的交警调解时间"),
        ("DV_ORDER_24H", "法院受理申请"),
        ("FILE_NB_30WD", "聘任"),
        ("JC_30", "调解协议生效之日"),
    ],
)
def test_a_start_event_is_known_in_its_usual_spellings(rule, event):
    assert "due" in ask(rule, "2026-03-02", start_event=event)


@pytest.mark.parametrize("event", ["调委会决定受理纠纷", "accepted"])
def test_a_fuller_wording_or_a_foreign_code_is_counted_with_a_caution(event):
    answer = ask("PM_30D", "2026-03-02", start_event=event)
    assert answer["due"] == "2026-04-01"
    assert answer["explanation"].startswith("请核对")


@pytest.mark.parametrize("event", ["不予受理", "受理前登记", "法院受理申请", "letter_dated", "签收"])
def test_a_denied_another_or_a_foreign_event_is_refused(event):
    assert ask("PM_30D", "2026-03-02", start_event=event)["refused"] == "wrong_start_event"


def test_an_urgent_application_is_not_counted_by_the_ordinary_rule():
    assert ask("DV_ORDER_72H", "2026-03-02", start_event="法院受理申请(紧急)")["refused"] == "wrong_start_event"
