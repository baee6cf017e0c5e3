"""The agreement: its text and obligations, who signed it, and when it took effect."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute, Party, PartyAgent
from fengqiao.mediation.rules.words import FORM_NAMES, OBLIGATION_NAMES, SIGNER_NAMES, Mode, ObligationKind, SignerKind
from fengqiao.people.models import Person


class Agreement(Record):
    """One text of an agreement; a text that was put to the parties is never changed, a changed one is a new row.

    ``reached_at``: when the parties agreed on this text; from then ``snapshot`` holds the form as printed and
    ``document_hash`` its SHA-256, to which every signature is bound. ``parties_signed_at``, ``mediator_signed_at`` and
    ``sealed_at`` are the moments from which ``effective_at`` follows by ``effect_rule`` (人民调解法第29条、第30条).
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="agreements", db_index=False)
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    form = models.CharField(max_length=7, choices=choices.of(FORM_NAMES))
    written_requested = models.BooleanField(default=False)
    facts = models.TextField(max_length=10_000, blank=True)
    issues = models.TextField(max_length=5_000, blank=True)
    responsibilities = models.TextField(max_length=5_000, blank=True)
    other_terms = models.TextField(max_length=5_000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField(default=3)
    drafted_by_name = models.CharField(max_length=60)
    drafted_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)
    snapshot: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    document_hash = models.CharField(max_length=64, blank=True)
    parties_signed_at = models.DateTimeField(null=True)
    mediator_signed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    effect_rule = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["dispute"], condition=Q(is_current=True), name="one_current_agreement"),
            models.UniqueConstraint(fields=["dispute", "revision"], name="agreement_revision_once"),
            models.CheckConstraint(
                condition=Q(reached_at__isnull=True, document_hash="", snapshot__isnull=True)
                | (Q(reached_at__isnull=False, snapshot__isnull=False) & ~Q(document_hash="")),
                name="reached_agreement_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(effective_at__isnull=True) | (Q(effective_at__gte=F("reached_at")) & ~Q(effect_rule="")),
                name="effect_follows_agreement",
            ),
            models.CheckConstraint(condition=Q(copies__gte=1), name="agreement_has_copies"),
        ]
        indexes = [models.Index(fields=["effective_at"], condition=Q(is_current=True), name="agreement_by_effect")]


def _not_negative(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name=name)


class Obligation(Record):
    """What one side promises another: who, to whom, what or how much, how, where, by when.

    A member of a group may owe or be owed alone; then ``debtor_member`` or ``creditor_member`` names the person and the
    party is the group. ``on_the_spot``: performed when the agreement was reached.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="obligations", db_index=False)
    seq = models.PositiveSmallIntegerField()
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    debtor_member = models.ForeignKey(PartyAgent, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    creditor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    creditor_member = models.ForeignKey(
        PartyAgent, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=9, choices=choices.of(OBLIGATION_NAMES))
    description = models.CharField(max_length=1000)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))])
    mode = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    on_the_spot = models.BooleanField(default=False)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "seq"], name="obligation_seq_once"),
            _not_negative("obligation_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(on_the_spot=False) | Q(due_on__isnull=True), name="on_the_spot_has_no_later_day"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(kind__in=[ObligationKind.PAY, ObligationKind.DELIVER]),
                name="only_pay_and_deliver_have_amounts",
            ),
        ]
        indexes = [
            models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"obligation_{shown}")
            for name, shown in (
                ("due_on", "due"),
                ("debtor", "of_debtor"),
                ("creditor", "to_creditor"),
                ("debtor_member", "of_member"),
                ("creditor_member", "to_member"),
            )
        ]

    @property
    def debtor_name(self) -> str:
        """Who owes: the named member of a group, or the party."""
        return self.debtor_member.name if self.debtor_member else self.debtor.name

    @property
    def creditor_name(self) -> str:
        """Who is owed: the named member of a group, or the party; empty when nobody in particular is."""
        if self.creditor_member:
            return self.creditor_member.name
        return self.creditor.name if self.creditor else ""


class Instalment(Record):
    """One part of an obligation to pay, with its own day."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="instalments")
    seq = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    due_on = models.DateField()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "seq"], name="instalment_seq_once"),
            _not_negative("instalment_amount_not_negative"),
        ]


class Signature(Record):
    """One signature or the seal under one text.

    paper: ``scan`` shows it; pad: ``strokes`` as drawn, with time and device. ``binding`` is the SHA-256 over the text's hash
    and all of the signature, so that a later change of either shows (电子签名法第13条).
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    signer_kind = models.CharField(max_length=8, choices=choices.of(SIGNER_NAMES))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(PartyAgent, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    mode = models.CharField(
        max_length=5, choices=[(Mode.PAPER.value, Mode.PAPER.value), (Mode.PAD.value, Mode.PAD.value)]
    )
    at = models.DateTimeField()
    strokes: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    device = models.CharField(max_length=120, blank=True)
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    document_hash = models.CharField(max_length=64)
    binding = models.CharField(max_length=64)
    taken_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "document_hash", "signer_kind", "party", "agent", "person"],
                nulls_distinct=False,
                name="one_signature_a_signer_and_text",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.PAD, strokes__isnull=False, scan__isnull=True)
                | Q(mode=Mode.PAPER, strokes__isnull=True, scan__isnull=False),
                name="signature_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(signer_kind=SignerKind.PARTY, party__isnull=False, agent__isnull=True, person__isnull=True)
                | Q(signer_kind=SignerKind.AGENT, party__isnull=False, agent__isnull=False, person__isnull=True)
                | Q(signer_kind__in=[SignerKind.MEDIATOR, SignerKind.RECORDER], party__isnull=True, agent__isnull=True)
                | Q(signer_kind=SignerKind.SEAL, party__isnull=True, agent__isnull=True, person__isnull=True),
                name="signature_names_its_signer",
            ),
            models.CheckConstraint(
                condition=Q(document_hash__regex=r"^[0-9a-f]{64}$"), name="signature_is_bound_to_a_text"
            ),
        ]
