"""Counting days and months on local dates."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fengqiao.core.clock import Span, Spans, add_days, add_months, end_of, local_date, stretch

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SPANS = st.lists(
    st.builds(lambda first, days: Span(first, first + timedelta(days)), DAYS, st.integers(0, 400)), max_size=6
)


def slowly(start: date, amount: int, excluded: Spans) -> date:
    day = start
    while amount:
        day += timedelta(1)
        amount -= day not in excluded
    return day


def test_a_moment_late_in_the_utc_day_belongs_to_the_next_local_day():
    assert local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert local_date(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)


def test_a_due_day_lasts_until_24_oclock_local_time():
    assert end_of(date(2026, 3, 2)) == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def test_months_end_on_the_corresponding_day_or_on_the_last_of_the_month():
    assert add_months(date(2026, 1, 15), 1) == date(2026, 2, 15)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)


@given(DAYS, st.integers(0, 120))
def test_adding_months_keeps_the_day_or_takes_the_last_one(start, amount):
    end = add_months(start, amount)
    assert (end.year - start.year) * 12 + end.month - start.month == amount
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@given(DAYS, st.integers(0, 200), SPANS)
def test_counting_over_excluded_days_is_counting_day_by_day(start, amount, spans):
    excluded = Spans(spans)
    end = add_days(start, amount, excluded)
    assert end == slowly(start, amount, excluded)
    assert (end - start).days - excluded.days_between(start, end) == amount


@given(SPANS, st.randoms())
def test_a_union_does_not_depend_on_order_or_repetition(spans, random):
    shuffled = spans * 2
    random.shuffle(shuffled)
    assert list(Spans(shuffled)) == list(Spans(spans))


@given(SPANS, DAYS)
def test_a_union_holds_exactly_the_days_of_its_spans(spans, day):
    assert (day in Spans(spans)) == any(span.first <= day < span.again for span in spans)


def test_a_union_holds_only_days():
    assert "2026-03-02" not in Spans([Span(date(2026, 3, 1), date(2026, 4, 1))])


@given(DAYS, st.integers(0, 24))
def test_stretching_over_nothing_changes_nothing(start, months):
    end = add_months(start, months)
    assert stretch(start, end, Spans()) == end
