"""Every rule of the catalogue, with dates worked out by hand on the calendars of 2024 to 2026."""

import pytest

from fengqiao.disputes.tests.clock_requests import BOTH, RULES, ask, at, excluded

HEAD = "机关负责人"
DAY_CASES = [
    # rule, start, modifiers, due, rolled from
    ("PM_MONTH", "2026-03-02", {}, "2026-04-02", None),
    ("PM_MONTH", "2026-01-31", {}, "2026-02-28", None),
    ("PM_MONTH", "2024-01-31", {}, "2024-02-29", None),
    ("PM_MONTH", "2026-03-05", {}, "2026-04-05", None),
    ("PM_MONTH", "2026-03-02", {"exclude": [excluded("2026-03-10", "2026-03-15")]}, "2026-04-07", None),
    (
        "PM_MONTH",
        "2026-03-02",
        {"extension": {"days": 10, "agreed_by": BOTH, "agreed_on": "2026-03-30"}},
        "2026-04-12",
        None,
    ),
    ("PM_NB", "2026-03-31", {}, "2026-04-30", None),
    (
        "PM_NB",
        "2026-03-31",
        {"extension": {"months": 1, "agreed_by": "双方", "agreed_on": "2026-04-30"}},
        "2026-05-30",
        None,
    ),
    ("PM_30D", "2026-03-02", {}, "2026-04-01", None),
    ("PM_30D", "2024-02-28", {}, "2024-03-29", None),
    ("PM_SZ", "2026-03-02", {}, "2026-04-01", None),
    ("PM_SZ", "2026-03-02", {"agreed_period_days": 45}, "2026-04-16", None),
    ("JC_30", "2026-03-05", {"form": "written"}, "2026-04-07", "2026-04-04"),
    ("JC_30", "2026-01-15", {"form": "oral"}, "2026-02-14", None),
    ("JC_30", "2026-09-01", {}, "2026-10-08", "2026-10-01"),
    ("JC_30", "2024-12-02", {}, "2025-01-02", "2025-01-01"),
    ("JC_30_SAFE", "2026-03-05", {}, "2026-04-07", "2026-04-04"),
    ("CD_30", "2026-03-05", {"letter_dated": "2026-03-01"}, "2026-04-04", None),
    (
        "CD_30",
        "2026-03-05",
        {"extension": {"days": 20, "agreed_by": BOTH, "agreed_on": "2026-04-01"}},
        "2026-04-24",
        None,
    ),
    ("CE_15", "2026-04-20", {"procedure": "ordinary"}, "2026-05-06", "2026-05-05"),
    (
        "CE_15",
        "2026-04-20",
        {"extension": {"days": 4, "agreed_by": BOTH, "agreed_on": "2026-05-06"}},
        "2026-05-09",
        None,
    ),
    ("CE_7", "2026-09-13", {"procedure": "简易程序"}, "2026-09-20", None),
    ("CE_7", "2026-09-18", {}, "2026-09-28", "2026-09-25"),
    ("OL_30", "2026-03-05", {}, "2026-04-04", None),
    (
        "OL_30",
        "2026-03-05",
        {"information_received": "2026-03-03", "exclude": excluded("2026-03-10", "2026-03-20")},
        "2026-04-14",
        None,
    ),
    ("OL_15", "2026-04-20", {"procedure": "普通程序"}, "2026-05-05", None),
    ("OL_7", "2026-04-20", {"procedure": "summary"}, "2026-04-27", None),
    ("OL_CHOOSE_2WD", "2026-09-30", {}, "2026-10-09", None),
    ("OL_DESIGNATE_3WD", "2026-09-30", {}, "2026-10-10", None),
    ("OL_ACCEPT_3WD", "2026-02-13", {}, "2026-02-25", None),
    ("OL_NOTIFY_3WD", "2026-09-18", {}, "2026-09-22", None),
    ("MED_30WD", "2026-03-02", {}, "2026-04-14", None),
    ("MED_30WD", "2026-03-02", {"exclude": [excluded("2026-03-09", "2026-03-14")]}, "2026-04-21", None),
    (
        "MED_30WD",
        "2026-03-02",
        {"extension": {"days": 10, "agreed_by": ["医调委", "患方", "医方"], "agreed_on": "2026-04-10"}},
        "2026-04-24",
        None,
    ),
    ("MED_HEALTH_5WD", "2026-04-30", {}, "2026-05-11", None),
    ("MED_AUTOPSY_7D", "2026-03-02", {"cold_storage": True}, "2026-03-09", None),
    ("LAB_15", "2026-04-20", {}, "2026-05-05", None),
    ("LAB_ARB_1Y", "2024-02-29", {}, "2025-02-28", None),
    ("LAB_ARB_1Y", "2024-02-29", {"interrupted_on": "2024-12-10"}, "2025-12-10", None),
    ("LAB_AWARD_45", "2026-03-02", {}, "2026-04-16", None),
    (
        "LAB_AWARD_45",
        "2026-03-02",
        {"extension": {"days": 15, "agreed_by": "主任", "agreed_on": "2026-04-10"}},
        "2026-05-01",
        None,
    ),
    ("TR_POLICE_APPLY_10WD", "2026-06-15", {}, "2026-06-30", None),
    ("TR_AFTER_PM_3WD", "2026-06-18", {}, "2026-06-24", None),
    ("TR_NOTICE_3WD_BEFORE", "2026-10-09", {"direction": "back"}, "2026-09-29", None),
    ("TR_POLICE_MEDIATE_10WD", "2026-09-18", {}, "2026-10-09", None),
    ("PET_15", "2026-03-05", {}, "2026-03-20", None),
    ("PET_OBJECTION_5WD", "2026-01-01", {}, "2026-01-08", None),
    ("PET_60", "2026-03-02", {}, "2026-05-01", None),
    (
        "PET_60",
        "2026-03-02",
        {"extension": {"days": 30, "agreed_by": HEAD, "agreed_on": "2026-04-20"}},
        "2026-05-31",
        None,
    ),
    ("PET_REVIEW_APPLY_30", "2026-03-05", {}, "2026-04-04", None),
    ("PET_REVIEW_30", "2026-03-05", {}, "2026-04-04", None),
    ("PET_REREVIEW_30", "2026-03-05", {"exclude": excluded("2026-03-16", "2026-03-18", "听证")}, "2026-04-06", None),
    ("FILE_MED_30WD", "2026-03-02", {}, "2026-04-14", None),
    ("FILE_NB_30WD", "2026-03-02", {}, "2026-04-14", None),
    ("FILE_ZJ_1M", "2026-05-31", {}, "2026-06-30", None),
    ("FILE_NANSHA_30D", "2026-03-05", {}, "2026-04-04", None),
    ("ENF_2Y", "2024-02-29", {}, "2026-02-28", None),
    ("ENF_2Y", "2024-10-01", {}, "2026-10-08", "2026-10-01"),
    ("ENF_2Y", "2024-01-10", {"instalments": ["2024-03-31", "2024-06-30", "2024-05-31"]}, "2026-06-30", None),
    ("ENF_2Y", "2024-01-10", {"no_performance_period": True}, "2026-01-12", "2026-01-10"),
    (
        "ENF_2Y",
        "2024-12-31",
        {"instalments": [{"due": "2024-06-30"}, {"due": "2024-12-31"}], "acceleration_triggered_on": "2024-07-15"},
        "2026-07-15",
        None,
    ),
    ("JC_OBJECTION_15", "2026-09-12", {}, "2026-09-28", "2026-09-27"),
    ("JC_OBJECTION_6M", "2025-08-31", {}, "2026-02-28", None),
    ("JC_OBJECTION_6M", "2025-08-15", {}, "2026-02-24", "2026-02-15"),
    ("JC_COURT_30", "2026-09-01", {}, "2026-10-08", "2026-10-01"),
    ("PAYORDER_DEBTOR_15", "2026-06-05", {}, "2026-06-22", "2026-06-20"),
    ("LAND_SUE_30", "2026-04-05", {}, "2026-05-06", "2026-05-05"),
    ("LAND_ARB_60", "2026-03-02", {}, "2026-05-01", None),
    (
        "LAND_ARB_60",
        "2026-03-02",
        {"extension": {"days": 30, "agreed_by": "仲裁委主任", "agreed_on": "2026-04-20"}},
        "2026-05-31",
        None,
    ),
    ("DV_ORDER_MAX_6M", "2026-08-31", {}, "2027-02-28", None),
    ("SZ_TRANSFER_3WD", "2026-09-30", {}, "2026-10-10", None),
    ("SZ_ADMIN_ACCEPT_5WD", "2026-04-30", {}, "2026-05-11", None),
    ("SZ_ADMIN_ACCEPT_10WD", "2026-09-18", {}, "2026-10-09", None),
    ("LIMITATION_3Y", "2024-02-29", {}, "2027-02-28", None),
    ("LIMITATION_3Y", "2026-03-02", {"knew_on": "2023-03-02"}, "2029-03-02", None),
]
HOUR_CASES = [
    ("MED_AUTOPSY_48H", "2026-03-02T21:30:00+08:00", "2026-03-04T21:30:00+08:00"),
    ("DV_ORDER_72H", "2026-09-30T17:00:00+08:00", "2026-10-03T17:00:00+08:00"),
    ("DV_ORDER_24H", "2026-09-30T09:00:00Z", "2026-10-01T17:00:00+08:00"),
]


@pytest.mark.parametrize(("rule", "start", "modifiers", "due", "rolled_from"), DAY_CASES)
def test_each_rule_ends_on_the_day_that_the_law_says(rule, start, modifiers, due, rolled_from):
    answer = ask(rule, start, modifiers)
    assert (answer.get("due"), answer.get("rolled_from")) == (due, rolled_from), answer


@pytest.mark.parametrize(("rule", "start", "due"), HOUR_CASES)
def test_hours_run_from_the_moment_through_days_off(rule, start, due):
    answer = ask(rule, start)
    assert answer["due"] == due
    assert answer["provisional"] is False


def test_the_hour_of_the_start_does_not_matter_for_days_but_the_local_date_does():
    assert ask("PM_30D", at("2026-03-02", 0))["due"] == ask("PM_30D", at("2026-03-02", 23))["due"] == "2026-04-01"
    assert ask("PM_30D", "2026-03-01T16:00:00Z")["due"] == "2026-04-01"
    assert ask("PM_30D", "2026-03-02T16:00:00Z")["due"] == "2026-04-02"


def test_no_rule_of_the_catalogue_is_without_a_case():
    effects = {code for code, rule in RULES.items() if rule.unit == "event"}
    assert {case[0] for case in [*DAY_CASES, *HOUR_CASES]} | effects == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_answer_names_its_article_and_tells_the_consequence(rule):
    answer = ask(rule, "2026-03-02")
    assert answer["rule"] == rule
    assert answer["article"] == answer["source"] == RULES[rule].source
    assert RULES[rule].source in answer["explanation"]
    if RULES[rule].unit != "event":
        assert RULES[rule].end_effect in answer["explanation"]


def test_only_the_named_families_roll_over():
    families = ("JC_", "PAYORDER_", "CE_")
    rolling = {code for code, rule in RULES.items() if rule.rolls}
    assert rolling == {code for code in RULES if code.startswith(families)} | {"ENF_2Y", "LAND_SUE_30"}
    assert {code for code, rule in RULES.items() if rule.roll_arguable} == {"CE_15", "CE_7"}


def test_a_roll_over_of_an_entrusted_matter_is_marked_arguable():
    answer = ask("CE_15", "2026-04-20")
    assert answer["arguable"] is True
    assert "争议" in answer["explanation"]
    assert ask("JC_30", "2026-03-05")["arguable"] is False


def test_dates_that_hang_on_an_unknown_year_are_provisional_and_others_are_not():
    assert ask("OL_NOTIFY_3WD", "2026-12-30") | {"explanation": ""} == ask("OL_NOTIFY_3WD", "2026-12-30") | {
        "due": "2027-01-05",
        "provisional": True,
        "explanation": "",
    }
    assert ask("ENF_2Y", "2027-01-01")["due"] == "2029-01-02"
    assert ask("JC_30", "2026-12-02")["due"] == "2027-01-04"
    assert ask("JC_30", "2026-12-02")["provisional"] is True
    assert ask("PM_30D", "2026-12-10")["provisional"] is False
    assert ask("MED_30WD", "2026-03-02")["provisional"] is False


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("PM_NB", "330203"),
        ("FILE_ZJ_1M", "330200"),
        ("FILE_ZJ_1M", "330106"),
        ("FILE_NANSHA_30D", "440115"),
        ("PM_SZ", "440305"),
        ("PM_30D", "420100"),
        ("PM_30D", "CN"),
    ],
)
def test_a_rule_applies_where_it_was_made_and_below(rule, place):
    assert "due" in ask(rule, "2026-03-02", jurisdiction=place)


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("PM_NB", "330100"),
        ("PM_NB", "330000"),
        ("PM_NB", "CN"),
        ("FILE_ZJ_1M", "420100"),
        ("FILE_NANSHA_30D", "440100"),
        ("PM_SZ", "440115"),
    ],
)
def test_a_local_rule_is_refused_elsewhere(rule, place):
    assert ask(rule, "2026-03-02", jurisdiction=place)["refused"] == "rule_not_adopted"
