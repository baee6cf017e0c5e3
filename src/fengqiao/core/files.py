"""Files: sniffed, bounded, hashed, kept once."""

import hashlib
import io
import zipfile
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.models import StoredFile
from fengqiao.core.storage import own
from fengqiao.core.text import listed, said

MAX_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes that an office file may hold unpacked. Of a picture, Pillow itself refuses more than 179 million points."""


def _ooxml(folder: str) -> Callable[[bytes], bool]:
    def fits(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except zipfile.BadZipFile:
            return False
        return any(name.startswith(folder) for name in names)

    return fits


def _starts(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magics)


def _iso_media(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda content: content[4:8] == b"ftyp" and content[8:12] in brands


KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ooxml("word/")),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ooxml("xl/")),
    "mp4": ("video/mp4", _iso_media(b"isom", b"mp42", b"mp41", b"avc1", b"iso2", b"iso5", b"iso6", b"M4V ")),
    "m4a": ("audio/mp4", _iso_media(b"M4A ")),
    "mp3": ("audio/mpeg", _starts(b"ID3", b"\xff\xfb", b"\xff\xf3")),
}
EVIDENCE = tuple(KINDS)
SCANS = ("pdf", "png", "jpeg")


def sniff(content: bytes) -> str:
    """Return the kind that the content itself shows, "" when it is none that is taken."""
    return next((kind for kind, (_media, fits) in KINDS.items() if fits(content)), "")


def store(
    actor: Actor, name: str, content: bytes, *, allow: tuple[str, ...] = EVIDENCE, most: int = MAX_BYTES
) -> StoredFile:
    """Keep a file under its hash and return its row; the same content is kept once.

    name: the sender's file name, shown but never used as a path. most: bytes; more than usual only for what is made here.
    Raises Malformed when it is empty, too large, of a kind not allowed, or when its ending belies its content.
    """
    if not content:
        raise Malformed("file_empty", _("文件是空的。"), field="file", next_step=_("请重新选择文件。"))
    if len(content) > most:
        raise Malformed(
            "file_too_large",
            _("文件超过%(most)sMB。") % {"most": most // 1024**2},
            field="file",
            next_step=_("请压缩或分成几个文件上传。"),
        )
    kind = sniff(content)
    if kind not in allow:
        raise Malformed(
            "file_kind_refused",
            _("文件内容不是可以接收的类型。"),
            field="file",
            next_step=_("可接收：%(kinds)s。") % {"kinds": said(listed(allow))},
        )
    if _swells(kind, content):
        raise Malformed(
            "file_swells",
            _("文件展开后过大。"),
            field="file",
            next_step=_("请缩小图片，或者另存为PDF后上传。"),
        )
    ending = name.rsplit(".", 1)[-1].lower().replace("jpg", "jpeg") if "." in name else ""
    if ending in KINDS and ending != kind:
        raise Malformed(
            "file_kind_belied",
            _("文件名写的是%(ending)s，内容却是%(kind)s。") % {"ending": ending, "kind": kind},
            field="file",
            next_step=_("请核对后按真实类型上传。"),
        )
    digest = hashlib.sha256(content).hexdigest()
    found, made = StoredFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": len(content),
            "media_type": KINDS[kind][0],
            "name": name.replace("\\", "/").rsplit("/", 1)[-1][:200],
            "created_at": actor.at,
        },
    )
    if made and not default_storage.exists(own(found.path)):
        default_storage.save(own(found.path), ContentFile(content))
    return found


def _swells(kind: str, content: bytes) -> bool:
    """Whether a file of a kind is small only as long as nobody opens it; looks at what it says of itself."""
    if kind in ("docx", "xlsx"):
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
        return sum(part.file_size for part in parts) > MOST_UNPACKED
    if kind in ("png", "jpeg"):
        try:
            Image.open(io.BytesIO(content)).close()
        except Image.DecompressionBombError:
            return True
        except (OSError, ValueError, SyntaxError):
            return False
    return False


def read(stored: StoredFile) -> bytes:
    """Return the content; raises ValueError when it no longer bears its hash."""
    with default_storage.open(own(stored.path), "rb") as source:
        content: bytes = source.read()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"stored file {stored.pk} does not match its hash")
    return content
