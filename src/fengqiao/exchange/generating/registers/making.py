"""Making the rows of a register: organisations with right names and short names, people who do not exist, their posts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from fengqiao.exchange.generating.people import Invented, person
from fengqiao.exchange.generating.registers.shapes import Held, Place, Register, Row, World

_NOT_SHORT = re.compile("[^㐀-鿿A-Za-z0-9]")
_ENDINGS = (
    "社区",
    "街道",
    "地区",
    "自治县",
    "办事处",
    "管理区",
    "开发区",
    "新区",
    "村",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "街",
)
_EDUCATION = ("junior", "senior", "college", "bachelor", "master")
_MEDIATING = ("director", "deputy_director", "member", "chief_mediator", "mediator")


def stem(name: str) -> str:
    """Return a place's name without what kind of place it is: 珞南 for 珞南街道."""
    plain = _NOT_SHORT.sub("", name)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + (len(ending) == 1):
            return plain.removesuffix(ending)
    return plain


@dataclass(frozen=True)
class Slot:
    """A post to be filled. is_woman: by a woman; None for anybody."""

    post: str
    origin: str = "appointed"
    is_full_time: bool = False
    is_purchased: bool = False
    is_woman: bool | None = None
    starts_on: date | None = None


class Maker:
    """Makes one jurisdiction's register; the same world gives the same register."""

    def __init__(self, world: World, seed: int, *, short: str, terms: tuple[date, date] | None, since: date) -> None:
        """short: how the jurisdiction begins its short names. terms: first and last day of the members' present term, None
        where nothing says it. since: the day from which posts without a term are held."""
        self.world, self.short, self.terms, self.since = world, short, terms, since
        self.random = Random(seed)  # noqa: S311 - invented data, nothing secret
        self.register = Register()
        self._shorts, self._numbers, self._phones = set(world.shorts), set[str](), set[str]()
        self._names = set(world.standing)
        self.crews: dict[str, list[Row]] = {}
        """The people made for each organisation."""

    # --- organisations ---------------------------------------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Whether an organisation is there, registered before or made."""
        return name in self._names

    def organisation(self, kind: str, name: str, place: Place, *, short: Sequence[str] = (), **more: str) -> str:
        """Make an organisation and return its name; one that is there already stays as it is. short: parts of its short name."""
        if name in self._names:
            return name
        self._names.add(name)
        row: Row = {"name": name, "kind": kind, "region": place.code, **more}
        if short:
            row["short_name"] = self._short(short)
        self.register.organisations.append(row)
        return name

    def committee(self, kind: str, place: Place, parts: Sequence[Place], **more: str) -> str:
        """Make the committee of a village, community, street or township; parts: the places from the county down."""
        short = [stem(part.name)[:width] for part, width in zip(parts, (2, 3, 5), strict=False)]
        return self.organisation(kind, f"{place.path}人民调解委员会", place, short=short, **more)

    def _short(self, parts: Iterable[str]) -> str:
        text = (self.short + "".join(_NOT_SHORT.sub("", part) for part in parts))[:11]
        short, number = text, 1
        while short in self._shorts:
            number += 1
            short = f"{text[: 12 - len(str(number))]}{number}"
        self._shorts.add(short)
        return short

    # --- people ----------------------------------------------------------------------------------------------------------------

    def invent(self, county: str, *, is_woman: bool | None = None, most_age: int = 68) -> Invented:
        """Return somebody who does not exist, with an identity number and a phone that nobody else has."""
        earliest = self.since - timedelta(days=most_age * 365)
        latest = self.since - timedelta(days=24 * 366)
        while True:
            one = person(self.random, county, self.since)
            born = date(int(one.id_number[6:10]), int(one.id_number[10:12]), int(one.id_number[12:14]))
            is_right = is_woman is None or (one.sex == "f") == is_woman
            is_new = one.id_number not in self._numbers and one.phone not in self._phones
            if is_right and is_new and earliest < born < latest:
                self._numbers.add(one.id_number)
                self._phones.add(one.phone)
                return one

    def hire(self, organisation: str, county: str, slot: Slot, *, who: Invented | None = None, **more: str) -> Row:
        """Put somebody new into a post and return the row. who: invented before, for a studio that bears the name."""
        row = self.draft(organisation, county, slot, who=who) | more
        self.register.people.append(row)
        self.crews.setdefault(organisation, []).append(row)
        return row

    def draft(self, organisation: str, county: str, slot: Slot, *, who: Invented | None = None) -> Row:
        """Return the row of somebody new in a post without registering it: who applies for the post has it not yet."""
        one = who or self.invent(county, is_woman=slot.is_woman, most_age=58 if slot.is_full_time else 68)
        is_elected = slot.origin == "elected" and slot.post in _MEDIATING
        term = self.terms if slot.post in _MEDIATING else None
        row: Row = {
            "name": one.name,
            "id_number": one.id_number,
            "phone": one.phone,
            "ethnicity": "汉族" if self.random.random() < 0.97 else "土家族",
            "education": self._education(slot),
            "politics": "party" if self.random.random() < (0.6 if is_elected else 0.45) else "none",
            "organisation": organisation,
            "post": slot.post,
            "origin": slot.origin if slot.post in _MEDIATING else "",
            "time": "full" if slot.is_full_time else "part",
            "is_purchased": "是" if slot.is_purchased else "否",
            "starts_on": (slot.starts_on or (term[0] if term else self.since)).isoformat(),
        }
        if term and slot.starts_on is None:
            row["term_ends_on"] = term[1].isoformat()
        if who:
            row["studios"] = organisation
        return row

    def _education(self, slot: Slot) -> str:
        weights = (0, 2, 5, 5, 1) if slot.is_full_time or slot.origin == "appointed" else (4, 6, 4, 1, 0)
        return self.random.choices(_EDUCATION, weights)[0]

    def staff(self, organisation: str, county: str, slots: Sequence[Slot]) -> list[Row]:
        """Fill the posts of an organisation with new people; those that somebody registered holds already stay with them."""
        left = list(slots)
        held = self.world.standing[organisation].held if organisation in self.world.standing else []
        for one in held:
            if left:
                left.remove(min(left, key=lambda slot: _distance(slot, one)))
        if any(one.post == "director" for one in held):
            left = [replace(slot, post="member") if slot.post == "director" else slot for slot in left]
        return [self.hire(organisation, county, slot) for slot in left]

    def certify(self, row: Row, number: str, issuer: str, given_on: date, *, years: int = 5) -> None:
        """Give somebody a certificate that is good for so many years; 0 for one without an end."""
        row["certificate"], row["certificate_issuer"] = number, issuer
        row["certificate_from"] = given_on.isoformat()
        if years:
            row["certificate_until"] = given_on.replace(year=given_on.year + years).isoformat()


def _distance(slot: Slot, held: Held) -> tuple[bool, bool, bool]:
    """Return how far a post is from what somebody in office holds: who pays weighs most, then the hours, then the post."""
    return slot.is_purchased != held.is_purchased, slot.is_full_time != held.is_full_time, slot.post != held.post


def crew(members: int, *, full_time: int = 0, purchased: int = 0, origin: str = "appointed") -> list[Slot]:
    """Return the posts of a committee of so many: a director, then members, a woman first, the full-time ones last."""
    return [
        Slot(
            "member" if number else "director",
            origin,
            is_full_time=number >= members - full_time,
            is_purchased=number >= members - purchased,
            is_woman=True if number == 1 else None,
        )
        for number in range(members)
    ]


def village_kind(place: Place) -> str:
    """Return which kind of committee a village or community has."""
    return "village_committee" if place.name.endswith(("村", "嘎查")) else "community_committee"


def street_kind(place: Place) -> str:
    """Return which kind of committee a street or township has."""
    return "township_committee" if place.name.endswith(("镇", "乡")) else "street_committee"


def host_of(place: Place) -> str:
    """Return who set up the committee of a place, as it is written."""
    if place.level == "community":
        return f"{place.name}{'村民' if village_kind(place) == 'village_committee' else '居民'}委员会"
    return f"{place.path}人民政府" if place.name.endswith(("镇", "乡")) else f"{place.path}办事处"
