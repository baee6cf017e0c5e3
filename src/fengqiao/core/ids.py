"""Identifiers that sort by the time at which they were made."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a UUID version 7: 48 bits of milliseconds since 1970, then random bits (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)
