"""Identifiers that sort by the time at which they were made."""

import os
import time
from threading import Lock
from uuid import UUID

_TICKS = 4096  # of a millisecond, as many as the 12 bits after the version hold
_lock = Lock()
_last = 0


def uuid7() -> UUID:
    """Return a UUID version 7 (RFC 9562): milliseconds since 1970 and their fraction, then random bits.

    Each one made by a process sorts after the one made before it, so that rows written together keep their order.
    """
    global _last
    now = time.time_ns() * _TICKS // 1_000_000
    with _lock:
        _last = tick = max(now, _last + 1)
    milliseconds, fraction = divmod(tick, _TICKS)
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=(milliseconds << 80) | ((0x7000 | fraction) << 64) | (0b10 << 62) | random)
