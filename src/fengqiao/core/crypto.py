"""Encryption at rest and searchable keyed hashes for personal data."""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


@lru_cache(maxsize=4)
def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"encrypt:" + key.encode()).digest())


@lru_cache(maxsize=4)
def _keyed(key: str) -> hmac.HMAC:
    return hmac.new(b"hash:" + key.encode(), digestmod="sha256")


def encrypt_bytes(content: bytes) -> bytes:
    """Return content encrypted and authenticated under DATA_KEY: AES-256-GCM, its random nonce before it."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(settings.DATA_KEY).encrypt(nonce, content, None)


def decrypt_bytes(content: bytes) -> bytes:
    """Return the content of what ``encrypt_bytes`` made; raises cryptography's InvalidTag when it was altered."""
    return _cipher(settings.DATA_KEY).decrypt(content[:_NONCE], content[_NONCE:], None)


def encrypt(text: str) -> bytes:
    """Return a text encrypted as ``encrypt_bytes`` does."""
    return encrypt_bytes(text.encode())


def decrypt(content: bytes) -> str:
    """Return the text of what ``encrypt`` made; raises cryptography's InvalidTag when it was altered."""
    return decrypt_bytes(content).decode()


def keyed_hash(text: str) -> str:
    """Return a hex digest by which equal values can be found without being readable (HMAC-SHA-256)."""
    begun = _keyed(settings.DATA_KEY).copy()
    begun.update(text.encode())
    return begun.hexdigest()
