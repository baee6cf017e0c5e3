"""Sessions and what was written about them, inquiries, and what the parties brought as evidence."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute, Party, PartyAgent
from fengqiao.mediation.models.people import Invitee
from fengqiao.mediation.rules.words import (
    CAPACITY_NAMES,
    CHECK_NAMES,
    COPY_NAMES,
    MODE_NAMES,
    RECORD_RESULT_NAMES,
    SESSION_MODE_NAMES,
    SESSION_STATUS_NAMES,
    Mode,
    RecordResult,
    SessionStatus,
)
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person

LONGEST_BODY = 20_000


class Session(Record):
    """A meeting at which the matter is mediated; planned, then held or cancelled.

    ``organisation`` is the committee that holds it, copied from the dispute so that a committee's month is one index range.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="sessions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200)
    mode = models.CharField(max_length=11, choices=choices.of(SESSION_MODE_NAMES))
    is_open = models.BooleanField(default=True)
    closed_reason = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=9, choices=choices.of(SESSION_STATUS_NAMES), default=SessionStatus.PLANNED)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "ordinal"], name="session_ordinal_once"),
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="session_moments_in_order"),
            models.CheckConstraint(condition=Q(is_open=True) | ~Q(closed_reason=""), name="closed_session_says_why"),
            models.CheckConstraint(
                condition=~Q(status=SessionStatus.CANCELLED) | ~Q(cancelled_reason=""), name="cancelled_session_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(status=SessionStatus.HELD) | Q(ends_at__isnull=False), name="held_session_has_ended"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["starts_at", "id"], name="session_by_time"),
            models.Index(fields=["organisation", "starts_at", "id"], name="session_of_committee"),
        ]


class SessionParticipant(Record):
    """Somebody called to a session; after it, whether the person was there (None: not yet known)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participants")
    order = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=8, choices=choices.of(CAPACITY_NAMES))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(PartyAgent, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    is_present = models.BooleanField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "capacity", "party", "agent", "person", "invitee", "name"],
                nulls_distinct=False,
                name="participant_once",
            )
        ]


class MediationRecord(Record):
    """The record 笔录 of one session (人民调解法第27条): what was told, what was said, how it ended."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="mediation_records")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="record")
    told_principles = models.BooleanField()
    body = models.TextField(max_length=LONGEST_BODY)
    result = models.CharField(max_length=10, choices=choices.of(RECORD_RESULT_NAMES))
    next_on = models.DateField(null=True)
    recorder_name = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(told_principles=True), name="record_told_principles"),
            models.CheckConstraint(
                condition=Q(result=RecordResult.CONTINUE, next_on__isnull=False)
                | (~Q(result=RecordResult.CONTINUE) & Q(next_on__isnull=True)),
                name="record_next_day_iff_continued",
            ),
        ]


class RecordCheck(Record):
    """A party that was shown a record: signed it, or refused to sign and why."""

    record = models.ForeignKey(MediationRecord, on_delete=models.CASCADE, related_name="checks")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(PartyAgent, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    outcome = models.CharField(max_length=7, choices=choices.of(CHECK_NAMES))
    mode = models.CharField(max_length=13, choices=choices.of(MODE_NAMES))
    strokes: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    note = models.CharField(max_length=300, blank=True)
    body_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "party", "agent", "body_hash"], nulls_distinct=False, name="record_checked_once"
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.PAD, strokes__isnull=False) | (~Q(mode=Mode.PAD) & Q(strokes__isnull=True)),
                name="record_check_pad_has_strokes",
            ),
        ]


class InvestigationRecord(Record):
    """An inquiry with a party or anybody who knows something: when, where, who, what was said."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="investigations")
    investigated_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    participants = models.CharField(max_length=300, blank=True)
    interviewee = models.CharField(max_length=60)
    relation = models.CharField(max_length=80, blank=True)
    investigators = models.CharField(max_length=200)
    recorder_name = models.CharField(max_length=60)
    body = models.TextField(max_length=LONGEST_BODY)
    signed_mode = models.CharField(max_length=13, choices=choices.of(MODE_NAMES))
    signed_at = models.DateTimeField()
    strokes: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["investigated_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_mode=Mode.PAD, strokes__isnull=False)
                | (~Q(signed_mode=Mode.PAD) & Q(strokes__isnull=True)),
                name="investigation_pad_has_strokes",
            )
        ]


class Evidence(Record):
    """One piece of evidence: who gave it, when, as original or copy, and its content under its hash."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="evidence")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    provider_name = models.CharField(max_length=120)
    provided_at = models.DateTimeField()
    copy = models.CharField(max_length=10, choices=choices.of(COPY_NAMES))
    pages = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    purpose = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ordinal"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["dispute", "ordinal"], name="evidence_ordinal_once"),
            models.CheckConstraint(condition=Q(pages__gte=1), name="evidence_has_pages"),
        ]
