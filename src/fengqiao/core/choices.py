"""Choices of columns, from the plain words of rules."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


def of(names: Mapping[Word, str]) -> list[tuple[str, str]]:
    """Return (stored code, Chinese name) for each word."""
    return [(code.value, name) for code, name in names.items()]
