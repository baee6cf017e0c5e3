"""Exclusions, extensions and other circumstances that move a limit."""

import pytest

from fengqiao.disputes.tests.clock_requests import BOTH, ask, excluded


def extended(rule: str, start: str, **extension: object) -> dict:
    return ask(rule, start, {"extension": extension})


def test_overlapping_and_touching_exclusions_count_once():
    spans = [
        excluded("2026-03-10", "2026-03-15"),
        excluded("2026-03-12", "2026-03-20", "评估"),
        excluded("2026-03-20", "2026-03-22"),
    ]
    assert ask("PM_30D", "2026-03-02", {"exclude": spans})["due"] == "2026-04-13"
    assert ask("PM_30D", "2026-03-02", {"exclude": spans[::-1]})["due"] == "2026-04-13"


def test_an_exclusion_outside_the_limit_changes_nothing():
    for span in (
        excluded("2026-02-01", "2026-03-03"),
        excluded("2026-04-02", "2026-05-01"),
        excluded("2026-03-10", "2026-03-10"),
    ):
        assert ask("PM_30D", "2026-03-02", {"exclude": [span]})["due"] == "2026-04-01"


def test_an_exclusion_that_reaches_over_the_end_moves_it_behind():
    answer = ask("PM_30D", "2026-03-02", {"exclude": [excluded("2026-04-01", "2026-06-01")]})
    assert (answer["due"], answer["counted"]) == ("2026-06-01", 30)


def test_days_excluded_inside_an_extension_do_not_count_either():
    modifiers = {
        "exclude": [excluded("2026-04-05", "2026-04-10")],
        "extension": {"days": 15, "agreed_by": BOTH, "agreed_on": "2026-03-30"},
    }
    assert ask("PM_30D", "2026-03-02", modifiers)["due"] == "2026-04-21"


def test_an_extension_is_added_to_the_end_before_it_rolls_and_rolls_once():
    answer = extended("CE_15", "2026-04-16", days=4, agreed_by=BOTH, agreed_on="2026-04-30")
    assert (answer["due"], answer["rolled_from"], answer["counted"]) == ("2026-05-06", "2026-05-05", 19)


@pytest.mark.parametrize(
    "agreed_by",
    [
        BOTH,
        "双方",
        "双方当事人",
        "both",
        "both_parties",
        ["both parties"],
        "all_parties",
        "parties",
        "甲、乙",
        "甲和乙",
        "申请人与被申请人",
        ["applicant", "respondent"],
        ["party_a", "party_b"],
        ["张某", "李某"],
        [{"name": "张某"}, {"name": "李某"}],
        {"申请人": True, "被申请人": True},
        {"parties": ["甲", "乙"]},
        "当事人双方",
    ],
)
def test_both_sides_word_extends_however_it_is_written(agreed_by):
    answer = extended("CD_30", "2026-03-02", days=10, agreed_by=agreed_by, agreed_on="2026-03-20")
    assert (answer["due"], answer["without_effect"]) == ("2026-04-11", [])


@pytest.mark.parametrize(
    "agreed_by",
    [
        "甲方",
        ["申请人"],
        "one_party",
        ["张某"],
        ["张某", "张某"],
        "调解员",
        ["mediator"],
        "法院",
        "主任",
        ["医调委"],
        {"甲": True, "乙": False},
    ],
)
def test_one_side_or_a_bystander_extends_nothing(agreed_by):
    answer = extended("CD_30", "2026-03-02", days=10, agreed_by=agreed_by, agreed_on="2026-03-20")
    assert (answer["due"], answer["without_effect"]) == ("2026-04-01", ["extension"])
    assert "不发生延长的效力" in answer["explanation"]


def test_a_refused_consent_is_no_consent():
    answer = extended("CD_30", "2026-03-02", days=10, agreed_by=["甲方同意", "乙方不同意"], agreed_on="2026-03-20")
    assert answer["due"] == "2026-04-01"


def test_a_medical_extension_needs_the_committee_beside_both_sides():
    on = {"days": 10, "agreed_on": "2026-04-01"}
    assert extended("MED_30WD", "2026-03-02", agreed_by=["患方", "医方"], **on)["due"] == "2026-04-14"
    assert extended("MED_30WD", "2026-03-02", agreed_by="医调委", **on)["due"] == "2026-04-14"
    assert extended("MED_30WD", "2026-03-02", agreed_by="医调委和医患双方", **on)["due"] == "2026-04-24"
    assert extended("MED_30WD", "2026-03-02", agreed_by=["committee", "both_parties"], **on)["due"] == "2026-04-24"


def test_a_medical_extension_may_be_agreed_in_working_days():
    answer = extended("MED_30WD", "2026-03-02", working_days=5, agreed_by=["医调委", "双方"], agreed_on="2026-04-01")
    assert (answer["due"], answer["counted"]) == ("2026-04-21", 35)


@pytest.mark.parametrize("rule", ["PET_60", "LAND_ARB_60"])
def test_the_parties_cannot_extend_where_the_head_must_approve(rule):
    on = {"days": 20, "agreed_on": "2026-04-20"}
    assert extended(rule, "2026-03-02", agreed_by=BOTH, **on)["due"] == "2026-05-01"
    assert extended(rule, "2026-03-02", agreed_by="director", **on)["due"] == "2026-05-21"


@pytest.mark.parametrize(
    ("rule", "length", "due"),
    [
        ("LAB_AWARD_45", {"days": 16}, "2026-05-01"),
        ("PET_60", {"days": 31}, "2026-05-31"),
        ("PET_60", {"months": 1}, "2026-05-31"),
        ("LAND_ARB_60", {"months": 2}, "2026-05-31"),
    ],
)
def test_more_than_the_article_allows_is_cut_off(rule, length, due):
    assert extended(rule, "2026-03-02", agreed_by="负责人", agreed_on="2026-04-01", **length)["due"] == due


def test_a_second_extension_shares_the_cap_of_the_first():
    twice = [
        {"days": 20, "agreed_by": "负责人", "agreed_on": "2026-04-20"},
        {"days": 20, "agreed_by": "负责人", "agreed_on": "2026-05-10"},
    ]
    answer = ask("PET_60", "2026-03-02", {"extension": twice})
    assert (answer["due"], answer["counted"]) == ("2026-05-31", 90)


def test_an_extension_agreed_after_the_end_has_no_effect_but_on_the_last_day_it_has():
    on = {"days": 10, "agreed_by": BOTH}
    assert extended("CD_30", "2026-03-02", agreed_on="2026-04-02", **on)["without_effect"] == ["extension"]
    assert extended("CD_30", "2026-03-02", agreed_on="2026-04-01", **on)["due"] == "2026-04-11"
    assert extended("CE_15", "2026-04-20", agreed_on="2026-05-06", **on)["due"] == "2026-05-15"


def test_a_limit_of_limitation_that_had_run_out_is_not_interrupted():
    answer = ask("LIMITATION_3Y", "2026-03-03", {"knew_on": "2023-03-02"})
    assert answer["due"] == "2026-03-02"
    assert "不发生中断" in answer["explanation"]
    late = ask("LAB_ARB_1Y", "2024-03-01", {"interrupted_on": "2025-03-02"})
    assert (late["due"], late["without_effect"]) == ("2025-03-01", ["interrupted_on"])


def test_each_interruption_in_time_starts_the_limit_anew():
    answer = ask("LAB_ARB_1Y", "2024-03-01", {"interrupted_on": ["2025-01-05", "2024-06-01"]})
    assert answer["due"] == "2026-01-05"


@pytest.mark.parametrize(
    "instalments",
    [
        ["2024-03-31", "2024-06-28"],
        ["2024-06-28T20:00:00+08:00", "2024-03-31"],
        [{"due": "2024-06-28", "amount": "100.00"}, {"due": "2024-03-31"}],
        [{"no": 1, "period_end": "2024-06-28"}],
        {"first": "2024-03-31", "second": "2024-06-28"},
        "2024-06-28",
    ],
)
def test_enforcement_runs_from_the_last_instalment_in_whatever_order(instalments):
    assert ask("ENF_2Y", "2024-03-31", {"instalments": instalments})["due"] == "2026-06-29"


def test_acceleration_after_the_last_instalment_changes_nothing():
    modifiers = {"instalments": ["2024-03-29"], "acceleration_triggered_on": "2024-05-01"}
    answer = ask("ENF_2Y", "2024-03-29", modifiers)
    assert (answer["due"], answer["rolled_from"]) == ("2026-03-30", "2026-03-29")
    assert answer["without_effect"] == ["acceleration_triggered_on"]


def test_without_a_period_enforcement_runs_from_the_effect_of_the_ruling():
    assert ask("ENF_2Y", "2024-03-20", {"no_performance_period": "2024-02-20"})["due"] == "2026-02-24"
    assert ask("ENF_2Y", "2024-03-20", {"no_performance_period": False})["due"] == "2026-03-20"
    assert ask("ENF_2Y", "2024-03-20", {"no_performance_period": True}, start_event="裁定生效")["due"] == "2026-03-20"


def test_a_letter_or_an_information_before_the_start_event_does_not_begin_the_limit():
    letter = ask("CD_30", "2026-03-05", {"letter_dated": "2026-02-20"})
    assert letter["due"] == "2026-04-04"
    assert "不是起算点" in letter["explanation"]
    assert ask("OL_30", "2026-03-05", {"information_received": "2026-03-03T10:00:00+08:00"})["due"] == "2026-04-04"


def test_null_modifiers_are_not_given():
    assert ask("PM_30D", "2026-03-02", {"exclude": None, "extension": None, "seal": None})["due"] == "2026-04-01"
