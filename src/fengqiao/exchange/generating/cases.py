"""Invented raw cases: who, where, what, when and how it ended, as another system would hand them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from fengqiao.exchange.generating import people, stories

FAILED = ("too_far_apart",) * 6 + ("refused",) * 2 + ("time_limit", "unreachable")
LEFT = ("withdrawn", "settled_privately")


@dataclass(frozen=True)
class Committee:
    """A committee that has cases: its name, the places (codes) where its disputes arise, its mediators."""

    name: str
    places: tuple[str, ...]
    mediators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Path:
    """How a case came and went.

    accepted_on None: only registered. result: agreed, "" (open), or how it ended otherwise. days: from acceptance to the end.
    """

    source: str
    registered_on: date
    accepted_on: date | None
    result: str
    days: int
    entruster: str = ""
    organ: str = ""
    reference: str = ""
    stage: str = "none"
    is_performed: bool = True
    is_confirmed: bool = False
    court: str = ""
    is_archived: bool = False


def _party(random: Random, side: str, county: str, city: str, today: date, *, is_firm: bool) -> dict[str, Any]:
    if is_firm:
        name = people.firm(random, city)
        code = people.credit_code(county, random.randrange(10**8))
        return {"side": side, "kind": "organisation", "name": name, "credit_code": code, "phone": _desk(random)}
    who = people.person(random, county, today)
    party: dict[str, Any] = {"side": side, "kind": "person", "name": who.name, "phone": who.phone}
    if random.random() < 0.8:
        party["id_number"] = who.id_number
    else:
        party["sex"] = who.sex
    return party | ({"occupation": who.occupation} if who.occupation else {})


def _desk(random: Random) -> str:
    return f"1990{random.randrange(10**7):07}"


_AGAINST_FIRMS = frozenset(
    {"migrant_wages", "labour", "tourism", "e_commerce", "consumer", "medical", "property_management"}
)


def _money(random: Random) -> int:
    return int(random.choice((1, 2, 3, 5, 8)) * 10 ** random.uniform(2.3, 4.4)) // 10 * 10


def _agreed(random: Random, path: Path, on: date, money: int, today: date) -> dict[str, Any]:
    is_money = random.random() < 0.75
    told: dict[str, Any] = {
        "agreed_at": on.isoformat(),
        "form": "written" if path.is_confirmed or random.random() < 0.62 else "oral",
        "promise": random.choice(stories.PROMISES if is_money else stories.ACTS).format(m=f"{money:,}"),
    }
    if is_money:
        told["agreement_amount"] = money
    if path.is_performed:
        performed = on + timedelta(days=random.choice((0, 0, 0, 7, 15, 30)))
        told["performed_on"] = min(performed, today).isoformat()
    else:
        told["due_on"] = (on + timedelta(days=random.choice((30, 60, 90)))).isoformat()
    if path.is_confirmed:
        filed = on + timedelta(days=random.randint(1, 20))
        told |= {
            "filed_at": filed.isoformat(),
            "confirmed_on": (filed + timedelta(days=random.randint(3, 15))).isoformat(),
            "court": path.court,
        }
    return told


def raw_case(
    random: Random, key: str, committee: Committee, path: Path, category: str, *, city: str, today: date
) -> dict[str, Any]:
    """Return one raw case. city: short name for firms; today: the day on which the file is made."""
    place = random.choice(committee.places)
    county, money = f"{place[:6]}", _money(random)
    firm = category in _AGAINST_FIRMS or random.random() < 0.04
    case: dict[str, Any] = {
        "external_key": key,
        "organisation": committee.name,
        "region": place,
        "category": category,
        "source": path.source,
        "narrative": stories.story(random, category, money),
        "registered_at": path.registered_on.isoformat(),
        "parties": [
            _party(random, "applicant", county, city, today, is_firm=False),
            _party(random, "respondent", county, city, today, is_firm=firm),
        ],
    }
    if random.random() < 0.7:
        case["amount"] = money
    if random.random() < 0.06:
        case["is_difficult"] = True
    if path.entruster:
        case |= {"entruster": path.entruster, "entrusting_organ": path.organ}
        case |= {"entrusting_reference": path.reference} if path.reference else {}
        case |= {"court_stage": path.stage} if path.stage != "none" else {}
    if path.accepted_on is None:
        return case
    case["accepted_at"] = path.accepted_on.isoformat()
    if committee.mediators:
        case["mediator"] = random.choice(committee.mediators)
    ended = min(path.accepted_on + timedelta(days=path.days), today)
    if path.result == "agreed":
        case |= _agreed(random, path, ended, money, today)
    elif path.result:
        case |= {"result": path.result, "ended_at": ended.isoformat()}
    is_over = bool(path.result) and (path.result != "agreed" or path.is_performed)
    if path.is_archived and is_over:
        case["archived_at"] = min(ended + timedelta(days=45), today).isoformat()
    return case


def kind(random: Random) -> str:
    """Return a kind of dispute as often as it occurs."""
    return random.choices(tuple(stories.WEIGHTS), tuple(stories.WEIGHTS.values()))[0]
