"""How a worker process of an import begins; apart from everything that needs Django to be set up already."""

import django
from django.db import connection


def stand_in(schema: str) -> None:
    """Set this process up in a jurisdiction's schema."""
    django.setup()
    connection.set_schema(schema)  # type: ignore[attr-defined]  # of django-tenants' backend
