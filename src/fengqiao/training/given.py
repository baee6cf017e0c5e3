"""What may be written about plans, courses and who takes part, and what it must be before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.training.rules.courses import MOST_DAYS, MOST_HOURS, Audience, TeachingWay, TrainingKind

MOST_VENUES, MOST_MODULES = 500, 100
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class NewPlan:
    """A plan of a year. ``audience`` "": whom the rules say that this level trains."""

    organisation_id: UUID
    year: int
    title: str
    audience: str = ""
    courses_planned: int | None = None
    people_planned: int | None = None
    hours_planned: Decimal | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewModule:
    """A module. The lecturer: somebody of the register by ``person_id``, or a guest by name and unit, or nobody yet ("")."""

    title: str
    hours: Decimal
    held_on: date | None = None
    lecturer: str = ""
    unit: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True)
class NewVenue:
    """A venue; where the region is not given, it is that of the venue's organisation, else of the organiser."""

    name: str
    region_code: str = ""
    organisation_id: UUID | None = None
    way: str = TeachingWay.ONSITE.value
    address: str = ""


@dataclass(frozen=True)
class NewCourse:
    """A course with its modules and venues; the first venue is the main one, and one is made where none is given.

    hours: class hours, to a tenth. pass_mark: out of 100, None for no exam.
    """

    organiser_id: UUID
    title: str
    kind: str
    starts_on: date
    ends_on: date
    hours: Decimal
    way: str = TeachingWay.ONSITE.value
    audience: str = Audience.EVERYONE.value
    pass_mark: int | None = None
    plan_id: UUID | None = None
    note: str = ""
    modules: Sequence[NewModule] = ()
    venues: Sequence[NewVenue] = ()

    @property
    def key(self) -> tuple[UUID, str, date]:
        """The natural key."""
        return self.organiser_id, " ".join(self.title.split()), self.starts_on


def line(text: str, most: int, field: str, *, needed: bool = False) -> str:
    """Return a text on one line. Raises Malformed when it is missing or too long."""
    kept = " ".join(text.split())
    if needed and not kept:
        raise Malformed("text_missing", N_("请填写此项。"), field=field)
    if len(kept) > most:
        raise Malformed("too_long", N_("不能超过%(most)s个字。") % {"most": most}, field=field)
    return kept


def class_hours(value: Decimal, field: str, *, most: Decimal = MOST_HOURS, least: Decimal = _TENTH) -> Decimal:
    """Return class hours to a tenth. Raises Malformed out of bounds or more exact."""
    if not value.is_finite() or not least <= value <= most or value != value.quantize(_TENTH):
        reason = N_("学时应当在%(least)s到%(most)s之间，最多一位小数。") % {"least": least, "most": most}
        raise Malformed("hours_out_of_range", reason, field=field)
    return value.quantize(_TENTH)


def mark(value: Decimal | None) -> Decimal | None:
    """Return a mark out of 100 to a tenth. Raises Malformed."""
    if value is None:
        return None
    if not value.is_finite() or not 0 <= value <= 100 or value != value.quantize(_TENTH):
        raise Malformed("mark_out_of_range", N_("成绩应当在0到100之间，最多一位小数。"), field="mark")
    return value.quantize(_TENTH)


def check_course(new: NewCourse) -> None:
    """Raise Malformed, with the field, for a course that cannot be."""
    line(new.title, 120, "title", needed=True)
    for field, values in (("kind", TrainingKind), ("way", TeachingWay), ("audience", Audience)):
        if getattr(new, field) not in set(values):
            raise Malformed(f"{field}_unknown", N_("请从列表中选择。"), field=field)
    if not new.starts_on <= new.ends_on or (new.ends_on - new.starts_on).days >= MOST_DAYS:
        raise Malformed("course_days", N_("结束日期不能早于开始日期，培训班最长一年。"), field="ends_on")
    if not date(2000, 1, 1) <= new.starts_on <= date(2100, 12, 31):
        raise Malformed("course_days", N_("日期有误。"), field="starts_on")
    class_hours(new.hours, "hours")
    if new.pass_mark is not None and not 1 <= new.pass_mark <= 100:
        raise Malformed("pass_mark", N_("合格分数应当在1到100之间。"), field="pass_mark")
    line(new.note, 1000, "note")
    check_modules(new.modules, new.starts_on, new.ends_on, new.hours)
    check_venues(new.venues)


def check_modules(modules: Sequence[NewModule], first: date, last: date, hours: Decimal) -> None:
    """Raise Malformed for modules that do not fit into their course."""
    if len(modules) > MOST_MODULES:
        raise Malformed("too_many_modules", N_("课程最多%(most)s节。") % {"most": MOST_MODULES}, field="modules")
    for each in modules:
        line(each.title, 120, "modules", needed=True)
        line(each.lecturer, 60, "modules")
        line(each.unit, 120, "modules")
        class_hours(each.hours, "modules")
        if each.held_on is not None and not first <= each.held_on <= last:
            raise Malformed("module_day", N_("课程“%(title)s”不在培训期间。") % {"title": each.title}, field="modules")
    if sum((each.hours for each in modules), Decimal(0)) > hours:
        raise Malformed("module_hours", N_("各节课程的学时之和超过了总学时。"), field="modules")


def check_venues(venues: Sequence[NewVenue]) -> None:
    """Raise Malformed for venues that cannot be."""
    if len(venues) > MOST_VENUES:
        raise Malformed("too_many_venues", N_("会场最多%(most)s个。") % {"most": MOST_VENUES}, field="venues")
    names: Mapping[str, None] = {line(each.name, 120, "venues", needed=True): None for each in venues}
    if len(names) != len(venues):
        raise Malformed("venue_twice", N_("会场名称重复。"), field="venues")
    for each in venues:
        line(each.address, 200, "venues")
        if each.way not in (TeachingWay.ONSITE, TeachingWay.ONLINE):
            raise Malformed("way_unknown", N_("请从列表中选择。"), field="venues")
