"""The question bank, the exam of a course, and papers."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record
from fengqiao.organisations.models import Organisation
from fengqiao.training.models.courses import Course
from fengqiao.training.models.trainees import Trainee
from fengqiao.training.rules.exams import QUESTION_NAMES


class Question(Record):
    """A question of the bank. ``answers``: places of the right options, from 0; of a true-or-false question 0 is true.

    ``subject``: what it is about, by which exams draw. ``organisation``: whose question it is.
    """

    kind = models.CharField(max_length=10, choices=choices.of(QUESTION_NAMES))
    subject = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    options: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    answers: "ArrayField[list[int], list[int]]" = ArrayField(models.PositiveSmallIntegerField())
    why = models.CharField(max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "text"], name="question_once"),
            models.CheckConstraint(condition=Q(answers__len__gte=1), name="question_has_an_answer"),
        ]
        indexes = [
            models.Index(fields=["subject", "kind"], condition=Q(is_active=True), name="question_to_draw"),
            GinIndex(fields=["search"], name="question_search"),
        ]

    def __str__(self) -> str:
        return self.text


class Exam(Record):
    """The online exam of a course: how many questions of each kind are drawn, from which subjects (all when empty), and when."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="exam")
    subjects: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    single = models.PositiveSmallIntegerField(default=0)
    multiple = models.PositiveSmallIntegerField(default=0)
    true_false = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="exam_times_in_order"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="exam_minutes"),
        ]
        indexes = [models.Index(fields=["closes_at"], name="exam_by_end")]

    def __str__(self) -> str:
        return str(self.course_id)


class Paper(Record):
    """What was drawn for somebody, what was answered, and what it is worth. Questions are kept as they were asked."""

    trainee = models.OneToOneField(Trainee, on_delete=models.PROTECT, related_name="paper")
    questions: "models.JSONField[list[Any], list[Any]]" = models.JSONField()
    given: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None, mark=None) | Q(submitted_at__isnull=False, mark__range=(0, 100)),
                name="paper_marked_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.trainee_id)
