"""The record is kept in Chinese, whatever language its reader has chosen."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def official(write: Callable[P, R]) -> Callable[P, R]:
    """Let a function that fills papers or history from labels of the interface write in the language of the record."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
