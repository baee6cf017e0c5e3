"""How a worker process of an import begins; apart from everything that needs Django to be set up already."""

import gc

import django
from django.db import connection

from fengqiao.core.loading import loading

COLLECTED_AFTER = 100_000
"""New objects after which this process looks for garbage: some chunks' worth, for rows refer to each other in no circles."""


def stand_in(schema: str) -> None:
    """Set this process up in a jurisdiction's schema."""
    with loading():
        django.setup()
    connection.set_schema(schema)  # type: ignore[attr-defined]  # of django-tenants' backend
    gc.set_threshold(COLLECTED_AFTER)
