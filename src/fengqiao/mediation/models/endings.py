"""What interrupts, lengthens or ends mediation without an agreement."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute, Party
from fengqiao.mediation.rules.words import END_REASON_NAMES, EndReason


class Suspension(Record):
    """A time in which mediation rests; its days are excluded from the period."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(max_length=500)
    started_at = models.DateTimeField()
    expected_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute"], condition=Q(ended_at__isnull=True), name="one_open_suspension"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="suspension_moments_in_order",
            ),
        ]


class Extension(Record):
    """A lengthening of the period to which parties agreed: so many days or months."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="extensions")
    reason = models.CharField(max_length=500)
    days = models.PositiveSmallIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    agreed_by: "models.ManyToManyField[Party, Any]" = models.ManyToManyField(Party, related_name="+")
    agreed_on = models.DateField()
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, months__isnull=True) | Q(days__isnull=True, months__gte=1),
                name="extension_in_days_or_months",
            )
        ]


class Ending(Record):
    """The end of mediation without an agreement: why, through whom, and that the parties were told of their remedies.

    ``document_id`` is the notice of termination (人民调解法第26条).
    """

    dispute = models.OneToOneField(Dispute, on_delete=models.CASCADE, related_name="ending")
    reason = models.CharField(max_length=18, choices=choices.of(END_REASON_NAMES))
    explanation = models.CharField(max_length=1000, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    remedies: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    undisputed_facts = models.TextField(max_length=5000, blank=True)
    ended_at = models.DateTimeField()
    document_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=EndReason.OTHER) | ~Q(explanation=""), name="other_ending_says_why"
            ),
        ]
        indexes = [models.Index(fields=["party"], condition=Q(party__isnull=False), name="ending_through_party")]
