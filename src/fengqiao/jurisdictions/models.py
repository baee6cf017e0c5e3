"""The jurisdictions of an installation and the versions of their rules: tables of the public schema."""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from fengqiao.core.models import Record


class Jurisdiction(TenantMixin):
    """A city, county or district with people, rules and data of its own, in a database schema of its own."""

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=40, unique=True)
    short_name = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = True
    auto_drop_schema = False

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The short Latin name: of the schema, the profile's folder and the host."""
        return str(self.schema_name)


class Domain(DomainMixin):
    """A host name that leads to a jurisdiction."""

    class Meta:
        ordering = ["-is_primary", "domain"]

    def __str__(self) -> str:
        return str(self.domain)


class RuleSetVersion(Record):
    """The rules of a jurisdiction as they were loaded once; never changed afterwards.

    ``content`` is the validated rule set as JSON, ``sha256`` its digest; it applies from ``valid_from`` (local date)
    until the next version does.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=40)
    valid_from = models.DateField()
    content: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "version"], name="ruleset_version_once"),
            models.UniqueConstraint(fields=["jurisdiction", "sha256", "valid_from"], name="ruleset_content_once"),
        ]
        indexes = [models.Index(fields=["jurisdiction", "-valid_from", "-loaded_at"], name="ruleset_by_validity")]

    def __str__(self) -> str:
        return self.version
