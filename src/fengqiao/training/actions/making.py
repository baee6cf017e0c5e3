"""Rows of courses, modules, lecturers and venues out of what was given; used one by one and in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.core.text import N_
from fengqiao.core.tokens import index_tokens
from fengqiao.organisations import access as organisations
from fengqiao.people import access as people
from fengqiao.regions import queries as regions
from fengqiao.training import access
from fengqiao.training.given import NewCourse, NewModule, NewVenue, check_course
from fengqiao.training.models import Course, Lecturer, Module, Venue
from fengqiao.training.rules.courses import TeachingWay

MAIN = "主会场"
"""What the main venue is called when nobody named it; a fact of the record, in Chinese."""


@dataclass(frozen=True)
class Place:
    """An organisation as far as training needs it."""

    id: UUID
    name: str
    region_code: str
    level: str


class Places:
    """The organisations and regions that a batch names, each looked up once."""

    def __init__(self, actor: Actor, courses: Sequence[NewCourse], more: Iterable[UUID] = ()) -> None:
        venues = [venue for course in courses for venue in course.venues]
        wanted = {course.organiser_id for course in courses} | set(more)
        wanted |= {venue.organisation_id for venue in venues if venue.organisation_id}
        found = organisations.visible_to(actor).filter(pk__in=wanted)
        rows = found.values_list("pk", "name", "region_id", "level")
        self._actor = actor
        self._by_id: Mapping[UUID, Place] = {
            pk: Place(pk, name, str(region), level) for pk, name, region, level in rows
        }
        self._regions = regions.present({venue.region_code for venue in venues if venue.region_code})
        plans = {course.plan_id for course in courses if course.plan_id}
        self._plans = (
            set(access.plans_visible_to(actor).filter(pk__in=plans).values_list("pk", flat=True)) if plans else plans
        )

    def get(self, organisation_id: UUID | None) -> Place | None:
        """Return an organisation in sight, or None."""
        return self._by_id.get(organisation_id) if organisation_id else None

    def organiser(self, organisation_id: UUID) -> Place:
        """Return who holds a course; raises NotFound when it is not the own organisation or in the own region."""
        place = self.get(organisation_id)
        if place is None or not access.in_hand(self._actor, place.id, place.region_code):
            raise NotFound("organisation_not_found", N_("没有找到这个组织。"), field="organiser_id")
        return place

    def check_plan(self, plan_id: UUID | None) -> None:
        """Raise NotFound for a plan out of sight."""
        if plan_id is not None and plan_id not in self._plans:
            raise NotFound("plan_not_found", N_("没有找到这个培训计划。"), field="plan_id")

    def region_of(self, venue: NewVenue, organiser: Place) -> str:
        """Return the code of where a venue is; raises NotFound for a place or organisation that is not there."""
        if venue.region_code:
            if venue.region_code not in self._regions:
                raise NotFound("region_not_found", N_("没有这个地方。"), field="venues")
            return venue.region_code
        own = self.get(venue.organisation_id)
        if venue.organisation_id and own is None:
            raise NotFound("organisation_not_found", N_("没有找到这个组织。"), field="venues")
        return own.region_code if own else organiser.region_code


def course(new: NewCourse, places: Places, at: datetime) -> tuple[Course, list[Venue]]:
    """Return the unsaved course and venues of what was given. Raises Malformed, NotFound."""
    check_course(new)
    organiser = places.organiser(new.organiser_id)
    places.check_plan(new.plan_id)
    made = Course(
        organiser_id=organiser.id, title=new.key[1], kind=new.kind, way=new.way, audience=new.audience, note=new.note.strip(),
        starts_on=new.starts_on, ends_on=new.ends_on, hours=new.hours, pass_mark=new.pass_mark, plan_id=new.plan_id,
        tokens=index_tokens(new.key[1], organiser.name), created_at=at,
    )  # fmt: skip
    given = new.venues or (
        NewVenue(MAIN, way=TeachingWay.ONLINE if new.way == TeachingWay.ONLINE else TeachingWay.ONSITE),
    )
    return made, [venue(made, each, places, organiser, at, is_main=not n) for n, each in enumerate(given)]


def venue(of: Course, new: NewVenue, places: Places, organiser: Place, at: datetime, *, is_main: bool = False) -> Venue:
    """Return an unsaved venue."""
    return Venue(
        course=of, name=" ".join(new.name.split()), way=new.way, region_id=places.region_of(new, organiser),
        organisation_id=new.organisation_id, address=" ".join(new.address.split()), is_main=is_main, created_at=at,
    )  # fmt: skip


class Lecturers:
    """The lecturers that a batch of modules names: known ones, and new ones that are written with ``write``."""

    def __init__(self, actor: Actor, modules: Iterable[NewModule]) -> None:
        self._at = actor.at
        named = list(modules)
        people_ids = {each.person_id for each in named if each.person_id}
        self._people = dict(people.visible_to(actor).filter(pk__in=people_ids).values_list("pk", "name"))
        guests = {self._guest(each) for each in named if each.lecturer.strip() and not each.person_id}
        known = Lecturer.objects.filter(person__in=people_ids) | Lecturer.objects.filter(
            person=None, name__in={name for name, _unit in guests}
        )
        self._known: dict[UUID | tuple[str, str], Lecturer] = {
            row.person_id or (row.name, row.unit): row for row in known
        }
        self._new: list[Lecturer] = []

    @staticmethod
    def _guest(module: NewModule) -> tuple[str, str]:
        return " ".join(module.lecturer.split()), " ".join(module.unit.split())

    def of(self, module: NewModule) -> Lecturer | None:
        """Return who teaches a module, None for nobody yet. Raises NotFound for somebody out of sight."""
        key = module.person_id or self._guest(module)
        if not module.person_id and not key[0]:  # type: ignore[index]  # a guest's key is a pair
            return None
        if found := self._known.get(key):
            return found
        if module.person_id:
            if module.person_id not in self._people:
                raise NotFound("person_not_found", N_("没有找到这名讲师。"), field="modules")
            made = Lecturer(name=self._people[module.person_id], person_id=module.person_id, created_at=self._at)
        else:
            name, unit = self._guest(module)
            made = Lecturer(name=name, unit=unit, created_at=self._at)
        self._known[key] = made
        self._new.append(made)
        return made

    def write(self) -> None:
        """Write the new ones."""
        Lecturer.objects.bulk_create(self._new)
        self._new.clear()


def modules(of: Course, given: Sequence[NewModule], lecturers: Lecturers, at: datetime) -> list[Module]:
    """Return the unsaved modules of a course, in the order given."""
    return [
        Module(
            course=of, position=position, title=" ".join(each.title.split()), lecturer=lecturers.of(each), hours=each.hours,
            held_on=each.held_on, created_at=at,
        )
        for position, each in enumerate(given, 1)
    ]  # fmt: skip
