"""Signatures by hand as the forms draw them."""

from typing import Any

Drawn = tuple[tuple[tuple[float, float], ...], ...]


def drawn(strokes: Any) -> Drawn:
    """Return kept strokes ([x, y, milliseconds]) as the points that a form draws."""
    return tuple(tuple((float(point[0]), float(point[1])) for point in stroke) for stroke in strokes or ())
