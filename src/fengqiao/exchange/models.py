"""What was imported and exported: runs, what each entered, the rows that were refused, which column was taken for which."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute


class RunState(models.TextChoices):
    """How far an import or export is."""

    MATCHING = "matching", _("待核对栏目")
    QUEUED = "queued", _("等待办理")
    WORKING = "working", _("进行中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("有不合格行，未导入")
    FAILED = "failed", _("中断")
    CANCELLED = "cancelled", _("已取消")
    UNDONE = "undone", _("已撤销")


AHEAD = (RunState.QUEUED, RunState.WORKING)
"""States in which the work is still to be done."""


class ImportRun(Record):
    """One import of a file: who, which file by name and SHA-256, what became of its rows.

    register: of which register the file is; "cases" for raw cases of another system. matched: place of a heading -> column.
    is_dry: only checked so far. takes_all: everything or nothing. updates: other values of known rows are written. differs:
    known rows with other values, left alone. upload: where the file lies, encrypted, as long as it is needed. done of total rows.
    """

    register = models.CharField(max_length=20, default="cases")
    system = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    upload = models.CharField(max_length=120, blank=True)
    headings: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    matched: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    is_dry = models.BooleanField(default=False)
    takes_all = models.BooleanField(default=False)
    updates = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WORKING)
    is_cancelled = models.BooleanField(default=False)
    doing = models.CharField(max_length=200, blank=True)
    failed = models.CharField(max_length=500, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    started_by_id = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=60)
    organisation_id = models.UUIDField(null=True)
    region_scope = models.CharField(max_length=15, blank=True)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    differs = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-started_at", "-id"], name="import_recent")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def register_code(self) -> str:
        """The register, as the API calls it: "register" is taken there."""
        return self.register

    @property
    def is_undoing(self) -> bool:
        """Whether the worker is to take the import back, or does."""
        return self.state in AHEAD and bool(self.undone_by_name)


class ImportedCase(models.Model):
    """Which case a key of another system became; the same key is never imported twice.

    original_number, archived_at: what its file number was there, and when the file was closed; told again by an export.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="cases", db_index=False)
    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="imported_as")
    system = models.CharField(max_length=60)
    external_key = models.CharField(max_length=80)
    line = models.PositiveIntegerField()
    original_number = models.CharField(max_length=60, blank=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "external_key"], name="external_key_once")]


class ImportedRecord(models.Model):
    """A record that a run entered: its kind and id, so that the whole import can be taken back."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()


class Refusal(models.Model):
    """A fault of a row that was not imported. The value may be somebody's identity number, and is encrypted.

    is_note: the row was not wrong, but is known with another value.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    external_key = models.CharField(max_length=80, blank=True)
    column = models.CharField(max_length=80)
    value = EncryptedText()
    reason = models.CharField(max_length=300)
    is_note = models.BooleanField(default=False)

    class Meta:
        ordering = ["line", "id"]


class ColumnChoice(models.Model):
    """Which column of a register each heading of a file was taken for, remembered for files with the same headings."""

    register = models.CharField(max_length=20)
    headings_sha256 = models.CharField(max_length=64)
    matched: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    chosen_at = models.DateTimeField()
    chosen_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "headings_sha256"], name="column_choice_once")]


class ExportRun(Record):
    """A register written into a file for somebody. is_masked: personal data stand as screens show them.

    stored: where the file lies, encrypted, until it is too old. done of total rows.
    """

    register = models.CharField(max_length=20)
    ending = models.CharField(max_length=4, default="xlsx")
    narrowed: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    is_masked = models.BooleanField(default=True)
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    is_cancelled = models.BooleanField(default=False)
    failed = models.CharField(max_length=500, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=200, blank=True)
    stored = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    started_by_id = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=60)
    organisation_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    region_scope = models.CharField(max_length=15, blank=True)

    class Meta:
        indexes = [models.Index(fields=["started_by_id", "-started_at", "-id"], name="export_recent")]

    def __str__(self) -> str:
        return self.file_name or self.register

    @property
    def register_code(self) -> str:
        """The register, as the API calls it: "register" is taken there."""
        return self.register
