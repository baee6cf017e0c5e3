"""Filing (备案) of committees, rooms and studios, and the notice to the court (人民调解法第10条)."""

from django.db import models
from django.db.models import Q

from fengqiao.core.models import Record, StoredFile
from fengqiao.organisations.models.register import Organisation
from fengqiao.organisations.rules.filing import EVENT_NAMES, STATUS_NAMES, Event, Status


class Filing(Record):
    """The establishment, a change or the end of an organisation, told to the justice bureau, looked at and filed.

    ``due_on`` is the last day on which it should be handed in, ``review_due_on`` that of the bureau's answer, each with the
    rule that set it. ``facts`` is what was true on the day of filing: name, place, address, composition; it stays as it was.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="filings")
    bureau = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="filings_received")
    event = models.CharField(max_length=10, choices=list(EVENT_NAMES.items()))
    status = models.CharField(max_length=10, choices=list(STATUS_NAMES.items()), default=Status.SUBMITTED.value)
    happened_on = models.DateField()
    what = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    due_source = models.CharField(max_length=200, blank=True)
    is_provisional = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    submitted_by_name = models.CharField(max_length=60)
    review_due_on = models.DateField(null=True, blank=True)
    review_source = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    number = models.CharField(max_length=80, blank=True)
    facts: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    notice_due_on = models.DateField(null=True, blank=True)
    notice_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "event"],
                condition=Q(status__in=(Status.SUBMITTED.value, Status.RETURNED.value)),
                name="filing_open_once",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="filing_number_once"),
            models.CheckConstraint(
                condition=Q(status=Status.FILED.value) & ~Q(number="") | ~Q(status=Status.FILED.value) & Q(number=""),
                name="filing_number_when_filed",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(status=Status.FILED.value),
                name="filing_published_when_filed",
            ),
        ]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="filing_by_time"),
            models.Index(fields=["bureau", "status", "-submitted_at", "-id"], name="filing_by_bureau"),
            models.Index(fields=["organisation", "-submitted_at"], name="filing_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {EVENT_NAMES[Event(self.event)]}"


class FilingPaper(Record):
    """A paper handed in with a filing."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=100)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class CourtNotice(Record):
    """The letter by which the bureau tells a basic court of a filing, its number, and when the court received it."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="notices")
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="notices_received")
    number = models.CharField(max_length=80, unique=True)
    issued_on = models.DateField()
    issued_by_name = models.CharField(max_length=60)
    received_on = models.DateField(null=True, blank=True)
    received_by_name = models.CharField(max_length=60, blank=True)
    receipt = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "court"], name="court_notice_once")]
        indexes = [models.Index(fields=["court", "-issued_on", "-id"], name="court_notice_by_court")]

    def __str__(self) -> str:
        return self.number
