"""Filling a jurisdiction's registers to the size that it published: through the importer, then by the packages' own verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import actions as assessment
from fengqiao.config.environment import BadEnvironment
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.exchange import actions as exchange
from fengqiao.exchange.generating.registers import chengdu, jingzhou, linyi, wuhan, zhanqian
from fengqiao.exchange.generating.registers.shapes import Body, Held, Place, Register, Row, World
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import actions as organisations
from fengqiao.organisations import queries as known_organisations
from fengqiao.people import actions as people
from fengqiao.people import queries as known_people
from fengqiao.people.actions import reviewing
from fengqiao.people.facts import id_hash
from fengqiao.people.models import MEDIATING_POSTS, Ended
from fengqiao.regions import actions as regions
from fengqiao.regions import queries as known_regions
from fengqiao.regions.models import scope_of
from fengqiao.training import actions as training

MAKERS: dict[str, Callable[[World], Register]] = {
    "chengdu": chengdu.make,
    "jingzhou": jingzhou.make,
    "linyi": linyi.make,
    "wuhan": wuhan.make,
    "zhanqian": zhanqian.make,
}
"""The jurisdictions whose registers can be generated, by slug."""
AT_FIRST = ("zhanqian", "linyi")
"""Those that a first run loads at full size."""


@dataclass(frozen=True)
class Filled:
    """How many rows were entered; nothing when the registers were full already."""

    organisations: int = 0
    people: int = 0


def actor() -> Actor:
    """Return who fills the registers of the jurisdiction at work."""
    held = (
        Permission.IMPORT, Permission.VIEW_REGISTRY, Permission.MANAGE_REGISTRY, Permission.KEEP_ORGANISATION,
        Permission.KEEP_DOCKING, Permission.PLAN_TRAINING, Permission.PREPARE_ASSESSMENTS, Permission.VIEW_STATISTICS,
    )  # fmt: skip
    scope = scope_of(current_ruleset().code.ljust(12, "0"))
    return Actor(None, "名册生成程序", timezone.now(), frozenset(p.value for p in held), region_scope=scope)


def world(day: date) -> World:
    """Return what the jurisdiction at work has already."""
    rows = known_organisations.existing(day).values_list("name", "short_name", "kind", "mediates", "region_id")
    standing = {name: Body(kind, mediates, str(place)) for name, _short, kind, mediates, place in rows}
    posts = known_people.held(day).filter(post__in=MEDIATING_POSTS)
    for name, post, full, bought in posts.values_list("organisation__name", "post", "is_full_time", "is_purchased"):
        standing[name].held.append(Held(post, full, bought))
    shorts = frozenset(short for _name, short, *_rest in rows if short)
    return World(_places(), standing, shorts, day)


def _places() -> list[Place]:
    """Return all places by the names that stand in full names: 光明村, whose official name is 光明村委会."""
    paths: dict[str, str] = {}
    found = []
    for code, name, level, parent, path in known_regions.everything():
        paths[code] = path
        found.append(Place(code, path.removeprefix(paths[parent]) if parent else name, level, parent, path))
    return found


@transaction.atomic
def fill(slug: str) -> Filled:
    """Bring the registers of the jurisdiction at work to their published size; a second call changes nothing.

    Raises BadEnvironment when a row is refused; then nothing is entered.
    """
    keeper = actor()
    found = MAKERS[slug](world(local_date(keeper.at)))
    if not found.organisations:
        return Filled()
    for parent, name in found.grids:
        regions.add_grid(keeper, parent_code=parent, name=name)
    _import(keeper, "organisations", found.organisations)
    _import(keeper, "people", found.people)
    _import(keeper, "appointments", found.appointments)
    _enter(keeper, found)
    training.count(keeper)
    return Filled(len(found.organisations), len(found.people))


def _import(keeper: Actor, register: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    outcome = exchange.import_register(keeper, rows, register=register)
    if outcome.faults:
        line, key, fault = outcome.faults[0]
        told = f"{register} {line} {key} {fault.column} {fault.value} {fault.reason}"
        raise BadEnvironment(f"名册未能导入,有{len(outcome.faults)}处不合格。 / Refused: {told}")


class _Ids:
    """Ids of organisations by name and of people by identity number, each looked up once for all."""

    def __init__(self, found: Register) -> None:
        names = {memo.court for memo in found.docked} | {memo.organisation for memo in found.docked}
        names |= {entry.court for entry in found.invited} | {entry.organisation for entry in found.invited}
        names |= {judge.court for judge in found.judges} | {grade.organisation for grade in found.grades}
        names |= {unit.centre for unit in found.units} | {unit.name for unit in found.units}
        names |= {course.organiser for course in found.courses}
        self.organisations = {name: row.pk for name, row in known_organisations.all_called(names).items()}
        numbers = [entry.person for entry in found.invited if entry.person]
        numbers += [judge.person for judge in found.judges] + [grade.person for grade in found.grades]
        self.people = known_people.by_id_hash(id_hash(number) for number in numbers)

    def person(self, number: str) -> UUID | None:
        return self.people[id_hash(number)] if number else None


def _enter(keeper: Actor, found: Register) -> None:
    ids = _Ids(found)
    _dock(keeper, found, ids)
    for unit in found.units:
        organisations.add_unit(
            keeper, ids.organisations[unit.centre], way=unit.way, staff_count=unit.staff_count,
            unit_id=ids.organisations.get(unit.name), name=unit.name,
        )  # fmt: skip
    _train(keeper, found, ids)
    grades = [
        assessment.NewGrade(
            organisation_id=ids.organisations[each.organisation], scheme=each.scheme, level=each.level,
            awarded_on=each.awarded_on, issuer=each.issuer, person_id=ids.person(each.person), number=each.number,
        )
        for each in found.grades
    ]  # fmt: skip
    if grades:
        _check(assessment.add_grades(keeper, grades).faults)
    review(keeper, found)


def review(keeper: Actor, found: Register) -> None:
    """Ask for admissions and exits, and decide those that are decided: asked for by one, decided by another."""
    asking, deciding = replace(keeper, name="名册生成程序（申请）"), replace(keeper, name="名册生成程序（审核）")
    places = known_organisations.all_called({each.row["organisation"] for each in found.admissions})
    for each in found.admissions:
        row, place = each.row, places[each.row["organisation"]]
        post = people.NewPost(
            place.pk, row["post"], date.fromisoformat(row["starts_on"]), origin=row["origin"],
            is_full_time=row["time"] == "full", certificate=row.get("certificate", ""),
            certificate_issuer=row.get("certificate_issuer", ""),
            certificate_from=date.fromisoformat(row["certificate_from"]) if "certificate_from" in row else None,
        )  # fmt: skip
        own = {name: row[name] for name in ("name", "id_number", "phone", "ethnicity", "education", "politics")}
        made = reviewing.propose_new(asking, post=post, reason=each.reason, **own)
        if each.outcome:
            decide = reviewing.approve if each.outcome == "approved" else reviewing.refuse
            decide(deciding, made.pk, opinion=each.opinion)
    leaving = known_people.by_id_hash(id_hash(each.person) for each in found.exits)
    today = local_date(keeper.at)
    for one in found.exits:
        held = known_people.posts_of([leaving[id_hash(one.person)]]).get(
            organisation__name=one.organisation, ends_on=None
        )
        asked = reviewing.propose_exit(asking, held.pk, reason=one.reason)
        if one.opinion:
            reviewing.approve(deciding, asked.pk, opinion=one.opinion)
        if one.ended:
            people.end(keeper, held.pk, on=today, how=Ended.DISMISSED, by=one.organisation, why=one.reason)


def _dock(keeper: Actor, found: Register, ids: _Ids) -> None:
    """Enter memoranda, rosters and judges; what a court has entered before stays as it is."""
    day = local_date(keeper.at)
    papers = set(known_organisations.memoranda(day).values_list("court__name", "organisation__name"))
    roster = set(known_organisations.invitations(day).values_list("court__name", "organisation__name", "person_name"))
    for paper in found.docked:
        if (paper.court, paper.organisation) not in papers:
            organisations.sign_memorandum(
                keeper, ids.organisations[paper.court], organisation_id=ids.organisations[paper.organisation],
                title=paper.title, terms=paper.terms, signed_on=paper.signed_on,
            )  # fmt: skip
    for each in found.invited:
        if (each.court, each.organisation, each.person_name) in roster:
            continue
        organisations.invite(
            keeper, ids.organisations[each.court], organisation_id=ids.organisations.get(each.organisation),
            person_name=each.person_name, person_id=ids.person(each.person), fields=each.fields,
            is_resident=each.is_resident, since=each.since,
        )  # fmt: skip
    for judge in found.judges:
        organisations.name_judge(
            keeper, ids.organisations[judge.court], person_name=judge.person_name, person_id=ids.person(judge.person),
            region_code=judge.region_code, title=judge.title,
        )  # fmt: skip


def _train(keeper: Actor, found: Register, ids: _Ids) -> None:
    rows: list[training.PastCourse | training.Attendance] = []
    for course in found.courses:
        new = training.NewCourse(
            organiser_id=ids.organisations[course.organiser], title=course.title, kind=course.kind, way=course.way,
            audience=course.audience, starts_on=course.starts_on, ends_on=course.ends_on, hours=Decimal(course.hours),
            modules=[
                training.NewModule(title=title, hours=Decimal(hours), lecturer=lecturer, unit=unit)
                for title, hours, lecturer, unit in course.modules
            ],
            venues=[training.NewVenue(name=name, region_code=code) for name, code in course.venues],
        )  # fmt: skip
        rows.append(training.PastCourse(course=new, closed_on=course.ends_on + timedelta(days=1)))
        rows += [
            training.Attendance(title=course.title, starts_on=course.starts_on, venue=venue, id_number=number)
            for venue, number in course.trainees
        ]
    if rows:
        _check(training.add_many(keeper, rows).faults)


def _check(faults: dict[int, DomainError]) -> None:
    if faults:
        row, error = next(iter(faults.items()))
        raise BadEnvironment(f"有{len(faults)}行不合格。 / Refused: {row} {error.field} {error.message}")
