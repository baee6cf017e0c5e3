"""A file of realistic raw cases for the benchmark's city."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from fengqiao.exchange.generating.cases import FAILED, LEFT, Committee, kind, raw_case
from fengqiao.exchange.generating.cases import Path as Course
from fengqiao.organisations.models import Organisation
from fengqiao.regions.models import Region, scope_of
from tests.bench.place import INDUSTRIES, NAMES, City

YEARS = 2
SOURCES = ("application",) * 60 + ("proactive",) * 28 + ("entrusted",) * 12
ENTRUSTERS = (("court", "", "delegated"),) * 6 + (
    ("police", "某派出所", "none"), ("police", "某派出所", "none"), ("petition", "信访局", "none"), ("other", "住建局", "none"),
)  # fmt: skip


def _committees() -> tuple[list[Committee], list[int]]:
    """Return the committees and how often each gets a case: communities little, streets more, the city's own most."""
    communities = list(Region.objects.filter(level="community").values_list("code", flat=True))
    found, weights = [], []
    for row in Organisation.objects.filter(mediates=True).order_by("region_id"):
        scope = scope_of(row.region_code)
        if len(scope) == 4:
            places, weight = communities, 60
        elif len(scope) == 9:
            places, weight = [code for code in communities if code.startswith(scope)] or [row.region_code], 6
        else:
            places, weight = [row.region_code], 2
        found.append(Committee(row.name, tuple(places), NAMES[:2] if len(scope) == 9 else ()))
        weights.append(weight)
    return found, weights


def _course(random: Random, today: date, court: str) -> Course:
    age = random.randrange(YEARS * 365)
    day = today - timedelta(days=age)
    source = random.choice(SOURCES)
    organ: dict[str, str] = {}
    if source == "entrusted":
        entruster, name, stage = random.choice(ENTRUSTERS)
        organ = {"entruster": entruster, "organ": name or court, "stage": stage}
    chance = random.random()
    is_fresh = age < 25
    result = "agreed" if chance < 0.84 else random.choice(FAILED) if chance < 0.97 else random.choice(LEFT)
    if is_fresh and random.random() < 0.6:
        result = ""
    return Course(
        source=source,
        **organ,
        registered_on=day,
        accepted_on=None if is_fresh and random.random() < 0.15 else day,
        result=result,
        days=random.randint(0, 20),
        is_performed=random.random() < 0.93,
        is_confirmed=result == "agreed" and source == "entrusted" and age > 60 and random.random() < 0.2,
        court=court,
        is_archived=random.random() < 0.95,
    )


def raw_cases(city: City, count: int, today: date) -> Iterator[dict[str, Any]]:
    """Yield so many raw cases."""
    random = Random(count)
    committees, weights = _committees()
    court = f"{city.name}中级人民法院"
    special = {name: code for code, name in INDUSTRIES.items()}
    for number, committee in enumerate(random.choices(committees, weights, k=count), start=1):
        category = next((code for name, code in special.items() if name in committee.name), "") or kind(random)
        course = _course(random, today, court)
        yield raw_case(random, f"B{number:07}", committee, course, category, city=city.short, today=today)


def write(path: Path, city: City, count: int, today: date) -> int:
    """Write a file of raw cases; return its bytes."""
    with path.open("w", encoding="utf-8") as target:
        for case in raw_cases(city, count, today):
            target.write(json.dumps(case, ensure_ascii=False) + "\n")
    return path.stat().st_size
