"""Writing many rows at once with COPY, for imports: no model instance a row, no value twice through the parser."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_TYPES = {
    "timestamp with time zone": "timestamptz",
    "integer": "int4",
    "smallint": "int2",
    "bigint": "int8",
    "boolean": "bool",
    "varchar": "text",
}


def _type(field: "models.Field[Any, Any]") -> str:
    declared = (field.rel_db_type if field.is_relation else field.db_type)(connection) or "text"
    name, array = declared.split("(")[0], "[]" if declared.endswith("[]") else ""
    name = name.removesuffix("[]")
    return name + array if array else _TYPES.get(name, name)  # the elements of an array must bear the very type


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a model's table; what a column leaves out gets the database's own default, if it has one.

    columns: field names, each with a value in every row, as the database takes it (foreign keys as ids, JSON as psycopg's
    Jsonb). Constraints hold as ever. Belongs into the actions of the package that owns the model.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        stream.set_types([_type(field) for field in fields])
        for row in rows:
            stream.write_row(row)
