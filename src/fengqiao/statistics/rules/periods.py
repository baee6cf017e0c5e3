"""Periods of statistics as people name them: a day, week, month, quarter, half-year, year, or any first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_, day_words

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1949, 2199
_QUARTERS = (
    N_("%(year)s年第一季度"),
    N_("%(year)s年第二季度"),
    N_("%(year)s年第三季度"),
    N_("%(year)s年第四季度"),
)
_FORMS = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d{2}))?"
)


class Kind(StrEnum):
    """The kinds of period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"


KIND_NAMES = {
    Kind.DAY: N_("日"),
    Kind.WEEK: N_("周"),
    Kind.MONTH: N_("月"),
    Kind.QUARTER: N_("季度"),
    Kind.HALF: N_("半年"),
    Kind.YEAR: N_("年"),
    Kind.SPAN: N_("任意期间"),
}


class Stretch(NamedTuple):
    """Part of a period: whole months (by the first day of each) or single days."""

    is_month: bool
    first: date
    last: date


@dataclass(frozen=True)
class Period:
    """Local days from ``first`` to ``last``, both included."""

    first: date
    last: date
    kind: Kind = Kind.SPAN

    @property
    def code(self) -> str:
        """How the period is written in addresses: 2026, 2026H1, 2026Q3, 2026-11, 2026W47, 2026-11-20, 2026-01-01..2026-02-15."""
        first = self.first
        return {
            Kind.DAY: lambda: first.isoformat(),
            Kind.WEEK: lambda: f"{first.isocalendar().year}W{first.isocalendar().week:02}",
            Kind.MONTH: lambda: f"{first:%Y-%m}",
            Kind.QUARTER: lambda: f"{first.year}Q{(first.month + 2) // 3}",
            Kind.HALF: lambda: f"{first.year}H{1 if first.month == 1 else 2}",
            Kind.YEAR: lambda: f"{first.year:04}",
            Kind.SPAN: lambda: f"{first.isoformat()}..{self.last.isoformat()}",
        }[self.kind]()

    @property
    def name(self) -> str:
        """How the period is called on the table."""
        first, year = self.first, {"year": self.first.year}
        if self.kind == Kind.YEAR:
            return N_("%(year)s年") % year
        if self.kind == Kind.HALF:
            return (N_("%(year)s年上半年") if first.month == 1 else N_("%(year)s年下半年")) % year
        if self.kind == Kind.QUARTER:
            return _QUARTERS[(first.month - 1) // 3] % year
        if self.kind == Kind.MONTH:
            return N_("%(year)s年%(month)s月") % {**year, "month": first.month}
        if self.kind == Kind.DAY:
            return day_words(first)
        return N_("%(first)s至%(last)s") % {"first": day_words(first), "last": day_words(self.last)}

    @property
    def before(self) -> Period:
        """The period of the same kind, or of the same number of days, just before this one."""
        last = self.first - ONE_DAY
        if self.kind == Kind.SPAN:
            return Period(self.first - (self.last - self.first) - ONE_DAY, last)
        return holding(last, self.kind)

    @property
    def after(self) -> Period:
        """The period of the same kind, or of the same number of days, just after this one."""
        first = self.last + ONE_DAY
        if self.kind == Kind.SPAN:
            return Period(first, self.last + (self.last - self.first) + ONE_DAY)
        return holding(first, self.kind)

    def stretches(self) -> list[Stretch]:
        """Return the period as whole months with single days at its edges, in order."""
        begin = self.first if self.first.day == 1 else _month(self.first).last + ONE_DAY
        end = self.last if self.last == _month(self.last).last else self.last.replace(day=1) - ONE_DAY
        if begin > end:
            return [Stretch(False, self.first, self.last)]
        return [
            *([Stretch(False, self.first, begin - ONE_DAY)] if self.first < begin else []),
            Stretch(True, begin, end.replace(day=1)),
            *([Stretch(False, end + ONE_DAY, self.last)] if end < self.last else []),
        ]


def _month(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), Kind.MONTH)


def _months(year: int, first: int, count: int, kind: Kind) -> Period:
    return Period(date(year, first, 1), _month(date(year, first + count - 1, 1)).last, kind)


def holding(day: date, kind: Kind) -> Period:
    """Return the period of a kind (not SPAN) in which a day lies."""
    if kind == Kind.DAY:
        return Period(day, day, kind)
    if kind == Kind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6), kind)
    length = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}[kind]
    return _months(day.year, (day.month - 1) // length * length + 1, length, kind)


def _malformed() -> Malformed:
    return Malformed(
        "period_malformed",
        N_("统计期间有误。"),
        field="period",
        next_step=N_("可写作2026、2026H1、2026Q3、2026-11、2026W47、2026-11-20或者2026-01-01..2026-02-15。"),
    )


def read(text: str) -> Period:
    """Return the period that a code names; raises Malformed when there is no such period."""
    try:
        if ".." in text:
            first, last = (date.fromisoformat(part) for part in text.split("..", 1))
            period = Period(first, last)
        else:
            period = _named(text.strip())
    except ValueError as error:
        raise _malformed() from error
    if period.first > period.last or not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
        raise _malformed()
    return period


def _named(text: str) -> Period:
    found = _FORMS.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, part = int(found["year"]), found
    if part["week"]:
        return holding(date.fromisocalendar(year, int(part["week"]), 1), Kind.WEEK)
    if part["quarter"]:
        return _months(year, int(part["quarter"]) * 3 - 2, 3, Kind.QUARTER)
    if part["half"]:
        return _months(year, int(part["half"]) * 6 - 5, 6, Kind.HALF)
    if part["day"]:
        return holding(date(year, int(part["month"]), int(part["day"])), Kind.DAY)
    if part["month"]:
        return _months(year, int(part["month"]), 1, Kind.MONTH)
    return _months(year, 1, 12, Kind.YEAR)
