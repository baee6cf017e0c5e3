"""Reads of people and their posts that others may use."""

from fengqiao.people.queries.composition import Membership, head_count, membership
from fengqiao.people.queries.register import (
    ORDER,
    appointments,
    get,
    holders,
    is_mediator,
    known,
    listed,
    mediators,
    names,
    on,
)

__all__ = [
    "ORDER",
    "Membership",
    "appointments",
    "get",
    "head_count",
    "holders",
    "is_mediator",
    "known",
    "listed",
    "mediators",
    "membership",
    "names",
    "on",
]
