"""Grades of people and organisations: applications with what was found, objections, and the register."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.assessment.models.rounds import Outcome
from fengqiao.assessment.workflow import STAGE_NAMES, Stage
from fengqiao.core import choices
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person


class Application(Record):
    """An application for a grade of a scheme. ``person`` None: the organisation's own; else where the person serves.

    ``found``: each criterion as it was evaluated: what is asked, what there is, whether it is met, with the source.
    ``is_eligible``: all that is required is met. ``level_name`` and ``scheme_name`` are those of then.
    """

    number = models.CharField(max_length=40, unique=True)
    scheme = models.CharField(max_length=40)
    scheme_name = models.CharField(max_length=60)
    level = models.CharField(max_length=40)
    level_name = models.CharField(max_length=40)
    stage = models.CharField(max_length=10, choices=choices.of(STAGE_NAMES), default=Stage.SUBMITTED)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    statement = models.CharField(max_length=2000, blank=True)
    found: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    is_eligible = models.BooleanField(default=False)
    evaluated_at = models.DateTimeField()
    ruleset_version = models.CharField(max_length=40)
    applied_by_id = models.UUIDField(null=True)
    applied_by_name = models.CharField(max_length=60)
    reviewed_by_id = models.UUIDField(null=True)
    reviewed_by_name = models.CharField(max_length=60, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    opinion = models.CharField(max_length=1000, blank=True)
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "person"],
                condition=Q(stage__in=[Stage.SUBMITTED, Stage.PUBLIC], person__isnull=False),
                name="application_open_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["scheme", "organisation"],
                condition=Q(stage__in=[Stage.SUBMITTED, Stage.PUBLIC], person__isnull=True),
                name="application_open_once_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.PUBLIC, Stage.AWARDED])
                | Q(is_eligible=True, reviewed_at__isnull=False, public_until__gte=F("public_from")),
                name="application_reviewed_and_eligible",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by_id__isnull=True) | ~Q(reviewed_by_id=F("applied_by_id")),
                name="application_reviewed_by_a_second_person",
            ),
            models.CheckConstraint(condition=~Q(stage=Stage.REFUSED) | ~Q(opinion=""), name="application_refused_why"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="application_recent"),
            models.Index(fields=["stage", "-created_at", "-id"], name="application_by_stage"),
        ]

    def __str__(self) -> str:
        return self.number


class Objection(Record):
    """What somebody says against a grade while it is public, and the answer."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    name = models.CharField(max_length=60)
    phone = EncryptedText()
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answer="")
                | (~Q(outcome="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_grade_objection_says_how",
            )
        ]
        indexes = [models.Index(fields=["application"], condition=Q(outcome=""), name="grade_objection_open")]


class Grade(Record):
    """A grade that was given: the register. Good from ``awarded_on`` to ``valid_until``, unless ``ended_on`` comes first.

    It ends before its time when it is withdrawn (``ended_why``) or when a later grade of the scheme takes its place.
    ``issuer``: who gave it, by name. ``application`` None: taken over from an earlier register.
    """

    class Ended(models.TextChoices):
        """How it ended before its time."""

        WITHDRAWN = "withdrawn", _("撤销")
        REPLACED = "replaced", _("被新的等级取代")

    scheme = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    level_name = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=120)
    awarded_on = models.DateField()
    valid_until = models.DateField()
    ended_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=9, choices=Ended, blank=True)
    ended_why = models.CharField(max_length=1000, blank=True)
    ended_by_name = models.CharField(max_length=60, blank=True)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, null=True, related_name="grade")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "person"],
                condition=Q(ended_on__isnull=True, person__isnull=False),
                name="one_standing_grade_a_person",
            ),
            models.UniqueConstraint(
                fields=["scheme", "organisation"],
                condition=Q(ended_on__isnull=True, person__isnull=True),
                name="one_standing_grade_an_organisation",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="grade_number_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("awarded_on")), name="grade_days_in_order"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_how="")
                | (Q(ended_on__gte=F("awarded_on")) & ~Q(ended_how="")),
                name="grade_ended_says_how",
            ),
            models.CheckConstraint(condition=~Q(ended_how="withdrawn") | ~Q(ended_why=""), name="grade_withdrawn_why"),
        ]
        indexes = [
            models.Index(fields=["-awarded_on", "-id"], name="grade_recent"),
            models.Index(fields=["scheme", "level", "-awarded_on", "-id"], name="grade_by_level"),
            models.Index(fields=["person", "-awarded_on"], condition=Q(person__isnull=False), name="grade_of_person"),
            models.Index(fields=["organisation", "-awarded_on"], name="grade_of_organisation"),
            models.Index(fields=["valid_until", "id"], condition=Q(ended_on__isnull=True), name="grade_expiring"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.level_name}"
