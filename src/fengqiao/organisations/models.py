"""The register of organisations: committees, centres, courts, bureaus, offices and whoever else takes part."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from fengqiao.core.models import Record
from fengqiao.regions.models import Region


class Organisation(Record):
    """An organisation of a kind that the jurisdiction's rules know.

    ``mediates`` is taken from the kind: such an organisation has cases, and a ``short_name`` that stands in their
    numbers and is never given to another. ``level`` is a level of the rules, ``specialities`` are kinds of dispute.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, blank=True)
    mediates = models.BooleanField(default=False)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, to_field="code", db_column="region_code", related_name="+"
    )
    level = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    host_name = models.CharField(max_length=120, blank=True)
    specialities: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    established_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(is_active=True), name="organisation_name_once"),
            models.UniqueConstraint(
                fields=["short_name"], condition=~Q(short_name=""), name="organisation_short_name_once"
            ),
            models.CheckConstraint(
                condition=Q(mediates=False) | ~Q(short_name=""), name="organisation_mediating_is_short"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(closed_on__gte=F("established_on")),
                name="organisation_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, closed_on__isnull=True) | Q(is_active=False, closed_on__isnull=False),
                name="organisation_closed_when_inactive",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "name", "id"], name="organisation_by_region"),
            models.Index(fields=["name", "id"], name="organisation_by_name"),
            models.Index(fields=["kind", "name", "id"], name="organisation_by_kind"),
            models.Index(fields=["parent"], name="organisation_by_parent"),
            models.Index(fields=["region"], condition=Q(is_active=True, mediates=True), name="organisation_mediating"),
            GinIndex(fields=["specialities"], name="organisation_specialities"),
            GinIndex(fields=["search"], name="organisation_search"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def region_code(self) -> str:
        """The code of the place where the organisation stands."""
        return str(self.region_id)
