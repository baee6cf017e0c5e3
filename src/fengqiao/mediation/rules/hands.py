"""What a signature by hand must be, and how it is bound to the text under which it stands. Plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fengqiao.core import canonical
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_

RELIABLE = "电子签名法第13条"
MOST_STROKES, MOST_POINTS, FEWEST_POINTS = 200, 20_000, 5
LARGEST = 100_000.0

Strokes = list[list[list[float]]]


def _refused(text: str) -> Malformed:
    return Malformed("strokes_invalid", text, field="strokes", rule=RELIABLE, next_step=N_("请重新签名。"))


def _point(value: Any) -> list[float]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not 2 <= len(value) <= 3:
        raise _refused(N_("签名数据无法识别。"))
    try:
        numbers = [float(each) for each in value]
    except (TypeError, ValueError, OverflowError) as error:
        raise _refused(N_("签名数据无法识别。")) from error
    if any(not math.isfinite(each) for each in numbers) or any(abs(each) > LARGEST for each in numbers[:2]):
        raise _refused(N_("签名数据无法识别。"))
    return numbers


def strokes(given: Any) -> Strokes:
    """Return a signature as drawn: strokes of [x, y] or [x, y, milliseconds]. Raises Malformed for anything else."""
    if not isinstance(given, list) or not all(isinstance(stroke, list) for stroke in given):
        raise _refused(N_("签名数据无法识别。"))
    if len(given) > MOST_STROKES or sum(len(stroke) for stroke in given) > MOST_POINTS:
        raise _refused(N_("签名笔画过多。"))
    read = [[_point(point) for point in stroke] for stroke in given if stroke]
    if sum(len(stroke) for stroke in read) < FEWEST_POINTS:
        raise _refused(N_("没有签名，或者笔画过少。"))
    return read


def text_hash(printed: Any) -> str:
    """Return the SHA-256 of a document as plain JSON values, to which its signatures are bound."""
    return canonical.digest(printed)


def binding(
    *, document_hash: str, who: Sequence[str], at: datetime, drawn: Strokes | None, scan: str, device: str
) -> str:
    """Return the SHA-256 over a signature and the text's hash.

    who: the signer's kind and keys; drawn: the strokes of a pad; scan: the hash of the scanned paper; device: where.
    """
    return canonical.digest([document_hash, list(who), at.isoformat(), drawn, scan, device])
