"""Whether a phrase stands in a seed document, without the documents: only prints of every four characters in a row are kept.

`python -m fengqiao.jurisdictions.tests.seeds FOLDER` makes them from the folder of the five texts.
"""

import hashlib
import re
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path

PRINTS = Path(__file__).parent / "seed_prints"
WIDTH, SIZE = 4, 5


def normalised(text: str) -> str:
    """Return text in one width and without blanks, which the published pages set at will."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def prints(text: str) -> set[bytes]:
    """Return a short hash of every four characters in a row."""
    plain = normalised(text)
    windows = {plain[start : start + WIDTH] for start in range(len(plain) - WIDTH + 1)}
    return {hashlib.blake2b(window.encode(), digest_size=SIZE).digest() for window in windows}


@lru_cache(maxsize=8)
def known(seed: str) -> frozenset[bytes]:
    """Return the prints of a seed by its file name without ending."""
    content = (PRINTS / seed).read_bytes()
    return frozenset(content[start : start + SIZE] for start in range(0, len(content), SIZE))


def says(seed: str, phrase: str) -> bool:
    """Whether the seed has the phrase, as far as its prints tell."""
    return len(normalised(phrase)) >= WIDTH and prints(phrase) <= known(seed)


if __name__ == "__main__":
    PRINTS.mkdir(exist_ok=True)
    for file in sorted(Path(sys.argv[1]).glob("*.txt")):
        (PRINTS / file.stem).write_bytes(b"".join(sorted(prints(file.read_text(encoding="utf-8")))))
