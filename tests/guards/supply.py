"""What the project takes from others and hands on: locked by hash, free of addresses, under licences that fit."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import metadata

from packaging.requirements import Requirement

FREE = re.compile(
    r"(?<![a-z])(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2\.0|MPL|Mozilla|LGPL|Lesser General Public|OFL|Unlicense|"
    r"Public Domain|CC0|CC-BY-4\.0|HPND|Zlib|BlueOak|0BSD|MulanPSL)",
    re.IGNORECASE,
)
"""Licences under which a part may be shipped together with an Apache-2.0 platform."""
TOOLS_ONLY = {
    "pymupdf": "AGPL: reads PDFs back in tests, is never shipped nor used by the platform",
    "djlint": "GPL: checks templates, is never shipped nor used by the platform",
}
"""Development tools under other licences, each with the reason why that is no matter."""


def locked_python(lock: str) -> list[str]:
    """The packages of a lock that are installed on this kind of machine."""
    pins = [Requirement(line.rstrip(" \\")) for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    return [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate()]


def unlocked(lock: str) -> Iterator[str]:
    """Pinned requirements that bear no hash."""
    for block in re.split(r"\n(?=\S)", lock):
        if re.match(r"[A-Za-z0-9]", block) and not ("==" in block and "--hash=sha256:" in block):
            yield block.split("\n")[0]


def addresses(lock: str) -> Iterator[str]:
    """Lines of a lock or a package manager's settings that say from where to download."""
    for line in lock.splitlines():
        if re.search(
            r'"resolved"|index-url|find-links|registry *=|https?://\S*(\.whl|\.tgz|\.tar\.gz|simple|/-/)|^\S+ @ ', line
        ):
            yield line.strip()


def python_licence(name: str) -> str:
    """What an installed package says of its licence; "" when it says nothing."""
    said = metadata(name)
    short = [said["License-Expression"], (said["License"] or "").split("\n")[0][:80]]
    return " / ".join(filter(None, [*short, *(text for text in said.get_all("Classifier", []) if "License" in text)]))


def node_licences(lock: str) -> Mapping[str, str]:
    """The licence of each package in an npm lock."""
    packages = json.loads(lock)["packages"]
    return {
        path.removeprefix("node_modules/"): str(entry.get("license", "")) for path, entry in packages.items() if path
    }
