"""The fonts of the forms: taken from npm packages, so that no system font is needed and paper looks alike everywhere."""

from functools import cache
from pathlib import Path

import typst
from django.conf import settings

PACKAGES = ("noto-serif-sc", "noto-serif-jp")
STYLES = ("400Regular", "700Bold")
RARE = Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")
"""Debian's fonts-hanazono: nearly all of CJK extensions B to F. Used when the machine has it."""


@cache
def fonts() -> typst.Fonts:
    """All fonts, loaded once a process. Noto Serif SC has the names in daily use, JP adds rare ones such as 𠮷.

    Raises FileNotFoundError when the front-end packages are not installed.
    """
    root = Path(settings.NODE_MODULES) / "@expo-google-fonts"
    folders = [root / package / style for package in PACKAGES for style in STYLES]
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(f"fonts are missing: {folder} (run make install)")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*folders, *([RARE] if RARE.is_file() else [])],
    )
