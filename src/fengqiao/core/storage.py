"""The local folder of files, and the part of any storage that is a jurisdiction's own."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from fengqiao.core.jobs import current_schema


def own(name: str) -> str:
    """Return the name under which a file of the jurisdiction at work lies: below a folder of its own in every storage."""
    return f"{current_schema()}/{name}"


class WholeFileStorage(FileSystemStorage):
    """A folder in which a file is there whole or not at all, whatever is killed or fails while it is written.

    For names that tell the content: writing one again replaces it by the same.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name itself."""
        return name

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.{uuid4().hex}")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_permissions_mode or 0o600)
        with os.fdopen(descriptor, "wb") as target:
            for chunk in content.chunks():
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        half.replace(path)
        _sync(path.parent)
        return name


def _sync(folder: Path) -> None:
    """Have the new name outlive a power failure too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
