"""Reading jurisdictions and their rules."""

from datetime import date
from time import monotonic

from django.db.models import QuerySet
from django.utils import timezone

from fengqiao.core.jobs import current_schema
from fengqiao.jurisdictions.models import Domain, Jurisdiction, RuleSetVersion
from fengqiao.jurisdictions.ruleset import RuleSet

KEPT_SECONDS = 60
"""A process sees a new version at the latest after so many seconds."""

_dated: dict[str, tuple[float, list[tuple[date, str]]]] = {}
_rules: dict[tuple[str, str], RuleSet] = {}


class NoRules(Exception):
    """The jurisdiction at work has no rules, or none of that version."""


def jurisdictions() -> QuerySet[Jurisdiction]:
    """Return the jurisdictions of the installation by code."""
    return Jurisdiction.objects.exclude(schema_name="public").order_by("code")


def hosts() -> dict[str, str]:
    """Return the main host name of each jurisdiction by slug."""
    main = Domain.objects.filter(is_primary=True).exclude(tenant__schema_name="public")
    return {domain.tenant.schema_name: domain.domain for domain in main.select_related("tenant")}


def current_jurisdiction() -> Jurisdiction:
    """Return the jurisdiction at work; raises Jurisdiction.DoesNotExist on the bare host."""
    return Jurisdiction.objects.get(schema_name=current_schema())


def versions() -> QuerySet[RuleSetVersion]:
    """Return all versions of the rules of the jurisdiction at work, the newest first, without their content."""
    own = RuleSetVersion.objects.filter(jurisdiction__schema_name=current_schema())
    return own.defer("content").order_by("-valid_from", "-loaded_at", "-id")


def current_ruleset(on: date | None = None) -> RuleSet:
    """Return the rules of the jurisdiction at work that apply on a local date (today when None).

    Dates before the first version are read by the first: of what happened earlier and is entered late, no older rules are
    loaded. Kept per process, by schema and version. Raises NoRules before any were loaded.
    """
    day = on or timezone.localdate()
    dated = _versions_by_date()
    if not dated:
        raise NoRules(f"{current_schema()}: 尚未载入规则")
    return ruleset(next((version for valid_from, version in dated if valid_from <= day), dated[-1][1]))


def ruleset(version: str) -> RuleSet:
    """Return the rules of the jurisdiction at work as they were loaded under a version; raises NoRules."""
    key = (current_schema(), version)
    found = _rules.get(key)
    if found is None:
        row = RuleSetVersion.objects.filter(jurisdiction__schema_name=key[0], version=version).first()
        if row is None:
            raise NoRules(f"{key[0]}: 没有规则版本 {version}")
        found = RuleSet.model_validate({**row.content, "version": row.version, "valid_from": row.valid_from})
        _rules[key] = found
    return found


def forget() -> None:
    """Forget which versions there are; what a version holds never changes."""
    _dated.clear()


def _versions_by_date() -> list[tuple[date, str]]:
    schema = current_schema()
    until, dated = _dated.get(schema, (0.0, []))
    if not dated or until < monotonic():
        dated = list(versions().values_list("valid_from", "version"))
        _dated[schema] = (monotonic() + KEPT_SECONDS, dated)
    return dated
