"""Counting of days, months and hours on local dates. Pure arithmetic: what is counted and why stands elsewhere.

A start day never counts; a due day is in time until 24:00 of it, Asia/Shanghai.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
AHEAD_OF_UTC = timedelta(hours=8)
LAST_SUMMER_TIME = 1991
ONE_DAY = timedelta(days=1)


def local_date(moment: datetime) -> date:
    """Return the date in Shanghai of a moment that knows its zone."""
    if moment.tzinfo is UTC and moment.year > LAST_SUMMER_TIME:
        return (moment + AHEAD_OF_UTC).date()
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """Return the beginning of a local day."""
    return datetime.combine(day, time.min, SHANGHAI)


def end_of(day: date) -> datetime:
    """Return 24:00 of a local day, the first moment that is too late."""
    return datetime.combine(day + ONE_DAY, time.min, SHANGHAI)


class Span(NamedTuple):
    """Days that do not count: from ``first`` on, ``again`` is the first that counts again (not before ``first``)."""

    first: date
    again: date


class Spans:
    """A union of spans: sorted, overlapping and touching ones joined, empty ones gone."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans: list[Span] = []
        for span in sorted(spans):
            if span.again <= span.first:
                continue
            if self.spans and span.first <= self.spans[-1].again:
                last = self.spans.pop()
                span = Span(last.first, max(last.again, span.again))
            self.spans.append(span)

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        before = bisect_right(self.spans, day, key=lambda span: span.first)
        return before > 0 and day < self.spans[before - 1].again

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def days_between(self, start: date, end: date) -> int:
        """Count the days of the union after ``start`` up to and including ``end``."""
        first, after = start + ONE_DAY, end + ONE_DAY
        return sum(max((min(span.again, after) - max(span.first, first)).days, 0) for span in self.spans)


NOTHING_EXCLUDED = Spans()


def add_days(start: date, amount: int, excluded: Spans = NOTHING_EXCLUDED) -> date:
    """Return the ``amount``-th day after ``start`` (amount >= 0) that is not excluded."""
    reached, left = start, amount
    for span in excluded:
        if span.again <= reached + ONE_DAY:
            continue
        free = max((span.first - reached).days - 1, 0)
        if left <= free:
            break
        left -= free
        reached = span.again - ONE_DAY
    return reached + timedelta(days=left)


def add_months(start: date, amount: int) -> date:
    """Return the corresponding day ``amount`` months later, or that month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def stretch(start: date, end: date, excluded: Spans) -> date:
    """Move ``end`` until as many days count after ``start`` as there were up to ``end`` before anything was excluded."""
    return add_days(start, (end - start).days, excluded)
