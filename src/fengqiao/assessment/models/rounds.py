"""A round of assessment: the cases that it counted, the scores, the appeals; and figures entered with evidence."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.assessment.workflow import STATE_NAMES, SUBJECT_NAMES, RoundState
from fengqiao.core import choices
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person

ZERO = Decimal("0.00")


def marks(**more: Any) -> "models.DecimalField[Decimal, Decimal]":
    """Return a column of marks, to two places."""
    return models.DecimalField(max_digits=6, decimal_places=2, **more)


class Outcome(models.TextChoices):
    """How an appeal or an objection was answered."""

    UPHELD = "upheld", _("成立")
    DISMISSED = "dismissed", _("不成立")


class Round(Record):
    """One assessment of all organisations, or of all people, of a region over a period.

    ``indicators`` and ``bands`` are those of the rules when it was computed, so that later rules change nothing. ``done`` of
    ``total``, ``doing``: how far the computation is. ``computed_at``: the moment as of which the facts were counted.
    """

    number = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=12, choices=choices.of(SUBJECT_NAMES))
    state = models.CharField(max_length=10, choices=choices.of(STATE_NAMES), default=RoundState.COMPUTING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=15)
    first_on = models.DateField()
    last_on = models.DateField()
    kind = models.CharField(max_length=7)
    indicators: "models.JSONField[Any, Any]" = models.JSONField()
    bands: "models.JSONField[Any, Any]" = models.JSONField()
    ruleset_version = models.CharField(max_length=40)
    run = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=120, blank=True)
    failed = models.CharField(max_length=500, blank=True)
    scores_count = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(null=True)
    made_by_id = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=60)
    submitted_by_id = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=60, blank=True)
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    locked_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="round_days_in_order"),
            models.UniqueConstraint(
                fields=["subject", "region", "first_on", "last_on"],
                condition=~Q(state=RoundState.CANCELLED),
                name="round_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | (
                    Q(submitted_by_id__isnull=False, approved_by_id__isnull=False)
                    & ~Q(approved_by_id=F("submitted_by_id"))
                    & ~Q(approved_by_id=F("made_by_id"))
                ),
                name="round_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RoundState.PUBLIC, RoundState.LOCKED])
                | Q(approved_at__isnull=False, public_from__isnull=False, public_until__gte=F("public_from")),
                name="round_public_before_locked",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.LOCKED) ^ Q(locked_at__isnull=True), name="round_locked_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CANCELLED) | ~Q(cancelled_reason=""), name="round_cancelled_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="round_recent"),
            models.Index(
                fields=["-public_until", "-id"], condition=Q(public_until__isnull=False), name="round_published"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Counted(models.Model):
    """A case as a round counted it: the fact of statistics of then, column by column, and who presided over it.

    Figures and their lists of cases are both read from here, so that a locked score opens to what it counted.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="counted")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=15)
    accepted_on = models.DateField()
    row = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=12)
    entruster = models.CharField(max_length=14, blank=True)
    category = models.CharField(max_length=40)
    form = models.CharField(max_length=7, blank=True)
    is_difficult = models.BooleanField()
    is_performed = models.BooleanField()
    is_confirmed = models.BooleanField()
    is_top = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "dispute"], name="case_counted_once_a_round")]
        indexes = [
            models.Index(fields=["round", "organisation", "-accepted_on", "-id"], name="counted_of_organisation"),
            models.Index(fields=["round", "person", "-accepted_on", "-id"], name="counted_of_person"),
        ]


class Score(Record):
    """What one organisation or person got in a round.

    ``figures``: by indicator, numerator, denominator, value and marks (rules.scoring.Figure). ``computed``: what follows from
    them. ``adjustment``: marks given or taken by the answer to an appeal. ``total`` is both, within 0 and 100; None when no
    indicator with a weight applies. ``sort_total`` orders the list: the total, -1 for none.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scores")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=15)
    figures: "models.JSONField[Any, Any]" = models.JSONField()
    computed = marks(null=True)
    adjustment = marks(default=ZERO)
    total = marks(null=True)
    sort_total = marks(default=ZERO)
    band = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=Q(person__isnull=True), name="score_once_an_organisation"
            ),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False), name="score_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100), name="score_within_100"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True, sort_total=-1) | Q(sort_total=F("total")), name="score_sorts_by_total"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "-sort_total", "-id"], name="score_by_total"),
            models.Index(fields=["organisation", "-id"], name="score_of_organisation"),
            models.Index(fields=["person", "-id"], condition=Q(person__isnull=False), name="score_of_person"),
        ]

    def __str__(self) -> str:
        return self.name


class Appeal(Record):
    """What somebody says against a score while it is public, and the answer; one that is upheld says how many marks."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="appeals")
    name = models.CharField(max_length=60)
    phone = EncryptedText()
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    marks = marks(default=ZERO)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answer="")
                | (~Q(outcome="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_appeal_says_how",
            ),
            models.CheckConstraint(condition=Q(outcome="upheld") | Q(marks=0), name="only_upheld_appeals_move_marks"),
        ]
        indexes = [models.Index(fields=["score"], condition=Q(outcome=""), name="appeal_open")]


class Entry(Record):
    """A figure that no record gives, entered with its evidence: the mark of a check of files, hours of training elsewhere."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=11, decimal_places=2)
    on = models.DateField()
    evidence = models.CharField(max_length=500)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    entered_by_id = models.UUIDField(null=True)
    entered_by_name = models.CharField(max_length=60)
    struck_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(evidence=""), name="entry_has_evidence"),
            models.CheckConstraint(condition=Q(value__gte=0), name="entry_not_negative"),
        ]
        indexes = [
            models.Index(fields=["code", "on"], condition=Q(struck_why=""), name="entry_by_code"),
            models.Index(fields=["organisation", "-on", "-id"], name="entry_of_organisation"),
            models.Index(fields=["person", "-on", "-id"], condition=Q(person__isnull=False), name="entry_of_person"),
        ]
