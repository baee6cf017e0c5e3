"""A change of the API is seen in review: docs/openapi.json is what the API says of itself."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from ninja import Schema as NinjaSchema

from fengqiao.config import openapi


def test_the_committed_description_is_the_present_one():
    assert openapi.COPY.read_text(encoding="utf-8") == openapi.text(), "run: .venv/bin/fengqiao openapi"


def test_no_two_shapes_of_the_api_share_a_name():
    """The description knows a shape by its name alone: of two with one name, one would be described as the other."""
    ours = {shape for shape in _below(NinjaSchema) if shape.__module__.startswith("fengqiao.")}
    lists = {kind for shape in ours for field in shape.model_fields.values() for kind in _enums(field.annotation)}
    names = Counter(shape.__name__ for shape in (*ours, *lists))
    assert [name for name, times in names.items() if times > 1] == []


def _below(shape: type) -> Iterator[type]:
    for each in shape.__subclasses__():
        yield each
        yield from _below(each)


def _enums(annotation: Any) -> Iterator[type[Enum]]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation
    for part in get_args(annotation):
        yield from _enums(part)
