"""Identifiers that sort by the time at which they were made."""

import os
import struct
import time
from collections.abc import Iterator
from threading import Lock
from uuid import UUID, SafeUUID

_TICKS = 4096  # of a millisecond, as many as the 12 bits after the version hold
_VERSION, _VARIANT = 0x7000 << 64, 0b10 << 62
_AT_ONCE = 64
_lock = Lock()
_last = 0
_given = object.__setattr__
_random: Iterator[int]


def _random_bits() -> Iterator[int]:
    """Yield 64 random bits again and again, asked of the system for many at once."""
    while True:
        yield from struct.unpack(f"{_AT_ONCE}Q", os.urandom(8 * _AT_ONCE))


def _begin_anew() -> None:
    """Share no random bits with a copy of this process."""
    global _random
    _random = _random_bits()


_begin_anew()
os.register_at_fork(after_in_child=_begin_anew)


def _next() -> int:
    global _last
    now = time.time_ns() * _TICKS // 1_000_000
    with _lock:
        _last = tick = now if now > _last else _last + 1
        random = next(_random)
    return (tick >> 12 << 80) | _VERSION | ((tick & 0xFFF) << 64) | _VARIANT | random >> 2


def uuid7() -> UUID:
    """Return a UUID version 7 (RFC 9562): milliseconds since 1970 and their fraction, then random bits.

    Each one made by a process sorts after the one made before it, so that rows written together keep their order.
    """
    made = UUID.__new__(UUID)  # without the constructor's choice among six notations: imports make millions
    _given(made, "int", _next())
    _given(made, "is_safe", SafeUUID.unknown)
    return made


def packed_uuid7() -> bytes:
    """Return a UUID version 7 as the 16 bytes that a database keeps, for a row that nothing here refers to."""
    return _next().to_bytes(16)
