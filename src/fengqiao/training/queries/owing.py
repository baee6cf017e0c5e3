"""Who owes which training by the rules, and who falls short: one queryset for the list, its count and its export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from fengqiao.core.actor import Actor
from fengqiao.jurisdictions.ruleset import TrainingRules
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.people.models import Appointment, Person
from fengqiao.training import access
from fengqiao.training.models import Course, Module, Standing, Trainee
from fengqiao.training.queries.posts import earliest, platform
from fengqiao.training.rules.courses import CourseState
from fengqiao.training.rules.periods import Period, nearest, of_year

ORDER = register.ORDER
"""The order of the list of who falls short."""
COUNTY_DIGITS = 6


def periods(actor: Actor, year: int) -> list[Period]:
    """Return all periods of a year by the rules in force."""
    return of_year(access.rules_for(actor).rules, year)


def current(actor: Actor, day: date) -> Period | None:
    """Return the period that matters most on a day, None where no rule asks for anything."""
    return nearest(periods(actor, day.year), day)


def courses_of(period: Period) -> QuerySet[Course]:
    """Return the courses that count for a period."""
    span = (period.first, period.until)
    found = Course.objects.filter(kind__in=period.rule.kinds, starts_on__range=span)
    return found.exclude(state=CourseState.CANCELLED)


def owing(actor: Actor, period: Period, day: date, *, region: str = "") -> QuerySet[Appointment]:
    """Return the posts in the actor's sight whose holders owe a period as it stands on a day.

    region: prefix of the region code of the organisation.
    """
    rules, rule = access.rules_for(actor), period.rule
    held = people.posts_visible_to(actor).filter(
        register.on(period.held_on(day)),
        post__in=rule.posts,
        starts_on__lte=period.since(rules.grace_days),
        organisation__region__code__startswith=region,
    )
    return held.filter(organisation__kind__in=rule.organisation_kinds) if rule.organisation_kinds else held


def done(period: Period) -> QuerySet[Any, Any]:
    """Return rows of a person and how often the person did what a period asks for."""
    wanted = courses_of(period).values("pk")
    if period.rule.part == "lecturer":
        given = Module.objects.filter(course__in=wanted, lecturer__person__isnull=False)
        return given.values("lecturer__person").annotate(times=Count("course", distinct=True))
    return Trainee.objects.filter(course__in=wanted, hours__gt=0).values("person").annotate(times=Count("pk"))


def _enough(period: Period) -> QuerySet[Any, Any]:
    who = "lecturer__person" if period.rule.part == "lecturer" else "person"
    return done(period).filter(times__gte=period.rule.times).values(who)


def short(actor: Actor, period: Period, day: date, *, region: str = "") -> QuerySet[Person]:
    """Return the people in the actor's sight who owe a period and have not done it (keyset: ORDER)."""
    found = register.holding(owing(actor, period, day, region=region))
    return found.exclude(pk__in=_enough(period)).defer("tokens", "search")


def owed_count(actor: Actor, period: Period, day: date, *, region: str = "") -> int:
    """Return how many people owe a period."""
    return owing(actor, period, day, region=region).aggregate(people=Count("person", distinct=True))["people"] or 0


def times_of(period: Period, person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how often people did what a period asks for; who never did is left out."""
    who = "lecturer__person" if period.rule.part == "lecturer" else "person"
    rows = done(period).filter(**{f"{who}__in": list(person_ids)})
    return {row[who]: row["times"] for row in rows}


def posts_of(actor: Actor, period: Period, day: date, person_ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """Return for whom a period is owed the post for which it is, with the organisation."""
    return earliest(owing(actor, period, day), person_ids)


def standing(actor: Actor, period: Period, day: date) -> dict[str, tuple[int, int]]:
    """Return by county (six digits) how many owe a period and how many of them fall short; the platform counts."""
    held = owing(platform(actor), period, day).annotate(county=Substr("organisation__region__code", 1, COUNTY_DIGITS))
    lacking = Count("person", distinct=True, filter=~Q(person__in=_enough(period)))
    rows = held.order_by().values("county").annotate(owed=Count("person", distinct=True), short=lacking)
    return {row["county"]: (row["owed"], row["short"]) for row in rows}


def standings(actor: Actor, codes: Iterable[str]) -> dict[str, tuple[int, int, Any]]:
    """Return how periods stood when they were last counted, within the actor's region: owed, short, when."""
    found = Standing.objects.filter(period__in=list(codes), region_code__startswith=actor.region_scope or "-")
    told: dict[str, tuple[int, int, Any]] = {}
    for row in found:
        owed, lacking, at = told.get(row.period, (0, 0, row.counted_at))
        told[row.period] = (owed + row.owed, lacking + row.short, min(at, row.counted_at))
    return told


@dataclass(frozen=True)
class Duty:
    """What one person owes for a period, and how often it was done."""

    period: Period
    times: int

    @property
    def is_done(self) -> bool:
        """Whether it was done often enough."""
        return self.times >= self.period.rule.times


def duties(actor: Actor, person_id: UUID, year: int, day: date) -> list[Duty]:
    """Return what one person owes in a year, with what was done; three queries, whatever the rules."""
    rules = access.rules_for(actor)
    held = list(
        people.posts_visible_to(platform(actor))
        .filter(person=person_id)
        .values_list("post", "organisation__kind", "starts_on", "ends_on")
    )
    attended = list(
        Trainee.objects.filter(person=person_id, hours__gt=0)
        .exclude(course__state=CourseState.CANCELLED)
        .values_list("course__kind", "course__starts_on")
    )
    taught = set(
        Module.objects.filter(lecturer__person=person_id)
        .exclude(course__state=CourseState.CANCELLED)
        .values_list("course_id", "course__kind", "course__starts_on")
    )
    lectures = [(kind, on) for _course, kind, on in taught]
    found = []
    for period in of_year(rules.rules, year):
        if any(_owes(period, rules, day, *post) for post in held):
            rows = lectures if period.rule.part == "lecturer" else attended
            times = sum(kind in period.rule.kinds and period.first <= on <= period.until for kind, on in rows)
            found.append(Duty(period, times))
    return found


def _owes(
    period: Period, rules: TrainingRules, day: date, post: str, kind: str, starts_on: date, ends_on: date | None
) -> bool:
    """The same as ``owing``, of one post in hand."""
    on = period.held_on(day)
    return (
        post in period.rule.posts
        and (not period.rule.organisation_kinds or kind in period.rule.organisation_kinds)
        and starts_on <= min(on, period.since(rules.grace_days))
        and (ends_on is None or ends_on >= on)
    )


@dataclass(frozen=True)
class Totals:
    """Training of one person in a span: courses attended and hours credited."""

    courses: int = 0
    hours: Decimal = Decimal(0)


def totals(person_ids: Iterable[UUID], first_on: date, last_on: date) -> dict[UUID, Totals]:
    """Return the training of people whose courses began in a span of local days, both included; who has none is left out."""
    found = Trainee.objects.filter(
        person__in=list(person_ids), hours__gt=0, course__starts_on__range=(first_on, last_on)
    ).exclude(course__state=CourseState.CANCELLED)
    rows = found.order_by().values_list("person").annotate(courses=Count("pk"), hours=Sum("hours"))
    return {person: Totals(courses, hours) for person, courses, hours in rows}
