"""Funds of a year: what was planned, what was spent, what is to come. Plain sums, so that every total can be taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.statistics.rules.units import Yuan
from fengqiao.subsidies.rules.awards import NOTHING, Held, month_award


@dataclass(frozen=True)
class PersonMonth:
    """A month in post of one person: what it costs, who pays, and whether a batch holds it already."""

    person: UUID
    month: date
    payer: str
    amount: Yuan
    is_drawn: bool


@dataclass(frozen=True)
class Spending:
    """What batches of a purpose hold: paid out, approved but not yet paid, and come back."""

    paid: Yuan = NOTHING
    committed: Yuan = NOTHING
    returned: Yuan = NOTHING

    @property
    def actual(self) -> Yuan:
        """What is really gone: paid out, less what came back."""
        return self.paid - self.returned

    @property
    def bound(self) -> Yuan:
        """What can no longer be spent on something else."""
        return self.actual + self.committed


@dataclass(frozen=True)
class Outlook:
    """A purpose in a year. ``to_come``: what is still expected on top of what is bound."""

    budget: Yuan
    spending: Spending
    to_come: Yuan

    @property
    def forecast(self) -> Yuan:
        """What the year will cost: what is bound and what is to come."""
        return self.spending.bound + self.to_come

    @property
    def left(self) -> Yuan:
        """What the budget still allows; negative when it is overdrawn."""
        return self.budget - self.spending.bound

    @property
    def gap(self) -> Yuan:
        """The budget less the forecast; negative when it will not do."""
        return self.budget - self.forecast

    def __add__(self, other: Outlook) -> Outlook:
        mine, theirs = self.spending, other.spending
        spending = Spending(mine.paid + theirs.paid, mine.committed + theirs.committed, mine.returned + theirs.returned)
        return Outlook(self.budget + other.budget, spending, self.to_come + other.to_come)


def months_of(year: int) -> list[date]:
    """Return the first days of a year's months."""
    return [date(year, month, 1) for month in range(1, 13)]


def person_months(
    rules: SubsidyRules, posts: Iterable[Held], year: int, drawn: Mapping[tuple[UUID, date], tuple[str, Yuan]]
) -> list[PersonMonth]:
    """Return every month in post of a year: as batches hold it, else as the register and the rates make it.

    drawn: (person, month) -> payer and amount in a batch of whatever state. Posts that are open now are expected to last.
    """
    found = {key: PersonMonth(*key, *made, is_drawn=True) for key, made in drawn.items()}
    wanted = sorted(posts, key=lambda each: (each.starts_on, each.appointment))
    for month in months_of(year):
        for held in wanted:
            made = month_award(rules, held, month)
            if made is not None:
                payer, given = made
                found.setdefault(
                    (held.person, month), PersonMonth(held.person, month, payer, given.amount, is_drawn=False)
                )
    return sorted(found.values(), key=lambda each: (each.month, each.person))


def total(amounts: Iterable[Yuan]) -> Yuan:
    """Return a sum of money."""
    return sum(amounts, NOTHING)


def monthly_outlook(budget: Yuan, spending: Spending, months: Iterable[PersonMonth]) -> Outlook:
    """Return the outlook of monthly posts: to come are the months that are not bound yet.

    What is drawn in a batch that nobody approved yet is to come as well, so that nothing is counted twice or lost:
    ``forecast`` = all months of the year less what came back.
    """
    whole = total(each.amount for each in months)
    return Outlook(budget, spending, whole - spending.paid - spending.committed)


def case_outlook(budget: Yuan, spending: Spending) -> Outlook:
    """Return the outlook of a fund for cases: it is expected to be used up, and no more than that."""
    rest = budget - spending.bound
    return Outlook(budget, spending, rest if rest > NOTHING else NOTHING)


def covers(outlook: Outlook, amount: Yuan) -> bool:
    """Whether the budget still has an amount."""
    return amount <= outlook.left


def recoverable(amount: Yuan, asked: Yuan) -> Yuan:
    """Return what can still be asked back of a line: never more than was paid. asked: what was asked back before."""
    return amount - asked
