"""The working-day calendar of mainland China, make-up days (调休) included.

Years for which the State Council's notice is known come from `chinesecalendar`. In every other year weekends decide,
1 January is a holiday, and each answer is provisional until the calendar is extended.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chinese_calendar import holidays, workdays

from fengqiao.core.text import N_

ONE_DAY = timedelta(days=1)
FIRST_KNOWN_YEAR = min(holidays).year
LAST_KNOWN_YEAR = max(holidays).year

WORKDAY = N_("工作日")
MAKE_UP_DAY = N_("调休上班")
HOLIDAY = N_("法定节假日")
WEEKEND = N_("周末")


class Workday(NamedTuple):
    """Whether a day is worked, and whether that may still change with the yearly notice."""

    is_workday: bool
    is_provisional: bool


class Counted(NamedTuple):
    """The day that a count arrived at, and whether a day of an unknown year was looked at on the way."""

    day: date
    is_provisional: bool


def is_known(day: date) -> bool:
    """Whether the State Council's notice for the year of this day is in the calendar."""
    return FIRST_KNOWN_YEAR <= day.year <= LAST_KNOWN_YEAR


@lru_cache(maxsize=8192)
def is_workday(day: date) -> Workday:
    """Tell whether this local date is worked; provisional outside the known years."""
    if is_known(day):
        return Workday(day in workdays or (day.weekday() < 5 and day not in holidays), False)
    return Workday(day.weekday() < 5 and (day.month, day.day) != (1, 1), True)


def kind(day: date) -> str:
    """Name the kind of day in Chinese: 工作日, 调休上班, 法定节假日 (days off moved to it included) or 周末."""
    if is_known(day):
        if day in workdays:
            return MAKE_UP_DAY
        if day in holidays:
            return HOLIDAY
    elif (day.month, day.day) == (1, 1):
        return HOLIDAY
    return WORKDAY if day.weekday() < 5 else WEEKEND


def next_workday(day: date) -> Counted:
    """Return the day itself when it is worked, else the first working day after it."""
    provisional = False
    while True:
        works, unknown = is_workday(day)
        provisional = provisional or unknown
        if works:
            return Counted(day, provisional)
        day += ONE_DAY


def add_workdays(start: date, amount: int, excluded: Container[date] = ()) -> Counted:
    """Return the ``amount``-th working day after ``start`` (before it when negative).

    The start day does not count; days in ``excluded`` count no more than days off do. An amount of 0 is the start day.
    """
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount)
    day, provisional = start, False
    while left:
        day += step
        if day in excluded:
            continue
        works, unknown = is_workday(day)
        provisional = provisional or unknown
        left -= works
    return Counted(day, provisional)
