"""All writes to jurisdictions and the versions of their rules. Run by the set-up of an installation, never by a page."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django_tenants.utils import schema_context

from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions import profiles, queries
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.models import Domain, Jurisdiction, RuleSetVersion
from fengqiao.jurisdictions.ruleset import RuleSet


def create_jurisdiction(actor: Actor, *, slug: str, host: str, folder: Path | None = None) -> Jurisdiction:
    """Make a jurisdiction from its profile and return it: schema with all tables, host name, first version of its rules.

    slug: the profile's folder, and the schema's name. host: without port (wuhan.localhost). folder: of all profiles. A second
    call changes nothing but adds the host when it is new. Raises ProfileError for a broken profile, before anything is made.
    """
    rules = profiles.load(folder or profiles_folder(), slug)
    with schema_context("public"), transaction.atomic():
        found = Jurisdiction.objects.filter(code=rules.code).first()
        jurisdiction = found or Jurisdiction(
            code=rules.code, schema_name=slug, name=rules.name, short_name=rules.short_name
        )
        if found is None:
            jurisdiction.save(verbosity=0)  # type: ignore[no-untyped-call]  # django-tenants has no types
        if not Domain.objects.filter(domain=host).exists():
            is_first = not Domain.objects.filter(tenant=jurisdiction).exists()
            Domain.objects.create(domain=host, tenant=jurisdiction, is_primary=is_first)
        _add_version(actor, jurisdiction, rules)
    return jurisdiction


def sync_profiles(actor: Actor, *, folder: Path | None = None) -> dict[str, str]:
    """Load what is new in the profiles of all jurisdictions of the installation; return slug -> version for those changed.

    Old versions stay as they are. Content that changed under an unchanged ``valid_from`` applies from the day of this call:
    decisions already made are not judged by it. A second call changes nothing. Raises ProfileError with the faults of all
    profiles, and then none is loaded.
    """
    root = folder or profiles_folder()
    loaded: dict[str, RuleSet] = {}
    problems: list[profiles.Problem] = []
    for jurisdiction in Jurisdiction.objects.exclude(schema_name="public"):
        try:
            loaded[jurisdiction.slug] = profiles.load(root, jurisdiction.slug)
        except profiles.ProfileError as error:
            problems.extend(error.problems)
    if problems:
        raise profiles.ProfileError(problems)
    with transaction.atomic():
        versions = {
            jurisdiction.slug: _add_version(actor, jurisdiction, loaded[jurisdiction.slug])
            for jurisdiction in Jurisdiction.objects.select_for_update().exclude(schema_name="public")
        }
    return {slug: version.version for slug, version in versions.items() if version}


def _add_version(actor: Actor, jurisdiction: Jurisdiction, rules: RuleSet) -> RuleSetVersion | None:
    content = rules.model_dump(mode="json", exclude={"version", "valid_from"})
    sha256 = _digest(content)
    newest = RuleSetVersion.objects.filter(jurisdiction=jurisdiction).order_by("-loaded_at", "-id").first()
    if newest and newest.sha256 == sha256:
        return None
    version = RuleSetVersion.objects.create(
        jurisdiction=jurisdiction,
        version=f"{rules.version}-{sha256[:8]}",
        valid_from=_valid_from(rules, newest, local_date(actor.at)),
        content=content,
        sha256=sha256,
        loaded_at=actor.at,
    )
    with schema_context(jurisdiction.schema_name):
        audit.record(actor, version, "load", after=version.version, data={"sha256": sha256})
    queries.forget()
    return version


def _valid_from(rules: RuleSet, newest: RuleSetVersion | None, today: date) -> date:
    return rules.valid_from if newest is None or rules.valid_from > newest.valid_from else today


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
