"""The rows that the organisation table counts. A figure counts the rows of a queryset here; its list shows the same ones."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, CharField, Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from fengqiao.core.clock import add_months
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Invitation, Organisation
from fengqiao.people import queries as people
from fengqiao.people.models import MEDIATING_POSTS, Appointment
from fengqiao.people.models.choices import MEMBERS
from fengqiao.people.queries.composition import MAJORITY
from fengqiao.regions.models import scope_of
from fengqiao.statistics.access import Scope
from fengqiao.statistics.rules.staffing import ELSEWHERE, INDUSTRY, KINDS, OTHERS
from fengqiao.subsidies.models import Budget, Line, Recovery
from fengqiao.subsidies.queries import budgets, counting
from fengqiao.training import queries as training
from fengqiao.training.models import Trainee, Venue

_MAJORITY = ("", *MAJORITY)
_MEDIATING = Q(post__in=MEDIATING_POSTS)


@dataclass(frozen=True)
class Asked:
    """Which table: of whom, on which local date."""

    scope: Scope
    day: date

    @cached_property
    def rules(self) -> RuleSet:
        """The rules of today: they say what a kind of organisation is and what it owes."""
        return current_ruleset()

    @cached_property
    def kinds(self) -> Mapping[str, list[str]]:
        """The mediating kinds of organisation by row of the table; "" for those without one."""
        found: dict[str, list[str]] = {"": []}
        found.update((row, []) for row, _name in KINDS)
        for kind in self.rules.organisation_types:
            if kind.mediates:
                found.setdefault(kind.table_row or "", []).append(kind.code)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole jurisdiction: budgets are nobody else's."""
        return self.scope.organisation_id is None and self.scope.region == scope_of(self.rules.code.ljust(12, "0"))

    @property
    def year(self) -> tuple[date, date]:
        """The part of the year that is counted: from its first day to the day itself."""
        return self.day.replace(month=1, day=1), self.day


def within(scope: Scope, prefix: str = "") -> Q:
    """Return the condition that an organisation belongs to a scope: its region, or one organisation with what is below it."""
    if scope.organisation_id is None:
        return Q(**{f"{prefix}region__code__startswith": scope.region})
    column = prefix.removesuffix("__") or "pk"
    own = Q(**{column: scope.organisation_id})
    if not scope.reach:
        return own
    reach = Q(**{f"{prefix}region__code__startswith": scope.reach})
    return own | (organisations.below(scope.organisation_id, column) & reach)


def at(day: date, prefix: str) -> Q:
    """Return the condition that an organisation there was on a day; the same as organisations.existing, seen from a post."""
    founded = Q(**{f"{prefix}established_on": None}) | Q(**{f"{prefix}established_on__lte": day})
    return founded & (Q(**{f"{prefix}closed_on": None}) | Q(**{f"{prefix}closed_on__gt": day}))


def _held(day: date) -> Q:
    """Return the condition that a post of an organisation is held on a day."""
    return Q(appointments__starts_on__lte=day) & (Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=day))


def bodies(asked: Asked) -> QuerySet[Organisation]:
    """Return the organisations of a day, each with how many full-time mediators, members and women among them it has."""
    held = _held(asked.day)
    full = held & Q(appointments__post__in=MEDIATING_POSTS, appointments__is_full_time=True)
    members = held & Q(appointments__post__in=MEMBERS)
    return (
        organisations.existing(asked.day)
        .filter(within(asked.scope))
        .annotate(
            full_time=Count("appointments__person", filter=full, distinct=True),
            members=Count("appointments__person", filter=members, distinct=True),
            women=Count("appointments__person", filter=members & Q(appointments__person__sex="female"), distinct=True),
        )
    )


def condition(asked: Asked, where: Mapping[str, Any]) -> Q:
    """Return what the rows of a cell must be: its lookups, those that depend on the rules or the day put into columns."""
    found = Q(**{name: value for name, value in where.items() if name not in _WORDS})
    for name in where.keys() & _WORDS.keys():
        found &= _WORDS[name](asked, where[name])
    return found or Q(pk__isnull=False)


def _tier(asked: Asked, tier: str) -> Q:
    kinds = asked.kinds
    village, street = (*kinds["village"], *kinds["resident"]), (*kinds["township"], *kinds["street"])
    industry = Q(kind=INDUSTRY, region__code__endswith="000000") & ~Q(region__code__endswith="00000000")
    named = {"village": Q(kind__in=village), "street": Q(kind__in=street), "industry": industry}
    if tier in named:
        return Q(mediates=True) & named[tier]
    return Q(mediates=True) & ~Q(kind__in=(*village, *street)) & ~industry


def _staffed(asked: Asked, wanted: bool) -> Q:
    owed = {kind.code: kind.full_time for kind in asked.rules.organisation_types if kind.full_time}
    found = ~Q(kind__in=list(owed))
    for kind, number in owed.items():
        found |= Q(kind=kind, full_time__gte=number)
    return found


def _aged(asked: Asked, age: str) -> Q:
    young, middle = add_months(asked.day, -36 * 12), add_months(asked.day, -61 * 12)
    return {
        "young": Q(born__gt=young),
        "middle": Q(born__lte=young, born__gt=middle),
        "old": Q(born__lte=middle),
        "": Q(born=None),
    }[age]


def _composed(asked: Asked, wanted: bool) -> Q:
    return Q(kind__in=[kind.code for kind in asked.rules.organisation_types if kind.shape == "committee"])


def _many(asked: Asked, wanted: bool) -> Q:
    rules = asked.rules.composition
    return Q(members__range=(rules.members_least, rules.members_most))


_WORDS: Mapping[str, Callable[[Asked, Any], Q]] = {
    "row": lambda asked, row: Q(kind__in=asked.kinds[row] or ["-"]),  # an empty list would empty the whole query
    "tier": _tier,
    "trade": lambda asked, trade: Q(specialities__0=trade) if trade else Q(specialities=[]),
    "is_committee": _composed,
    "has_members": _many,
    "has_woman": lambda asked, wanted: Q(women__gte=asked.rules.composition.women_least),
    "is_staffed": _staffed,
    "age": _aged,
    "minority": lambda asked, wanted: ~Q(ethnicity__in=_MAJORITY),
}
"""Words of the cells that stand for more than a column: what each asks of a row. Of those that are true or not, only true is asked."""


def _is(**lookups: Any) -> Case:
    return Case(When(**lookups, then=Value(True)), default=Value(False))


def partners(asked: Asked) -> QuerySet[Organisation]:
    """Return the organisations that courts of the scope work with: by memorandum, by roster, resident at the court."""
    at_courts = within(asked.scope, "court__")
    docked = organisations.memoranda(asked.day).filter(at_courts)
    invited = organisations.invitations(asked.day).filter(at_courts, person_name="", organisation__isnull=False)
    resident = invited.filter(is_resident=True)
    here = resident.filter(court__region__code=asked.scope.own_place) if asked.scope.own_place else resident
    ids: dict[str, Any] = {"docked": docked.order_by().values("organisation_id")}
    for name, found in (("invited", invited), ("resident", resident), ("resident_here", here)):
        ids[name] = found.order_by().values("organisation_id")
    return (
        organisations.existing(asked.day)
        .filter(Q(pk__in=ids["docked"]) | Q(pk__in=ids["invited"]))
        .annotate(**{name: _is(pk__in=found) for name, found in ids.items()})
    )


def invited_people(asked: Asked) -> QuerySet[Invitation]:
    """Return one roster entry for each mediator whom courts of the scope invite."""
    found = organisations.invitations(asked.day).filter(within(asked.scope, "court__")).exclude(person_name="")
    found = found.annotate(who=Coalesce(Cast("person_id", CharField()), F("person_name")))
    earlier = found.select_related(None).filter(who=OuterRef("who"), pk__lt=OuterRef("pk"))
    return organisations.invitations(asked.day).filter(pk__in=found.exclude(Exists(earlier)).values("pk"))


_OF_PERSON = {
    "sex": "sex", "politics": "politics", "education": "education", "ethnicity": "ethnicity", "born": "birth_on",
}  # fmt: skip
_READ_FROM = {"age": "born", "minority": "ethnicity"}
"""The column from which a word of the cells is read, where it is called otherwise."""


def holders(asked: Asked, words: Collection[str]) -> "QuerySet[Appointment, Any]":
    """Return everybody who holds a post in the scope on the day, one row each, with what the table asks of them.

    words: which of it, as the conditions of cells name it. What is of the person is grouped by, not gathered from each post: it is
    the same in all, and a sort is cheaper than that.
    """
    day, wanted = asked.day, {_READ_FROM.get(word, word) for word in words}
    held = people.held(day).filter(within(asked.scope, "organisation__"), at(day, "organisation__")).order_by()
    own = {name: F(f"person__{column}") for name, column in _OF_PERSON.items() if name in wanted}
    posts = {cell.code.removeprefix("post_"): BoolOr(Q(post=cell.code.removeprefix("post_"))) for cell in OTHERS.cells}
    gathered = {name: each for name, each in {**_of_mediators(asked), **posts}.items() if name in wanted}
    found: QuerySet[Appointment, Any] = held.annotate(**own).values("person_id", *own)
    return found.annotate(mediates=BoolOr(_MEDIATING), **gathered)


def _of_mediators(asked: Asked) -> dict[str, Any]:
    places = [
        When(organisation__kind__in=asked.kinds[row], then=Value(number))
        for number, (row, _name) in enumerate(KINDS)
        if asked.kinds[row]
    ]
    valid = Q(certificate_until=None) | Q(certificate_until__gte=asked.day)
    return {
        "place": Min(Case(*places, default=Value(ELSEWHERE), output_field=IntegerField()), filter=_MEDIATING),
        "full": BoolOr(_MEDIATING & Q(is_full_time=True)),
        "purchased": BoolOr(_MEDIATING & Q(is_full_time=True, is_purchased=True)),
        "elected": BoolOr(_MEDIATING & Q(origin="elected")),
        "certified": BoolOr(_MEDIATING & ~Q(certificate="") & valid),
        "chief": BoolOr(Q(post="chief_mediator")),
    }


def payments(asked: Asked) -> QuerySet[Line]:
    """Return what was paid in the year up to the day to people at organisations of the scope."""
    return counting.payments(*asked.year).filter(within(asked.scope, "organisation__"))


def returns(asked: Asked) -> QuerySet[Recovery]:
    """Return what was taken back in the year up to the day from people at organisations of the scope."""
    return counting.returns(*asked.year).filter(within(asked.scope, "line__organisation__"))


def planned(asked: Asked) -> QuerySet[Budget]:
    """Return the budget lines of the year; they are the whole jurisdiction's."""
    found = budgets.lines(asked.day.year)
    return found if asked.is_whole else found.none()


def sessions(asked: Asked) -> QuerySet[Venue]:
    """Return the sessions of the year up to the day that organisations of the scope held, a venue each."""
    return training.sessions(*asked.year).filter(within(asked.scope, "course__organiser__"))


def attendances(asked: Asked) -> QuerySet[Trainee]:
    """Return the attendances of the year up to the day of people of the scope's organisations."""
    return training.attendances(*asked.year).filter(within(asked.scope, "organisation__"))
