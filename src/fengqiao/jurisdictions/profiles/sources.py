"""How profiles name the government documents that they are built from, and how pages print that. Plain Python."""

import re
from collections.abc import Iterator
from typing import Any

SEEDS = {
    "000": ("000_f0d2de161fc96621", "武汉市司法局答复（武司办〔2020〕15号）"),
    "001": ("001_c03221ff7130e64e", "荆州市司法局简报（2022年第4期）"),
    "002": ("002_d1e5b63110bc827b", "成都市人民调解“一体化”改革报道（2019年4月10日）"),
    "003": ("003_780a6d995440cf9f", "营口市站前区人民政府文件（营站政发〔2021〕2号）"),
    "004": ("004_116b805c3ad65c32", "临沂市司法局答复（2022年9月30日）"),
}
"""Number of a seed -> its file name without ending, and what it is."""
_NAMED = re.compile(r"seeds?[ /](?P<number>\d{3})(?P<rest>_[0-9a-f]{16})?：?\s*(?P<quote>“)?")


def quoted(source: str) -> Iterator[tuple[str, str]]:
    """Yield each seed that a source names, by file name, with the phrase quoted from it ("" without one).

    Raises KeyError for a seed that does not exist.
    """
    for found in _NAMED.finditer(source):
        file = SEEDS[found["number"]][0]
        if found["rest"] and not file.endswith(found["rest"]):
            raise KeyError(found[0])
        yield file, _phrase(source[found.end() :]) if found["quote"] else ""


def _phrase(text: str) -> str:
    depth = 1
    for index, character in enumerate(text):
        depth += (character == "“") - (character == "”")
        if depth == 0:
            return text[:index]
    return ""


def spelled_out(content: Any) -> Any:
    """Return profile data in which each source says what the document is: 荆州市司法局简报（2022年第4期，seed 001_…）：“…”."""
    if isinstance(content, dict):
        return {
            name: _NAMED.sub(_title, value) if _is_source(name, value) else spelled_out(value)
            for name, value in content.items()
        }
    if isinstance(content, list):
        return [spelled_out(value) for value in content]
    return content


def sources(content: Any, at: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every source of profile data with where it stands."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, value in pairs:
        if _is_source(name, value):
            yield (*at, name), value
        else:
            yield from sources(value, (*at, name))


def _is_source(name: object, value: object) -> bool:
    return isinstance(value, str) and isinstance(name, str) and (name == "source" or name.endswith("_source"))


def _title(found: re.Match[str]) -> str:
    file, title = SEEDS[found["number"]]
    named = f"{title[:-1]}，seed {file}）" if title.endswith("）") else f"{title}（seed {file}）"
    return f"{named}：“" if found["quote"] else named
