"""Entering many courses and who took part at once: the same checks and the same history as one by one, lists by COPY.

For imports (exchange), in the caller's transaction. Whatever a batch names is looked up once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.text import N_
from fengqiao.people import access as people
from fengqiao.people.facts import id_hash
from fengqiao.training import given
from fengqiao.training.actions import making
from fengqiao.training.actions.certifying import LABEL
from fengqiao.training.given import NewCourse
from fengqiao.training.models import Certificate, Course, Module, Trainee, Venue
from fengqiao.training.rules.courses import CourseState

_TRAINEE = (
    "id", "created_at", "course", "venue", "person", "organisation", "hours", "is_set", "mark",
)  # fmt: skip
_CERTIFICATE = ("id", "created_at", "trainee", "number", "issued_on", "issued_by_name", "voided_on", "voided_why")


@dataclass(frozen=True)
class PastCourse:
    """A course of a register: as given, and how it ended, if it did."""

    course: NewCourse
    closed_on: date | None = None
    cancelled_why: str = ""


@dataclass(frozen=True)
class Attendance:
    """That somebody took part in a course, which stands in the same batch or is known already.

    The course by its natural key; the organiser may be left out where title and first day tell it. venue: its name, "" for the
    main one. The person by identity number, or else by the certificate of a post, or else by name and organisation.
    hours: credited, None for all of the course. number, issued_on: the certificate given for it.
    """

    title: str
    starts_on: date
    organiser_id: UUID | None = None
    venue: str = ""
    id_number: str = ""
    certificate: str = ""
    name: str = ""
    organisation_id: UUID | None = None
    hours: Decimal | None = None
    mark: Decimal | None = None
    number: str = ""
    issued_on: date | None = None


@dataclass
class Added:
    """What became of the rows, by their place in what was given: the new course's or trainee's id, or what is wrong."""

    courses: dict[int, UUID] = field(default_factory=dict)
    trainees: dict[int, UUID] = field(default_factory=dict)
    faults: dict[int, DomainError] = field(default_factory=dict)


def add_many(actor: Actor, rows: Sequence[PastCourse | Attendance], *, is_dry: bool = False) -> Added:
    """Check courses and attendances and, unless dry, write those that are right; return what became of each row.

    Attendances may stand before or after their course. Raises Forbidden; everything else is a fault of its row.
    """
    actor.require(Permission.PLAN_TRAINING)
    result = Added()
    courses = _Courses(actor, rows, result)
    trainees = _Trainees(actor, rows, courses, result)
    if not is_dry:
        courses.write()
        trainees.write()
    return result


@dataclass(frozen=True)
class _Known:
    id: UUID
    hours: Decimal
    has_exam: bool
    ends_on: date
    venues: Mapping[str, UUID]


class _Courses:
    """The courses of a batch, new and known."""

    def __init__(self, actor: Actor, rows: Sequence[PastCourse | Attendance], result: Added) -> None:
        self.actor = actor
        new = {index: row for index, row in enumerate(rows) if isinstance(row, PastCourse)}
        wanted = [row.course for row in new.values()]
        self._places = making.Places(actor, wanted)
        self._lecturers = making.Lecturers(actor, (module for course in wanted for module in course.modules))
        self._made: list[tuple[Course, list[Venue], list[Module]]] = []
        self._by_key: dict[tuple[UUID, str, date], _Known] = {}
        self._by_day: dict[tuple[str, date], list[_Known]] = {}
        self._load(rows)
        for index, row in new.items():
            try:
                result.courses[index] = self._add(row)
            except DomainError as error:
                result.faults[index] = error

    def _load(self, rows: Sequence[PastCourse | Attendance]) -> None:
        named = [row.course if isinstance(row, PastCourse) else row for row in rows]
        titles = {" ".join(each.title.split()) for each in named}
        days = {each.starts_on for each in named}
        found = list(
            Course.objects.filter(title__in=titles, starts_on__in=days)
            .select_related("organiser")
            .only("organiser__region", "title", "starts_on", "ends_on", "hours", "pass_mark")
        )
        venues: dict[UUID, dict[str, UUID]] = {}
        for course, name, pk, is_main in Venue.objects.filter(course__in=found).values_list(
            "course_id", "name", "pk", "is_main"
        ):
            venues.setdefault(course, {})[name] = pk
            if is_main:
                venues[course][""] = pk
        for row in found:
            self._keep(row, venues.get(row.pk, {}))

    def _keep(self, course: Course, venues: Mapping[str, UUID]) -> None:
        known = _Known(course.pk, course.hours, course.pass_mark is not None, course.ends_on, venues)
        self._by_key[(course.organiser_id, course.title, course.starts_on)] = known
        self._by_day.setdefault((course.title, course.starts_on), []).append(known)

    def _add(self, row: PastCourse) -> UUID:
        course, venues = making.course(row.course, self._places, self.actor.at)
        if row.course.key in self._by_key:
            raise Malformed("course_known", N_("这个培训班已经登记，或者在文件中重复。"), field="title")
        _end(course, row, local_date(self.actor.at))
        modules = making.modules(course, row.course.modules, self._lecturers, self.actor.at)
        self._made.append((course, venues, modules))
        self._keep(course, {**{venue.name: venue.pk for venue in venues}, "": venues[0].pk})
        return course.pk

    def find(self, row: Attendance) -> _Known:
        """Return the course of a row; raises NotFound, Malformed when several would do."""
        title = " ".join(row.title.split())
        if row.organiser_id:
            found = [self._by_key[key]] if (key := (row.organiser_id, title, row.starts_on)) in self._by_key else []
        else:
            found = self._by_day.get((title, row.starts_on), [])
        if not found:
            raise NotFound("course_not_found", N_("没有找到这个培训班。"), field="title")
        if len(found) > 1:
            raise Malformed(
                "course_ambiguous", N_("有几个单位的培训班同名同日，请写明主办单位。"), field="organiser_id"
            )
        return found[0]

    def write(self) -> None:
        """Write what is new, with its history."""
        self._lecturers.write()
        Course.objects.bulk_create(course for course, _venues, _modules in self._made)
        Venue.objects.bulk_create(venue for _course, venues, _modules in self._made for venue in venues)
        Module.objects.bulk_create(module for _course, _venues, modules in self._made for module in modules)
        audit_bulk.write(
            event
            for course, venues, modules in self._made
            for event in audit_bulk.chain(
                self.actor,
                Course._meta.label_lower,
                course.pk,
                (
                    audit_bulk.Fact(
                        "plan_course",
                        self.actor.at,
                        course.state,
                        {"title": course.title, "venues": len(venues), "modules": len(modules), "imported": True},
                    ),
                ),
            )
        )


def _end(course: Course, row: PastCourse, today: date) -> None:
    if row.cancelled_why.strip():
        course.state, course.cancelled_why = CourseState.CANCELLED.value, row.cancelled_why.strip()[:300]
    elif row.closed_on is not None:
        if not course.ends_on <= row.closed_on <= today:
            raise Malformed("closed_on", N_("结业日期不能早于结束日期，也不能晚于今天。"), field="closed_on")
        course.state, course.closed_on = CourseState.CLOSED.value, row.closed_on


class _Trainees:
    """Who took part, by the rows of a batch."""

    def __init__(self, actor: Actor, rows: Sequence[PastCourse | Attendance], courses: _Courses, result: Added) -> None:
        self.actor = actor
        wanted = {index: row for index, row in enumerate(rows) if isinstance(row, Attendance)}
        self._who = _People(actor, wanted.values())
        known: dict[int, _Known] = {}
        for index, row in wanted.items():
            try:
                known[index] = courses.find(row)
            except DomainError as error:
                result.faults[index] = error
        ids = {each.id for each in known.values()}
        self._there = set(Trainee.objects.filter(course__in=ids).values_list("course_id", "person_id"))
        numbers = {row.number.strip() for row in wanted.values() if row.number.strip()}
        self._numbers = set(Certificate.objects.filter(number__in=numbers).values_list("number", flat=True))
        self._made: list[Trainee] = []
        self._certificates: list[Certificate] = []
        for index, course in known.items():
            try:
                result.trainees[index] = self._add(wanted[index], course)
            except DomainError as error:
                result.faults[index] = error

    def _add(self, row: Attendance, course: _Known) -> UUID:
        person, organisation = self._who.find(row)
        venue = course.venues.get(" ".join(row.venue.split()))
        if venue is None:
            raise NotFound("venue_not_found", N_("这个培训班没有这个会场。"), field="venue")
        if (course.id, person) in self._there:
            raise Malformed("trainee_known", N_("此人已经在这个培训班的名单中，或者在文件中重复。"), field="name")
        hours = given.class_hours(
            course.hours if row.hours is None else row.hours, "hours", most=course.hours, least=Decimal(0)
        )
        mark = given.mark(row.mark)
        if mark is not None and not course.has_exam:
            raise Malformed("no_exam", N_("这个培训班没有考试，不登记成绩。"), field="mark")
        trainee = Trainee(
            course_id=course.id, venue_id=venue, person_id=person, organisation_id=organisation, hours=hours, is_set=True,
            mark=mark, created_at=self.actor.at,
        )  # fmt: skip
        if row.number.strip():
            self._certificates.append(self._certificate(row, course, trainee))
        self._there.add((course.id, person))
        self._made.append(trainee)
        return trainee.pk

    def _certificate(self, row: Attendance, course: _Known, trainee: Trainee) -> Certificate:
        number = given.line(row.number, 60, "number")
        if number in self._numbers:
            raise Malformed("certificate_known", N_("这个证书编号已经使用，或者在文件中重复。"), field="number")
        day = row.issued_on or course.ends_on
        if not course.ends_on <= day <= local_date(self.actor.at):
            raise Malformed("issued_on", N_("发证日期不能早于培训结束，也不能晚于今天。"), field="issued_on")
        self._numbers.add(number)
        return Certificate(
            trainee=trainee, number=number, issued_on=day, issued_by_name=self.actor.name, created_at=self.actor.at
        )

    def write(self) -> None:
        """Write the lists and certificates, each with its history."""
        at = self.actor.at
        bulk.copy(
            Trainee,
            _TRAINEE,
            (
                (row.pk, at, row.course_id, row.venue_id, row.person_id, row.organisation_id, row.hours, True, row.mark)
                for row in self._made
            ),
        )
        bulk.copy(
            Certificate,
            _CERTIFICATE,
            (
                (row.pk, at, row.trainee_id, row.number, row.issued_on, row.issued_by_name, None, "")
                for row in self._certificates
            ),
        )
        label = Trainee._meta.label_lower
        chains = [(label, row.pk, self._enrolled(row)) for row in self._made]
        chains += [(LABEL, row.pk, self._certified(row)) for row in self._certificates]
        audit_bulk.write(
            event for kind, pk, fact in chains for event in audit_bulk.chain(self.actor, kind, pk, (fact,))
        )

    def _enrolled(self, row: Trainee) -> audit_bulk.Fact:
        data = {"course": str(row.course_id), "hours": str(row.hours), "imported": True}
        return audit_bulk.Fact("enrol", self.actor.at, "", data | ({"mark": str(row.mark)} if row.mark else {}))

    def _certified(self, row: Certificate) -> audit_bulk.Fact:
        return audit_bulk.Fact("certify", self.actor.at, "", {"number": row.number, "imported": True})


class _People:
    """The people whom a batch names, in the actor's sight, each with the organisation of a post."""

    def __init__(self, actor: Actor, rows: Iterable[Attendance]) -> None:
        asked = list(rows)
        posts = people.posts_visible_to(actor).order_by("-ends_on", "starts_on", "pk")  # open posts first
        hashes = {id_hash(row.id_number) for row in asked if row.id_number.strip()}
        certificates = {row.certificate.strip() for row in asked if row.certificate.strip() and not row.id_number}
        names = {" ".join(row.name.split()) for row in asked if not row.id_number and not row.certificate.strip()}
        self._found: dict[tuple[str, str, UUID | None], dict[UUID, UUID]] = {}
        for how, wanted, column in (
            ("id", hashes, "person__id_number_hash"),
            ("certificate", certificates, "certificate"),
            ("name", names, "person__name"),
        ):
            if not wanted:
                continue
            for value, person, organisation in posts.filter(**{f"{column}__in": wanted}).values_list(
                column, "person_id", "organisation_id"
            ):
                for at in (organisation, None):
                    self._found.setdefault((how, value, at), {}).setdefault(person, organisation)

    def find(self, row: Attendance) -> tuple[UUID, UUID]:
        """Return the person of a row and where it works; raises NotFound, Malformed when several would do."""
        if row.id_number.strip():
            return self._one(("id", id_hash(row.id_number)), row, "id_number")
        if row.certificate.strip():
            return self._one(("certificate", row.certificate.strip()), row, "certificate")
        if not row.name.strip():
            raise Malformed("trainee_missing", N_("请填写学员的身份证号、证书编号，或者姓名和单位。"), field="name")
        return self._one(("name", " ".join(row.name.split())), row, "name")

    def _one(self, key: tuple[str, str], row: Attendance, name: str) -> tuple[UUID, UUID]:
        found = self._found.get((*key, row.organisation_id)) or (
            {} if name == "name" else self._found.get((*key, None), {})
        )
        if not found:
            reason = N_("没有找到此人，请先登记人员，或者核对单位。")
            raise NotFound("person_not_found", reason, field=name)
        if len(found) > 1:
            raise Malformed("person_ambiguous", N_("有几个人符合，请写明单位或者身份证号。"), field=name)
        return next(iter(found.items()))
