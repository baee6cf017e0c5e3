"""What the browser has to fetch stays small."""

import gzip
import json

import pytest

from fengqiao.ui import assets

KILOBYTE = 1000


def weight(entry, suffix, lazily=False):
    manifest = json.loads((assets.FOLDER / "manifest.json").read_text())
    files: set[str] = set()

    def collect(key):
        chunk = manifest[key]
        if f"assets/{chunk['file'].rsplit('/', 1)[-1]}" in files:
            return
        files.update([chunk["file"], *chunk.get("css", ())])
        for name in (*chunk.get("imports", ()), *(chunk.get("dynamicImports", ()) if lazily else ())):
            collect(name)

    collect(f"{entry}.ts")
    return sum(len(gzip.compress((assets.FOLDER / name).read_bytes())) for name in files if name.endswith(suffix))


@pytest.mark.parametrize(
    ("entry", "suffix", "lazily", "most"),
    [
        ("portal", ".js", True, 150),
        ("portal", ".css", False, 20),
        ("workbench", ".js", False, 40),
        ("workbench", ".js", True, 350),
        ("workbench", ".css", False, 30),
    ],
)
def test_an_entry_keeps_its_budget(entry, suffix, lazily, most):
    assert 0 < weight(entry, suffix, lazily) <= most * KILOBYTE


def test_the_charts_are_fetched_only_when_a_page_has_one():
    assert weight("workbench", ".js", lazily=True) > 3 * weight("workbench", ".js")


def test_old_browsers_understand_the_colours():
    styles = "".join(path.read_text() for path in (assets.FOLDER / "assets").glob("*.css"))
    assert "light-dark(" not in styles and "oklch(" not in styles
