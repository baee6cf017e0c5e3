"""Documents as they were made: what went in, what came out, what they replace."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record, StoredFile


class Document(Record):
    """A form made for a record of some feature (`subject_type`, `subject_id`); never changed, only superseded.

    `part` tells documents of one kind and subject apart: a session, a party, a visit. `context` is the form's typed
    values as JSON, encrypted because forms bear identity numbers and telephones.
    """

    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    kind = models.CharField(_("文书种类"), max_length=40)
    part = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("文书名称"), max_length=200)
    number = models.CharField(_("编号"), max_length=80, blank=True)
    context = EncryptedText()
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=12)
    made_at = models.DateTimeField(_("制作时间"))
    made_by_name = models.CharField(_("制作人"), max_length=60)
    made_by_id = models.UUIDField(null=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "part"],
                condition=models.Q(supersedes=None),
                name="document_chain_starts_once",
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "subject_type", "-made_at"], name="document_by_subject")]

    def __str__(self) -> str:
        return f"{self.title}{self.number}"
