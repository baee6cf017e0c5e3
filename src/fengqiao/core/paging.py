"""Keyset pages: the next page starts after the last row's key, however deep it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _

from fengqiao.core.errors import Malformed

M = TypeVar("M", bound=Model)
_SALT = "fengqiao.cursor"


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of rows and the cursors of its neighbours ("" when there is none)."""

    rows: list[M]
    next: str
    previous: str


def _pack(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, UUID):
        return {"u": value.hex}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    return value


_READERS: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat, "d": date.fromisoformat, "u": UUID, "n": Decimal,
}  # fmt: skip


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        (kind, text), *_rest = value.items()
        return _READERS[kind](text)
    return value


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    return value


def _cursor(row: Model, names: list[str], direction: str) -> str:
    return signing.dumps([direction, [_pack(_value(row, name)) for name in names]], salt=_SALT, compress=True)


def _read(cursor: str, width: int) -> tuple[str, list[Any]]:
    try:
        direction, packed = signing.loads(cursor, salt=_SALT)
        values = [_unpack(value) for value in packed]
    except (signing.BadSignature, ValueError, TypeError, KeyError) as error:
        raise Malformed(
            "cursor_invalid", _("翻页标记无效。"), field="cursor", next_step=_("请从第一页重新查看。")
        ) from error
    if len(values) != width:
        raise Malformed(
            "cursor_invalid", _("翻页标记与排序方式不符。"), field="cursor", next_step=_("请从第一页重新查看。")
        )
    return direction, values


def keyset(queryset: QuerySet[M], order: str, cursor: str = "", size: int = 25) -> Page[M]:
    """Return a page of the queryset.

    order: comma-separated not-null columns, all ascending or all descending ("-created_at,-id"), ending in a unique one and
    matching an index. cursor: "" for the first page. Raises Malformed for a cursor that this order did not make.
    """
    names = [name.lstrip("-") for name in order.split(",")]
    descending = order.startswith("-")
    direction, condition = "next", Q()
    if cursor:
        direction, values = _read(cursor, len(names))
        lookup = TupleLessThan if descending == (direction == "next") else TupleGreaterThan
        condition = Q(lookup(tuple(F(name) for name in names), tuple(values)))
    backwards = direction == "previous"
    columns = [("-" if descending != backwards else "") + name for name in names]
    rows = list(queryset.filter(condition).order_by(*columns)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (backwards or more)
    has_previous = bool(rows) and (more if backwards else bool(cursor))
    return Page(
        rows=rows,
        next=_cursor(rows[-1], names, "next") if has_next else "",
        previous=_cursor(rows[0], names, "previous") if has_previous else "",
    )


def bounded_count(queryset: QuerySet[M], most: int = 2000) -> str:
    """Return how many rows there are, or "2000+" without counting further."""
    counted = queryset.order_by()[: most + 1].count()
    return f"{most}+" if counted > most else str(counted)
