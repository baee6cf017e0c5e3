"""Plans, courses with their modules, lecturers, venues and materials."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record, StoredFile
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person
from fengqiao.regions.models import Level, Region
from fengqiao.training.rules.courses import AUDIENCE_NAMES, KIND_NAMES, STATE_NAMES, WAY_NAMES, CourseState, TeachingWay


def hours_field() -> "models.DecimalField[Decimal, Decimal]":
    """Return a column of class hours, to a tenth."""
    return models.DecimalField(max_digits=5, decimal_places=1)


class Plan(Record):
    """What an organisation means to teach in a year, and whom. The ``..._planned`` are what is aimed at, None when nothing is said."""

    year = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="training_plans")
    level = models.CharField(max_length=10, choices=Level)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=12, choices=choices.of(AUDIENCE_NAMES))
    courses_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    people_planned = models.PositiveIntegerField(null=True, blank=True)
    hours_planned = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "title"], name="training_plan_once"),
        ]
        indexes = [models.Index(fields=["-year", "-id"], name="training_plan_by_year")]

    def __str__(self) -> str:
        return self.title


class Lecturer(Record):
    """Who teaches: somebody of the register (``person``), or a guest by name and unit."""

    name = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=60, blank=True)
    fields = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "unit"], condition=Q(person=None), name="lecturer_guest_once"),
            models.UniqueConstraint(fields=["person"], name="lecturer_person_once"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="lecturer_by_name")]

    def __str__(self) -> str:
        return self.name


class Course(Record):
    """A course: taught once, by one organiser, at one or many venues at the same time.

    ``hours``: class hours of the whole. ``pass_mark``: out of 100, None for a course without an exam. Its natural key is
    organiser, title and first day.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="courses")
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=choices.of(KIND_NAMES))
    way = models.CharField(max_length=8, choices=choices.of(WAY_NAMES))
    audience = models.CharField(max_length=12, choices=choices.of(AUDIENCE_NAMES))
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = hours_field()
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=choices.of(STATE_NAMES), default=CourseState.PLANNED.value)
    closed_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organiser", "title", "starts_on"], name="course_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="course_days_in_order"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="course_has_hours"),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__range=(1, 100)), name="course_pass_mark"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="course_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_why="") | ~Q(state="cancelled") & Q(cancelled_why=""),
                name="course_cancelled_why",
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="course_by_day"),
            models.Index(fields=["kind", "starts_on"], name="course_by_kind"),
            models.Index(fields=["starts_on", "ends_on"], condition=Q(state="planned"), name="course_running"),
            GinIndex(fields=["search"], name="course_search"),
        ]

    def __str__(self) -> str:
        return self.title


class Module(Record):
    """A part of a course: what is taught, by whom, for how long and, when it is fixed, on which day."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    lecturer = models.ForeignKey(Lecturer, on_delete=models.PROTECT, null=True, blank=True, related_name="modules")
    hours = hours_field()
    held_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "position"], name="module_position_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="module_has_hours"),
        ]
        indexes = [models.Index(fields=["lecturer", "course"], name="module_by_lecturer")]

    def __str__(self) -> str:
        return self.title


class Venue(Record):
    """A place where a course is heard; all venues of a course at the same time. Every course has a main one."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="venues")
    name = models.CharField(max_length=120)
    way = models.CharField(
        max_length=8, choices=choices.of({way: WAY_NAMES[way] for way in (TeachingWay.ONSITE, TeachingWay.ONLINE)})
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, to_field="code", db_column="region_code", related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="training_venues"
    )
    address = models.CharField(max_length=200, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "name"], name="venue_name_once"),
            models.UniqueConstraint(fields=["course"], condition=Q(is_main=True), name="venue_main_once"),
        ]
        indexes = [models.Index(fields=["course", "region", "name", "id"], name="venue_by_region")]

    def __str__(self) -> str:
        return self.name

    @property
    def region_code(self) -> str:
        """The code of the place where the venue is."""
        return str(self.region_id)


class Material(Record):
    """A file for those who take part."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "file"], name="material_once")]

    def __str__(self) -> str:
        return self.title
