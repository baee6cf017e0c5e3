"""Who takes part, when they signed in, what they earned; and how the rules stand, counted once a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core import choices
from fengqiao.core.models import Record
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person
from fengqiao.training.models.courses import Course, Venue, hours_field
from fengqiao.training.rules.courses import SIGNED_NAMES


class Trainee(Record):
    """Somebody on the list of a course. ``hours`` are the hours credited: none while the person has not been there.

    ``organisation``: where the person worked at the time. ``mark``: out of 100, None before the exam. ``is_set``: the hours were
    set by hand, and signing in changes them no more.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainees")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="trainees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trainings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    hours = hours_field()
    is_set = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="trainee_once"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="trainee_hours"),
            models.CheckConstraint(condition=Q(mark__isnull=True) | Q(mark__range=(0, 100)), name="trainee_mark"),
        ]
        indexes = [
            models.Index(fields=["course", "id"], name="trainee_by_course"),
            models.Index(fields=["venue", "id"], name="trainee_by_venue"),
            models.Index(fields=["person", "-id"], name="trainee_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_id}"

    @property
    def is_passed(self) -> bool | None:
        """Whether the mark is enough; None for a course without an exam and before there is a mark."""
        if self.course.pass_mark is None or self.mark is None:
            return None
        return bool(self.mark >= self.course.pass_mark)


class SignIn(Record):
    """That somebody was there on a local day."""

    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="sign_ins")
    on = models.DateField()
    way = models.CharField(max_length=8, choices=choices.of(SIGNED_NAMES))
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trainee", "on"], name="sign_in_once_a_day")]

    def __str__(self) -> str:
        return str(self.on)


class Certificate(Record):
    """A certificate of a course. A number that was given by mistake stays, with the reason, and another may be given."""

    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(_("证书编号"), max_length=60, unique=True)
    issued_on = models.DateField()
    issued_by_name = models.CharField(max_length=60)
    voided_on = models.DateField(null=True, blank=True)
    voided_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trainee"], condition=Q(voided_on=None), name="certificate_once"),
            models.CheckConstraint(
                condition=Q(voided_on=None, voided_why="") | Q(voided_on__isnull=False) & ~Q(voided_why=""),
                name="certificate_voided_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Standing(Record):
    """How a period of a rule stood in a county when it was last counted: how many owe it, how many of them fall short."""

    period = models.CharField(max_length=80)
    due_on = models.DateField()
    until = models.DateField()
    region_code = models.CharField(max_length=15)
    owed = models.PositiveIntegerField()
    short = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "region_code"], name="standing_once"),
            models.CheckConstraint(condition=Q(short__lte=models.F("owed")), name="standing_short_of_owed"),
        ]
        indexes = [models.Index(fields=["due_on", "region_code"], name="standing_by_day")]

    def __str__(self) -> str:
        return f"{self.period} {self.region_code}"
