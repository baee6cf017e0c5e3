"""What the front-end build left: links to its files, and the icons that the templates name."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "app"
"""Where the build puts its files. A server that collected them reads its own copy, so that a new build beside it changes nothing."""


class BuildMissing(Exception):
    """The front end has not been built, or an entry is not part of it."""


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Any:
    return json.loads(path.read_text())


def _built(name: str) -> Any:
    collected = Path(settings.STATIC_ROOT or FOLDER) / "app" / name
    path = collected if collected.exists() else FOLDER / name
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise BuildMissing(
            f"缺少前端构建结果 static/app/{name}：请运行 make install，或单独运行 npm run build。"
        ) from error


def tags(entry: str) -> SafeString:
    """Return the style sheet and script links of the entry `entry`.ts. Raises BuildMissing."""
    manifest = _built("manifest.json")
    if f"{entry}.ts" not in manifest:
        raise BuildMissing(f"前端构建结果中没有入口 {entry}.ts。")
    sheets: dict[str, None] = {}
    shared: dict[str, None] = {}

    def collect(key: str) -> None:
        for name in manifest[key].get("imports", ()):
            shared[manifest[name]["file"]] = None
            collect(name)
        sheets.update(dict.fromkeys(manifest[key].get("css", ())))

    collect(f"{entry}.ts")
    links = [format_html_join("\n", '<link rel="stylesheet" href="{}">', ((_url(name),) for name in sheets))]
    links.append(format_html_join("\n", '<link rel="modulepreload" href="{}">', ((_url(name),) for name in shared)))
    links.append(format_html('<script type="module" src="{}"></script>', _url(manifest[f"{entry}.ts"]["file"])))
    return format_html_join("\n", "{}", ((link,) for link in links if link))


def _url(name: str) -> str:
    return static(f"app/{name}")


def icon(name: str, label: str = "") -> SafeString:
    """Return a Tabler icon as inline SVG, hidden from screen readers unless it has a label.

    A name that was not built (a template newer than the build) leaves its place empty.
    """
    body = mark_safe(_built("icons.json").get(name, ""))  # noqa: S308 - paths of the icon package, put there by our build
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" focusable="false" {}>{}</svg>', role, body)
