"""Abstract bases and the few tables that serve every feature."""

from typing import Any

from django.db import models
from django.utils import timezone

from fengqiao.core.ids import uuid7


class Record(models.Model):
    """A row with a time-ordered UUID and the moment at which it was made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One fact of a record's history, chained to the one before it by hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60)
    organisation_id = models.UUIDField(null=True)
    device = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)
    data: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "sequence"], name="audit_sequence_once"),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
        ]


class Counter(models.Model):
    """The last number given out in a series; its row is locked until the taker commits."""

    series = models.CharField(max_length=120, primary_key=True)
    value = models.PositiveIntegerField(default=0)


class StoredFile(Record):
    """The content of an uploaded or produced file, kept once under its hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)

    @property
    def path(self) -> str:
        """The name below the jurisdiction's folder of the storage: content-addressed, two levels of folders."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class IdempotentReply(models.Model):
    """The answer already given to a POST that carried an Idempotency-Key."""

    key = models.CharField(max_length=120)
    user_id = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["at"], name="idempotency_by_time")]


class Allowance(models.Model):
    """How much somebody did of what may be done only so often, in the window that began at ``since``."""

    key = models.CharField(max_length=120, primary_key=True)
    since = models.DateTimeField()
    used = models.PositiveIntegerField()
