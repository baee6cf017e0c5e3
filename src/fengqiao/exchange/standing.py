"""How a worker process of an import begins; apart from everything that needs Django to be set up already."""

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.db import connection, connections

from fengqiao.core.loading import loading

COLLECTED_AFTER = 100_000
"""New objects after which this process looks for garbage: some chunks' worth, for rows refer to each other in no circles."""
_left: list[Any] = []
"""Connections of the process that this one is a copy of: kept, so that they are not ended when nothing here refers to them."""


def stand_in(schema: str) -> None:
    """Set this process, begun anew or a copy of another, up in a jurisdiction's schema, with a connection of its own."""
    # A copy would otherwise go through the ending of the command that it was copied from.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with loading():
        django.setup()
    for alias in connections:
        _left.append(connections[alias])
        del connections[alias]
    connection.set_schema(schema)  # type: ignore[attr-defined]  # of django-tenants' backend
    gc.set_threshold(COLLECTED_AFTER)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage as seldom as a worker does, as long as this process imports by itself."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
