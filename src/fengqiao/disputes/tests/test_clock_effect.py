"""When an agreement takes effect, and what is missing until then."""

import pytest

from fengqiao.disputes.tests.clock_requests import ask, at

FIRST, SECOND, MEDIATOR, SEAL = at("2026-03-02", 9), at("2026-03-03", 10), at("2026-03-04", 11), at("2026-03-06", 15)
PARTIES = [{"name": "张某", "signed_at": FIRST}, {"name": "李某", "signed_at": SECOND}]
ALL = {"parties": PARTIES, "mediator": MEDIATOR, "seal": SEAL}


@pytest.mark.parametrize("rule", ["EFFECT_WRITTEN", "EFFECT_MEDICAL"])
def test_a_written_agreement_takes_effect_at_the_last_of_parties_mediator_and_seal(rule):
    answer = ask(rule, FIRST, ALL)
    assert (answer["effective"], answer["due"], answer["missing"]) == (True, SEAL, [])
    assert answer["moments"]["parties"] == PARTIES
    assert (answer["moments"]["mediator"], answer["moments"]["seal"]) == (MEDIATOR, SEAL)
    assert answer["safe_from"] == SECOND


def test_whoever_acts_last_decides():
    assert ask("EFFECT_WRITTEN", FIRST, ALL | {"seal": FIRST, "mediator": SEAL})["due"] == SEAL
    late = [{"name": "张某", "signed_at": FIRST}, {"name": "李某", "signed_at": at("2026-03-09")}]
    assert ask("EFFECT_WRITTEN", FIRST, ALL | {"parties": late})["due"] == at("2026-03-09")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"seal": None}, ["seal"]),
        ({"mediator": None, "seal": None}, ["mediator", "seal"]),
        ({"mediator": {"name": "王某", "signed_at": None}}, ["mediator"]),
        ({"parties": [PARTIES[0], {"name": "李某", "signed_at": None}]}, ["parties"]),
        ({"parties": [FIRST, None]}, ["parties"]),
        ({"parties": {"张某": FIRST, "李某": None}}, ["parties"]),
        ({"parties": [PARTIES[0]]}, ["parties"]),
        ({"parties": []}, ["parties"]),
        ({"parties": None, "seal": False}, ["parties", "seal"]),
    ],
)
def test_an_agreement_without_an_act_has_no_effect_and_says_which(change, missing):
    answer = ask("EFFECT_WRITTEN", FIRST, ALL | change)
    assert (answer["effective"], answer["missing"], answer["due"]) == (False, missing, None)
    assert "尚未生效" in answer["explanation"]


def test_who_has_not_signed_is_named_in_the_explanation():
    answer = ask("EFFECT_WRITTEN", FIRST, ALL | {"parties": [PARTIES[0], {"name": "李某", "signed_at": None}]})
    assert "李某" in answer["explanation"]


@pytest.mark.parametrize(
    "parties",
    [
        [FIRST, SECOND],
        [SECOND, FIRST],
        {"张某": FIRST, "李某": SECOND},
        {"张某": {"signed_at": FIRST}, "李某": {"signed_at": SECOND}},
        [["张某", FIRST], ["李某", SECOND]],
        [{"party": "甲", "at": FIRST}, {"party": "乙", "at": "2026-03-03T02:00:00Z"}],
        SECOND,
    ],
)
def test_signatures_are_read_in_any_reasonable_shape(parties):
    assert ask("EFFECT_DELEGATED", FIRST, {"parties": parties})["due"] == SECOND


def test_a_day_without_an_hour_stands_for_its_beginning_but_not_before_the_first_signature():
    assert ask("EFFECT_DELEGATED", FIRST, {"parties": ["2026-03-02", "2026-03-02"]})["due"] == FIRST
    assert ask("EFFECT_DELEGATED", FIRST, {"parties": ["2026-03-02", "2026-03-05"]})["due"] == at("2026-03-05", 0)


def test_an_oral_agreement_takes_effect_when_it_is_reached():
    answer = ask("EFFECT_ORAL", FIRST, {"register_signed": SECOND, "seal": SEAL})
    assert (answer["effective"], answer["due"], answer["moments"]["register_signed"]) == (True, FIRST, SECOND)
    assert ask("EFFECT_ORAL", FIRST, {"register_signed": False, "seal": None})["due"] == FIRST
    assert ask("EFFECT_ORAL", FIRST)["effective"] is True


def test_a_delegated_agreement_takes_effect_with_the_parties_signatures_and_keeps_the_other_reading():
    answer = ask("EFFECT_DELEGATED", FIRST, ALL | {"channel": "委派", "organisation": "人民调解委员会"})
    assert (answer["due"], answer["arguable"]) == (SECOND, True)
    assert [candidate["at"] for candidate in answer["candidates"]] == [SECOND, SEAL]
    assert ask("EFFECT_DELEGATED", FIRST, {"parties": PARTIES, "seal": None})["effective"] is True


def test_an_entrusted_matter_is_not_settled_by_the_rule_for_delegated_ones():
    assert ask("EFFECT_DELEGATED", FIRST, ALL | {"channel": "委托调解"})["refused"] == "channel_not_covered"
    assert ask("EFFECT_DELEGATED", FIRST, ALL | {"channel": "entrusted"})["refused"] == "channel_not_covered"


@pytest.mark.parametrize(
    ("channel", "organisation", "due"),
    [
        (None, None, SEAL),
        ("人民调解平台", None, SEAL),
        ("人民法院调解平台", None, SECOND),
        ("court_platform", "商会调解中心", SECOND),
        ("人民法院调解平台", "人民调解委员会", SEAL),
        ("court", "people_mediation_committee", SEAL),
        ("court", False, SECOND),
    ],
)
def test_an_agreement_signed_on_line_follows_the_rule_of_its_channel_and_organisation(channel, organisation, due):
    answer = ask("EFFECT_ONLINE", FIRST, ALL | {"channel": channel, "organisation": organisation})
    assert answer["due"] == due
    assert answer["safe_from"] == SECOND


def test_the_warning_date_counts_from_the_earliest_candidate():
    safe_from = ask("EFFECT_WRITTEN", FIRST, ALL)["safe_from"]
    assert ask("JC_30_SAFE", safe_from)["due"] == "2026-04-02"
    assert ask("JC_30", SEAL)["due"] == "2026-04-07"


@pytest.mark.parametrize(
    ("modifiers", "code"),
    [
        ({"parties": [at("2026-03-01"), SECOND]}, "end_before_start"),
        ({"parties": ["2026-03-03T10:00:00", FIRST]}, "missing_zone"),
        ({"parties": PARTIES, "mediator": True, "seal": SEAL}, "missing_moment"),
        ({"parties": 7}, "malformed_date"),
        ({"parties": [{"name": "张某", "signed_at": "昨天"}]}, "malformed_date"),
        ({"parties": [FIRST] * 501}, "number_out_of_range"),
    ],
)
def test_impossible_signatures_are_refused(modifiers, code):
    assert ask("EFFECT_WRITTEN", FIRST, modifiers)["refused"] == code


def test_a_channel_that_is_no_text_is_refused():
    assert ask("EFFECT_ONLINE", FIRST, ALL | {"channel": 3})["refused"] == "malformed_modifier"
