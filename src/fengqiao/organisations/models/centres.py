"""Who sits in a centre: units with their people, windows, and who is on duty."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record
from fengqiao.organisations.models.register import Organisation


class Residing(models.TextChoices):
    """How a unit is present in a centre."""

    PERMANENT = "permanent", _("常驻")
    IN_TURN = "in_turn", _("轮驻")
    ON_CALL = "on_call", _("随叫随到")


class ResidentUnit(Record):
    """A unit that works in a centre, of the register (``unit``) or known by its name only, from ``since`` to ``until``."""

    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="resident_units")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="residences")
    name = models.CharField(max_length=120)
    way = models.CharField(max_length=10, choices=Residing)
    staff_count = models.PositiveSmallIntegerField(default=1)
    contact = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], condition=Q(until__isnull=True), name="resident_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="resident_unit_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Window(Record):
    """A window of a centre: what is done at it and by whom."""

    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="windows")
    number = models.CharField(max_length=10)
    service = models.CharField(max_length=100)
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="windows")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], condition=Q(until__isnull=True), name="window_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="window_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.service}"


class Shift(models.TextChoices):
    """Which part of a day."""

    WHOLE_DAY = "day", _("全天")
    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")


class Duty(Record):
    """Somebody on duty in a centre on a local date. ``person_id`` when the person is in the register."""

    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    on = models.DateField()
    shift = models.CharField(max_length=10, choices=Shift, default=Shift.WHOLE_DAY)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    person_id = models.UUIDField(null=True, blank=True)
    person_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "on", "shift", "person_name"], name="duty_once"),
        ]
        indexes = [models.Index(fields=["centre", "on", "shift"], name="duty_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.person_name}"
