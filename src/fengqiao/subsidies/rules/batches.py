"""Which cases and months a batch pays, and which wait: one case once, whoever pays and in whatever order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.statistics.rules.units import Yuan
from fengqiao.subsidies.rules.awards import NOTHING, Award, Case, Held, award, lacks_performance_only, month_award
from fengqiao.subsidies.rules.evidence import Proof, Traces, lacking, month_proofs, proofs


@dataclass(frozen=True)
class Candidate:
    """A case that might be paid, with what its records hold and whether it is drawn for a call back."""

    case: Case
    traces: Traces
    sampled: bool = False


@dataclass(frozen=True)
class Paid:
    """A case that a batch pays."""

    case: Case
    award: Award
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Waits:
    """A case that waits, and why."""

    case: Case
    reasons: list[dict[str, Any]]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Month:
    """A month in post that a batch pays, or, with a proof that does not hold, one that waits."""

    held: Held
    month: date
    award: Award
    proofs: tuple[Proof, ...] = ()

    @property
    def lacks(self) -> list[dict[str, Any]]:
        """What is missing, as it is stored; empty for a month that is paid."""
        return lacking(self.proofs)


@dataclass
class Drawn:
    """What a batch consists of."""

    lines: list[Paid] = field(default_factory=list)
    waiting: list[Waits] = field(default_factory=list)

    @property
    def total(self) -> Yuan:
        """The sum of the lines."""
        return sum((line.award.amount for line in self.lines), NOTHING)


def draw(rules: SubsidyRules, payer: str, candidates: Iterable[Candidate], taken: Collection[UUID]) -> Drawn:
    """Sort candidates into what is paid and what waits.

    taken: matters that stand in any batch of any payer already. Of one matter the case that ended first is paid.
    """
    drawn, seen = Drawn(), set(taken)
    for candidate in sorted(candidates, key=lambda each: (each.case.ended_on, each.case.id)):
        case = candidate.case
        shown = proofs(rules, case, candidate.traces, sampled=candidate.sampled)
        given = award(rules, payer, case)
        reasons = lacking(shown)
        if case.matter in seen:
            reasons.insert(0, {"code": "same_matter"})
        if case.payee is None:
            reasons.append({"code": "no_payee"})
        if given is None and not (reasons and lacks_performance_only(rules, payer, case)):
            reasons.append({"code": "no_rate"})
        if reasons or given is None:
            drawn.waiting.append(Waits(case, reasons, shown))
        else:
            seen.add(case.matter)
            drawn.lines.append(Paid(case, given, shown))
    return drawn


def draw_months(
    rules: SubsidyRules,
    payer: str,
    posts: Iterable[Held],
    months: Iterable[date],
    taken: Collection[tuple[UUID, date]],
    served: Mapping[tuple[UUID, date], Mapping[str, int]],
) -> tuple[list[Month], list[Month]]:
    """Return the months in post that a payer pays, and those that wait until it is shown that the post was served.

    A person is paid once a month, whatever posts are held. taken: (person, month) that stand in any batch of any payer
    already. served: what the records have of an appointment in a month.
    """
    wanted, seen = sorted(posts, key=lambda each: (each.starts_on, each.appointment)), set(taken)
    paid: list[Month] = []
    waiting: list[Month] = []
    for month in months:
        for held in wanted:
            made = month_award(rules, held, month)
            if made is None or made[0] != payer or (held.person, month) in seen:
                continue
            found = Month(held, month, made[1], month_proofs(rules, served.get((held.appointment, month), {})))
            if found.lacks:
                waiting.append(found)
            else:
                seen.add((held.person, month))
                paid.append(found)
    return paid, [each for each in waiting if (each.held.person, each.month) not in seen]
