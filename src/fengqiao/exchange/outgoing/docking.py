"""Courts' memoranda, rosters and guiding judges as they go out, court by court."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from fengqiao.core.actor import Actor
from fengqiao.exchange.desks.docking import DOCKS, facts
from fengqiao.exchange.desks.parts import Shape
from fengqiao.exchange.outgoing.parts import FETCHED, Count, Rows, count_of, numbers_of, parts_of


def _rows(dock: Shape, actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    names = {"memorandum": ("organisation",), "invitation": ("organisation",), "judge": ("region",)}[dock.kind]
    found = parts_of(dock, actor, narrowed).select_related("court", *names)
    found = found.defer("court__tokens", "court__search")
    order = (
        "court__region_id",
        "court__name",
        *(f"{name}_id" if name == "region" else f"{name}__name" for name in names),
    )
    own = tuple(code for code in ("person_name", "since", "title", "signed_on") if code in dock.columns)
    waiting = found.order_by(*order, *own, "id").iterator(FETCHED)
    while rows := list(islice(waiting, FETCHED)):
        numbers = numbers_of(actor, {pk for row in rows if (pk := getattr(row, "person_id", None))})
        for row in rows:
            yield {
                **facts(row, dock),
                "court": row.court.name,
                **({"region": row.region.path} if dock.kind == "judge" else {"organisation": _name(row.organisation)}),
                "id_number": numbers.get(getattr(row, "person_id", None), ""),
            }


def _name(organisation: Any) -> str:
    return organisation.name if organisation else ""


def going_out(register: str) -> tuple[Count, Rows]:
    """Return how entries of a court are counted and given out."""
    return partial(count_of, DOCKS[register]), partial(_rows, DOCKS[register])
