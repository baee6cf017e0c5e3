"""QR codes as the outline of one shape, for a page or a paper to draw; nothing is fetched and nothing is stored."""

from dataclasses import dataclass
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""The empty margin that readers need, in modules (ISO/IEC 18004)."""


@dataclass(frozen=True)
class Code:
    """A code of ``size`` by ``size`` modules, its margin included; ``path``: the dark ones as an SVG path, a module a unit."""

    size: int
    path: str


def code(text: str) -> Code:
    """Return the QR code of a text; it can still be read with a seventh of it hidden."""
    made: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    made.add_data(text)
    rows = made.get_matrix()
    runs = [
        f"M{first} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for first, length in _runs(row)
    ]  # fmt: skip
    return Code(len(rows), "".join(runs))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where dark modules follow one another in a row, as first and number."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = found[-1][0], found[-1][1] + 1
        elif dark:
            found.append((x, 1))
    return found
