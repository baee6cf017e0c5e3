"""A first register from a profile's `registry.yaml`: its grids, organisations and people, for trying the platform out.

Everything goes through the actions, so what a person could not enter by hand is refused here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.jurisdictions.profiles import nodes
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.actions import register
from fengqiao.people import actions, queries
from fengqiao.regions import queries as regions
from fengqiao.regions.actions import add_grid
from fengqiao.regions.models import Region


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GridEntry(_Entry):
    """A grid or group below the place with this full name."""

    place: str
    name: str


class OrganisationEntry(_Entry):
    """An organisation; ``key`` is how the file calls it, ``place`` the full name of where it stands."""

    key: str
    kind: str
    name: str
    place: str
    short_name: str = ""
    parent: str = ""
    host_name: str = ""
    specialities: tuple[str, ...] = ()
    established_on: date | None = None


class PostEntry(_Entry):
    """A post at an organisation of the file."""

    organisation: str
    post: str
    starts_on: date
    origin: str = ""
    full_time: bool = False
    purchased: bool = False
    term_ends_on: date | None = None
    certificate: str = ""


class PersonEntry(_Entry):
    """A person, known again by name and phone."""

    name: str
    sex: str
    birth_on: date
    phone: str
    specialities: tuple[str, ...] = ()
    posts: tuple[PostEntry, ...] = Field(min_length=1)


class Registry(_Entry):
    """The whole file."""

    grids: tuple[GridEntry, ...] = ()
    organisations: tuple[OrganisationEntry, ...]
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True)
class Loaded:
    """How many grids, organisations and people were entered."""

    grids: int = 0
    organisations: int = 0
    people: int = 0


class RegistryError(Exception):
    """A register file cannot be loaded; the message names file, place and reason."""


def read(path: Path) -> Registry:
    """Return a register file. Raises RegistryError or ProfileError."""
    tree = nodes.read(path, f"{path.parent.name}/{path.name}")
    try:
        return Registry.model_validate(tree.plain())
    except ValidationError as error:
        faults = (tree.problem(fault["loc"], fault["msg"]) for fault in error.errors())
        raise RegistryError("\n".join(map(str, faults))) from None


@transaction.atomic
def load(actor: Actor, path: Path) -> Loaded:
    """Enter what a register file has and the register has not; a second call changes nothing.

    actor: needs registry.view, registry.manage and the whole jurisdiction as scope. Raises RegistryError naming the entry that
    was refused; then nothing is entered.
    """
    registry = read(path)
    done = {"grids": 0, "organisations": 0, "people": 0}
    for grid in registry.grids:
        done["grids"] += _entered(grid.name, _grid, actor, grid)
    ids: dict[str, UUID] = {}
    for organisation in registry.organisations:
        done["organisations"] += _entered(organisation.name, _organisation, actor, organisation, ids)
    for person in registry.people:
        done["people"] += _entered(person.name, _person, actor, person, ids)
    return Loaded(**done)


def _entered(name: str, enter: Any, *given: Any) -> bool:
    try:
        return bool(enter(*given))
    except DomainError as error:
        raise RegistryError(f"{name}: {error.field or error.code}: {error.message}") from error
    except KeyError as error:
        raise RegistryError(f"{name}: 文件中没有 {error}") from error


def _place(path: str) -> Region:
    region = regions.called(path)
    if region is None:
        raise KeyError(path)
    return region


def _grid(actor: Actor, entry: GridEntry) -> bool:
    if regions.called(entry.place + entry.name):
        return False
    add_grid(actor, parent_code=_place(entry.place).code, name=entry.name)
    return True


def _organisation(actor: Actor, entry: OrganisationEntry, ids: dict[str, UUID]) -> bool:
    known = organisations.called(entry.name)
    if known is None:
        given = entry.model_dump(exclude={"key", "place", "parent"})
        parent_id = ids[entry.parent] if entry.parent else None
        new = register(actor, **given, region_code=_place(entry.place).code, parent_id=parent_id)
        ids[entry.key] = new.pk
        return True
    ids[entry.key] = known.pk
    return False


def _person(actor: Actor, entry: PersonEntry, ids: dict[str, UUID]) -> bool:
    if queries.known(entry.name, entry.phone):
        return False
    held = [_post(post, ids) for post in entry.posts]
    actions.take_over(actor, **entry.model_dump(exclude={"posts"}), posts_held=held)
    return True


def _post(entry: PostEntry, ids: dict[str, UUID]) -> actions.NewPost:
    given = entry.model_dump(exclude={"organisation", "full_time", "purchased"})
    return actions.NewPost(
        organisation_id=ids[entry.organisation],
        is_full_time=entry.full_time,
        is_purchased=entry.purchased,
        **given,
    )
