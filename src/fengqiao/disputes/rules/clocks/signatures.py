"""Reading who signed an agreement, and when, from the shapes in which it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fengqiao.core.text import N_

from .values import first_of, moment_or_day, refuse, shown

MOST_PEOPLE = 500
SIGNED_AT = ("signed_at", "sealed_at", "signed_on", "sealed_on", "at", "moment", "time", "on", "date")
NAMES = ("name", "party", "side", "role", "who")


@dataclass(frozen=True)
class Signature:
    """Somebody's signature or seal: whose ("" when not told), and when; None while it is not there."""

    name: str
    at: datetime | None


def read_signatures(value: object, field: str, floor: datetime) -> list[Signature]:
    """Read a moment, {name, signed_at}, a list of these with null for who has not signed, or {name: moment}.

    ``floor`` is the moment of the first signature: a bare date on that day is not before it. Raises ClockRefused for a
    signature without a moment and for what is no moment at all.
    """
    if value is None or value is False or value == "":
        return []
    if isinstance(value, Mapping):
        if any(name in value for name in (*SIGNED_AT, *NAMES, "signed")):
            return [_signature(value, field, floor)]
        value = [{"name": name, "signed_at": when} for name, when in value.items()]
    if isinstance(value, list | tuple):
        if len(value) > MOST_PEOPLE:
            raise refuse("number_out_of_range", N_("人数过多"), field)
        return [_signature(item, f"{field}[{number}]", floor) for number, item in enumerate(value)]
    return [_signature(value, field, floor)]


def _signature(value: object, field: str, floor: datetime) -> Signature:
    if isinstance(value, Mapping):
        name = shown(first_of(value, NAMES) or "")
        signed = value.get("signed") is not False
        return Signature(name, _at(first_of(value, SIGNED_AT), field, floor) if signed else None)
    if isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str):
        return Signature(shown(value[0]), _at(value[1], field, floor))
    return Signature("", _at(value, field, floor))


def _at(value: object, field: str, floor: datetime) -> datetime | None:
    if value is None or value is False or value == "":
        return None
    if isinstance(value, Mapping):
        value = first_of(value, SIGNED_AT)
        return None if value is None else moment_or_day(value, field, floor)
    if value is True:
        raise refuse("missing_moment", N_("应写明签名或者盖章的时刻，不能只写“是”"), field)
    return moment_or_day(value, field, floor)


def last_of(signatures: list[Signature]) -> datetime | None:
    """Return the last of all signatures; None when one is lacking or there is none at all."""
    moments = [signature.at for signature in signatures]
    there = [at for at in moments if at is not None]
    return max(there) if there and len(there) == len(moments) else None
