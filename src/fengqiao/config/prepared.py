"""What the embedded database was last prepared from: an unchanged checkout need not be prepared again, and starts at once."""

from hashlib import sha256
from pathlib import Path

from fengqiao.config import server
from fengqiao.config.environment import ROOT, VAR

PORT = "<port>"
"""Stands in the text for the port, which each start chooses."""
_KEPT = VAR / "pg" / "prepared.txt"
"""Beside the data, so that it goes when they go. First line: the fingerprint; then the text to show."""
_CODE = Path(__file__).parents[1]


def fingerprint() -> str:
    """A digest over name, size and time of change of everything from which a database and static files are prepared."""
    digest = sha256()
    for folder in (_CODE, ROOT / "profiles"):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                facts = file.stat()
                digest.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def recall() -> str | None:
    """The text kept when the same checkout was last prepared; None when the database has to be prepared, or is not the embedded one."""
    if not (server.is_embedded() and _KEPT.exists() and (VAR / "static").exists()):
        return None
    known, _, text = _KEPT.read_text("utf-8").partition("\n")
    return text if known == fingerprint() else None


def remember(fingerprint: str, text: str) -> None:
    """Keep the text for the next start of this checkout with the embedded database."""
    if server.is_embedded():
        _KEPT.write_text(f"{fingerprint}\n{text}", "utf-8")
