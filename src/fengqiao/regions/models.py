"""The tree of places of a jurisdiction, by statistical division code."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record

OFFICIAL_LENGTH = 12
"""Digits of the national code of a city, county, street or community, padded with zeros on the right."""
CODE_LENGTH = 15
"""Digits of the longest code: a grid or group has three digits more than its community."""


class Level(models.TextChoices):
    """Where in the tree a place stands. A grid is a grid, group or estate below a village or community."""

    CITY = "city", _("市")
    COUNTY = "county", _("县（市、区）")
    STREET = "street", _("乡镇（街道）")
    COMMUNITY = "community", _("村（社区）")
    GRID = "grid", _("网格（组、小区）")


class Region(Record):
    """A place. ``code`` keeps its meaning for ever: one that is gone gets ``valid_to``, the first day without it."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, to_field="code", db_column="parent_code", null=True, related_name="parts"
    )
    path = models.CharField(max_length=300)
    is_local = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{12}(\d{3})?$"), name="region_code_digits"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=models.F("valid_from")),
                name="region_validity_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "code"], name="region_by_parent"),
            GinIndex(fields=["search"], name="region_search"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def scope(self) -> str:
        """The prefix that this place's code shares with everything in it: 4201, 420111, 420111005, 420111005008."""
        return scope_of(self.code)


def scope_of(code: str) -> str:
    """Return the prefix that a place's code shares with everything in it.

    420100000000 -> 4201, 420111000000 -> 420111, 420111005000 -> 420111005; longer codes are their own prefix.
    """
    if len(code) > OFFICIAL_LENGTH or not code.endswith("000"):
        return code
    if not code.endswith("000000"):
        return code[:9]
    return code[:4] if code[4:6] == "00" else code[:6]
