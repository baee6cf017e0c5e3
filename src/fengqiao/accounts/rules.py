"""What a password must be, how many failures lock, how long keys live. Plain values and pure functions."""

import secrets
from datetime import datetime, timedelta

FAILURES_TO_LOCK = 5
LOCKED_FOR = timedelta(minutes=15)
TOKEN_DAYS = 90
TOKEN_DAYS_LONGEST = 366
KEY_MARK = "fq_"
PREFIX_LENGTH = 9
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def locked(locked_until: datetime | None, at: datetime) -> bool:
    """Whether an account is locked at a moment."""
    return locked_until is not None and at < locked_until


def lock_after(failures: int, at: datetime) -> datetime | None:
    """Return until when the given count of failures in a row locks an account, None when it does not yet."""
    return at + LOCKED_FOR if failures >= FAILURES_TO_LOCK else None


def one_time_password() -> str:
    """Return a password for the first sign-in, of about 79 bits, without characters that are taken for one another."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def new_key() -> str:
    """Return a new secret key for a program, 256 bits."""
    return KEY_MARK + secrets.token_urlsafe(32)
