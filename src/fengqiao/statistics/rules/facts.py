"""One case as statistics see it, and which cells of the table it counts in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

PEOPLE, AMOUNT, TOTAL, AGREED, TOP, UNPLACED = "people", "amount", "total", "agreed", "top", "unplaced"
FAMILIES = {"by": "row", "source": "source", "entruster": "entruster", "category": "category", "form": "form"}
"""Cells that split the cases by a value: prefix of the code -> the fact's column. ``by_village``, ``category_labour``."""
FLAGS = {
    "difficult": "is_difficult",
    "performed": "is_performed",
    "confirmed": "is_confirmed",
    TOP: "is_top",
}
"""Cells that count the cases of which something is true: code -> the fact's column."""


class Dims(NamedTuple):
    """What a case is counted by.

    row: kind of committee in the table ("" when its kind has none); entruster: "" unless entrusted; form: oral or written
    for an agreement in effect, else ""; is_top: the committee belongs to no street or community.
    """

    row: str
    source: str
    entruster: str
    category: str
    form: str
    is_difficult: bool
    is_performed: bool
    is_confirmed: bool
    is_top: bool


class Fact(NamedTuple):
    """An accepted case: whose it is, since when (local day of acceptance), what it counts by, and how much.

    region: code of the committee's place at acceptance. fen: money in the agreement in effect, in hundredths of a yuan.
    """

    dispute_id: UUID
    organisation_id: UUID
    region: str
    accepted_on: date
    dims: Dims
    people: int
    fen: int

    @property
    def county(self) -> str:
        """The first six digits of the committee's place; that of the city itself for the city's own committees."""
        return self.region[:6]


@lru_cache(maxsize=8192)
def cells_of(dims: Dims) -> tuple[str, ...]:
    """Return the codes of the cells that count the case itself (people and money are measures beside them)."""
    split = [f"{prefix}_{value}" for prefix, column in FAMILIES.items() if (value := getattr(dims, column))]
    true = [code for code, column in FLAGS.items() if getattr(dims, column)]
    return (TOTAL, *([AGREED] if dims.form else []), *split, *([] if dims.row else [UNPLACED]), *true)


def condition(code: str) -> Mapping[str, Any] | None:
    """Return what the columns of a fact must be (Django lookups) for it to count in a cell, None for an unknown code."""
    if code in (TOTAL, PEOPLE):
        return {}
    if code in (AGREED, AMOUNT):
        return {"form__in": ("oral", "written")}
    if code == UNPLACED:
        return {"row": ""}
    if code in FLAGS:
        return {FLAGS[code]: True}
    prefix, _line, value = code.partition("_")
    return {FAMILIES[prefix]: value} if prefix in FAMILIES and value else None


Counts = Counter[str]
"""Cell code -> number: cases, people, or fen for the cell ``amount``."""


def count(groups: Iterable[tuple[Dims, int, int, int]]) -> Counts:
    """Add up groups of like cases: dims, number of cases, their people, their fen."""
    result: Counts = Counter()
    for dims, cases, people, fen in groups:
        for code in cells_of(dims):
            result[code] += cases
        result[PEOPLE] += people
        if dims.form:
            result[AMOUNT] += fen
    return result


def count_of(facts: Iterable[Fact]) -> Counts:
    """Add up cases one by one."""
    return count((fact.dims, 1, fact.people, fact.fen) for fact in facts)


def difference(after: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    """Return what changed between two counts, cell by cell, without the cells that did not."""
    changed = {code: after.get(code, 0) - before.get(code, 0) for code in {*after, *before}}
    return {code: value for code, value in sorted(changed.items()) if value}
