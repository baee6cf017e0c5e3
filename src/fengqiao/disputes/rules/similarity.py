"""Near-same narratives: one-permutation MinHash over character pairs. Plain Python."""

import zlib
from functools import lru_cache
from operator import add

from fengqiao.core.tokens import normalise

BINS = 32
_EMPTY = 0xFFFFFFFF
_BORROWED = 0x9E3779B1


def shingles(text: str) -> set[str]:
    """Return the character pairs of a text, blanks and punctuation dropped."""
    plain = "".join(filter(str.isalnum, normalise(text)))
    return set(map(add, plain, plain[1:]))


@lru_cache(maxsize=65536)
def _place(shingle: str) -> tuple[int, int]:
    """Return the bin of a pair and its value there."""
    return divmod(zlib.crc32(shingle.encode()), BINS)[::-1]


def signature(text: str) -> list[int]:
    """Return 32 minima, one a bin; empty bins borrow from the next filled one. [] for a text without pairs."""
    bins = [_EMPTY] * BINS
    for slot, rest in map(_place, shingles(text)):
        if rest < bins[slot]:
            bins[slot] = rest
    if all(value == _EMPTY for value in bins):
        return []
    dense = []
    for index in range(BINS):
        step = 0
        while bins[(index + step) % BINS] == _EMPTY:
            step += 1
        dense.append(bins[(index + step) % BINS] + step * _BORROWED)
    return dense


def bands(text: str) -> list[int]:
    """Return the 16 band keys of a text; two texts that share one are candidates for being near-same."""
    minima = signature(text)
    pairs = zip(minima[0::2], minima[1::2], strict=True)
    return [zlib.crc32(b"%d:[%d, %d]" % (band, *pair)) for band, pair in enumerate(pairs)]


def likeness(left: str, right: str) -> float:
    """Return the share of character pairs that two texts have in common, 0 to 1 (Jaccard)."""
    a, b = shingles(left), shingles(right)
    return len(a & b) / len(a | b) if a or b else 0.0
