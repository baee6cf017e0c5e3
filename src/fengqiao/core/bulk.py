"""Writing many rows at once with COPY, for imports: no model instance a row, no value twice through the parser."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import orjson
from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from fengqiao.core.ids import packed_uuid7, uuid7
from fengqiao.core.models import Record

M = TypeVar("M", bound=Record)

_TYPES = {
    "timestamp with time zone": "timestamptz",
    "integer": "int4",
    "smallint": "int2",
    "bigint": "int8",
    "boolean": "bool",
    "varchar": "text",
    "jsonb": "bytea",
    "tsvector": "bytea",
}
"""What psycopg calls a type; the last two, and ids made here, are handed over in their binary form (``jsonb``, ``core.search.packed``)."""
_JSONB_VERSION = b"\x01"
_GROWN = """
SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace
AND pg_relation_size(oid) > 8192 * (1.1 * relpages + 8)
"""
_TAKE_IN = """
SELECT gin_clean_pending_list(pg_index.indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_am ON pg_am.oid = relam AND amname = 'gin' WHERE indrelid = ANY(%s::text[]::regclass[])
"""


def _type(field: "models.Field[Any, Any]") -> str:
    declared = (field.rel_db_type if field.is_relation else field.db_type)(connection) or "text"
    name, array = declared.split("(")[0], "[]" if declared.endswith("[]") else ""
    name = name.removesuffix("[]")
    return name + array if array else _TYPES.get(name, name)  # the elements of an array must bear the very type


def jsonb(value: Any) -> bytes:
    """Return plain JSON values as a column of JSON takes them here."""
    return _JSONB_VERSION + orjson.dumps(value)


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a model's table; what a column leaves out gets the database's own default, if it has one.

    columns: field names, each with a value in every row, as the database takes it (foreign keys as ids, JSON through
    ``jsonb``). A UUID key that is left out is made here. Constraints hold as ever. Belongs into the actions of the package that
    owns the model.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in columns]
    types = [_type(field) for field in fields]
    key = model._meta.pk
    if key.name not in columns and isinstance(key, models.UUIDField):
        fields, types = [key, *fields], ["bytea", *types]
        rows = ((packed_uuid7(), *row) for row in rows)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        stream.set_types(types)
        for row in rows:
            stream.write_row(row)


def blanks(model: type[M]) -> Callable[[], M]:
    """Return what makes unsaved records as ``model()`` does, in a fifth of its time; what a default makes of a list they share."""
    first = model()

    def blank() -> M:
        made = model.__new__(model)
        made.__dict__.update(first.__dict__)
        made._state, made.pk = ModelState(), uuid7()
        return made

    return blank


def among(ids: Iterable[UUID]) -> RawSQL:
    """Return ids as the rows of a lookup (``pk__in=among(ids)``): thousands of them are then one value of the statement."""
    return RawSQL("SELECT unnest(%s::uuid[])", [list(ids)])


def among_texts(texts: Iterable[str]) -> RawSQL:
    """Return texts as ``among`` does ids."""
    return RawSQL("SELECT unnest(%s::text[])", [list(texts)])


def named_elsewhere(
    model: type[models.Model], ids: Sequence[UUID], *, besides: Mapping[type[models.Model], Sequence[UUID]]
) -> dict[type[models.Model], int]:
    """Return in which tables, and how many, rows refer to these by a foreign key; rows of ``besides`` do not count."""
    found: dict[type[models.Model], int] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not (isinstance(relation, models.ForeignObjectRel) and relation.concrete is False):
            continue
        other = relation.related_model
        if not (isinstance(other, type) and relation.field.concrete and isinstance(relation.field, models.ForeignKey)):
            continue
        if relation.field.target_field.name != "id":
            continue
        rows = other._default_manager.filter(**{f"{relation.field.name}__in": among(ids)})
        if own := besides.get(other):
            rows = rows.exclude(pk__in=among(own))
        if count := rows.count():
            found[other] = found.get(other, 0) + count
    return found


def remove(model: type[models.Model], ids: Sequence[UUID], *, of: str = "id") -> None:
    """Delete rows at once, in the caller's transaction; whatever still refers to them makes the database refuse it here.

    of: the field that holds one of the ids: the rows' own, or what they belong to.
    """
    quote = connection.ops.quote_name
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    table, column = quote(model._meta.db_table), quote(columns[of])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(ids)])  # noqa: S608 - the model's own names
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def leave_for_later() -> None:
    """Let the caller's transaction, one slice of an import, leave undone what serves all slices better when done once.

    Search indexes keep what is written waiting, up to 64 MB: taken in by and by it costs several times as much. ``tell_planner``
    ends that waiting. And the commit does not wait for the disk: the one that tells how the import ended does, for all.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('gin_pending_list_limit', '65536', true), set_config('synchronous_commit', 'off', true)"
        )


def tell_planner() -> None:
    """Let the database look at the tables of the jurisdiction that have grown by a tenth since it last did.

    Their search indexes take in what waits for them. Belongs after many rows were written: the pages are fast at once, not when
    the database next looks by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [connection.schema_name])  # type: ignore[attr-defined]  # set by django-tenants' backend
        names = [name for (name,) in cursor.fetchall()]
        if names:
            cursor.execute(_TAKE_IN, [names])
            cursor.execute(f"ANALYZE {', '.join(names)}")
