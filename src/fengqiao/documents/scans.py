"""Pictures and foreign PDFs as pages of a file.

A foreign PDF may lack fonts, run scripts or be broken in ways that would spoil the file's PDF/A, so that its pages are
drawn and kept as pictures; the original stays stored beside it under its own hash.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from fengqiao.core.errors import Malformed
from fengqiao.documents import overrides
from fengqiao.documents.typesetting import typeset

DOTS_PER_INCH = 150
LONGEST = 2600
"""Pixels of the longer side that a photograph keeps: 300 dots an inch over the width of the type area."""
MOST_PAGES = 500


@dataclass(frozen=True)
class Picture:
    """A JPEG and how it stands on its page: in full or under its caption."""

    jpeg: bytes
    wide: bool
    whole: bool


def photograph(content: bytes, name: str) -> Picture:
    """An uploaded image, upright, without transparency, no larger than a page needs. Raises Malformed when unreadable."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST, LONGEST))
            return Picture(jpeg=_jpeg(upright), wide=upright.width > upright.height, whole=False)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(name) from error


def pages_of(content: bytes, name: str) -> list[Picture]:
    """The pages of a foreign PDF, drawn. Raises Malformed when it is locked, broken, empty or longer than 500 pages."""
    try:
        with pypdfium2.PdfDocument(content) as paper:
            if not 0 < len(paper) <= MOST_PAGES:
                raise Malformed(
                    "file_too_long",
                    _("“%(name)s”没有页面或者超过%(most)s页。") % {"name": name, "most": MOST_PAGES},
                    field="file",
                    next_step=_("请拆分后重新上传。"),
                )
            return [_drawn(page) for page in paper]
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name) from error


def _drawn(page: pypdfium2.PdfPage) -> Picture:
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, LONGEST / max(width, height, 1))
    image = page.render(scale=scale).to_pil()
    return Picture(jpeg=_jpeg(image), wide=width > height, whole=True)


def _jpeg(image: Image.Image) -> bytes:
    paper = Image.new("RGB", image.size, "white")
    with_alpha = image.convert("RGBA")
    paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=82)
    return out.getvalue()


def _unreadable(name: str) -> Malformed:
    return Malformed(
        "file_not_readable",
        _("“%(name)s”打不开，可能已损坏或者加密。") % {"name": name},
        field="file",
        next_step=_("请重新扫描或者另存后上传。"),
    )


def as_pdf(pictures: list[Picture], *, caption: str, moment: datetime) -> bytes:
    """Pictures as a PDF/A-2b, one a page."""
    source = (overrides.TYPST / "scans.typ").read_bytes()
    with TemporaryDirectory(prefix="fengqiao-scans-") as folder:
        rows: list[dict[str, str | bool]] = []
        for index, picture in enumerate(pictures):
            (Path(folder) / f"{index}.jpg").write_bytes(picture.jpeg)
            rows.append({"file": f"{index}.jpg", "wide": picture.wide, "whole": picture.whole, "caption": caption})
        return typeset(source, {"title": caption, "pictures": rows}, moment=moment, root=Path(folder))
