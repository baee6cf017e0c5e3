"""Jobs that belong to a jurisdiction: enqueued in the transaction of the fact that caused them."""

from typing import Any

from django.db import connection
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app


def current_schema() -> str:
    """Return the database schema of the jurisdiction at work."""
    schema: str = connection.schema_name  # type: ignore[attr-defined]  # set by django-tenants' backend
    return schema


def defer(task: str, *, one_at_a_time: str = "", **arguments: Any) -> None:
    """Enqueue a task of this jurisdiction by its name; it is seen by the worker when the transaction commits.

    one_at_a_time: the name of a lock; of the jurisdiction's tasks with the same one, one runs after the other.
    """
    schema = current_schema()
    lock = f"{schema}:{one_at_a_time}" if one_at_a_time else None
    app.configure_task(task, lock=lock).defer(schema=schema, **arguments)


def in_tenant(call_next: Any, context: Any, worker: Any) -> Any:
    """Run a synchronous job in the schema that it names (procrastinate task middleware)."""
    schema = context.job.task_kwargs.get("schema", "public")
    with schema_context(schema):
        return call_next()
