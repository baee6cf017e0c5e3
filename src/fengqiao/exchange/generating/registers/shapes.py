"""What a generated register is made of: rows for the importer, and what is entered by the packages' own verbs after it.

Plain data: organisations are named by their full names, people by their invented identity numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

Row = dict[str, Any]
"""A row of a register file: column code -> text."""


@dataclass(frozen=True)
class Place:
    """A place of the jurisdiction: level county, street or community (or the jurisdiction itself); path is the full name."""

    code: str
    name: str
    level: str
    parent: str
    path: str


@dataclass(frozen=True)
class Held:
    """A mediating post that somebody registered already holds at an organisation."""

    post: str
    is_full_time: bool
    is_purchased: bool


@dataclass(frozen=True)
class Body:
    """An organisation that is registered already: its kind, whether it mediates, the code of its place, who mediates for it."""

    kind: str
    mediates: bool
    place: str
    held: list[Held] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """What there is before: the places in the order of their codes, the organisations by name, the short names taken, the day."""

    places: Sequence[Place]
    standing: Mapping[str, Body]
    shorts: frozenset[str]
    today: date

    def below(self, code: str) -> list[Place]:
        """Return the places directly below one."""
        return self.children.get(code, [])

    @property
    def root(self) -> Place:
        """The jurisdiction itself."""
        return self.places[0]

    @cached_property
    def children(self) -> dict[str, list[Place]]:
        """The places by the code of the place above."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.parent, []).append(place)
        return found


@dataclass(frozen=True)
class Docked:
    """A memorandum of a court with an organisation."""

    court: str
    organisation: str
    title: str
    terms: str
    signed_on: date


@dataclass(frozen=True)
class Invited:
    """An entry of a court's roster: an organisation, or somebody of it (by identity number and name)."""

    court: str
    organisation: str
    since: date
    person: str = ""
    person_name: str = ""
    fields: str = ""
    is_resident: bool = False


@dataclass(frozen=True)
class Judge:
    """A judge who guides the committees of a place."""

    court: str
    person: str
    person_name: str
    region_code: str
    title: str


@dataclass(frozen=True)
class Unit:
    """A unit resident in a centre, with so many people; of the register when that has one of this name."""

    centre: str
    name: str
    staff_count: int
    way: str = "permanent"


@dataclass(frozen=True)
class Course:
    """A course that was held: venues as (name, region code), modules as (title, hours, lecturer, unit); who came, by venue."""

    organiser: str
    title: str
    kind: str
    way: str
    audience: str
    starts_on: date
    ends_on: date
    hours: str
    venues: Sequence[tuple[str, str]]
    modules: Sequence[tuple[str, str, str, str]]
    trainees: Sequence[tuple[str, str]]
    """(name of the venue, identity number)."""


@dataclass(frozen=True)
class Grade:
    """A grade given to somebody at an organisation."""

    person: str
    organisation: str
    scheme: str
    level: str
    awarded_on: date
    issuer: str
    number: str


@dataclass(frozen=True)
class Admission:
    """A request that somebody new (a row of the register of people) be admitted to a post, and how it was decided.

    outcome: approved, refused, or "" for one that still waits.
    """

    row: Row
    reason: str
    outcome: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class Exit:
    """A request that somebody (by identity number) leave an organisation after a failed assessment; ended: and left."""

    person: str
    organisation: str
    reason: str
    opinion: str = ""
    ended: bool = False


@dataclass
class Register:
    """Everything of one jurisdiction."""

    organisations: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    appointments: list[Row] = field(default_factory=list)
    grids: list[tuple[str, str]] = field(default_factory=list)
    """(code of the village, name) of groups and grids, before everything else."""
    docked: list[Docked] = field(default_factory=list)
    invited: list[Invited] = field(default_factory=list)
    judges: list[Judge] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    admissions: list[Admission] = field(default_factory=list)
    exits: list[Exit] = field(default_factory=list)
