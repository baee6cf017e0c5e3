"""Kinds of organisation, what a committee is made of, and the limits of filing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import NO_SOURCE, Code, Part, Source, Sourced

FilingEvent = Literal[
    "establish", "change", "cancel", "elect", "appoint", "remove", "dismiss", "review", "notify_court"
]


class OrganisationType(Sourced):
    """A kind of organisation in use, with its naming rule and the row of the case table that counts it.

    ``mediates``: it accepts cases under file numbers of its own. ``table_row``: 村 居 乡镇 街道 企事业单位 社会团体和其他组织
    of the case table (domain: 不同主体调解案件). ``shape`` says what belongs to it: a committee has members, terms and filings; a
    room stands at a host organ; a studio bears a person's name; a centre has resident units, windows and a duty roster.

    ``naming`` is the rule in words, ``name_form`` the same to compute with: fixed text and {place} {host} {parent} {subject};
    a name is compared with it and never refused. ``full_time``: at least so many full-time mediators, advised only where
    ``full_time_if_able``.
    """

    code: Code
    name: str
    shape: Literal["committee", "room", "studio", "group", "point", "centre", "organ"] = "organ"
    mediates: bool = False
    naming: str = ""
    name_form: str = ""
    naming_source: Source = NO_SOURCE
    table_row: Literal["", "village", "resident", "township", "street", "enterprise", "social"] = ""
    full_time: int = Field(ge=0, default=0)
    full_time_if_able: bool = False
    full_time_source: Source = NO_SOURCE

    @property
    def is_filed(self) -> bool:
        """Whether its establishment, changes and end are filed with the justice bureau."""
        return self.shape in ("committee", "room", "studio")


class CompositionRules(Part):
    """What a committee is made of. The values are the statute's; a profile may say more, and nothing is refused by them."""

    members_least: int = 3
    members_most: int = 9
    members_source: Source = "人民调解法 第8条"
    directors: int = 1
    directors_source: Source = "人民调解法 第8条"
    women_least: int = 1
    women_source: Source = "人民调解法 第8条"
    minority_least: int = 1
    minority_source: Source = "人民调解法 第8条（多民族居住的地区）"
    term_years: int = 3
    term_source: Source = "人民调解法 第9条"
    host_term_years: int = 5
    host_term_source: Source = "村民委员会组织法、城市居民委员会组织法（每届任期五年）"


class FilingRule(Sourced):
    """Within what time something about an organisation is to be filed, answered or told to the court.

    The first rule of the profile that fits event, kind and speciality holds; empty tuples fit all. ``papers`` are what a
    filing should have with it.
    """

    code: Code
    events: tuple[FilingEvent, ...] = Field(min_length=1)
    kinds: tuple[Code, ...] = ()
    specialities: tuple[Code, ...] = ()
    within: int = Field(ge=1, le=366)
    unit: Literal["working_day", "calendar_day", "month"]
    papers: tuple[str, ...] = ()
