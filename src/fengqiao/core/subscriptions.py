"""Access to the subscription table named by the settings."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string


def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return one of the tables (EVENTS, QUESTIONS) of the module that settings.SUBSCRIPTIONS names."""
    result: Mapping[str, tuple[str, ...]] = import_string(f"{settings.SUBSCRIPTIONS}.{name}")
    return result
