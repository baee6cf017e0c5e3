"""The forms of the file itself: cover, directory, lists of evidence and vouchers, note, back cover, manifest.

司发通〔2010〕239号 (file forms); 人民调解法第二十七条 (the committee keeps files).
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fengqiao.core.text import N_
from fengqiao.documents.contexts.base import Boxes, Context, FileNumber, Form, Line, Money, Prose

KEEPING = "人民调解法第二十七条；司发通〔2010〕239号"


class Cover(Form):
    """卷宗封面."""

    code: ClassVar[str] = "cover"
    title: ClassVar[str] = N_("卷宗封面")
    basis: ClassVar[str] = KEEPING
    place: ClassVar[int | None] = 0
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = ("heading", "mediated")

    name: Line
    """卷名: 张某某与李某某邻里纠纷."""
    mediators: tuple[Line, ...] = ()
    mediated_from: date | None = None
    mediated_to: date | None = None
    compiler: Line = ""
    compiled_on: date | None = None
    retention: Line = ""
    remark: Prose = ""

    @property
    def heading(self) -> str:
        return "人民调解卷宗"

    @property
    def mediated(self) -> tuple[date | None, date | None]:
        return (self.mediated_from, self.mediated_to)


class DirectoryEntry(Context):
    """A row of the directory: ordinal, document, its pages in the file."""

    ordinal: int
    name: Line
    pages: Line = ""
    remark: Line = ""


class Directory(Form):
    """卷内目录: 序号 文书名称 页号 备注."""

    code: ClassVar[str] = "directory"
    title: ClassVar[str] = N_("卷内目录")
    basis: ClassVar[str] = KEEPING
    place: ClassVar[int | None] = 0
    mandatory: ClassVar[bool] = True

    entries: tuple[DirectoryEntry, ...]


class EvidenceItem(Context):
    """One piece of evidence: who gave it, when, original or copy, pages."""

    ordinal: int
    name: Line
    provider: Line = ""
    provided_on: date | None = None
    original: Annotated[
        Literal["original", "copy", "electronic"] | None,
        Boxes({"original": "原件", "copy": "复印件", "electronic": "电子数据"}),
    ] = None
    pages: Annotated[int, Field(ge=0)] | None = None
    remark: Line = ""


class EvidenceList(Form):
    """人民调解证据材料 (list)."""

    code: ClassVar[str] = "evidence_list"
    title: ClassVar[str] = N_("人民调解证据材料")
    basis: ClassVar[str] = KEEPING
    place: ClassVar[int | None] = 6

    matter: Line = ""
    evidence: tuple[EvidenceItem, ...]
    registrar: Line = ""
    listed_on: date | None = None


class VoucherContext(Context):
    """One proof of performance: what was performed by whom to whom, how much, when, by which paper."""

    ordinal: int
    obligation: Line
    payer: Line = ""
    payee: Line = ""
    amount: Money | None = None
    performed_on: date | None = None
    paper: Line = ""
    """收条, 银行转账凭证, 当场给付 ..."""


class PerformanceVouchers(Form):
    """履行凭证 (list): 人民调解法第三十一条, supervision of performance."""

    code: ClassVar[str] = "performance_vouchers"
    title: ClassVar[str] = N_("调解协议履行凭证")
    basis: ClassVar[str] = "人民调解法第三十一条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 9

    matter: Line = ""
    agreement_number: FileNumber = ""
    vouchers: tuple[VoucherContext, ...]
    registrar: Line = ""
    listed_on: date | None = None


class FileNote(Form):
    """卷宗情况说明: what is missing or unusual, and why."""

    code: ClassVar[str] = "file_note"
    title: ClassVar[str] = N_("卷宗情况说明")
    basis: ClassVar[str] = KEEPING
    place: ClassVar[int | None] = 12

    notes: tuple[Prose, ...]
    compiler: Line = ""
    checker: Line = ""
    noted_on: date | None = None


class BackCover(Form):
    """封底: pages in all, who compiled and who checked, when archived."""

    code: ClassVar[str] = "back_cover"
    title: ClassVar[str] = N_("卷宗封底")
    basis: ClassVar[str] = KEEPING
    place: ClassVar[int | None] = 13
    mandatory: ClassVar[bool] = True

    pages: Annotated[int, Field(ge=0)]
    compiler: Line = ""
    checker: Line = ""
    archived_on: date | None = None
    retention: Line = ""


class ManifestEntry(Context):
    """One document of an electronic file and its SHA-256."""

    ordinal: int
    name: Line
    pages: Line
    sha256: Line
    treatment: Line = ""


class Manifest(Form):
    """电子卷宗校验清单: the digests by which each paper of the file can be checked later."""

    code: ClassVar[str] = "manifest"
    title: ClassVar[str] = N_("电子卷宗校验清单")
    basis: ClassVar[str] = "人民调解法第二十七条；电子卷宗真实、完整、可用的要求"

    entries: tuple[ManifestEntry, ...]
    made_on: date | None = None
