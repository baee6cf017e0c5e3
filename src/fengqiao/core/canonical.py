"""The one way in which content becomes bytes before it is hashed: JSON in UTF-8, keys in order, no blanks."""

import hashlib
from typing import Any

import orjson


def encoded(content: Any) -> bytes:
    """Return plain JSON values as bytes, equal content always as equal bytes."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def digest(content: Any) -> str:
    """Return the SHA-256 of plain JSON values as hexadecimal digits."""
    return hashlib.sha256(encoded(content)).hexdigest()
