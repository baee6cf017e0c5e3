"""Every value of a profile says where it comes from: the types demand it, so that a profile without sources is refused."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel


def unsourced(model: type[BaseModel], path: str = "", covered: bool = False) -> Iterator[str]:
    """The plain values below `model` beside which no source must be given: not in their own entry, nor in one around it.

    `x_source` is the source of all values whose names begin with `x`.
    """
    covered = covered or "source" in model.model_fields
    single = tuple(name.removesuffix("source") for name in model.model_fields if name.endswith("_source"))
    for name, field in model.model_fields.items():
        below = list(_models(field.annotation))
        for inner in below:
            # What the whole rule set says of itself covers its own names only.
            yield from unsourced(inner, f"{path}{name}.", covered and bool(path))
        if not below and not covered and not f"{name}_".startswith(single):
            yield path + name


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
