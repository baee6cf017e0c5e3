"""What the figures are read from: one narrow row a case, sums by day and month kept beside them, and what was closed."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from fengqiao.core.models import Record
from fengqiao.disputes.models import Dispute
from fengqiao.organisations.models import Organisation


class CaseFact(models.Model):
    """An accepted case as the table counts it (rules.facts.Fact), derived from the records and provable from them.

    A closing numbers an epoch. A version of a fact counts from epoch ``since`` until ``until`` (None: still); within one epoch
    it is overwritten, so that an older version stays only where a closing has counted it. What closing n counted are the
    versions with since < n that had not ended before n. ``restates``: written when its day lay in a closed period.
    ``region``, ``county`` and ``street`` are those of the committee at acceptance (15 or 12, 6 and 9 digits).
    """

    id = models.BigAutoField(primary_key=True)
    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    region = models.CharField(max_length=15)
    county = models.CharField(max_length=6)
    street = models.CharField(max_length=9)
    accepted_on = models.DateField()
    row = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=12)
    entruster = models.CharField(max_length=14, blank=True)
    category = models.CharField(max_length=40)
    form = models.CharField(max_length=7, blank=True)
    is_difficult = models.BooleanField()
    is_performed = models.BooleanField()
    is_confirmed = models.BooleanField()
    is_top = models.BooleanField()
    people = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    restates = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=60)
    cause = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispute", "since"], name="fact_once_an_epoch"),
            models.UniqueConstraint(fields=["dispute"], condition=Q(until__isnull=True), name="one_current_fact"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="fact_epochs_in_order"),
            models.CheckConstraint(
                condition=~Q(form="") | Q(fen=0, is_performed=False, is_confirmed=False), name="no_outcome_without_agreement"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-accepted_on", "-id"], name="fact_recent"),
            models.Index(fields=["street", "-accepted_on", "-id"], name="fact_by_street"),
            models.Index(fields=["organisation", "-accepted_on", "-id"], name="fact_by_organisation"),
            models.Index(fields=["category", "-accepted_on", "-id"], name="fact_by_category"),
            models.Index(
                fields=["entruster", "-accepted_on", "-id"], condition=~Q(entruster=""), name="fact_entrusted"
            ),
            models.Index(fields=["-accepted_on", "-id"], condition=Q(is_confirmed=True), name="fact_confirmed"),
            models.Index(fields=["-accepted_on", "-id"], condition=Q(restates=True), name="fact_restating"),
        ]

    @property
    def yuan(self) -> Decimal:
        """The money of the agreement in yuan."""
        return Decimal(self.fen) / 100


class Grain(models.TextChoices):
    """How long a sum reaches."""

    DAY = "d"
    MONTH = "m"


class Tally(models.Model):
    """The sum of one cell over the current facts of a county's committees in a day or a month (``start`` its first day)."""

    id = models.BigAutoField(primary_key=True)
    grain = models.CharField(max_length=1, choices=Grain)
    start = models.DateField()
    county = models.CharField(max_length=6)
    cell = models.CharField(max_length=60)
    value = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["grain", "start", "county", "cell"], include=["value"], name="tally_once")
        ]


class TallyChange(models.Model):
    """What a change of facts adds to the sums: only ever inserted by cases, folded into Tally by a job, read together with it.

    So two committees that accept at the same moment never wait for each other's row.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    county = models.CharField(max_length=6)
    cell = models.CharField(max_length=60)
    value = models.BigIntegerField()


class Closing(Record):
    """A period closed for a region: its figures never change again; what changes afterwards is restated.

    ``number`` counts the closings of the jurisdiction. ``figures`` are the raw counts by cell, ``snapshot`` the SHA-256 over
    the facts that were counted. ``adjustments``: for earlier closings (by id), what this one reports as changed since.
    """

    number = models.PositiveIntegerField(unique=True)
    region = models.CharField(max_length=15)
    first_on = models.DateField()
    last_on = models.DateField()
    kind = models.CharField(max_length=7)
    figures: "models.JSONField[Any, Any]" = models.JSONField()
    adjustments: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    cases = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True)
    closed_by_name = models.CharField(max_length=60)
    ruleset_version = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "first_on", "last_on"], name="period_closed_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closed_period_in_order"),
        ]
        indexes = [models.Index(fields=["region", "kind", "-first_on"], name="closing_by_period")]
