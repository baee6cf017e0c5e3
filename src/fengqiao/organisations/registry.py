"""First entries of a profile's `organisations.yaml`, for trying the platform out: venue, centres, docking, filings.

Each entry names the organisation and gives the arguments of the verb; everything goes through the actions, so what a person
could not enter by hand is refused here too. The organisations themselves come from `registry.yaml`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel, ConfigDict, ValidationError

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions.profiles import nodes
from fengqiao.organisations import actions, queries
from fengqiao.regions import queries as regions

Facts = dict[str, Any]


class Entries(BaseModel):
    """The whole file: what is entered, each with the organisation that it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rooms: tuple[Facts, ...] = ()
    signs: tuple[Facts, ...] = ()
    units: tuple[Facts, ...] = ()
    windows: tuple[Facts, ...] = ()
    duties: tuple[Facts, ...] = ()
    memoranda: tuple[Facts, ...] = ()
    invitations: tuple[Facts, ...] = ()
    judges: tuple[Facts, ...] = ()
    filings: tuple[Facts, ...] = ()


class EntriesError(Exception):
    """The file cannot be loaded; the message says where and why."""


_VERBS: Mapping[str, Callable[..., Any]] = {
    "rooms": actions.add_room,
    "signs": actions.check_sign,
    "units": actions.add_unit,
    "windows": actions.open_window,
    "duties": actions.assign_duty,
    "memoranda": actions.sign_memorandum,
    "invitations": actions.invite,
    "judges": actions.name_judge,
}


@transaction.atomic
def load(actor: Actor, path: Path) -> int:
    """Enter what the file has and return how many entries there were; nothing when there is no such file.

    actor: may keep, file, review and dock within the whole jurisdiction. Raises EntriesError, ProfileError, DomainError.
    """
    if not path.exists():
        return 0
    tree = nodes.read(path, f"{path.parent.name}/{path.name}")
    try:
        entries = Entries.model_validate(tree.plain())
    except ValidationError as error:
        raise EntriesError("\n".join(str(tree.problem(each["loc"], each["msg"])) for each in error.errors())) from None
    for section, verb in _VERBS.items():
        for entry in getattr(entries, section):
            verb(actor, _id(entry), **_facts(actor, entry))
    for entry in entries.filings:
        _file(actor, entry)
    return sum(len(getattr(entries, name)) for name in Entries.model_fields)


def _id(entry: Facts, key: str = "at") -> UUID:
    found = queries.called(str(entry[key]))
    if found is None:
        raise EntriesError(f"没有这个组织：{entry[key]}")
    return found.pk


def _facts(actor: Actor, entry: Facts) -> Facts:
    """Return the arguments of the verb: organisations and places by name become ids and codes, days ahead become dates."""
    facts = {name: value for name, value in entry.items() if name != "at"}
    for name in ("unit", "organisation"):
        if name in facts:
            facts[f"{name}_id"] = _id({"at": facts.pop(name)})
    if "region" in facts:
        region = regions.called(str(facts.pop("region")))
        facts["region_code"] = region.code if region else ""
    if "in_days" in facts:
        facts["on"] = local_date(actor.at) + timedelta(days=int(facts.pop("in_days")))
    return facts


def _file(actor: Actor, entry: Facts) -> None:
    """Hand in a filing and take it through the steps that the entry names."""
    happened_on = local_date(actor.at) - timedelta(days=int(entry["days_ago"]))
    filing = actions.submit(
        actor, _id(entry), event=entry["event"], happened_on=happened_on, what=str(entry.get("what", ""))
    )
    for verb in entry.get("steps", ()):
        if verb == "notify_court":
            actions.notify_court(actor, filing.pk)
        else:
            actions.take(actor, filing.pk, verb, why=str(entry.get("why", "")))
