"""Files on their way in or out: encrypted piece by piece where they lie, in the clear only while they are worked on."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from fengqiao.core import crypto
from fengqiao.core.storage import own

PIECE = 1024 * 1024
"""Bytes that are encrypted together."""


def keep(name: str, source: IO[bytes]) -> None:
    """Keep what a file holds, encrypted, under a name of the jurisdiction's own."""
    with tempfile.TemporaryFile() as target:
        while piece := source.read(PIECE):
            secret = crypto.encrypt_bytes(piece)
            target.write(len(secret).to_bytes(4, "big") + secret)
        target.seek(0)
        default_storage.save(own(name), File(target))


def pieces(name: str) -> Iterator[bytes]:
    """Yield what a kept file holds, piece by piece. Raises FileNotFoundError when it lies there no more."""
    with default_storage.open(own(name), "rb") as source:
        while size := source.read(4):
            yield crypto.decrypt_bytes(source.read(int.from_bytes(size, "big")))


def is_kept(name: str) -> bool:
    """Whether a file still lies there."""
    return bool(name) and default_storage.exists(own(name))


@contextmanager
def opened(name: str, ending: str) -> Iterator[Path]:
    """Give a kept file in the clear for a while, in a folder that nobody else may enter."""
    with tempfile.TemporaryDirectory(prefix="fengqiao-") as folder:
        path = Path(folder) / f"file{ending}"
        write(path, pieces(name))
        yield path


def write(path: Path, content: Iterable[bytes]) -> None:
    """Write content into a file."""
    with path.open("wb") as target:
        for piece in content:
            target.write(piece)


def drop(name: str) -> None:
    """Let go of a kept file."""
    if name:
        with suppress(FileNotFoundError):
            default_storage.delete(own(name))
