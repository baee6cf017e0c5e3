"""What there is for the criteria of a grade: from the posts held, the cases of statistics, conduct, trainings, scores, entries."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from fengqiao.assessment.models import Entry, Score
from fengqiao.assessment.queries.counting import CASES, HOURS, LEAD, grouped, presided
from fengqiao.assessment.rules.grading import Input
from fengqiao.assessment.workflow import RoundState
from fengqiao.core.clock import ONE_DAY, Span, Spans, add_months
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import GradeCriterion, GradeLevel
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import queries as people
from fengqiao.people.models import MEDIATING_POSTS, Person
from fengqiao.people.queries import conduct
from fengqiao.regions.models import scope_of
from fengqiao.statistics.access import Scope
from fengqiao.statistics.queries import facts
from fengqiao.statistics.rules.periods import FIRST_YEAR, Period
from fengqiao.training.queries.credited import credited

BEGINNING = date(FIRST_YEAR, 1, 1)
A_YEAR = Decimal("365.2425")
SHARES = {"oral_share": ("cases.form_oral", "cases.agreed"), "success_share": ("cases.agreed", "cases.total")}


class Candidate(NamedTuple):
    """Who is to be graded on which day: an organisation, or a person (then with where the person serves)."""

    organisation: Organisation
    person: Person | None
    day: date


def inputs(level: GradeLevel, who: Candidate) -> dict[str, Input]:
    """Return what there is for each criterion of a grade, by its code."""
    return {one.code: _KINDS[one.kind](one, who) for one in level.criteria}


def _since(criterion: GradeCriterion, day: date) -> date:
    return add_months(day, -12 * criterion.years) if criterion.years else BEGINNING


def _years(criterion: GradeCriterion, who: Candidate) -> Input:
    if who.person is None:
        return Input(None)
    held = people.appointments(who.person).filter(post__in=MEDIATING_POSTS, starts_on__lte=who.day)
    spans = [
        Span(begin, min(end or who.day, who.day) + ONE_DAY) for begin, end in held.values_list("starts_on", "ends_on")
    ]
    if not spans:
        return Input(Decimal(0))
    days = Spans(spans).days_between(BEGINNING, who.day)
    years = (Decimal(days) / A_YEAR).quantize(Decimal("0.1"), ROUND_DOWN)
    return Input(years, min(spans).first.isoformat())


def _counts(criterion: GradeCriterion, who: Candidate, *names: str) -> list[Decimal]:
    whole = Scope(scope_of(current_ruleset().code.ljust(12, "0")), "")
    found = presided(facts.facts_in(whole, Period(_since(criterion, who.day), who.day)))
    column, mine = (LEAD, who.person.pk) if who.person else ("organisation_id", who.organisation.pk)
    counted = grouped(found.filter(**{column: mine}), column, names)
    return [counted[name].get(mine, Decimal(0)) for name in names]


def _cases(criterion: GradeCriterion, who: Candidate) -> Input:
    (number,) = _counts(criterion, who, f"{CASES}total")
    return Input(number)


def _share(criterion: GradeCriterion, who: Candidate) -> Input:
    part, whole = _counts(criterion, who, *SHARES[criterion.kind])
    if not whole:
        return Input(None)
    return Input((part * 100 / whole).quantize(Decimal("0.01")), f"{part}/{whole}")


def _hours(criterion: GradeCriterion, who: Candidate) -> Input:
    elsewhere = _entries(criterion, who, HOURS).aggregate(sum=Sum("value"))["sum"] or Decimal(0)
    if who.person is None:
        return Input(elsewhere)
    rows = credited(_since(criterion, who.day), who.day).filter(person=who.person)
    return Input((rows.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)) + elsewhere)


def _entries(criterion: GradeCriterion, who: Candidate, code: str) -> QuerySet[Entry]:
    rows = Entry.objects.filter(code=code, struck_why="", on__range=(_since(criterion, who.day), who.day))
    mine = Q(person=who.person) if who.person else Q(organisation=who.organisation, person__isnull=True)
    return rows.filter(mine).order_by("-on", "-id")


def _entered(criterion: GradeCriterion, who: Candidate) -> Input:
    rules = current_ruleset().assessment
    known = rules.input(criterion.input) if rules else None
    rows = _entries(criterion, who, criterion.input)
    if known and known.takes == "sum":
        return Input(rows.aggregate(sum=Sum("value"))["sum"])
    last = rows.first()
    return Input(last.value, last.evidence) if last else Input(None)


def _complaints(criterion: GradeCriterion, who: Candidate) -> Input:
    rows = conduct.proved(_since(criterion, who.day), who.day)
    rows = rows.filter(person=who.person) if who.person else rows.filter(organisation=who.organisation)
    return Input(Decimal(rows.count()))


def _marks(criterion: GradeCriterion, who: Candidate) -> Input:
    mine = Q(person=who.person) if who.person else Q(organisation=who.organisation, person__isnull=True)
    last = Score.objects.filter(mine, round__state=RoundState.LOCKED).select_related("round")
    found = last.order_by("-round__last_on", "-round__first_on").first()
    return Input(found.total, found.round.number) if found else Input(None)


def _gaps(criterion: GradeCriterion, who: Candidate) -> Input:
    found = organisations.compliance_of(current_ruleset(who.day), who.organisation, who.day)
    return Input(Decimal(len(found.gaps)))


def _full_time(criterion: GradeCriterion, who: Candidate) -> Input:
    found = people.membership(organisation_ids=[who.organisation.pk], day=who.day).get(who.organisation.pk)
    return Input(Decimal(found.full_time if found else 0))


_KINDS: dict[str, Callable[[GradeCriterion, Candidate], Input]] = {
    "years_in_post": _years,
    "cases": _cases,
    "oral_share": _share,
    "success_share": _share,
    "training_hours": _hours,
    "complaints": _complaints,
    "marks": _marks,
    "gaps": _gaps,
    "full_time": _full_time,
    "input": _entered,
}
