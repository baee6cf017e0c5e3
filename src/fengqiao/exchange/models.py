"""What was imported: runs, the key of each case in the system that it came from, and the rows that were refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute


class RunState(models.TextChoices):
    """How far an import is."""

    WORKING = "working", _("进行中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("有不合格行，未导入")
    FAILED = "failed", _("中断")


class ImportRun(Record):
    """One import of a file: who, which file by name and SHA-256, what became of its rows."""

    system = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    is_dry = models.BooleanField(default=False)
    takes_all = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WORKING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    started_by_id = models.UUIDField(null=True)
    started_by_name = models.CharField(max_length=60)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-started_at", "-id"], name="import_recent")]


class ImportedCase(models.Model):
    """Which case a key of another system became; the same key is never imported twice."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="cases", db_index=False)
    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="imported_as")
    system = models.CharField(max_length=60)
    external_key = models.CharField(max_length=80)
    line = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "external_key"], name="external_key_once")]


class Refusal(models.Model):
    """A fault of a row that was not imported. The value may be somebody's identity number, and is encrypted."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    external_key = models.CharField(max_length=80, blank=True)
    column = models.CharField(max_length=80)
    value = EncryptedText()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["line", "id"]
