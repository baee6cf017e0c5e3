"""Encryption at rest and searchable keyed hashes for personal data."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"encrypt:" + key.encode()).digest()))


def encrypt(text: str) -> bytes:
    """Return the text encrypted and authenticated under DATA_KEY."""
    return _cipher(settings.DATA_KEY).encrypt(text.encode())


def decrypt(content: bytes) -> str:
    """Return the text of what ``encrypt`` made; raises cryptography's InvalidToken when it was altered."""
    return _cipher(settings.DATA_KEY).decrypt(bytes(content)).decode()


def keyed_hash(text: str) -> str:
    """Return a hex digest by which equal values can be found without being readable (HMAC-SHA-256)."""
    return hmac.digest(b"hash:" + settings.DATA_KEY.encode(), text.encode(), "sha256").hex()
