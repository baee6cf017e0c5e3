"""What was decided about a dispute before mediation begins, its clocks, numbers and reports."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models.cases import Dispute, Party
from fengqiao.disputes.models.choices import GradeLevel
from fengqiao.organisations.models import Organisation


class SuitabilityDecision(Record):
    """The answers to the suitability questions, what the rules made of them, and who decided."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="suitability_decisions")
    result = models.CharField(max_length=24)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    finding: models.JSONField[Any, Any] = models.JSONField(default=dict)
    ruleset_version = models.CharField(max_length=40)
    decided_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField()


class GradeDecision(Record):
    """A grading: the inputs, the factors that fired, what the rules gave and what an officer set."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="grade_decisions")
    computed = models.CharField(max_length=6, choices=GradeLevel)
    grade = models.CharField(max_length=6, choices=GradeLevel)
    inputs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    factors: models.JSONField[Any, Any] = models.JSONField(default=list)
    response: models.JSONField[Any, Any] = models.JSONField(default=dict)
    override_reason = models.TextField(blank=True)
    occasion = models.CharField(max_length=60)
    ruleset_version = models.CharField(max_length=40)
    decided_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField()


class OfferState(models.TextChoices):
    """What became of an offer to a receiver."""

    OPEN = "open", _("待接收")
    ACCEPTED = "accepted", _("已接收")
    RETURNED = "returned", _("已退回")
    LAPSED = "lapsed", _("逾期未答复")


class RouteOffer(Record):
    """A dispute offered to an organisation; until it accepts, the sender keeps the matter."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="offers")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=OfferState, default=OfferState.OPEN)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    alternatives: models.JSONField[Any, Any] = models.JSONField(default=list)
    ruleset_version = models.CharField(max_length=40)
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispute"], condition=models.Q(state="open"), name="one_open_offer"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="open"), name="offer_due")]


class DueState(models.TextChoices):
    """Whether a clock still runs."""

    RUNNING = "running", _("计时中")
    PAUSED = "paused", _("暂停")
    MET = "met", _("按期完成")
    LATE = "late", _("逾期完成")
    DROPPED = "dropped", _("不再适用")


class DueMoment(Record):
    """A clock of a dispute: when it began, when it ends, by which rule.

    ``clock`` is the name in the life-cycle (mediation_period, confirmation, ...), ``rule`` the code of the rule that counted.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    clock = models.CharField(max_length=24)
    rule = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=DueState, default=DueState.RUNNING)
    ended_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    modifiers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "clock", "rule"],
                condition=models.Q(state__in=["running", "paused"]),
                name="one_running_clock_a_rule",
            )
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="running"), name="clock_due"),
            models.Index(fields=["dispute", "due_at"], name="clock_of_dispute"),
        ]


class FileNumber(Record):
    """A number of a committee's yearly series; a voided one stays with its reason."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=24)
    serial = models.PositiveIntegerField()
    text = models.CharField(max_length=60)
    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, null=True, related_name="allotted_number")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "series", "serial"], name="file_number_once"),
            models.UniqueConstraint(fields=["text"], name="file_number_text_once"),
        ]


class CrimeReport(Record):
    """A report to the police of a suspected offence or of looming escalation (人民调解法第25条); it is never deleted."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="crime_reports")
    recipient = models.CharField(max_length=120)
    content = models.TextField(max_length=5000)
    measures = models.TextField(max_length=2000, blank=True)
    reported_at = models.DateTimeField()
    reported_by_name = models.CharField(max_length=60)
    receipt = models.CharField(max_length=200, blank=True)


class DisputeFile(Record):
    """A paper that belongs to the intake: a letter of entrustment, an identity copy."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="files")
