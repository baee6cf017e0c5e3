"""Many papers as one: the case file and the confirmation pack, as one PDF/A-2b with page numbers and a manifest.

Decision: where the manifest of hashes stands. PDF/A-2 lets a file embed only other PDF/A files, and PDF/A-3, which
would take a JSON, is refused by archives that fear arbitrary attachments. So the manifest is a printed page in the file
itself (电子卷宗校验清单), readable with any viewer in thirty years, and the same facts as JSON beside the file, which also
carries the digest of the whole and is what programs check. Nothing is embedded, encrypted or signed in the file.

What was made by this platform is joined as it is; everything else becomes pictures of pages (see scans.py), and what is
no paper at all (a recording) is represented by a page with its digest.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf

from fengqiao.core.files import KINDS, sniff
from fengqiao.documents import overrides, scans, values
from fengqiao.documents.contexts.file import BackCover, Cover, Directory, DirectoryEntry, Manifest, ManifestEntry
from fengqiao.documents.typesetting import render_pdf, typeset


@dataclass(frozen=True)
class Part:
    """One paper of a file. `made_here`: a PDF that this package made and nobody changed since; joined unchanged."""

    name: str
    content: bytes
    made_here: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Sheet:
    """A part made ready: its PDF/A, how it came in, and on which numbered pages it lies."""

    part: Part
    pdf: bytes
    treatment: str
    first: int
    last: int

    @property
    def pages(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class Bound:
    """A finished file: the PDF, its numbered pages, and the manifest to be kept as JSON beside it."""

    pdf: bytes
    pages: int
    manifest: dict[str, Any] = field(compare=False)


def merge(parts: Iterable[Part], *, title: str, moment: datetime) -> Bound:
    """Join parts into one PDF/A-2b, each page numbered in its upper right corner. Raises Malformed on an unreadable one."""
    sheets = _sheets(parts, moment)
    pages = sheets[-1].last if sheets else 0
    pdf = _joined([(sheet.pdf, sheet.first) for sheet in sheets], title=title, moment=moment)
    return Bound(pdf, pages, _manifest(title, sheets, pages, pdf, moment))


def bind(
    *, cover: Cover, parts: Iterable[Part], back: BackCover, moment: datetime, folder: Path | None = None
) -> Bound:
    """Bind a case file: cover, directory, the parts with page numbers, manifest, back cover (domain table 3.1).

    Cover, directory, manifest and back cover bear no number. The directory is written from the parts, the number of
    pages on the back cover is counted here whatever `back` says. `parts` are taken one by one, so that a caller who yields
    them knows how far the work is. `folder`: a jurisdiction's templates.
    """
    sheets = _sheets(parts, moment)
    pages = sheets[-1].last if sheets else 0
    head = {"committee": cover.committee, "number": cover.number}
    directory = Directory(
        **head,
        entries=tuple(
            DirectoryEntry(ordinal=n, name=sheet.part.name, pages=sheet.pages, remark=sheet.part.remark)
            for n, sheet in enumerate(sheets, 1)
        ),
    )
    listed = tuple(
        ManifestEntry(ordinal=n, name=s.part.name, pages=s.pages, sha256=_digest(s.part.content), treatment=s.treatment)
        for n, s in enumerate(sheets, 1)
    )
    listing = Manifest(**head, entries=listed, made_on=moment.astimezone(values.CHINA).date())
    before = [render_pdf(form, moment=moment, folder=folder) for form in (cover, directory)]
    after = [render_pdf(f, moment=moment, folder=folder) for f in (listing, back.model_copy(update={"pages": pages}))]
    pdf = _joined(
        [*((each, 0) for each in before), *((s.pdf, s.first) for s in sheets), *((each, 0) for each in after)],
        title=f"{cover.name}{cover.number}",
        moment=moment,
    )
    return Bound(pdf, pages, _manifest(f"{cover.name}{cover.number}", sheets, pages, pdf, moment))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest(title: str, sheets: list[Sheet], pages: int, pdf: bytes, moment: datetime) -> dict[str, Any]:
    return {
        "title": title,
        "made_at": moment.isoformat(),
        "pages": pages,
        "sha256": _digest(pdf),
        "parts": [
            {
                "ordinal": n,
                "name": sheet.part.name,
                "pages": sheet.pages,
                "sha256": _digest(sheet.part.content),
                "treatment": sheet.treatment,
            }
            for n, sheet in enumerate(sheets, 1)
        ],
    }


def _sheets(parts: Iterable[Part], moment: datetime) -> list[Sheet]:
    sheets: list[Sheet] = []
    for part in parts:
        pdf, treatment = _prepared(part, moment)
        first = sheets[-1].last + 1 if sheets else 1
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            sheets.append(Sheet(part, pdf, treatment, first, first + len(opened.pages) - 1))
    return sheets


def _prepared(part: Part, moment: datetime) -> tuple[bytes, str]:
    if part.made_here:
        return part.content, "原文收入"
    kind = sniff(part.content)
    if kind == "pdf":
        return scans.as_pdf(scans.pages_of(part.content, part.name), caption=part.name, moment=moment), "逐页转为图像"
    if kind in ("png", "jpeg"):
        picture = scans.photograph(part.content, part.name)
        return scans.as_pdf([picture], caption=part.name, moment=moment), "图像转为页面"
    data = {
        "heading": "电子数据说明",
        "number": "",
        "committee": "",
        "name": part.name,
        "media": KINDS[kind][0] if kind else "其他",
        "bytes": f"{len(part.content):,}字节",
        "sha256": _digest(part.content),
    }
    return typeset((overrides.TYPST / "kept_apart.typ").read_bytes(), data, moment=moment), "电子数据另存"


def _joined(papers: list[tuple[bytes, int]], *, title: str, moment: datetime) -> bytes:
    """Papers with the number of their first page, 0 for none, as one PDF/A-2b."""
    joined = pikepdf.new()
    numbered: list[tuple[int, int]] = []
    for content, first in papers:
        with pikepdf.open(io.BytesIO(content)) as paper:
            if "/OutputIntents" not in joined.Root:
                joined.Root.OutputIntents = joined.copy_foreign(paper.Root.OutputIntents)
            if first:
                numbered += [(len(joined.pages) + i, first + i) for i in range(len(paper.pages))]
            joined.pages.extend(paper.pages)
    for page in joined.pages:
        for key in ("/StructParents", "/Annots", "/AA", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    _stamp(joined, numbered, moment)
    joined.Root.Lang = pikepdf.String("zh-CN")
    _describe(joined, title, moment)
    out = io.BytesIO()
    joined.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _stamp(joined: pikepdf.Pdf, numbered: list[tuple[int, int]], moment: datetime) -> None:
    if not numbered:
        return
    boxes = [joined.pages[index].mediabox for index, _number in numbered]
    rows = [
        {
            "number": str(number),
            "width": str(float(box[2]) - float(box[0])),
            "height": str(float(box[3]) - float(box[1])),
        }
        for (_index, number), box in zip(numbered, boxes, strict=True)
    ]
    overlay = typeset((overrides.TYPST / "page_numbers.typ").read_bytes(), {"pages": rows}, moment=moment)
    with pikepdf.open(io.BytesIO(overlay)) as numbers:
        for (index, number), above in zip(numbered, numbers.pages, strict=True):
            page, name = joined.pages[index], f"/PageNumber{number}"  # a name of our own: pikepdf's would be random
            page.add_resource(joined.copy_foreign(above.as_form_xobject()), pikepdf.Name.XObject, pikepdf.Name(name))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ\nq {name} Do Q".encode())


def _describe(joined: pikepdf.Pdf, title: str, moment: datetime) -> None:
    """XMP that says PDF/A-2b, and document information that agrees with it."""
    stamp = moment.astimezone(values.CHINA).replace(microsecond=0)
    with joined.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        xmp["pdfaid:part"] = "2"
        xmp["pdfaid:conformance"] = "B"
        xmp["dc:title"] = title
        xmp["xmp:CreateDate"] = stamp.isoformat()
        xmp["xmp:ModifyDate"] = stamp.isoformat()
        xmp["xmp:MetadataDate"] = stamp.isoformat()
        xmp["pdf:Producer"] = "Fengqiao"
