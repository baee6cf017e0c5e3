"""What a committee should be made of, article by article. Plain Python: imports no Django.

A finding is shown and never keeps anybody from working: many a village has one mediator (domain 2.4, 3 members by art 8).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fengqiao.core.clock import add_months
from fengqiao.core.text import N_, day_words
from fengqiao.jurisdictions.ruleset import CompositionRules, OrganisationType

_MINORITY_PLACE = re.compile(r"族(自治)?(州|县|旗|区|乡|镇|苏木)")


class Standing(StrEnum):
    """How a committee stands to a rule. ADVICE: short of what those who can should have; UNKNOWN: the register does not say."""

    KEPT = "kept"
    GAP = "gap"
    ADVICE = "advice"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Crew:
    """Who belongs to a committee on a day, in numbers.

    members: elected or appointed to the committee (主任、副主任、委员). mediators: all who mediate for it, ``full_time`` of them.
    minority: members of minority peoples. sex_unknown, ethnicity_unknown: members of whom the register does not say it.
    first_term_end: the earliest end of a running term; longest_term_days: of the terms given, with both end days.
    """

    members: int = 0
    directors: int = 0
    women: int = 0
    sex_unknown: int = 0
    minority: int = 0
    ethnicity_unknown: int = 0
    mediators: int = 0
    full_time: int = 0
    first_term_end: date | None = None
    longest_term_days: int = 0


@dataclass(frozen=True)
class Terms:
    """Since when the members and the host's own committee are in office, and whether several peoples live there."""

    elected_on: date | None = None
    host_elected_on: date | None = None
    is_multi_ethnic: bool = False


@dataclass(frozen=True)
class Finding:
    """One rule: how it stands, what was found, what is owed, by which article."""

    code: str
    standing: Standing
    name: str
    found: str
    owed: str
    source: str


def is_minority_place(path: str) -> bool:
    """Whether a place's own name says that it is an autonomous area or an ethnic township."""
    return bool(_MINORITY_PLACE.search(path))


def gaps(kind: OrganisationType, rules: CompositionRules, crew: Crew, terms: Terms, today: date) -> tuple[str, ...]:
    """Return the codes of the rules that a committee falls short of."""
    found = findings(kind, rules, crew, terms, today)
    return tuple(finding.code for finding in found if finding.standing is Standing.GAP)


def findings(kind: OrganisationType, rules: CompositionRules, crew: Crew, terms: Terms, today: date) -> list[Finding]:
    """Return every rule of the composition for an organisation of this kind; none for what is neither committee nor room."""
    if kind.shape == "committee":
        return [*_members(rules, crew), *_terms(rules, crew, terms, today), *_full_time(kind, crew)] + (
            [_minority(rules, crew)] if terms.is_multi_ethnic else []
        )
    return list(_full_time(kind, crew))


def _standing(kept: bool) -> Standing:
    return Standing.KEPT if kept else Standing.GAP


def _people(count: int) -> str:
    return N_("%(count)s人") % {"count": count}


def _members(rules: CompositionRules, crew: Crew) -> Iterator[Finding]:
    kept = rules.members_least <= crew.members <= rules.members_most
    owed = N_("%(least)s至%(most)s人") % {"least": rules.members_least, "most": rules.members_most}
    yield Finding("members", _standing(kept), N_("委员人数"), _people(crew.members), owed, rules.members_source)
    kept = crew.directors == rules.directors
    yield Finding(
        "director",
        _standing(kept),
        N_("主任"),
        _people(crew.directors),
        _people(rules.directors),
        rules.directors_source,
    )
    standing = _standing(crew.women >= rules.women_least)
    if standing is Standing.GAP and crew.sex_unknown:
        standing = Standing.UNKNOWN
    owed = N_("至少%(count)s人") % {"count": rules.women_least}
    yield Finding("women", standing, N_("妇女成员"), _people(crew.women), owed, rules.women_source)


def _minority(rules: CompositionRules, crew: Crew) -> Finding:
    owed = N_("至少%(count)s人") % {"count": rules.minority_least}
    standing = _standing(crew.minority >= rules.minority_least)
    if standing is Standing.GAP and crew.ethnicity_unknown:
        standing = Standing.UNKNOWN
    return Finding("minority", standing, N_("少数民族成员"), _people(crew.minority), owed, rules.minority_source)


def _terms(rules: CompositionRules, crew: Crew, terms: Terms, today: date) -> Iterator[Finding]:
    owed = N_("每届%(years)s年") % {"years": rules.term_years}
    ends = _ends(crew, terms, rules)
    if ends is None:
        yield Finding("term", Standing.UNKNOWN, N_("任期"), N_("没有登记任期"), owed, rules.term_source)
    else:
        words = N_("%(day)s届满") if ends >= today else N_("%(day)s已经届满")
        yield Finding(
            "term", _standing(ends >= today), N_("任期"), words % {"day": day_words(ends)}, owed, rules.term_source
        )
    if crew.longest_term_days > rules.term_years * 365 + 2:
        found = N_("最长%(days)s天") % {"days": crew.longest_term_days}
        yield Finding("term_length", Standing.GAP, N_("任期长度"), found, owed, rules.term_source)
    if terms.host_elected_on:
        host_ends = add_months(terms.host_elected_on, rules.host_term_years * 12)
        words = N_("%(day)s届满") if host_ends >= today else N_("%(day)s已经届满")
        yield Finding(
            "host_term",
            _standing(host_ends >= today),
            N_("设立单位任期"),
            words % {"day": day_words(host_ends)},
            N_("每届%(years)s年") % {"years": rules.host_term_years},
            rules.host_term_source,
        )


def _ends(crew: Crew, terms: Terms, rules: CompositionRules) -> date | None:
    by_election = add_months(terms.elected_on, rules.term_years * 12) if terms.elected_on else None
    known = [day for day in (by_election, crew.first_term_end) if day]
    return min(known) if known else None


def _full_time(kind: OrganisationType, crew: Crew) -> Iterator[Finding]:
    if not kind.full_time:
        return
    kept = crew.full_time >= kind.full_time
    short = Standing.ADVICE if kind.full_time_if_able else Standing.GAP
    owed = N_("有条件的至少%(count)s人") if kind.full_time_if_able else N_("至少%(count)s人")
    yield Finding(
        "full_time",
        Standing.KEPT if kept else short,
        N_("专职调解员"),
        _people(crew.full_time),
        owed % {"count": kind.full_time},
        kind.full_time_source,
    )
