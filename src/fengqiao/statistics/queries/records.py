"""The facts of cases as their records tell them: the truth that the kept facts must equal."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet, Sum

from fengqiao.confirmation import queries as confirmation
from fengqiao.core.clock import local_date
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.followup import queries as followup
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import CategoryList, RuleSet
from fengqiao.regions.models import scope_of
from fengqiao.statistics.rules.facts import Dims, Fact

_COLUMNS = (
    "pk", "organisation_id", "organisation__region_id", "organisation__kind", "accepted_at", "source", "entruster",
    "category", "category_version", "is_difficult", "people_count", "effective__form",
)  # fmt: skip
_EFFECTIVE = Q(agreements__is_current=True, agreements__effective_at__isnull=False)


def present_category(categories: CategoryList, code: str, version: str) -> str:
    """Return a kind of dispute in the codes of the present list; one that no crosswalk maps keeps its own code."""
    if version == categories.version or categories.get(code):
        return code
    maps = (walk.mapping for walk in categories.crosswalks if walk.from_version == version)
    return next((mapping[code] for mapping in maps if code in mapping), code)


def row_of(rules: RuleSet, kind: str) -> str:
    """Return the row of the table that counts a kind of organisation, "" when the rules name none."""
    found = rules.organisation_type(kind)
    return found.table_row if found else ""


def is_top(region: str) -> bool:
    """Whether a committee's place is the city or a county itself."""
    return len(scope_of(region)) <= 6


def facts_of(ids: Iterable[UUID], kept: Mapping[UUID, tuple[UUID, str]] | None = None) -> dict[UUID, Fact]:
    """Return the facts of accepted cases, by id, from their records.

    kept: by case, the committee and its place as they were counted at acceptance: a committee that moved later does not take
    its old cases along.
    """
    rules, places = current_ruleset(), kept or {}
    cases = disputes.accepted().filter(pk__in=list(ids))
    rows = list(cases.annotate(effective=FilteredRelation("agreements", condition=_EFFECTIVE)).values_list(*_COLUMNS))
    agreed = [row[0] for row in rows if row[-1]]
    fen, performed, confirmed = _outcomes(cases.filter(pk__in=agreed)) if agreed else ({}, set(), set())
    result = {}
    for pk, organisation, place, kind, accepted_at, source, entruster, category, version, hard, people, form in rows:
        known = places.get(pk)
        region = known[1] if known and known[0] == organisation else place
        dims = Dims(
            row=row_of(rules, kind),
            source=source,
            entruster=entruster,
            category=present_category(rules.categories, category, version),
            form=form or "",
            is_difficult=hard,
            is_performed=pk in performed,
            is_confirmed=pk in confirmed,
            is_top=is_top(region),
        )
        day = local_date(accepted_at)
        result[pk] = Fact(pk, organisation, region, day, dims, people, fen.get(pk, 0))
    return result


def _outcomes(agreed: QuerySet[Dispute]) -> tuple[dict[UUID, int], set[UUID], set[UUID]]:
    """Return the money of each agreement in hundredths of a yuan, and which were performed and confirmed."""
    sums = agreed.filter(_EFFECTIVE).values_list("pk").annotate(yuan=Sum("agreements__obligations__amount"))
    return (
        {pk: int(yuan * 100) for pk, yuan in sums if yuan},
        set(followup.performed(agreed).values_list("pk", flat=True)),
        set(confirmation.confirmed(agreed).values_list("pk", flat=True)),
    )
