"""Batches of subsidies, their lines, what waits, objections, recoveries, call backs and budgets."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core import choices
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute, Party
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person
from fengqiao.subsidies.rules.evidence import ANSWER_NAMES, SERVICE_NAMES
from fengqiao.subsidies.workflow import KIND_NAMES, STATE_NAMES, BatchKind, BatchState

ZERO = Decimal("0.00")


def _yuan(**more: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(ZERO)], **more)


class Fund(models.TextChoices):
    """The three uses of the money of people's mediation (财行〔2007〕179号)."""

    GUIDANCE = "guidance", _("人民调解工作指导经费")
    COMMITTEE = "committee", _("调委会补助经费")
    MEDIATOR = "mediator", _("人民调解员补贴经费")


class Budget(Record):
    """Money of a year for a purpose, with the document behind it. ``payer`` "": one line for all payers."""

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=choices.of(KIND_NAMES))
    fund = models.CharField(max_length=10, choices=Fund, default=Fund.MEDIATOR)
    payer = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    amount = _yuan()
    source = models.CharField(max_length=400)
    set_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="budget_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_is_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="budget_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class Batch(Record):
    """What one payer pays for a span of days; made by one person, approved by another.

    ``region``: the prefix within which it was drawn. ``year``: whose budget bears it. ``total``: of the lines that stand.
    """

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=choices.of(KIND_NAMES))
    state = models.CharField(max_length=10, choices=choices.of(STATE_NAMES), default=BatchState.DRAFT)
    payer = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=15)
    first_on = models.DateField()
    last_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    total = _yuan(default=ZERO)
    lines_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)
    ruleset_version = models.CharField(max_length=40)
    made_by_id = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=60)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=60, blank=True)
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    payment_reference = models.CharField(max_length=120, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="batch_days_in_order"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | (
                    Q(submitted_by_id__isnull=False, approved_by_id__isnull=False)
                    & ~Q(approved_by_id=F("submitted_by_id"))
                    & ~Q(approved_by_id=F("made_by_id"))
                ),
                name="batch_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BatchState.DRAFT, BatchState.SUBMITTED, BatchState.CANCELLED])
                | Q(approved_at__isnull=False),
                name="batch_approved_before_public",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BatchState.PUBLIC, BatchState.PAID])
                | Q(public_from__isnull=False, public_until__gte=F("public_from")),
                name="batch_public_before_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.PAID) | Q(paid_on__gt=F("public_until")),
                name="batch_paid_after_publicity",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.CANCELLED) | ~Q(cancelled_reason=""), name="batch_cancelled_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="batch_recent"),
            models.Index(fields=["year", "kind", "state"], name="batch_of_year"),
            models.Index(
                fields=["-public_until", "-id"], condition=Q(public_until__isnull=False), name="batch_published"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Line(Record):
    """One payment: a case (``dispute``, ``matter`` the first case of its lineage) or a month in post.

    ``rule_name``, ``source``, ``amount_source`` and ``inputs`` say how the amount came about. A line that was struck stays,
    is not live, and frees its case. ``asked``: how much of it was asked back in all.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, null=True, related_name="+")
    matter = models.UUIDField(null=True)
    month = models.DateField(null=True)
    appointment = models.UUIDField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = _yuan()
    asked = _yuan(default=ZERO)
    rate = models.CharField(max_length=60)
    rule_name = models.CharField(max_length=120)
    source = models.CharField(max_length=400)
    amount_source = models.CharField(max_length=400)
    inputs: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    proofs: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    is_live = models.BooleanField(default=True)
    struck_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(is_live=True, matter__isnull=False), name="one_case_one_payment"
            ),
            models.UniqueConstraint(
                fields=["person", "month"], condition=Q(is_live=True, month__isnull=False), name="one_month_one_payment"
            ),
            models.UniqueConstraint(fields=["batch", "position"], name="line_position_once"),
            models.CheckConstraint(
                condition=Q(dispute__isnull=False, matter__isnull=False, month__isnull=True, appointment__isnull=True)
                | Q(dispute__isnull=True, matter__isnull=True, month__isnull=False, appointment__isnull=False),
                name="line_is_a_case_or_a_month",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_is_positive"),
            models.CheckConstraint(condition=Q(asked__gte=0, asked__lte=F("amount")), name="recovery_never_more_than_paid"),
            models.CheckConstraint(condition=Q(is_live=True) ^ ~Q(struck_reason=""), name="struck_line_says_why"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dispute"], condition=Q(dispute__isnull=False), name="line_of_case"),
            models.Index(fields=["month"], condition=Q(is_live=True, month__isnull=False), name="line_of_month"),
            models.Index(fields=["person", "-id"], name="line_of_person"),
        ]


class Share(Record):
    """What one of several mediators of a case gets of a line; a line without shares is its person's alone."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=60)
    amount = _yuan()

    class Meta:
        ordering = ["-amount", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "person"], name="one_share_a_person"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="share_is_positive"),
        ]


class Waiting(Record):
    """A case, or a month in post, that a batch looked at and did not pay, with each reason."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="waiting")
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, null=True, related_name="+")
    month = models.DateField(null=True)
    appointment = models.UUIDField(null=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    person_name = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    amount = _yuan(null=True)
    reasons: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    proofs: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "dispute"], name="waits_once_a_batch"),
            models.UniqueConstraint(fields=["batch", "appointment", "month"], name="month_waits_once_a_batch"),
            models.CheckConstraint(
                condition=Q(dispute__isnull=False, month__isnull=True, appointment__isnull=True, person__isnull=True)
                | Q(dispute__isnull=True, month__isnull=False, appointment__isnull=False, person__isnull=False),
                name="waiting_is_a_case_or_a_month",
            ),
        ]


class ServiceCheck(Record):
    """What the unit of a post said, and showed, when it was asked whether the post was served in a month."""

    appointment = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    answer = models.CharField(max_length=6, choices=choices.of(SERVICE_NAMES))
    evidence = models.CharField(max_length=500)
    checked_at = models.DateTimeField()
    checked_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["checked_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(evidence=""), name="service_check_says_what_was_seen")]
        indexes = [models.Index(fields=["appointment", "month"], name="service_check_of_month")]


class CallBack(Record):
    """What a party said when somebody from outside the committee asked whether the mediation happened."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=9, choices=choices.of(ANSWER_NAMES))
    note = models.CharField(max_length=500, blank=True)
    called_at = models.DateTimeField()
    called_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["called_at", "id"]
        indexes = [models.Index(fields=["dispute", "called_at"], name="call_back_of_case")]


class Objection(Record):
    """What somebody says against a line while it is public, and the answer."""

    class Outcome(models.TextChoices):
        """How it was answered."""

        UPHELD = "upheld", _("异议成立")
        DISMISSED = "dismissed", _("异议不成立")

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="objections")
    name = models.CharField(max_length=60)
    phone = EncryptedText()
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answer="")
                | (~Q(outcome="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_objection_says_how",
            )
        ]
        indexes = [models.Index(fields=["line"], condition=Q(outcome=""), name="objection_open")]


class Recovery(Record):
    """Money asked back 追回 from a paid line, why, and when it came in."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="recoveries")
    amount = _yuan()
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=60)
    returned_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_is_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="recovery_says_why"),
        ]


__all__ = [
    "Batch", "BatchKind", "BatchState", "Budget", "CallBack", "Fund", "Line", "Objection", "Recovery", "ServiceCheck",
    "Share", "Waiting",
]  # fmt: skip
