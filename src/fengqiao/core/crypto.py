"""Encryption at rest and searchable keyed hashes for personal data."""

import hashlib
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

_NONCE = 12


@cache
def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(b"encrypt:" + settings.DATA_KEY.encode()).digest())


@cache
def _keyed() -> HMAC:
    return HMAC(b"hash:" + settings.DATA_KEY.encode(), SHA256())


def encrypt_bytes(content: bytes) -> bytes:
    """Return content encrypted and authenticated under DATA_KEY: AES-256-GCM, its random nonce before it."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, content, None)


def decrypt_bytes(content: bytes) -> bytes:
    """Return the content of what ``encrypt_bytes`` made; raises cryptography's InvalidTag when it was altered."""
    return _cipher().decrypt(content[:_NONCE], content[_NONCE:], None)


def encrypt(text: str) -> bytes:
    """Return a text encrypted as ``encrypt_bytes`` does."""
    return encrypt_bytes(text.encode())


def decrypt(content: bytes) -> str:
    """Return the text of what ``encrypt`` made; raises cryptography's InvalidTag when it was altered."""
    return decrypt_bytes(content).decode()


def keyed_hash(text: str) -> str:
    """Return a hex digest by which equal values can be found without being readable (HMAC-SHA-256)."""
    begun = _keyed().copy()
    begun.update(text.encode())
    return begun.finalize().hex()
