"""What an agreement owes, what was performed or not, and the visits after it."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from fengqiao.core import choices
from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute, DisputeFile
from fengqiao.followup.rules.words import (
    OUTCOME_NAMES,
    SATISFACTION_NAMES,
    VISIT_STATE_NAMES,
    WAY_NAMES,
    VisitState,
)
from fengqiao.mediation.models import Agreement, Instalment, Obligation


class Plan(Record):
    """The performance of one effective agreement.

    ``parts``: how many obligations and instalments it owes. ``last_due_on``: the end of the last period, None when no day
    was agreed. ``performed_at``: when the last part was recorded as performed, None while something is open.
    """

    dispute = models.OneToOneField(Dispute, on_delete=models.CASCADE, related_name="performance_plan")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    parts = models.PositiveIntegerField()
    last_due_on = models.DateField(null=True)
    performed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["performed_at"], condition=Q(performed_at__isnull=False), name="plan_by_performance")
        ]


class _OfPart(Record):
    """Something that concerns one obligation, or one instalment of it."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="+")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Performance(_OfPart):
    """A performance, whole or in part: what, how much, when, by which paper. A wrong entry is struck out and stays.

    ``amount`` None: what was owed is no money.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="performances")
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    performed_on = models.DateField()
    voucher = models.ForeignKey(DisputeFile, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=60)
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["performed_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="performance_is_positive"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="") | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="performance_struck_with_reason",
            ),
            models.UniqueConstraint(
                fields=["obligation", "instalment"],
                condition=Q(amount__isnull=True, struck_at__isnull=True),
                nulls_distinct=False,
                name="act_performed_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["instalment"], condition=Q(instalment__isnull=False), name="performance_of_instalment"
            ),
            models.Index(fields=["voucher"], condition=Q(voucher__isnull=False), name="performance_by_voucher"),
        ]


class Default(_OfPart):
    """A part that was not performed in time: why, what was offered, what became of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="defaults")
    noted_on = models.DateField()
    reason = models.CharField(max_length=1000)
    remedies: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    noted_by_name = models.CharField(max_length=60)
    outcome = models.CharField(max_length=13, choices=choices.of(OUTCOME_NAMES), blank=True)
    outcome_note = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["noted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "instalment"],
                condition=Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="one_open_default_a_part",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="settled_default_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["instalment"], condition=Q(instalment__isnull=False), name="default_of_instalment")
        ]


class Visit(Record):
    """A visit after mediation (回访): owed by a rule of the profile (``rule``), or made without one ("")."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="visits")
    rule = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=choices.of(VISIT_STATE_NAMES), default=VisitState.PLANNED)
    dropped_reason = models.CharField(max_length=300, blank=True)
    visited_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=6, choices=choices.of(WAY_NAMES), blank=True)
    visited = models.CharField(max_length=120, blank=True)
    performance = models.CharField(max_length=2000, blank=True)
    satisfaction = models.CharField(max_length=11, choices=choices.of(SATISFACTION_NAMES), blank=True)
    remedies_used = models.CharField(max_length=1000, blank=True)
    risk = models.CharField(max_length=1000, blank=True)
    action = models.CharField(max_length=1000, blank=True)
    visitors = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "rule"],
                condition=Q(state=VisitState.PLANNED) & ~Q(rule=""),
                name="one_planned_visit_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.DONE, visited_at__isnull=False)
                | (~Q(state=VisitState.DONE) & Q(visited_at__isnull=True)),
                name="done_visit_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.DROPPED) | ~Q(dropped_reason=""), name="dropped_visit_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(state=VisitState.PLANNED), name="visit_due"),
            models.Index(fields=["dispute", "-visited_at"], name="visit_of_dispute"),
        ]
