"""Facts announced to packages above, by one visible table (config/subscriptions.py)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.module_loading import import_string

from fengqiao.core.subscriptions import table


@lru_cache(maxsize=1024)
def _function(path: str) -> Callable[..., Any]:
    function: Callable[..., Any] = import_string(path)
    return function


def publish(event: str, **facts: Any) -> None:
    """Run what is subscribed to an event, in the order of the table and in the caller's transaction."""
    for path in table("EVENTS").get(event, ()):
        _function(path)(**facts)


def collect(question: str, **facts: Any) -> list[Any]:
    """Ask the packages above: return the answers of what is listed for a question, in the order of the table."""
    return [_function(path)(**facts) for path in table("QUESTIONS").get(question, ())]
