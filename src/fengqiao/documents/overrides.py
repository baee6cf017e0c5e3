"""Which template makes a form: a jurisdiction's own in profiles/<slug>/templates, else the one of this package."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from fengqiao.core.jobs import current_schema

TYPST = Path(__file__).parent / "templates_typst"


def folder_here() -> Path | None:
    """The template folder of the jurisdiction in which this code runs, None when it has none."""
    folder = Path(settings.PROFILES) / current_schema() / "templates"
    return folder if folder.is_dir() else None


def typst_source(code: str, folder: Path | None) -> bytes:
    """The Typst source of a form; `folder` is a jurisdiction's, None for the default."""
    own = folder / f"{code}.typ" if folder else None
    return own.read_bytes() if own and own.is_file() else _default(code)


@cache
def _default(code: str) -> bytes:
    return (TYPST / f"{code}.typ").read_bytes()


def word_template(code: str, folder: Path | None) -> Path | None:
    """A jurisdiction's own Word template of a form, None when the default is to be used."""
    own = folder / f"{code}.docx" if folder else None
    return own if own and own.is_file() else None


def version(code: str, folder: Path | None) -> str:
    """Twelve hexadecimal digits that change when the form's template or the common look does."""
    return hashlib.sha256(_default("common") + typst_source(code, folder)).hexdigest()[:12]
