"""The windows of the rules laid on the calendar: when what is owed, until when it is in time, who owes it. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fengqiao.jurisdictions.ruleset import TrainingRule, Window


@dataclass(frozen=True)
class Period:
    """A rule's window in a year; ``code`` names it in addresses ("collective-2026-2")."""

    rule: TrainingRule
    year: int
    number: int
    name: str
    first: date
    due: date
    until: date

    @property
    def code(self) -> str:
        """The name of the period in addresses and tables."""
        return f"{self.rule.code}-{self.year}-{self.number}"

    def is_running(self, day: date) -> bool:
        """Whether training on this day counts for it."""
        return self.first <= day <= self.until

    def is_late(self, day: date) -> bool:
        """Whether its time is over."""
        return day > self.due

    def is_near(self, day: date, remind_days: int) -> bool:
        """Whether it is time to remind: so many days before the due day, or late and still to be made up."""
        return self.first <= day <= self.until and day >= self.due - timedelta(days=remind_days)

    def held_on(self, day: date) -> date:
        """Return the day on which a post must be held for the duty: the due day, or today while it is still to come."""
        return min(self.due, max(day, self.first))

    def since(self, grace_days: int) -> date:
        """Return the last day on which a post could begin for the training to be owed within this period."""
        return self.due - timedelta(days=grace_days)


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def period(rule: TrainingRule, window: Window, number: int, year: int) -> Period:
    """Return a window in a year; ``number`` counts the windows of the rule from 1."""
    due = _day(year, window.due)
    until = _day(year, window.until) if window.until else due
    return Period(rule, year, number, window.name, _day(year, window.first), due, until)


def of_year(rules: Iterable[TrainingRule], year: int) -> list[Period]:
    """Return every period of a year, by the day on which it is due."""
    found = [period(rule, window, number, year) for rule in rules for number, window in enumerate(rule.windows, 1)]
    return sorted(found, key=lambda each: (each.due, each.rule.code))


def named(rules: Iterable[TrainingRule], code: str) -> Period | None:
    """Return the period of a code, or None for one that the rules do not know."""
    name, _dash, rest = code.rpartition("-")
    rule_code, _dash, year = name.rpartition("-")
    rule = next((each for each in rules if each.code == rule_code), None)
    if rule is None or not (rest.isdecimal() and year.isdecimal() and len(year) == 4 and int(year) > 0):
        return None
    number = int(rest)
    if not 1 <= number <= len(rule.windows):
        return None
    return period(rule, rule.windows[number - 1], number, int(year))


def nearest(periods: Iterable[Period], day: date) -> Period | None:
    """Return what matters most on a day: the running period that is due first, else the last one that was due."""
    found = sorted(periods, key=lambda each: each.due)
    running = [each for each in found if each.first <= day <= each.due]
    past = [each for each in found if each.due < day]
    return running[0] if running else past[-1] if past else next(iter(found), None)
