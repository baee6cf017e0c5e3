"""The working-day calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.core.clock import Span, Spans
from fengqiao.core.workdays import add_workdays, is_known, is_workday, kind, next_workday

DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2026, 3, 2), True, "工作日"),
        (date(2026, 3, 7), False, "周末"),
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 1, 4), True, "调休上班"),
        (date(2026, 10, 1), False, "法定节假日"),
        (date(2026, 5, 5), False, "法定节假日"),
        (date(2024, 2, 18), True, "调休上班"),
        (date(2025, 10, 8), False, "法定节假日"),
    ],
)
def test_known_years_follow_the_yearly_notice(day, works, name):
    assert is_workday(day) == (works, False)
    assert kind(day) == name


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2027, 1, 1), False, "法定节假日"),
        (date(2027, 10, 1), True, "工作日"),
        (date(2027, 1, 2), False, "周末"),
        (date(1999, 5, 3), True, "工作日"),
    ],
)
def test_unknown_years_follow_weekends_and_new_year_and_are_provisional(day, works, name):
    assert is_workday(day) == (works, True)
    assert kind(day) == name


def test_working_days_skip_holidays_and_count_make_up_days():
    assert add_workdays(date(2026, 9, 30), 3) == (date(2026, 10, 10), False)
    assert add_workdays(date(2026, 2, 13), 2) == (date(2026, 2, 24), False)


def test_working_days_are_counted_back_alike():
    assert add_workdays(date(2026, 10, 9), -3) == (date(2026, 9, 29), False)


def test_a_count_into_an_unknown_year_is_provisional():
    assert add_workdays(date(2026, 12, 30), 1) == (date(2026, 12, 31), False)
    assert add_workdays(date(2026, 12, 30), 2) == (date(2027, 1, 4), True)


@given(DAYS)
def test_the_next_working_day_is_worked_and_none_lies_between(day):
    found = next_workday(day).day
    assert is_workday(found).is_workday
    assert not any(is_workday(day + timedelta(n)).is_workday for n in range((found - day).days))


@given(DAYS, st.integers(1, 60), st.integers(0, 30), st.integers(0, 20))
def test_a_count_passes_exactly_as_many_working_days_outside_the_excluded_ones(start, amount, after, length):
    excluded = Spans([Span(start + timedelta(after), start + timedelta(after + length))])
    end, provisional = add_workdays(start, amount, excluded)
    passed = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    counted = [day for day in passed if day not in excluded]
    assert sum(is_workday(day).is_workday for day in counted) == amount
    assert provisional == any(not is_known(day) for day in counted)
