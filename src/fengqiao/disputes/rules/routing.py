"""Which organisation a matter should go to, with the reasons. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import Routing


@dataclass(frozen=True)
class Candidate:
    """An organisation that could take the matter. region_code: 12 digits; load: its open matters."""

    id: UUID
    name: str
    kind: str
    level: str
    region_code: str
    specialities: tuple[str, ...]
    load: int


@dataclass(frozen=True)
class Reason:
    """Why a candidate gained or lost points, and by which rule."""

    text: str
    points: int
    source: str


@dataclass(frozen=True)
class Suggestion:
    """A candidate with its points and the reasons for them."""

    candidate: Candidate
    score: int
    reasons: tuple[Reason, ...]


def _place(candidate: Candidate, region_code: str, table: Routing) -> Reason:
    if candidate.region_code == region_code:
        return Reason(N_("就在纠纷发生地"), table.same_place_score, table.source)
    return Reason(N_("管辖纠纷发生地"), table.parent_place_score, table.source)


def suggest(
    table: Routing,
    candidates: Iterable[Candidate],
    *,
    region_code: str,
    category: str,
    grade: str,
    entruster: str = "",
) -> list[Suggestion]:
    """Return the candidates that may take the matter, best first; ties go to the lighter load, then to the name.

    candidates: organisations that answer for the place. region_code: of the matter. category, grade: codes; entruster: code of
    the organ that entrusted it. An organisation with specialities is left out for other kinds of dispute.
    """
    result = []
    for candidate in candidates:
        reasons = [_place(candidate, region_code, table)]
        if category in candidate.specialities:
            reasons.append(Reason(N_("专门办理此类纠纷"), table.speciality_score, table.source))
        elif candidate.specialities:
            continue
        reasons += [
            Reason(rule.name, rule.score, rule.source)
            for rule in table.rules
            if (not rule.categories or category in rule.categories)
            and (not rule.grades or grade in rule.grades)
            and (not rule.entrusters or entruster in rule.entrusters)
            and (not rule.organisation_kinds or candidate.kind in rule.organisation_kinds)
            and (not rule.levels or candidate.level in rule.levels)
        ]
        if candidate.load:
            reasons.append(
                Reason(
                    N_("在办%(count)s件") % {"count": candidate.load},
                    -table.load_penalty * candidate.load,
                    table.source,
                )
            )
        result.append(Suggestion(candidate, sum(reason.points for reason in reasons), tuple(reasons)))
    return sorted(result, key=lambda item: (-item.score, item.candidate.load, item.candidate.name))
