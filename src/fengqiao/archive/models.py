"""The case file: its papers in order, the sealed PDF, remarks about what is missing, supplements after sealing."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute, Party


class CaseFile(Record):
    """The file (卷宗) of a dispute: bound again as often as wanted until it is sealed, then never changed.

    ``digest`` is over what went in, so that a file to which something was added since is known to be out of date.
    ``manifest`` lists every paper with its pages and SHA-256; ``manifest_sha256`` is its own. ``retain_until`` None: for ever.
    The database refuses any change of a sealed file and of its parts.
    """

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="case_file")
    pages = models.PositiveIntegerField()
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    manifest: "models.JSONField[Any, Any]" = models.JSONField()
    manifest_sha256 = models.CharField(max_length=64)
    retention_rule = models.CharField(max_length=40)
    retention_name = models.CharField(max_length=40)
    retention_reason = models.CharField(max_length=400)
    retain_until = models.DateField(null=True)
    compiler_name = models.CharField(max_length=60)
    checker_name = models.CharField(max_length=60)
    compiled_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    sealed_by_id = models.UUIDField(null=True)
    sealed_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, sealed_by_name="")
                | (Q(sealed_at__gte=F("compiled_at")) & ~Q(sealed_by_name="")),
                name="sealed_file_names_who",
            )
        ]
        indexes = [
            models.Index(fields=["retain_until"], condition=Q(sealed_at__isnull=False), name="file_by_retention")
        ]


class FilePart(Record):
    """One paper of the file: where it lies and what it was made from."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="parts")
    ordinal = models.PositiveIntegerField()
    form = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    page_from = models.PositiveIntegerField()
    page_to = models.PositiveIntegerField()
    remark = models.CharField(max_length=200, blank=True)
    treatment = models.CharField(max_length=20)
    document_id = models.UUIDField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["case_file", "ordinal"], name="file_part_once"),
            models.CheckConstraint(condition=Q(page_to__gte=F("page_from")), name="file_part_pages_in_order"),
        ]


class Annex(Record):
    """What was added after sealing: a paper beside the file, with the reason; the file itself stays as it is."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="annexes")
    ordinal = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["ordinal"]
        verbose_name_plural = "annexes"
        constraints = [models.UniqueConstraint(fields=["case_file", "ordinal"], name="annex_once")]


class Remark(Record):
    """A line of 卷宗情况说明: what is missing or unusual and why.

    ``form``: the entry of the file that it excuses ("" for a remark of another kind); ``party``: of whom.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="file_remarks")
    form = models.CharField(max_length=40, blank=True)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "form", "party"],
                condition=~Q(form=""),
                nulls_distinct=False,
                name="one_excuse_an_entry",
            )
        ]


class AssemblyState(models.TextChoices):
    """How far the binding of a file is."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("正在整理")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


class Assembly(Record):
    """A request to bind a file, and how far it is."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="assemblies")
    state = models.CharField(max_length=7, choices=AssemblyState, default=AssemblyState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    failed = models.CharField(max_length=500, blank=True)
    checker_name = models.CharField(max_length=60)
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=60)
    organisation_id = models.UUIDField(null=True)
    region_scope = models.CharField(max_length=15, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "assemblies"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(state__in=[AssemblyState.QUEUED, AssemblyState.RUNNING]),
                name="one_assembly_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["dispute", "-asked_at"], name="assembly_latest"),
            models.Index(fields=["asked_by_id", "-finished_at"], name="assembly_ended"),
        ]
