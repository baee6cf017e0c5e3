"""The invented matters and agreements of corpus/, and the rules that are asked about them."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from fengqiao.disputes.rules.narrative_analysis import national_rules

HOME = Path(__file__).parent / "corpus"
RULES = national_rules()
SUITABILITY = {"M": "mediate", "C": "mediate-with-condition", "N": "not-suitable"}
GRADE = {"r": "red", "y": "yellow", "b": "blue"}
WITH_HOLD_OUT = ("narratives_1.yaml", "narratives_2.yaml", "narratives_3.yaml")


class Matter(NamedTuple):
    """A narrative and what is expected of it; None where the corpus leaves it open."""

    text: str
    category: str | None
    suitability: str | None
    grade: str | None
    more: dict[str, str]
    held_out: bool


class Agreement(NamedTuple):
    """An agreement text, its signers and the codes that must be hinted."""

    text: str
    signers: list[Any]
    codes: set[str]
    held_out: bool


def _rows(name: str) -> list[list[Any]]:
    rows: list[list[Any]] = yaml.safe_load((HOME / name).read_text(encoding="utf-8"))
    return rows


def matters() -> list[Matter]:
    """Return all narratives; every third of the first files is held out from tuning."""
    found = []
    for path in sorted(HOME.glob("narratives_*.yaml")):
        for index, (text, category, suitability, grade, *more) in enumerate(_rows(path.name)):
            found.append(
                Matter(
                    text,
                    None if category == "-" else category,
                    SUITABILITY.get(suitability),
                    GRADE.get(grade),
                    more[0] if more else {},
                    path.name in WITH_HOLD_OUT and index % 3 == 2,
                )
            )
    return found


def agreements() -> list[Agreement]:
    """Return all agreement texts; every third of the first file is held out from tuning."""
    first = [
        Agreement(text, signers, set(codes), i % 3 == 2)
        for i, (text, signers, codes) in enumerate(_rows("agreements.yaml"))
    ]
    return first + [Agreement(text, signers, set(codes), False) for text, signers, codes in _rows("agreements_2.yaml")]


def question(text: str, **facts: Any) -> dict[str, Any]:
    """Return a question about a narrative, with facts."""
    return {"jurisdiction": "CN", "narrative": text, "facts": facts}
