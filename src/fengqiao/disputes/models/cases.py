"""Disputes, their parties and the organisations that have a part in them."""

from datetime import UTC, datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.core.search import TokensField
from fengqiao.disputes.models.choices import CourtStage, Door, Entruster, GradeLevel, PartyKind, Side, Source
from fengqiao.disputes.workflow import DESK_NAMES, STATUS_NAMES, Desk, Status
from fengqiao.organisations.models import Organisation

NO_DUE = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands in ``next_due_at`` when no clock runs, so that work lists page by key."""


class Dispute(Record):
    """One matter, from the door to the sealed file.

    ``organisation`` keeps the matter and answers for it; ``next_organisation`` and ``next_desk`` say who must act next, and
    ``next_due_at`` by when (the earliest running clock, NO_DUE for none). ``county_code`` and ``street_code`` are the leading 6 and 9 digits of
    ``region_code``. ``revision`` grows with each change, so that a form filled from an older state is told what changed.
    """

    receipt_number = models.CharField(max_length=24)
    file_number = models.CharField(max_length=60, null=True)
    title = models.CharField(max_length=160)
    narrative = models.TextField(max_length=20000)
    category = models.CharField(max_length=40)
    category_version = models.CharField(max_length=20)
    category_suggested = models.CharField(max_length=40, blank=True)
    category_confirmed = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))])
    region_code = models.CharField(max_length=15)
    county_code = models.CharField(max_length=6)
    street_code = models.CharField(max_length=9)
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=12, choices=Source)
    entruster = models.CharField(max_length=14, choices=Entruster, blank=True)
    entrusting_organ = models.CharField(max_length=120, blank=True)
    entrusting_reference = models.CharField(max_length=80, blank=True)
    court_stage = models.CharField(max_length=10, choices=CourtStage, default=CourtStage.NONE)
    door = models.CharField(max_length=8, choices=Door)
    occurred_on = models.DateField(null=True)
    requested_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=[(s.value, STATUS_NAMES[s]) for s in Status])
    grade = models.CharField(max_length=6, choices=GradeLevel, blank=True)
    is_difficult = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    next_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    next_desk = models.CharField(max_length=10, choices=[(d.value, DESK_NAMES[d]) for d in Desk])
    next_person_id = models.UUIDField(null=True)
    next_due_at = models.DateTimeField(default=NO_DUE)
    registered_at = models.DateTimeField()
    registered_by_id = models.UUIDField(null=True)
    registered_by_name = models.CharField(max_length=60)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    reopened_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reopened", db_index=False
    )
    people_count = models.PositiveIntegerField(default=0)
    follow_code_hash = models.CharField(max_length=64, blank=True)
    ruleset_version = models.CharField(max_length=40)
    narrative_bands = ArrayField(models.BigIntegerField(), default=list)
    revision = models.PositiveIntegerField(default=1)
    search = TokensField(default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt_number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["file_number"], name="dispute_number_once"),
            models.CheckConstraint(condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="amount_not_negative"),
            models.CheckConstraint(
                condition=models.Q(source=Source.ENTRUSTED) ^ models.Q(entruster=""), name="entruster_iff_entrusted"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.REGISTERED, Status.REFERRED, Status.DECLINED, Status.WITHDRAWN,
                                               Status.TRANSFERRED, Status.ARCHIVED])
                | models.Q(file_number__isnull=False),
                name="accepted_has_file_number",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-registered_at", "-id"], name="dispute_recent"),
            models.Index(fields=["county_code", "-registered_at", "-id"], name="dispute_county"),
            models.Index(fields=["street_code", "-registered_at", "-id"], name="dispute_street"),
            models.Index(fields=["region_code", "-registered_at", "-id"], name="dispute_region"),
            models.Index(fields=["organisation", "-registered_at", "-id"], name="dispute_holder"),
            models.Index(fields=["category", "-registered_at", "-id"], name="dispute_category"),
            models.Index(
                fields=["-registered_at", "-id"], condition=models.Q(source=Source.ENTRUSTED), name="dispute_entrusted"
            ),
            models.Index(
                fields=["status", "-registered_at", "-id"],
                condition=~models.Q(status=Status.ARCHIVED),
                name="dispute_status",
            ),
            models.Index(
                fields=["grade", "-registered_at", "-id"], condition=~models.Q(grade=""), name="dispute_grade"
            ),
            models.Index(
                fields=["next_organisation", "next_desk", "next_due_at", "id"],
                condition=~models.Q(next_desk=Desk.NOBODY),
                name="dispute_turn",
            ),
            models.Index(
                fields=["organisation", "next_due_at", "id"],
                condition=models.Q(next_desk=Desk.COURT),
                name="dispute_at_court",
            ),
            models.Index(fields=["next_due_at", "id"], condition=~models.Q(next_desk=Desk.NOBODY), name="dispute_due"),
            models.Index(fields=["accepted_at"], name="dispute_accepted"),
            models.Index(fields=["follow_code_hash"], condition=~models.Q(follow_code_hash=""), name="dispute_follow"),
            models.Index(
                fields=["reopened_from"], condition=models.Q(reopened_from__isnull=False), name="dispute_reopened"
            ),
            GinIndex(fields=["search"], name="dispute_search"),
            GinIndex(fields=["narrative_bands"], name="dispute_bands"),
        ]

    def __str__(self) -> str:
        return f"{self.file_number or self.receipt_number} {self.title}"

    @property
    def due_at(self) -> datetime | None:
        """The moment by which somebody must act, None when no clock runs."""
        return None if self.next_due_at == NO_DUE else self.next_due_at


class Party(Record):
    """A party: a person, an organisation, or several people on one side with a head count."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="parties", db_index=False)
    order = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    kind = models.CharField(max_length=12, choices=PartyKind)
    name = models.CharField(max_length=120)
    sex = models.CharField(max_length=1, choices=[("m", _("男")), ("f", _("女"))], blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    birth_on = models.DateField(null=True)
    occupation = models.CharField(max_length=60, blank=True)
    id_number = EncryptedText()
    id_hash = models.CharField(max_length=64, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    legal_representative = models.CharField(max_length=60, blank=True)
    legal_representative_post = models.CharField(max_length=40, blank=True)
    phone = EncryptedText()
    phone_hash = models.CharField(max_length=64, blank=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    address = models.CharField(max_length=200, blank=True)
    headcount = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(100000)])

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "order"], name="party_order_once"),
            models.CheckConstraint(
                condition=models.Q(kind=PartyKind.GROUP, headcount__gte=2) | (~models.Q(kind=PartyKind.GROUP) & models.Q(headcount=1)),
                name="only_groups_have_many",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id_hash"], condition=~models.Q(id_hash=""), name="party_id"),
            models.Index(fields=["phone_hash"], condition=~models.Q(phone_hash=""), name="party_phone"),
        ]

    def __str__(self) -> str:
        return self.name


class AgentRole(models.TextChoices):
    """In which capacity somebody stands for a party."""

    REPRESENTATIVE = "representative", _("推选代表人")
    AGENT = "agent", _("委托代理人")
    GUARDIAN = "guardian", _("法定代理人（监护人）")
    MEMBER = "member", _("多人一方成员")


class PartyAgent(Record):
    """Somebody who stands for a party, or a member of a group.

    A group has at most five representatives (信访工作条例第20条、医疗条例第30条; the number is the profile's).
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="agents")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=14, choices=AgentRole)
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    id_number = EncryptedText()
    id_hash = models.CharField(max_length=64, blank=True)
    phone = EncryptedText()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["party", "order"], name="agent_order_once")]


class Involvement(models.Model):
    """An organisation that has or had a part in a dispute, and may therefore see it."""

    id = models.BigAutoField(primary_key=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=16)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "dispute"], name="involvement_once")]
        indexes = [models.Index(fields=["organisation", "-registered_at", "-dispute"], name="involvement_recent")]
