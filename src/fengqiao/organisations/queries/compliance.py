"""How committees stand to the rules on their composition: one, a page of them, counts by place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import OrganisationType, RuleSet
from fengqiao.organisations import access
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.rules import composition
from fengqiao.organisations.rules.composition import Crew, Finding, Terms

FILTERS: Mapping[str, str] = {
    "members": N_("委员人数"),
    "director": N_("主任"),
    "women": N_("妇女成员"),
    "minority": N_("少数民族成员"),
    "term": N_("任期"),
    "term_length": N_("任期长度"),
    "host_term": N_("设立单位任期"),
    "full_time": N_("专职调解员"),
}
"""The rules by which a list can be narrowed to those that fall short."""
_NOBODY = Crew()


@dataclass(frozen=True)
class Compliance:
    """An organisation with what the rules find."""

    organisation: Organisation
    findings: tuple[Finding, ...]

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What it falls short of."""
        return tuple(found for found in self.findings if found.standing is composition.Standing.GAP)


def compliant(rules: RuleSet, actor: Actor, *, region: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Return the active organisations within sight that the rules of composition are about."""
    kinds = [one.code for one in rules.organisation_types if one.shape == "committee" or one.full_time]
    found = access.visible_to(actor).filter(is_active=True, kind__in=[kind] if kind in kinds else kinds)
    if region:
        found = found.filter(region__code__startswith=region)
    return found.select_related("region").defer("tokens", "search")


def compliance(rules: RuleSet, rows: Iterable[Organisation], day: date) -> list[Compliance]:
    """Return how organisations stand on a local date; the register of people is asked once for all."""
    listed = list(rows)
    crews = _crews([row.pk for row in listed], day)
    return [Compliance(row, _findings(rules, row, crews.get(row.pk, _NOBODY), day)) for row in listed]


def compliance_of(rules: RuleSet, organisation: Organisation, day: date) -> Compliance:
    """Return how one organisation stands on a local date."""
    return compliance(rules, [organisation], day)[0]


def gap_counts(rules: RuleSet, found: QuerySet[Organisation], day: date) -> tuple[int, dict[str, list[UUID]]]:
    """Return how many organisations there are, and for each rule those that fall short of it.

    The figures on the page and the list behind each are this one computation; most committees are made of the same.
    """
    columns = ("id", "kind", "elected_on", "host_elected_on", "is_multi_ethnic")
    crews = _crews(found.order_by().values("pk"), day)
    kinds = {kind.code: kind for kind in rules.organisation_types}
    short: dict[str, list[UUID]] = {code: [] for code in FILTERS}
    alike: dict[tuple[object, ...], tuple[str, ...]] = {}  # a crew by its identity: equal ones are the same
    total = 0
    for pk, kind, *dates in found.order_by().values_list(*columns):
        total += 1
        crew = crews.get(pk, _NOBODY)
        gaps = alike.get(key := (kind, id(crew), *dates))
        if gaps is None:
            gaps = alike[key] = composition.gaps(kinds[kind], rules.composition, crew, Terms(*dates), day)
        for code in gaps:
            short[code].append(pk)
    return total, short


def _findings(rules: RuleSet, row: Organisation, crew: Crew, day: date) -> tuple[Finding, ...]:
    kind: OrganisationType | None = rules.organisation_type(row.kind)
    if kind is None:
        return ()
    terms = Terms(row.elected_on, row.host_elected_on, row.is_multi_ethnic)
    return tuple(composition.findings(kind, rules.composition, crew, terms, day))


def _crews(ids: "Iterable[UUID] | QuerySet[Any, Any]", day: date) -> dict[UUID, Crew]:
    """Return who makes up organisations; those made up of the same share one object, as in the answers."""
    answers = events.collect("organisations.membership", organisation_ids=ids, day=day)
    crews: dict[Any, Crew] = {}
    found = {}
    for answer in answers:
        for pk, told in answer.items():
            found[pk] = crews.get(id(told)) or crews.setdefault(id(told), _crew(told))
    return found


def _crew(told: Any) -> Crew:
    return Crew(
        members=told.members,
        directors=told.directors,
        women=told.women,
        sex_unknown=told.unknown_sex,
        minority=told.minority,
        ethnicity_unknown=told.unknown_ethnicity,
        mediators=told.mediators,
        full_time=told.full_time,
        first_term_end=told.first_term_end,
        longest_term_days=told.longest_term_days,
    )
