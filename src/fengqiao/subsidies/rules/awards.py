"""What a case or a month in post is worth: the first rate that fits, with the values that it saw."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import CaseClass, CaseRate, PostRate
from fengqiao.statistics.rules.units import Yuan

CENT = Decimal("0.01")
NOTHING = Yuan(Decimal("0.00"))


def yuan(amount: Decimal | int | str) -> Yuan:
    """Return money to the cent, half up."""
    return Yuan(Decimal(amount).quantize(CENT, ROUND_HALF_UP))


def plain(amount: Yuan) -> Decimal:
    """Return money as the database keeps it."""
    return Decimal(amount.value)


@dataclass(frozen=True)
class Case:
    """A case that ended, as a rate looks at it. ``matter``: the first case of its lineage. ``money``: of its agreement.

    ``payee``: who presides; ``others``: who else mediates, as (person, name).
    """

    id: UUID
    matter: UUID
    organisation: UUID
    region: str
    row: str
    entruster: str
    form: str
    performed: bool
    difficult: bool
    people: int
    money: Decimal
    ended_on: date
    payee: UUID | None
    payee_name: str
    others: tuple[tuple[UUID, str], ...] = ()

    @property
    def result(self) -> str:
        """Whether an agreement took effect."""
        return "agreed" if self.form else "terminated"


@dataclass(frozen=True)
class Award:
    """An amount with the rate behind it and the values from which it followed.

    ``shares``: (person, name, amount) of each who gets a part of it; empty when one person gets it all.
    """

    amount: Yuan
    rate: str
    name: str
    source: str
    amount_source: str
    inputs: dict[str, Any]
    shares: tuple[tuple[UUID, str, Yuan], ...] = ()


def class_of(rules: SubsidyRules, case: Case) -> CaseClass:
    """Return the class of a case: the first of which one condition holds, or the one that takes the rest."""
    return next(part for part in rules.classes if part.takes_the_rest or _holds(part, case))


def _holds(part: CaseClass, case: Case) -> bool:
    return (
        (part.difficult and case.difficult)
        or (part.people_from is not None and case.people >= part.people_from)
        or (part.amount_from is not None and case.money >= part.amount_from)
    )


def _fits(rate: CaseRate, payer: str, case: Case, kind: str) -> bool:
    return (
        rate.holds_on(case.ended_on)
        and (not rate.payers or payer in rate.payers)
        and (not rate.classes or kind in rate.classes)
        and (not rate.forms or case.form in rate.forms)
        and rate.result == case.result
        and rate.performed in (None, case.performed)
        and rate.difficult in (None, case.difficult)
        and (not rate.committees or case.row in rate.committees)
        and (not rate.regions or case.region.startswith(rate.regions))
    )


def award(rules: SubsidyRules, payer: str, case: Case) -> Award | None:
    """Return what a payer gives for a case, None when no rate fits.

    The class counts people, money and difficulty; the rate its form, result, performance, place and the day on which the
    case ended.
    """
    kind = class_of(rules, case)
    rate = next((rate for rate in rules.rates if _fits(rate, payer, case, kind.code)), None)
    if rate is None:
        return None
    inputs = {
        "class": kind.code,
        "class_name": str(kind.name),
        "form": case.form,
        "result": case.result,
        "performed": case.performed,
        "difficult": case.difficult,
        "people": case.people,
        "money": str(yuan(case.money).value),
        "committee": case.row,
        "region": case.region,
        "ended_on": case.ended_on.isoformat(),
    }
    amount = yuan(rate.amount)
    shares: tuple[tuple[UUID, str, Yuan], ...] = ()
    if rate.paid_to == "shared" and case.payee is not None and case.others:
        shares = shared(amount, [(case.payee, case.payee_name), *case.others])
        inputs |= {"paid_to": rate.paid_to, "mediators": len(shares)}
    return Award(amount, rate.code, rate.name, rate.source, rate.amount_source, inputs, shares)


def shared(amount: Yuan, people: Sequence[tuple[UUID, str]]) -> tuple[tuple[UUID, str, Yuan], ...]:
    """Return money in equal parts to the cent; what does not divide goes to the first, who presides."""
    each = Yuan((plain(amount) / len(people)).quantize(CENT, ROUND_DOWN))
    rest = Yuan(amount.value - each.value * len(people))
    parts = ((pk, name, each if at else each + rest) for at, (pk, name) in enumerate(people))
    return tuple(part for part in parts if part[2])


def lacks_performance_only(rules: SubsidyRules, payer: str, case: Case) -> bool:
    """Whether a rate would fit once the agreement is performed."""
    return bool(case.form) and not case.performed and award(rules, payer, _performed(case)) is not None


def _performed(case: Case) -> Case:
    return Case(**{**case.__dict__, "performed": True})


@dataclass(frozen=True)
class Held:
    """A post in the register: who holds it where, from when to when (both included; None: still)."""

    appointment: UUID
    person: UUID
    person_name: str
    organisation: UUID
    organisation_name: str
    organisation_kind: str
    region: str
    full_time: bool
    purchased: bool
    starts_on: date
    ends_on: date | None


def post_rate(rules: SubsidyRules, held: Held, day: date) -> PostRate | None:
    """Return the rate of a post on a local day, the first that fits, None when it carries no monthly subsidy."""
    return next((rate for rate in rules.posts if rate.holds_on(day) and _pays(rate, held)), None)


def _pays(rate: PostRate, held: Held) -> bool:
    return (
        (not rate.organisation_kinds or held.organisation_kind in rate.organisation_kinds)
        and rate.name_contains in held.organisation_name
        and (held.full_time or not rate.full_time)
        and (held.purchased or not rate.purchased)
    )


def last_of(month: date) -> date:
    """Return the last day of the month that begins on ``month``."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of each month that lies wholly in a span."""
    found, month = [], first if first.day == 1 else last_of(first).replace(day=1)
    if first.day != 1:
        month = _next(month)
    while last_of(month) <= last:
        found.append(month)
        month = _next(month)
    return found


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_award(rules: SubsidyRules, held: Held, month: date) -> tuple[str, Award] | None:
    """Return who pays what for a post in a month, None for nothing: by days when it was held for a part of it."""
    last = last_of(month)
    start, end = max(held.starts_on, month), min(held.ends_on or last, last)
    days, whole = (end - start).days + 1, last.day
    rate = post_rate(rules, held, last) if days > 0 else None
    if rate is None:
        return None
    amount = yuan(rate.amount if days == whole else rate.amount * days / whole)
    inputs = {
        "month": f"{month:%Y-%m}",
        "days": days,
        "days_in_month": whole,
        "full_time": held.full_time,
        "purchased": held.purchased,
        "organisation": held.organisation_name,
        "monthly": str(yuan(rate.amount).value),
    }
    return rate.payer, Award(amount, rate.code, rate.name, rate.source, rate.amount_source, inputs)
