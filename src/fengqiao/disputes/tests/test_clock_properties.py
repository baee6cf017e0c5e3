"""What holds for every limit, whatever the dates."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengqiao.core.clock import SHANGHAI, end_of
from fengqiao.core.workdays import is_known, is_workday
from fengqiao.disputes.rules.clocks import due, explain_clock
from fengqiao.disputes.tests.clock_requests import BOTH, RULES, at
from fengqiao.jurisdictions.catalogue import national_clocks

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
DAY_RULES = sorted(code for code, rule in RULES.items() if rule.unit not in ("hour", "event"))
FORWARD = sorted(code for code in DAY_RULES if not RULES[code].counts_back)
ROLLING = sorted(code for code in DAY_RULES if RULES[code].rolls)
EXCLUDING = sorted(code for code in DAY_RULES if "exclude" in RULES[code].modifiers)
EXCLUSIONS = st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def midday(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=12)


def as_modifier(exclusions: list[tuple[date, int]]) -> dict:
    return {
        "exclude": [
            {
                "reason": "鉴定",
                "first_excluded_day": str(first),
                "first_counted_day_again": str(first + timedelta(days)),
            }
            for first, days in exclusions
        ]
    }


@given(st.sampled_from(DAY_RULES), DAYS, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(code, start, later):
    rule = RULES[code]
    assert due(rule, midday(start)).on <= due(rule, midday(start + timedelta(later))).on


@given(st.sampled_from(ROLLING), DAYS)
def test_a_rolling_limit_ends_on_a_working_day_with_only_days_off_before(code, start):
    counted = due(RULES[code], midday(start))
    assert is_workday(counted.on).is_workday
    if counted.rolled_from:
        passed = range((counted.on - counted.rolled_from).days)
        assert not any(is_workday(counted.rolled_from + timedelta(n)).is_workday for n in passed)
    assert counted.is_provisional == (not is_known(counted.rolled_from or counted.on))


@given(st.sampled_from(FORWARD), DAYS)
def test_counted_is_the_number_of_days_counted_after_the_start_day(code, start):
    rule, counted = RULES[code], due(RULES[code], midday(start))
    end = counted.rolled_from or counted.on
    passed = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    if rule.unit == "working_day":
        passed = [day for day in passed if is_workday(day).is_workday]
    assert counted.counted == len(passed)


@given(st.sampled_from(DAY_RULES), DAYS)
def test_a_limit_is_provisional_only_where_the_calendar_matters_and_is_unknown(code, start):
    rule, counted = RULES[code], due(RULES[code], midday(start))
    if rule.unit != "working_day" and not rule.rolls:
        assert counted.is_provisional is False
    if is_known(start) and is_known(counted.on):
        assert counted.is_provisional is False
    if rule.unit == "working_day" and not is_known(counted.on):
        assert counted.is_provisional is True


@given(st.sampled_from(EXCLUDING), DAYS, EXCLUSIONS, st.randoms())
def test_exclusions_neither_depend_on_order_nor_shorten(code, start, exclusions, random):
    rule, shuffled = RULES[code], [*exclusions, *exclusions]
    random.shuffle(shuffled)
    once = due(rule, midday(start), as_modifier(exclusions))
    again = due(rule, midday(start), as_modifier(shuffled))
    assert (once.on, once.counted) == (again.on, again.counted)
    assert once.on >= due(rule, midday(start)).on
    assert once.counted == due(rule, midday(start)).counted


@given(st.sampled_from(["PM_MONTH", "PM_30D", "OL_30"]), DAYS, EXCLUSIONS, st.integers(1, 60))
def test_an_extension_is_counted_after_the_end(code, start, exclusions, days):
    rule, spans = RULES[code], as_modifier(exclusions)
    plain = due(rule, midday(start), spans)
    longer = due(rule, midday(start), {**spans, "extension": {"days": days, "agreed_by": BOTH}})
    assert longer.counted == plain.counted + days
    if not exclusions:
        assert longer.on == plain.on + timedelta(days)
    assert longer.on >= plain.on + timedelta(days)


@given(
    st.sampled_from(["MED_AUTOPSY_48H", "DV_ORDER_72H", "DV_ORDER_24H"]),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
)
def test_hours_are_hours(code, start):
    begin = start.replace(tzinfo=SHANGHAI)
    assert due(RULES[code], begin).at == begin + timedelta(hours=RULES[code].amount)


@given(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), min_size=2, max_size=6), st.data())
def test_an_effect_is_the_latest_moment_in_whatever_order(moments, data):
    aware = [moment.replace(tzinfo=SHANGHAI) for moment in moments]
    mediator, seal = data.draw(st.sampled_from(aware)), data.draw(st.sampled_from(aware))
    modifiers = {"parties": [m.isoformat() for m in aware], "mediator": mediator.isoformat(), "seal": seal.isoformat()}
    assert due(RULES["EFFECT_WRITTEN"], min(aware), modifiers).at == max(aware)


def test_a_limit_is_too_late_from_24_oclock_of_its_last_day():
    counted = due(RULES["PM_30D"], midday(date(2026, 3, 2)))
    assert counted.ends_at == end_of(date(2026, 4, 1)) == datetime(2026, 4, 2, tzinfo=SHANGHAI)


def check_answer(answer: dict) -> None:
    json.dumps(answer)
    if "refused" in answer:
        assert set(answer) == {"refused", "reason"}
        assert answer["refused"].isascii()
        assert any("一" <= letter <= "鿿" for letter in answer["reason"])
    else:
        assert {"rule", "due", "provisional", "rolled_from", "counted", "article", "source", "explanation"} <= set(
            answer
        )


@given(JSON)
def test_any_json_gets_an_answer_or_a_refusal(request_):
    check_answer(explain_clock(request_, national_clocks()))


@pytest.mark.parametrize("code", sorted(RULES))
@settings(max_examples=15)
@given(data=st.data())
def test_any_value_under_any_modifier_gets_an_answer_or_a_refusal(code, data):
    rule = RULES[code]
    names = st.sampled_from([*(rule.modifiers or ("extension",)), "procedure"])
    shaped = st.fixed_dictionaries(
        {},
        optional={
            name: JSON | st.integers(1, 99) | DAYS.map(str) | st.just(BOTH)
            for name in (
                "days",
                "months",
                "agreed_by",
                "agreed_on",
                "reason",
                "first_excluded_day",
                "signed_at",
                "name",
            )
        }
        | {"first_counted_day_again": JSON | DAYS.map(str)},
    )
    modifiers = data.draw(st.dictionaries(names, JSON | shaped | st.lists(shaped, max_size=3), max_size=3))
    request_ = {
        "rule": code,
        "jurisdiction": rule.jurisdiction,
        "start_event": rule.start_event,
        "start_at": data.draw(st.just(at("2026-03-02")) | JSON),
        "modifiers": modifiers,
    }
    check_answer(explain_clock(request_, national_clocks()))
