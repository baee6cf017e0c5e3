"""Who mediates, what the parties were told and answered, and who was invited."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from fengqiao.core import choices
from fengqiao.core.models import Record, StoredFile
from fengqiao.disputes.models import Dispute, Party, PartyAgent
from fengqiao.mediation.rules.words import (
    ANSWER_NAMES,
    CHOOSER_NAMES,
    INVITEE_NAMES,
    MODE_NAMES,
    PART_NAMES,
    PUBLICITY_NAMES,
    Answer,
    Mode,
    Part,
)
from fengqiao.people.models import Person


class MediatorAssignment(Record):
    """A mediator's part in a matter from ``started_at`` to ``ended_at`` (None: current); one to three are current at a time."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="mediator_assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=4, choices=choices.of(PART_NAMES))
    chosen_by = models.CharField(max_length=9, choices=choices.of(CHOOSER_NAMES))
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    replaced_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-part", "started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "person"], condition=Q(ended_at__isnull=True), name="mediator_current_once"),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(ended_at__isnull=True, part=Part.LEAD), name="one_mediator_presides"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="mediator_moments_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, replaced_reason="") | (Q(ended_at__isnull=False) & ~Q(replaced_reason="")),
                name="mediator_replaced_with_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "-started_at"], condition=Q(ended_at__isnull=True), name="mediator_load")
        ]


class _Word(Record):
    """A party's word, given by itself or by somebody who stands for it, and how it was taken down."""

    by_agent = models.ForeignKey(PartyAgent, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    mode = models.CharField(max_length=13, choices=choices.of(MODE_NAMES))
    strokes: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    witness = models.CharField(max_length=120, blank=True)
    device = models.CharField(max_length=120, blank=True)
    taken_by_name = models.CharField(max_length=60)

    class Meta:
        abstract = True


def _pad_has_strokes(name: str) -> models.CheckConstraint:
    pad = Q(mode=Mode.PAD, strokes__isnull=False) | (~Q(mode=Mode.PAD) & Q(strokes__isnull=True))
    return models.CheckConstraint(condition=pad, name=name)


def _oral_is_proved(name: str) -> models.CheckConstraint:
    proved = ~Q(mode=Mode.ORAL) | Q(evidence__isnull=False) | ~Q(witness="")
    return models.CheckConstraint(condition=proved, name=name)


class RightsNotice(_Word):
    """The notice of rights and duties as one party signed for it (人民调解工作若干规定; 人民调解法第23条、第24条)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="rights_notices")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="rights_notice")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [_pad_has_strokes("notice_pad_has_strokes"), _oral_is_proved("notice_oral_is_proved")]


class Consent(_Word):
    """One answer of a party to mediation; the latest counts, earlier ones stay (人民调解法第17条、第23条)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consents")
    answer = models.CharField(max_length=7, choices=choices.of(ANSWER_NAMES))
    publicity = models.CharField(max_length=6, choices=choices.of(PUBLICITY_NAMES), blank=True)
    mediator_choice = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            _pad_has_strokes("consent_pad_has_strokes"),
            _oral_is_proved("consent_oral_is_proved"),
            models.CheckConstraint(
                condition=Q(answer=Answer.REFUSES) | Q(reason=""), name="only_refusals_have_reasons"
            ),
        ]
        indexes = [models.Index(fields=["dispute", "party", "-at", "-id"], name="consent_latest")]


class Invitee(Record):
    """Somebody invited to help; takes part only when every party agrees (人民调解法第20条)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="invitees")
    kind = models.CharField(max_length=12, choices=choices.of(INVITEE_NAMES))
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=80, blank=True)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [models.UniqueConstraint(fields=["dispute", "name", "kind"], name="invitee_once")]

    def __str__(self) -> str:
        return self.name


class InviteeConsent(Record):
    """One party's consent to one invited person."""

    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitee", "party"], name="invitee_consent_once")]
