"""Joint applications for judicial confirmation, who applied, and what the court did."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from fengqiao.confirmation.rules.words import GROUND_NAMES, RESULT_NAMES, STATE_NAMES, State
from fengqiao.core import choices
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute, DisputeFile, Party
from fengqiao.organisations.models import Organisation


class Application(Record):
    """One joint application (人民调解法第33条; 民事诉讼法第205条、第206条).

    ``court`` is None for a court that stands in no register of the jurisdiction; ``court_name`` always says which.
    ``pack`` is the application with its attachments as one PDF, ``manifest`` what it holds. ``due_at`` is the end of the
    thirty days as it was known when the pack was made. ``received_on``: when the parties received the ruling.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="confirmation_applications")
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    court_name = models.CharField(max_length=120)
    ground = models.CharField(max_length=14, choices=choices.of(GROUND_NAMES))
    ground_note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=choices.of(STATE_NAMES), default=State.PREPARED)
    due_at = models.DateTimeField()
    prepared_at = models.DateTimeField()
    prepared_by_name = models.CharField(max_length=60)
    pack = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()
    manifest: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    filed_at = models.DateTimeField(null=True)
    docketed_on = models.DateField(null=True)
    docket_number = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=20, choices=choices.of(RESULT_NAMES), blank=True)
    ruling_number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    result_note = models.CharField(max_length=1000, blank=True)
    result_by_name = models.CharField(max_length=60, blank=True)
    ruling = models.ForeignKey(DisputeFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["prepared_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(state__in=[State.PREPARED, State.FILED]),
                name="one_open_application",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PREPARED, filed_at__isnull=True)
                | Q(state=State.WITHDRAWN)
                | (Q(state__in=[State.FILED, State.DECIDED]) & Q(filed_at__isnull=False)),
                name="filed_application_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True) | Q(filed_at__lte=F("due_at")), name="application_filed_in_time"
            ),
            models.CheckConstraint(
                condition=(Q(state=State.DECIDED, decided_on__isnull=False) & ~Q(result=""))
                | (~Q(state=State.DECIDED) & Q(result="")),
                name="decided_application_has_its_result",
            ),
        ]
        indexes = [
            models.Index(fields=["decided_on"], condition=Q(state=State.DECIDED), name="application_by_decision"),
        ]


class Applicant(Record):
    """A party that applies, and where the court's papers reach it (送达地址确认书)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="applicants")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=6, blank=True)
    phone = EncryptedText()
    accepts_electronic = models.BooleanField(null=True)
    electronic_address = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["party__order"]
        constraints = [models.UniqueConstraint(fields=["application", "party"], name="applicant_once")]
