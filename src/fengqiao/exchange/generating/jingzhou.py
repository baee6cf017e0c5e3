"""Jingzhou's centre from March 2021 to June 2022, as raw cases.

The city published sums: 802 cases (525 of its own, 276 entrusted by courts, 1 by the petition office), 666 agreements, 100 judicial
confirmations. Each case here is invented; the sums are only how many of each there are, and every figure is counted from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from fengqiao.exchange.generating.cases import FAILED, LEFT, Committee, Path, kind, raw_case

CENTRE = "荆州市社会矛盾纠纷调处中心"
FIRST, LAST = date(2021, 3, 1), date(2022, 6, 10)
OWN, COURT, PETITION, AGREED, CONFIRMED = 525, 276, 1, 666, 100
COURTS = ("湖北省荆州市沙市区人民法院", "湖北省公安县人民法院")
OF_COURTS = ("contract", "contract", "property_management", "road_traffic", "labour", "damages", "marriage_family")
SEED = 20210301
MADE_ON = date(2022, 6, 30)


def _source(random: Random, number: int) -> dict[str, str]:
    if number < OWN:
        return {"source": "application" if random.random() < 0.85 else "proactive"}
    if number < OWN + COURT:
        organ = random.choice(COURTS)
        reference = f"（{random.choice((2021, 2022))}）诉前调委字第{random.randint(1, 2400)}号"
        return {
            "source": "entrusted",
            "entruster": "court",
            "organ": organ,
            "reference": reference,
            "stage": "delegated",
        }
    return {"source": "entrusted", "entruster": "petition", "organ": "荆州市信访局"}


def _path(random: Random, number: int, *, agreed: bool, confirmed: bool) -> Path:
    day = FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1))
    source = _source(random, number)
    court = source.get("organ", "") if source.get("entruster") == "court" else random.choice(COURTS)
    return Path(
        **source,
        registered_on=day,
        accepted_on=day + timedelta(days=random.choice((0, 0, 1, 2))),
        result="agreed" if agreed else random.choice(LEFT if random.random() < 0.15 else FAILED),
        days=random.randint(0, 18),
        is_performed=confirmed or random.random() < 0.94,
        is_confirmed=confirmed,
        court=court,
        is_archived=random.random() < 0.9,
    )


def raw_cases(places: Sequence[str], mediators: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the 802 raw cases in the order of their registration; the same places and names give the same cases.

    places: region codes within Jingzhou where disputes arise. mediators: names as the register has them.
    """
    random = Random(SEED)  # noqa: S311 - invented data, nothing secret
    total = OWN + COURT + PETITION
    agreed = set(random.sample(range(total), AGREED))
    confirmed = set(random.sample(sorted(agreed), CONFIRMED))
    committee = Committee(CENTRE, tuple(places), tuple(mediators))
    paths = [_path(random, n, agreed=n in agreed, confirmed=n in confirmed) for n in range(total)]
    result = []
    for number, path in enumerate(sorted(paths, key=lambda path: path.registered_on), start=1):
        category = random.choice(OF_COURTS) if path.entruster == "court" else kind(random)
        key = f"JZ{path.registered_on:%Y}-{number:04}"
        result.append(raw_case(random, key, committee, path, category, city="荆州", today=MADE_ON))
    return result
