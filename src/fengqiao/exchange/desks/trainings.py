"""Rows of courses and of who took part: entered by the package of training, which knows what is registered already."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.core.actor import Actor
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import common
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import Register, Words
from fengqiao.exchange.rules.registers.reading import Entry, Line, Reader
from fengqiao.exchange.rules.registers.trainings import COURSES, WAYS, joined, parts
from fengqiao.exchange.rules.values import Unreadable, day, figure, one_of
from fengqiao.organisations import access as organisations
from fengqiao.training import actions
from fengqiao.training.actions import Attendance, NewCourse, NewModule, NewVenue, PastCourse
from fengqiao.training.models import Course, Trainee

_RENAMED = {"organiser_id": "organiser", "organisation_id": "organisation"}
KNOWN = frozenset({"course_known", "trainee_known", "certificate_known"})
_way = one_of({code: name for code, name in WAYS.items() if code != "both"})


class Desk:
    """Writes chunks; organisations and places that it looked up it keeps."""

    def __init__(
        self, actor: Actor, register: Register, matched: Mapping[int, str], words: Words, *, run_id: UUID | None
    ) -> None:
        self.actor, self.register, self.run_id = actor, register, run_id
        self.reader = Reader(register, matched, words)
        self.places = common.Places()
        self.organisations: dict[str, UUID | None] = {}
        self.tried: set[tuple[Any, ...]] = set()

    def write(self, lines: Sequence[Line], *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write those rows that are right, in one transaction."""
        result = Written()
        with transaction.atomic():
            entries = [self.reader.read(line) for line in lines]
            self._look_up(entries)
            rows: list[tuple[Entry, PastCourse | Attendance]] = []
            for entry in entries:
                row = self._row(entry)
                common.refuse(result, entry.line, self._key(entry), entry.faults)
                if row is not None and not entry.faults:
                    rows.append((entry, row))
            self._enter(rows, result, is_dry=is_dry)
        return result

    def _key(self, entry: Entry) -> str:
        return str(entry.values.get("name" if "name" in self.register.by_code else "title", ""))

    def _look_up(self, entries: Sequence[Entry]) -> None:
        self._take_apart(entries)
        names = {
            name for entry in entries for code in ("organiser", "organisation") if (name := entry.values.get(code))
        }
        names |= {venue[4] for entry in entries for venue in entry.values.get("venues", ()) if venue[4]}
        if new := names - self.organisations.keys():
            seen = organisations.visible_to(self.actor).filter(name__in=new).order_by("is_active", "id")
            self.organisations |= {**dict.fromkeys(new), **dict(seen.values_list("name", "id"))}
        self.places.look_up(venue[2] for entry in entries for venue in entry.values.get("venues", ()) if venue[2])

    def _take_apart(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for code, most in (("venues", 5), ("modules", 5)):
                if code in entry.values:
                    try:
                        entry.values[code] = parts(entry.values[code], most)
                    except Unreadable as error:
                        self._fault(entry, code, f"{error}。")
                        entry.values[code] = []

    def _fault(self, entry: Entry, code: str, reason: str) -> None:
        value = entry.values.get(code, "")
        entry.faults.append(Fault(self.register.by_code[code].heading, common.written(value, {})[:200], reason))

    def _row(self, entry: Entry) -> PastCourse | Attendance | None:
        for code in ("organiser", "organisation"):
            name = entry.values.get(code)
            if name and self.organisations.get(name) is None:
                self._fault(entry, code, "没有这个组织，请按名册全称填写。")
        if entry.faults:
            return None
        try:
            return self._course(entry.values) if self.register is COURSES else self._attendance(entry.values)
        except Unreadable as error:
            self._fault(entry, "modules" if "课" in str(error) else "venues", f"{error}。")
            return None

    def _course(self, values: Mapping[str, Any]) -> PastCourse:
        organiser = self.organisations[values["organiser"]]
        assert organiser is not None  # noqa: S101 - unknown ones were refused
        plain = ("title", "kind", "starts_on", "ends_on", "hours", "way", "audience", "note")
        mark = values.get("pass_mark")
        course = NewCourse(
            organiser_id=organiser,
            pass_mark=int(mark) if mark is not None else None,
            venues=[self._venue(item) for item in values.get("venues", ())],
            modules=[self._module(item) for item in values.get("modules", ())],
            **{code: values[code] for code in plain if code in values},
        )
        return PastCourse(course, values.get("closed_on"), values.get("cancelled_why", ""))

    def _venue(self, item: Sequence[str]) -> NewVenue:
        name, way, place, address, owner = item
        if place and not self.places[place]:
            raise Unreadable(f"没有这个地区：{place[:40]}")
        if owner and self.organisations[owner] is None:
            raise Unreadable(f"会场所在的组织不在名册中：{owner[:40]}")
        return NewVenue(
            name,
            self.places[place] if place else "",
            self.organisations[owner] if owner else None,
            _way(way) if way else "onsite",
            address,
        )

    def _module(self, item: Sequence[str]) -> NewModule:
        title, hours, lecturer, unit, held_on = item
        try:
            taught = figure(hours) if hours else Decimal(0)
            return NewModule(title, taught, day(held_on) if held_on else None, lecturer, unit)
        except Unreadable as error:
            raise Unreadable(f"课程“{title[:30]}”：{error}") from error

    def _attendance(self, values: Mapping[str, Any]) -> Attendance:
        plain = (
            "title",
            "starts_on",
            "venue",
            "id_number",
            "certificate",
            "name",
            "hours",
            "mark",
            "number",
            "issued_on",
        )
        return Attendance(
            organiser_id=self.organisations.get(values.get("organiser", "")),
            organisation_id=self.organisations.get(values.get("organisation", "")),
            **{code: values[code] for code in plain if code in values},
        )

    def _enter(self, rows: Sequence[tuple[Entry, PastCourse | Attendance]], result: Written, *, is_dry: bool) -> None:
        added = actions.add_many(self.actor, [row for _entry, row in rows], is_dry=is_dry)
        result.accepted += len(added.courses) + len(added.trainees)
        if not is_dry:
            common.keep(self.run_id, "course", added.courses.values())
            common.keep(self.run_id, "trainee", added.trainees.values())
        for index, error in added.faults.items():
            entry = rows[index][0]
            if error.code in KNOWN:
                result.known += 1
                continue
            fault = common.fault_of(self.register, error, entry.values, renamed=_RENAMED)
            common.refuse(result, entry.line, self._key(entry), [fault])


def course_facts(course: Course) -> dict[str, Any]:
    """Return what a file tells of a course, by column; venues and modules were fetched with it."""
    plain = ("title", "starts_on", "ends_on", "kind", "hours", "way", "audience", "pass_mark", "note", "closed_on")
    venues = sorted(course.venues.all(), key=lambda venue: (not venue.is_main, venue.name))
    return {
        **{code: getattr(course, code) for code in plain},
        "organiser": course.organiser.name,
        "cancelled_why": course.cancelled_why,
        "venues": joined(
            [
                (
                    each.name,
                    WAYS[each.way],
                    each.region.path,
                    each.address,
                    each.organisation.name if each.organisation else "",
                )
                for each in venues
            ]
        ),
        "modules": joined(
            [
                (
                    each.title,
                    str(each.hours),
                    each.lecturer.name if each.lecturer else "",
                    each.lecturer.unit if each.lecturer else "",
                    each.held_on.isoformat() if each.held_on else "",
                )
                for each in sorted(course.modules.all(), key=lambda module: module.position)
            ]
        ),
    }


def trainee_facts(trainee: Trainee) -> dict[str, Any]:
    """Return what a file tells of somebody who took part, by column."""
    given = next((each for each in trainee.certificates.all() if each.voided_on is None), None)
    return {
        "title": trainee.course.title,
        "starts_on": trainee.course.starts_on,
        "organiser": trainee.course.organiser.name,
        "venue": "" if trainee.venue.is_main else trainee.venue.name,
        "name": trainee.person.name,
        "id_number": trainee.person.id_number,
        "organisation": trainee.organisation.name,
        "hours": trainee.hours,
        "mark": trainee.mark,
        "number": given.number if given else "",
        "issued_on": given.issued_on if given else None,
    }
