"""The facts that scores are made of: cases as statistics counts them, what is said of conduct, figures entered with evidence.

A few grouped queries for any number of organisations or people.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, FilteredRelation, Q, QuerySet, Sum

from fengqiao.assessment.models import Counted, Entry, Round, Score
from fengqiao.assessment.rules.scoring import facts_of
from fengqiao.assessment.workflow import AssessedAs
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import Indicator
from fengqiao.mediation.rules.words import Part
from fengqiao.people.queries import conduct
from fengqiao.statistics.access import Scope
from fengqiao.statistics.models import CaseFact
from fengqiao.statistics.queries import closings, facts
from fengqiao.statistics.rules.facts import condition
from fengqiao.statistics.rules.periods import Kind, Period
from fengqiao.training.queries.credited import credited

CASES, INPUT = "cases.", "input."
HOURS = "training_hours"
"""The code, too, of what is entered of trainings elsewhere."""
COPIED = (
    "dispute_id", "organisation_id", "region", "accepted_on", "row", "source", "entruster", "category", "form",
    "is_difficult", "is_performed", "is_confirmed", "is_top",
)  # fmt: skip
"""The columns that a counted case takes over from the fact of statistics."""
LEAD = "presiding__person_id"


@dataclass(frozen=True)
class Gathered:
    """All facts of a round: ``of(subject)`` gives one's facts by name; None for what nobody entered."""

    numbers: Mapping[str, Mapping[UUID, Decimal]]
    unknown: frozenset[str]

    def of(self, subject: UUID) -> dict[str, Decimal | None]:
        """Return the facts of an organisation or a person."""
        return {
            name: values.get(subject, None if name in self.unknown else Decimal(0))
            for name, values in self.numbers.items()
        }


def indicators_of(found: Round) -> list[Indicator]:
    """Return the indicators of a round as they were when it was computed."""
    return [Indicator.model_validate(one) for one in found.indicators]


def period_of(found: Round) -> Period:
    """Return the period of a round."""
    return Period(found.first_on, found.last_on, Kind(found.kind))


def facts_now(found: Round, *, as_closed: bool = False) -> QuerySet[CaseFact]:
    """Return the cases of a round's region and period as statistics counts them, with who presides (``presiding``).

    as_closed: as the table shows them, where the period is closed in statistics; else as they are now.
    """
    scope, period = Scope(found.region, ""), period_of(found)
    return presided(facts.facts_in(scope, period, closings.closing_of(scope, period) if as_closed else None))


def presided(found: QuerySet[CaseFact]) -> QuerySet[CaseFact]:
    """Return cases with the mediator who presides over each (``LEAD``), where there is one."""
    path = "dispute__mediator_assignments"
    presides = Q(**{f"{path}__ended_at__isnull": True, f"{path}__part": Part.LEAD})
    return found.annotate(presiding=FilteredRelation(path, condition=presides))


def counted(found: Round, fact: str) -> QuerySet[Counted]:
    """Return the cases behind a fact ("cases.agreed") of a round: a figure counts this very queryset."""
    return Counted.objects.filter(round=found, **_wanted(fact))


def of_score(score: Score, fact: str) -> QuerySet[Counted]:
    """Return the cases behind a fact of one score."""
    mine = Q(person=score.person_id) if score.person_id else Q(organisation=score.organisation_id)
    return counted(score.round, fact).filter(mine)


def _wanted(fact: str) -> Mapping[str, object]:
    wanted = condition(fact.removeprefix(CASES))
    if wanted is None:
        raise KeyError(fact)
    return wanted


def grouped(
    rows: "QuerySet[Counted] | QuerySet[CaseFact]", column: str, names: Iterable[str]
) -> dict[str, dict[UUID, Decimal]]:
    """Count cases by a column, for each fact, in one query."""
    cells = {f"n{at}": name for at, name in enumerate(names)}
    counts = {key: Count("dispute_id", filter=Q(**_wanted(name)) or None) for key, name in cells.items()}
    result: dict[str, dict[UUID, Decimal]] = {name: {} for name in cells.values()}
    if not cells:
        return result
    for row in rows.exclude(**{column: None}).order_by().values(column).annotate(**counts):
        for key, name in cells.items():
            result[name][row[column]] = Decimal(row[key])
    return result


def gather(found: Round) -> Gathered:
    """Return all facts that a round's indicators are made of."""
    names = facts_of(indicators_of(found))
    column = found.subject
    cases = sorted(name for name in names if name.startswith(CASES))
    numbers: dict[str, Mapping[UUID, Decimal]] = dict(
        grouped(Counted.objects.filter(round=found), f"{column}_id", cases)
    )
    others: dict[str, Callable[[Round], Mapping[UUID, Decimal]]] = {
        "complaints": _complaints, "escalations": _escalations, HOURS: _hours,
    }  # fmt: skip
    for name in sorted(names - set(cases)):
        numbers[name] = others[name](found) if name in others else _entered(found, name.removeprefix(INPUT))
    unknown = {name for name in names if name.startswith(INPUT) or (name == HOURS and not numbers[name])}
    return Gathered(numbers, frozenset(unknown))


def _complaints(found: Round) -> dict[UUID, Decimal]:
    rows = conduct.proved(found.first_on, found.last_on).exclude(**{found.subject: None})
    return {pk: Decimal(n) for pk, n in rows.order_by().values_list(found.subject).annotate(n=Count("pk"))}


def _escalations(found: Round) -> dict[UUID, Decimal]:
    rows = conduct.answerable(found.first_on, found.last_on).order_by().values_list("person").annotate(n=Count("pk"))
    return {pk: Decimal(n) for pk, n in rows}


def _hours(found: Round) -> dict[UUID, Decimal]:
    """Hours at courses of the register of trainings, and at those elsewhere that were entered."""
    rows = credited(found.first_on, found.last_on).order_by().values_list("person").annotate(sum=Sum("hours"))
    hours = defaultdict(Decimal, rows)
    for pk, more in _entered(found, HOURS).items():
        hours[pk] += more
    return dict(hours)


def entries(found: Round, code: str) -> QuerySet[Entry]:
    """Return the figures of a code entered for a round's subjects and days, the newest first."""
    rows = Entry.objects.filter(code=code, struck_why="", on__range=(found.first_on, found.last_on))
    return rows.filter(person__isnull=found.subject != AssessedAs.PERSON).order_by("-on", "-id")


def _entered(found: Round, code: str) -> dict[UUID, Decimal]:
    rows, column = entries(found, code), f"{found.subject}_id"
    rules = current_ruleset().assessment
    known = rules.input(code) if rules else None
    if known and known.takes == "sum":
        return dict(rows.order_by().values_list(column).annotate(sum=Sum("value")))
    return dict(rows.order_by(column, "-on", "-id").distinct(column).values_list(column, "value"))


@dataclass(frozen=True)
class Change:
    """What a figure would be made of today: by fact, as counted and as it is now."""

    code: str
    before: tuple[Decimal | None, Decimal | None]
    now: tuple[Decimal | None, Decimal | None]


def restated(score: Score) -> list[Change]:
    """Return the figures of a score whose cases have changed since they were counted; the score itself does not change."""
    found = score.round
    indicators = indicators_of(found)
    names = sorted(name for name in facts_of(indicators) if name.startswith(CASES))
    column, mine = (LEAD, score.person_id) if score.person_id else ("organisation_id", score.organisation_id)
    present = grouped(facts_now(found).filter(**{column: mine}), column, names)
    stored = {figure["code"]: figure for figure in score.figures}
    changes = []
    for one in indicators:
        if not one.numerator.startswith(CASES) or one.code not in stored:
            continue
        before = (_number(stored[one.code]["numerator"]), _number(stored[one.code]["denominator"]))
        now = tuple(present[name].get(mine, Decimal(0)) if name else None for name in (one.numerator, one.denominator))
        if before != now:
            changes.append(Change(one.code, before, (now[0], now[1])))
    return changes


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def open_appeals(rounds: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many appeals of rounds are not answered, by round."""
    rows = Score.objects.filter(round__in=list(rounds), appeals__outcome="").order_by().values_list("round")
    found: dict[UUID, int] = defaultdict(int)
    for pk, number in rows.annotate(n=Count("appeals")):
        found[pk] += number
    return dict(found)
