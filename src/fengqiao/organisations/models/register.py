"""The register of organisations: committees, centres, courts, bureaus, offices and whoever else takes part."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record
from fengqiao.regions.models import Region


class Organisation(Record):
    """An organisation of a kind that the jurisdiction's rules know.

    ``mediates`` is taken from the kind: such an organisation has cases, and a ``short_name`` that stands in their
    numbers and is never given to another. ``level`` is a level of the rules, ``specialities`` are kinds of dispute.
    ``host`` is the organisation that it was set up by or is stationed at, when that one is in the register; ``host_name`` its
    name as written. ``named_person_id`` is the person after whom a studio is called. ``elected_on`` is the day on which the
    present members took office, ``host_elected_on`` that of the village or residents' committee: their terms differ
    (人民调解法第9条、村民委员会组织法、居民委员会组织法). ``is_multi_ethnic``: stands where several peoples live (art 8).
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
    host = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="hosted")
    host_name = models.CharField(max_length=120, blank=True)
    named_person_id = models.UUIDField(null=True, blank=True)
    named_person_name = models.CharField(max_length=60, blank=True)
    specialities: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    address = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    is_multi_ethnic = models.BooleanField(default=False)
    elected_on = models.DateField(null=True, blank=True)
    host_elected_on = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(73, 136), latitude__range=(3, 54)),
                name="organisation_point_in_china",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "name", "id"], name="organisation_by_region"),
            models.Index(fields=["name", "id"], name="organisation_by_name"),
            models.Index(fields=["kind", "name", "id"], name="organisation_by_kind"),
            models.Index(fields=["parent"], name="organisation_by_parent"),
            models.Index(fields=["host"], name="organisation_by_host"),
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


class PastName(Record):
    """A name that an organisation bore until a local date (the first day without it); old papers keep it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="past_names")
    name = models.CharField(max_length=120)
    until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-until"], name="past_name_by_organisation")]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    """How organisations came out of others."""

    MERGED = "merged", _("合并")
    SPLIT = "split", _("分立")


class Succession(Record):
    """From a local date on, ``successor`` does the work of ``predecessor`` or a part of it; cases of before stay where they are."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    on = models.DateField()
    why = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
