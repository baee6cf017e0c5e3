"""The rules alone: marks stay within their bounds, follow their direction, and hang on no target."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.assessment.rules import scoring
from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.ruleset import Indicator
from fengqiao.statistics.rules.facts import condition

PLACES = [profiles.load(profiles_folder(), slug) for slug in profiles.slugs(profiles_folder())]
WUHAN = next(place for place in PLACES if place.slug == "wuhan").assessment
SUBJECTS = ("organisation", "person")
numbers = st.integers(0, 500).map(Decimal)
facts = st.fixed_dictionaries(
    {
        name: numbers | (st.none() if name.startswith(("input.", "training")) else numbers)
        for name in scoring.facts_of(WUHAN.indicators)
    }
)


def counted(**changes) -> Indicator:
    given = {
        "code": "one", "name": "一项", "numerator": "cases.total", "weight": "40", "none_at": "0", "full_at": "20",
        "source": "default, no source",
    }  # fmt: skip
    return Indicator.model_validate({**given, **changes})


less = counted(direction="less", none_at="30", full_at="10")
share = counted(code="two", numerator="cases.performed", denominator="cases.agreed", none_at="50", full_at="100")
taken = counted(weight="0", full_at="0", numerator="complaints", direction="less", deduction="5", cap="12")


@given(facts, st.sampled_from(SUBJECTS))
def test_marks_stay_within_weight_and_cap_and_the_total_within_100(found, subject):
    indicators = WUHAN.indicators_for(subject)
    result = scoring.scored(indicators, found)
    for one, figure in zip(indicators, result.figures, strict=True):
        assert 0 <= figure.marks <= (one.cap if one.deduction else one.weight)
    assert result.total is None or 0 <= result.total <= 100


@given(numbers, numbers)
def test_more_is_never_worth_less_where_more_is_wanted_and_never_more_where_less_is(one, other):
    low, high = sorted((one, other))

    def marks(indicator, value):
        return scoring.figure(indicator, {"cases.total": value, "complaints": value}).marks

    assert marks(counted(), low) <= marks(counted(), high)
    assert marks(less, low) >= marks(less, high)
    assert marks(taken, low) <= marks(taken, high)


@given(facts, st.sampled_from(SUBJECTS), numbers)
def test_a_deduction_never_raises_a_total(found, subject, more):
    indicators = WUHAN.indicators_for(subject)
    before = scoring.scored(indicators, found).total
    after = scoring.scored(indicators, {**found, "complaints": found["complaints"] + more}).total
    assert (before is None) == (after is None)
    assert before is None or after <= before


@given(facts, st.sampled_from(SUBJECTS), st.none() | st.integers(0, 100).map(Decimal))
def test_a_target_is_shown_and_changes_no_score(found, subject, target):
    indicators = WUHAN.indicators_for(subject)
    aimed = [one.model_copy(update={"target": target}) for one in indicators]
    assert scoring.scored(aimed, found) == scoring.scored(indicators, found)


@pytest.mark.parametrize("agreed", [0, 1, 50, 98, 100])
def test_a_rate_of_successes_that_is_only_shown_is_worth_nothing(agreed):
    indicators = WUHAN.indicators_for("organisation")
    found = {"cases.total": Decimal(100), "cases.agreed": Decimal(agreed), "cases.performed": Decimal(agreed)}
    result = scoring.scored(indicators, found)
    success = next(figure for figure in result.figures if figure.code == "success")
    assert (success.value, success.marks) == (Decimal(agreed), 0)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_the_weights_of_every_place_make_100_and_every_fact_of_cases_is_one_of_the_table(place):
    for subject in SUBJECTS:
        assert sum(one.weight for one in place.assessment.indicators_for(subject)) == 100
    for name in scoring.facts_of(place.assessment.indicators):
        if name.startswith("cases."):
            assert condition(name.removeprefix("cases.")) is not None, name


@pytest.mark.parametrize(
    ("indicator", "found", "value", "marks"),
    [
        (counted(), {"cases.total": 5}, "5", "10"),
        (counted(), {"cases.total": 0}, "0", "0"),
        (counted(), {"cases.total": 21}, "21", "40"),
        (less, {"cases.total": 20}, "20", "20"),
        (less, {"cases.total": 3}, "3", "40"),
        (share, {"cases.performed": 3, "cases.agreed": 4}, "75", "20"),
        (share, {"cases.performed": 2, "cases.agreed": 3}, "66.67", "13.34"),
        (taken, {"complaints": 2}, "2", "10"),
        (taken, {"complaints": 3}, "3", "12"),
    ],
)
def test_marks_follow_in_proportion(indicator, found, value, marks):
    figure = scoring.figure(indicator, {name: Decimal(number) for name, number in found.items()})
    assert (figure.value, figure.marks, figure.applies) == (Decimal(value), Decimal(marks), True)


def test_what_has_nothing_to_measure_loses_nobody_marks():
    without = scoring.scored([counted(), share], {"cases.total": Decimal(10)})
    assert [figure.applies for figure in without.figures] == [True, False]
    assert without.total == Decimal(50)
    assert scoring.scored([share], {}).total is None


@pytest.mark.parametrize(
    ("marks", "band"), [("100", "excellent"), ("90", "excellent"), ("89.99", "good"), ("0", "unqualified")]
)
def test_bands_begin_where_they_say(marks, band):
    assert scoring.band(WUHAN.bands, Decimal(marks)) == band
    assert scoring.band(WUHAN.bands, None) == ""
