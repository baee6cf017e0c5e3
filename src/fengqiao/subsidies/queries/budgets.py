"""Funds by year: planned, spent, to come, by purpose and payer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from fengqiao.core.actor import Actor
from fengqiao.core.jobs import current_schema
from fengqiao.statistics.rules.units import Yuan
from fengqiao.subsidies import access
from fengqiao.subsidies.models import Batch, Budget, Line, Recovery
from fengqiao.subsidies.queries import candidates
from fengqiao.subsidies.rules import budgets as rules
from fengqiao.subsidies.rules.awards import NOTHING, yuan
from fengqiao.subsidies.workflow import BatchKind, BatchState

_COMMITTED = (BatchState.APPROVED, BatchState.PUBLIC)


def hold() -> None:
    """Let approvals and changes of budgets follow one another until commit, so that no two spend the same money."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()}:subsidies.budgets"]
        )


def lines(year: int) -> QuerySet[Budget]:
    """Return the budget lines of a year."""
    return Budget.objects.filter(year=year).order_by("kind", "name")


def _sum(amounts: QuerySet[Line] | QuerySet[Recovery]) -> Yuan:
    return yuan(amounts.aggregate(total=Sum("amount"))["total"] or Decimal(0))


def spending(year: int, kind: str, payers: Iterable[str] = ()) -> rules.Spending:
    """Return what the batches of a year's budget hold for a purpose, of some payers or of all."""
    of = Q(batch__year=year, batch__kind=kind, is_live=True)
    if wanted := list(payers):
        of &= Q(batch__payer__in=wanted)
    mine = Line.objects.filter(of)
    back = Recovery.objects.filter(line__in=mine, returned_on__isnull=False)
    return rules.Spending(
        paid=_sum(mine.filter(batch__state=BatchState.PAID)),
        committed=_sum(mine.filter(batch__state__in=_COMMITTED)),
        returned=_sum(back),
    )


def bearing(batch: Batch) -> rules.Outlook | None:
    """Return the money of the year for a batch's purpose: its payer's own lines and those for all; None without any.

    Where there is a line for all payers, the spending of all of them counts against it together with their own lines.
    """
    found = list(Budget.objects.filter(year=batch.year, kind=batch.kind))
    shared = any(not line.payer for line in found)
    mine = found if shared else [line for line in found if line.payer == batch.payer]
    if not mine:
        return None
    whole = yuan(sum((line.amount for line in mine), Decimal(0)))
    spent = spending(batch.year, batch.kind, () if shared else (batch.payer,))
    return rules.Outlook(whole, spent, NOTHING)


@dataclass(frozen=True)
class Posts:
    """Months in post of one payer in a year: how many people and months, what they cost."""

    payer: str
    name: str
    people: int
    months: int
    amount: Yuan


@dataclass(frozen=True)
class Year:
    """The funds of a year. ``plain``: the product, when all months cost the same and all people are paid all year."""

    year: int
    lines: list[Budget]
    by_kind: dict[str, rules.Outlook]
    posts: list[Posts]
    months: list[rules.PersonMonth]
    people: dict[UUID, str]

    @property
    def whole(self) -> rules.Outlook:
        """All purposes together."""
        first, *others = self.by_kind.values()
        for each in others:
            first = first + each
        return first

    @property
    def plain(self) -> tuple[Yuan, int, int] | None:
        """(a month's amount, people, months each) when the months in post are that simple product, else None."""
        amounts = {each.amount for each in self.months}
        people = {each.person for each in self.months}
        if len(amounts) != 1 or len(self.months) % len(people):
            return None
        return next(iter(amounts)), len(people), len(self.months) // len(people)


def year(actor: Actor, number: int) -> Year:
    """Return the funds of a year: budgets, what batches hold, and what the register of posts makes expect.

    It is the money of the jurisdiction, whatever part of its cases the reader may see.
    """
    found, _version = access.rules_for(actor)
    first, last = candidates.year_span(number)
    held = candidates.posts(actor, first, last)
    drawn = {
        (person, month): (payer, yuan(amount))
        for person, month, payer, amount in Line.objects.filter(is_live=True, month__range=(first, last)).values_list(
            "person_id", "month", "batch__payer", "amount"
        )
        if month is not None
    }
    months = rules.person_months(found, held, number, drawn)
    planned = list(lines(number))

    def budget(kind: BatchKind) -> Yuan:
        return yuan(sum((line.amount for line in planned if line.kind == kind), Decimal(0)))

    by_kind = {
        BatchKind.MONTHLY.value: rules.monthly_outlook(
            budget(BatchKind.MONTHLY), spending(number, BatchKind.MONTHLY), months
        ),
        BatchKind.CASE.value: rules.case_outlook(budget(BatchKind.CASE), spending(number, BatchKind.CASE)),
    }
    names = {payer.code: payer.name for payer in found.payers}
    posts = [_posts(code, names.get(code, code), months) for code in dict.fromkeys(each.payer for each in months)]
    return Year(number, planned, by_kind, posts, months, {each.person: each.person_name for each in held})


def _posts(payer: str, name: str, months: list[rules.PersonMonth]) -> Posts:
    mine = [each for each in months if each.payer == payer]
    return Posts(payer, name, len({each.person for each in mine}), len(mine), rules.total(each.amount for each in mine))


def years(today: date) -> list[int]:
    """Return the years that have budgets or batches, with last, this and next year."""
    known = set(Budget.objects.values_list("year", flat=True)) | set(Batch.objects.values_list("year", flat=True))
    return sorted(known | {today.year - 1, today.year, today.year + 1}, reverse=True)
