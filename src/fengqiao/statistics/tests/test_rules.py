"""Units are types, rates name their rounding, periods are what their codes say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.core.errors import Malformed
from fengqiao.statistics.rules import periods
from fengqiao.statistics.rules.periods import Kind, Period
from fengqiao.statistics.rules.rates import Rate, Rounding, reproducing
from fengqiao.statistics.rules.units import Cases, Persons, Times, WanYuan, Yuan

UNITS = (Cases, Times, Persons, Yuan, WanYuan)


@pytest.mark.parametrize("one", UNITS)
@pytest.mark.parametrize("other", UNITS)
def test_only_like_units_are_added_subtracted_compared_and_divided(one, other):
    a, b = one(3), other(2)
    if one is other:
        assert (a + b, a - b, b < a) == (one(5), one(1), True)
        Rate(b, a)
        return
    for mistake in (lambda: a + b, lambda: a - b, lambda: a < b, lambda: Rate(b, a), lambda: sum([a, b])):
        with pytest.raises(TypeError):
            mistake()
    assert a != one(3).unit and one(2) != b


def test_quantities_of_one_unit_are_summed():
    assert sum([Cases(1), Cases(2)]) == Cases(3)


def test_money_is_converted_once_after_adding():
    cents = [Yuan(Decimal("49.99"))] * 3
    assert sum(cents).wan == WanYuan(Decimal("0.01"))
    assert str(Yuan(Decimal("28738000")).wan) == "2,873.80"


@pytest.mark.parametrize(
    ("printed", "part", "whole", "under"),
    [
        ("99.9%", 38509, 38513, (Rounding.TRUNCATE,)),  # Wuhan 2020: cut off, not rounded
        ("99.99%", 38509, 38513, (Rounding.HALF_UP,)),
        ("100.0%", 38509, 38513, (Rounding.HALF_UP,)),
        ("83.04%", 666, 802, (Rounding.HALF_UP, Rounding.TRUNCATE)),
        ("15.02%", 100, 666, (Rounding.HALF_UP,)),
        ("97.6%", 6217, 6368, (Rounding.HALF_UP, Rounding.TRUNCATE)),
        ("95.8%", 43952, 45870, (Rounding.HALF_UP, Rounding.TRUNCATE)),
        ("99.5%", 38288, 38509, ()),
        ("50%", 1, 0, ()),
    ],
)
def test_a_printed_rate_is_reproduced_or_doubted(printed, part, whole, under):
    assert reproducing(printed, part, whole) == under


@pytest.mark.parametrize("text", ["", "abc", "1e400%", "NaN", "0.12345678%"])
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(ValueError, match="percentage"):
        reproducing(text, 1, 2)


def test_a_rate_prints_both_numbers_and_names_its_rounding():
    rate = Rate(Cases(666), Cases(802))
    assert (rate.printed, rate.rule) == ("666/802（83.04%）", "四舍五入，保留2位小数")
    assert Rate(Cases(0), Cases(0)).printed == "0/0（—）"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4), st.sampled_from(Rounding))
def test_every_rate_of_ours_is_reproduced_under_its_own_rule(part, whole, places, rounding):
    rate = Rate(Cases(part), Cases(whole), places, rounding)
    assert rounding in reproducing(rate.percent, part, whole)


DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
NAMED = [kind for kind in Kind if kind != Kind.SPAN]


@given(DAYS, st.sampled_from(NAMED))
def test_a_period_holds_its_day_and_is_read_back_from_its_code(day, kind):
    period = periods.holding(day, kind)
    assert period.first <= day <= period.last
    assert periods.read(period.code) == period
    assert period.before.last + timedelta(days=1) == period.first
    assert period.after.first - timedelta(days=1) == period.last
    assert period.before.after == period


@given(DAYS, st.integers(0, 900))
def test_a_period_is_its_months_and_days_each_once(first, length):
    period = Period(first, first + timedelta(days=length))
    days = []
    for part in period.stretches():
        if not part.is_month:
            days += [part.first + timedelta(days=n) for n in range((part.last - part.first).days + 1)]
            continue
        month = periods.holding(part.first, Kind.MONTH)
        while month.first <= part.last:
            days += [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
            month = month.after
    assert days == [first + timedelta(days=n) for n in range(length + 1)]
    assert periods.read(period.code) == period


@pytest.mark.parametrize(
    ("code", "name", "first", "last"),
    [
        ("2026", "2026年", "2026-01-01", "2026-12-31"),
        ("2026H2", "2026年下半年", "2026-07-01", "2026-12-31"),
        ("2026Q3", "2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29"),
        ("2026W01", "2025年12月29日至2026年1月4日", "2025-12-29", "2026-01-04"),
        ("2026-11-20", "2026年11月20日", "2026-11-20", "2026-11-20"),
        ("2020-01-01..2020-08-31", "2020年1月1日至2020年8月31日", "2020-01-01", "2020-08-31"),
    ],
)
def test_periods_are_named_as_on_the_table(code, name, first, last):
    period = periods.read(code)
    assert (period.name, period.first.isoformat(), period.last.isoformat()) == (name, first, last)


@pytest.mark.parametrize(
    "code", ["", "x", "2026Q5", "2026-13", "2026W60", "0000", "9999", "2026-02-30", "2026-03-01..2026-02-01"]
)
def test_what_is_no_period_is_refused(code):
    with pytest.raises(Malformed):
        periods.read(code)
