"""What a committee should be made of, as tables; nothing here needs a database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.jurisdictions.ruleset import CompositionRules, OrganisationType
from fengqiao.organisations.rules import composition
from fengqiao.organisations.rules.composition import Crew, Standing, Terms

TODAY = date(2026, 11, 21)
RULES = CompositionRules()
STREET = OrganisationType(
    code="street_committee", name="街道", shape="committee", full_time=2, source="人民调解法 第34条"
)
VILLAGE = STREET.model_copy(update={"full_time": 1, "full_time_if_able": True})
GOOD = Crew(
    members=5, directors=1, women=2, mediators=6, full_time=2, first_term_end=date(2027, 1, 1), longest_term_days=1095
)


NO_TERMS = Terms()


def standing(crew=GOOD, terms=NO_TERMS, kind=STREET):
    return {found.code: found.standing for found in composition.findings(kind, RULES, crew, terms, TODAY)}


def test_a_committee_as_the_law_has_it_has_no_gap():
    assert composition.gaps(STREET, RULES, GOOD, Terms(), TODAY) == ()
    assert set(standing().values()) == {Standing.KEPT}


@pytest.mark.parametrize(("members", "kept"), [(0, False), (2, False), (3, True), (9, True), (10, False)])
def test_three_to_nine_members_are_owed(members, kept):
    found = standing(replace(GOOD, members=members))
    assert (found["members"] is Standing.KEPT) is kept


@pytest.mark.parametrize("directors", [0, 2])
def test_one_director_is_owed(directors):
    assert standing(replace(GOOD, directors=directors))["director"] is Standing.GAP


def test_a_woman_is_owed_and_not_missed_while_the_register_does_not_say():
    assert standing(replace(GOOD, women=0))["women"] is Standing.GAP
    assert standing(replace(GOOD, women=0, sex_unknown=1))["women"] is Standing.UNKNOWN


def test_a_minority_member_is_owed_only_where_several_peoples_live():
    assert "minority" not in standing()
    mixed = Terms(is_multi_ethnic=True)
    assert standing(terms=mixed)["minority"] is Standing.GAP
    assert standing(replace(GOOD, ethnicity_unknown=3), mixed)["minority"] is Standing.UNKNOWN
    assert standing(replace(GOOD, minority=1), mixed)["minority"] is Standing.KEPT


def test_three_years_from_the_election_stand_beside_the_five_of_the_host():
    ended = Terms(elected_on=date(2023, 11, 20), host_elected_on=date(2022, 1, 1))
    assert standing(replace(GOOD, first_term_end=None), ended)["term"] is Standing.GAP
    assert standing(terms=ended)["host_term"] is Standing.KEPT
    running = Terms(elected_on=date(2023, 11, 21))
    assert standing(replace(GOOD, first_term_end=None), running)["term"] is Standing.KEPT
    assert standing(replace(GOOD, first_term_end=None))["term"] is Standing.UNKNOWN


def test_a_term_longer_than_three_years_is_warned_of():
    assert standing(replace(GOOD, longest_term_days=1826))["term_length"] is Standing.GAP
    assert "term_length" not in standing()


def test_one_full_time_mediator_is_a_gap_in_a_street_and_advice_in_a_village():
    assert standing(replace(GOOD, full_time=1))["full_time"] is Standing.GAP
    assert standing(replace(GOOD, full_time=0), kind=VILLAGE)["full_time"] is Standing.ADVICE


def test_every_finding_names_its_source():
    found = composition.findings(STREET, RULES, Crew(), Terms(is_multi_ethnic=True, host_elected_on=TODAY), TODAY)
    assert all(each.source for each in found)
    assert [each.source for each in found][:3] == ["人民调解法 第8条"] * 3


def test_an_organ_has_no_composition():
    court = OrganisationType(code="court", name="法院", source="人民调解法 第5条")
    assert composition.findings(court, RULES, Crew(), Terms(), TODAY) == []


@pytest.mark.parametrize(("path", "is_minority"), [("某市某族乡", True), ("恩施土家族自治州", True), ("武汉市", False)])
def test_a_place_of_several_peoples_says_so_in_its_name(path, is_minority):
    assert composition.is_minority_place(path) is is_minority


COUNTS = st.integers(0, 12)


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.booleans())
def test_gaps_are_exactly_the_findings_that_fall_short(members, directors, women, full_time, mixed):
    crew = Crew(members=members, directors=directors, women=women, full_time=full_time)
    terms = Terms(is_multi_ethnic=mixed)
    found = composition.findings(STREET, RULES, crew, terms, TODAY)
    gaps = composition.gaps(STREET, RULES, crew, terms, TODAY)
    assert set(gaps) == {each.code for each in found if each.standing is Standing.GAP}
    assert ("members" in gaps) is not (3 <= members <= 9)
    assert len({each.code for each in found}) == len(found)


@given(COUNTS, COUNTS)
def test_one_more_woman_never_makes_it_worse(women, members):
    crew = Crew(members=members, women=women)
    before = composition.gaps(STREET, RULES, crew, Terms(), TODAY)
    after = composition.gaps(STREET, RULES, replace(crew, women=women + 1), Terms(), TODAY)
    assert set(after) <= set(before)
