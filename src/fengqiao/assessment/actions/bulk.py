"""Entering many grades at once, as an earlier register has them, by COPY: the same checks and the same history as one by one.

For imports (exchange), in the caller's transaction. Who they are about is looked up once, and what they hold already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.models import Grade
from fengqiao.assessment.rules.grading import valid_until
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.ids import uuid7
from fengqiao.core.text import N_
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import GradeLevel, GradeScheme, RuleSet
from fengqiao.organisations import access as organisations
from fengqiao.people import queries as people

_COLUMNS = (
    "id", "created_at", "scheme", "level", "level_name", "organisation", "person", "name", "number", "issuer",
    "awarded_on", "valid_until", "ended_on", "ended_how", "ended_why", "ended_by_name",
)  # fmt: skip
_SUBJECT = Grade._meta.label_lower


@dataclass(frozen=True)
class NewGrade:
    """A grade as an earlier register has it.

    organisation_id: who is graded, or where the person serves. person_id None: the organisation itself. scheme, level: codes
    of the profile. valid_until None: as the scheme has it. ended_on: before its time, withdrawn (with ended_why, by whom) unless
    ended_how says that a later grade took its place. ``key`` is the importer's own.
    """

    organisation_id: UUID
    scheme: str
    level: str
    awarded_on: date
    issuer: str
    person_id: UUID | None = None
    number: str = ""
    valid_until: date | None = None
    ended_on: date | None = None
    ended_how: str = ""
    ended_why: str = ""
    ended_by_name: str = ""
    key: str = ""


@dataclass
class AddedGrades:
    """What became of the rows, by their place in what was given: the new grade's id, or what is wrong."""

    grades: dict[int, UUID] = field(default_factory=dict)
    faults: dict[int, DomainError] = field(default_factory=dict)


@dataclass
class _Known:
    """What the register holds: names of organisations and people in sight, standing grades, numbers, and what the rows add."""

    organisations: Mapping[UUID, str]
    people: Mapping[UUID, str]
    standing: set[tuple[str, UUID]]
    numbers: set[str]


def add_grades(actor: Actor, rows: Sequence[NewGrade], *, is_dry: bool = False) -> AddedGrades:
    """Check grades and, unless dry, write those that are right; return what became of each row.

    Takes over what was given elsewhere: no application is asked for. Needs assessment.prepare and registry.view; raises
    Forbidden, everything else is a fault of its row.
    """
    actor.require(Permission.PREPARE_ASSESSMENTS)
    today = local_date(actor.at)
    rules, known = current_ruleset(today), _known(actor, rows)
    result, made = AddedGrades(), []
    for index, row in enumerate(rows):
        try:
            scheme, level = _checked(row, rules, known, today)
        except DomainError as error:
            result.faults[index] = error
            continue
        if row.ended_on is None:
            known.standing.add((row.scheme, row.person_id or row.organisation_id))
        known.numbers |= {row.number.strip()} - {""}
        pk = uuid7()
        made.append((pk, row, scheme, level))
        result.grades[index] = pk
    if made and not is_dry:
        _write(actor, made, known)
    return result


@transaction.atomic
def take_back(actor: Actor, ids: Sequence[UUID], *, why: str) -> None:
    """Remove grades that were entered by mistake and that nothing refers to; that they were there stays in the history.

    Raises Forbidden, NotFound when one is not of the actor's region; the database refuses it where something refers to one.
    """
    actor.require(Permission.PREPARE_ASSESSMENTS)
    seen = access.grades_visible_to(actor).filter(
        pk__in=ids, organisation__region__code__startswith=actor.region_scope or "-"
    )
    if seen.count() != len(set(ids)):
        raise NotFound("grade_not_found", N_("没有找到这个等级。"))
    audit_bulk.append(actor, _SUBJECT, {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in ids})
    bulk.remove(Grade, ids)


def _known(actor: Actor, rows: Sequence[NewGrade]) -> _Known:
    ids = {row.organisation_id for row in rows}
    found = organisations.visible_to(actor).filter(pk__in=ids, region__code__startswith=actor.region_scope or "-")
    people_ids = {row.person_id for row in rows if row.person_id}
    seen = people.listed(actor, local_date(actor.at), state="all").prefetch_related(None).filter(pk__in=people_ids)
    standing = Grade.objects.filter(ended_on__isnull=True, scheme__in={row.scheme for row in rows})
    numbers = {row.number.strip() for row in rows} - {""}
    return _Known(
        organisations=dict(found.values_list("pk", "name")),
        people=dict(seen.values_list("pk", "name")),
        standing={(scheme, person or place) for scheme, person, place in standing.values_list("scheme", "person", "organisation")},
        numbers=set(Grade.objects.filter(number__in=numbers).values_list("number", flat=True)),
    )  # fmt: skip


def _checked(row: NewGrade, rules: RuleSet, known: _Known, today: date) -> tuple[GradeScheme, GradeLevel]:
    scheme = rules.grade_scheme(row.scheme)
    if scheme is None:
        raise Malformed("grade_scheme", N_("没有这种等级。"), field="scheme")
    level = scheme.level(row.level)
    if level is None:
        raise Malformed("grade_level", N_("这种等级没有这一级。"), field="level")
    if row.organisation_id not in known.organisations:
        raise NotFound("organisation_not_found", N_("没有找到这个组织。"), field="organisation_id")
    if (scheme.subject == "person") != (row.person_id is not None):
        raise Malformed("grade_subject", N_("人员的等级应当写明人员，组织的等级不写人员。"), field="person_id")
    if row.person_id is not None and row.person_id not in known.people:
        raise NotFound("person_not_found", N_("没有找到这个人。"), field="person_id")
    _check_days(row, scheme, today)
    if not row.issuer.strip():
        raise Malformed("grade_issuer", N_("请写明评定单位。"), field="issuer")
    if row.number.strip() in known.numbers:
        raise Malformed("grade_number", N_("这个证书编号已经登记，或者在文件中重复。"), field="number")
    if row.ended_on is None and (row.scheme, row.person_id or row.organisation_id) in known.standing:
        raise Malformed("grade_held", N_("已经有一个这种等级，或者在文件中重复。"), field="level")
    return scheme, level


def _check_days(row: NewGrade, scheme: GradeScheme, today: date) -> None:
    if not date(1990, 1, 1) <= row.awarded_on <= today:
        raise Malformed("awarded_on", N_("评定日期有误。"), field="awarded_on")
    if row.valid_until is not None and row.valid_until < row.awarded_on:
        raise Malformed("valid_until", N_("有效期不能早于评定日期。"), field="valid_until")
    if row.ended_on is not None and not row.awarded_on <= row.ended_on <= today:
        raise Malformed("ended_on", N_("撤销日期不能早于评定日期，也不能晚于今天。"), field="ended_on")
    is_replaced = row.ended_on is not None and row.ended_how == Grade.Ended.REPLACED
    if not is_replaced and bool(row.ended_on) != bool(row.ended_why.strip()):
        raise Malformed("ended_why", N_("撤销的，请写明日期和理由。"), field="ended_why")


def _write(actor: Actor, made: Sequence[tuple[UUID, NewGrade, GradeScheme, GradeLevel]], known: _Known) -> None:
    rows, events = [], []
    for pk, row, scheme, level in made:
        name = known.people[row.person_id] if row.person_id else known.organisations[row.organisation_id]
        until = row.valid_until or valid_until(row.awarded_on, scheme.validity_years)
        rows.append(
            (
                pk, actor.at, scheme.code, level.code, level.name, row.organisation_id, row.person_id, name,
                row.number.strip()[:60], row.issuer.strip()[:120], row.awarded_on, until, row.ended_on,
                (row.ended_how or Grade.Ended.WITHDRAWN.value) if row.ended_on else "", row.ended_why.strip()[:1000],
                row.ended_by_name.strip()[:60],
            )
        )  # fmt: skip
        told = {
            "scheme": scheme.code, "level": level.code, "number": row.number.strip(), "issuer": row.issuer.strip(),
            "awarded_on": row.awarded_on.isoformat(), "valid_until": until.isoformat(), "imported": True,
        }  # fmt: skip
        events += audit_bulk.chain(actor, _SUBJECT, pk, [audit_bulk.Fact("register", actor.at, level.code, told)])
    bulk.copy(Grade, _COLUMNS, rows)
    audit_bulk.write(events)
