"""Opening a file of a register: XLSX or CSV, checked before it is read, its row of headings found, its rows streamed."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zlib import error as ZlibError

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.exchange import reading
from fengqiao.exchange.books import Book
from fengqiao.exchange.cells import MOST_COLUMNS, told
from fengqiao.exchange.rules.registers import Register
from fengqiao.exchange.rules.registers.reading import Line
from fengqiao.exchange.rules.values import unmarked

SEARCHED = 15
"""Among so many rows the headings are looked for: offices put titles and notes above them."""
MOST_SHEETS = 20
_LINE = re.compile(rb"[^\s,;][^\n]*\n")
"""A line that holds something."""
_OLD, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN = (
    zipfile.BadZipFile,
    ZlibError,
    ExpatError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    SyntaxError,
    InvalidFileException,
)
"""What a workbook that is not what it says makes its reader raise."""


def _refused(code: str, text: str, next_step: str = "") -> Malformed:
    step = next_step or _("请下载模板，按模板填写后上传。")
    return Malformed(code, text, field="file", next_step=step)


@dataclass(frozen=True)
class Table:
    """A file as opened: its headings, in which line and which sheet they stand, some rows to look at.

    is_sure: the headings name columns of the register; otherwise a person must say which is which.
    """

    path: Path
    headings: tuple[str, ...]
    heading_line: int
    sheet: str = ""
    samples: tuple[tuple[str, ...], ...] = ()
    is_sure: bool = True
    book: Book | None = None

    def lines(self) -> Iterator[Line]:
        """Yield the rows below the headings that hold anything. Raises Malformed in the middle of a broken or endless file."""
        count = 0
        for line in _lines(self.path, self.book, self.sheet):
            if line.number <= self.heading_line or not (line.broken or any(line.cells)):
                continue
            count += 1
            if count > settings.EXCHANGE_MOST_ROWS:
                raise too_many(settings.EXCHANGE_MOST_ROWS)
            yield line


def too_many(most: int) -> Malformed:
    """Return the refusal of a file with too many rows."""
    return _refused(
        "rows_too_many",
        _("文件超过%(most)s行，没有导入。") % {"most": f"{most:,}"},
        _("请拆成几个文件，分次导入。"),
    )


def open_table(path: Path, register: Register) -> Table:
    """Check a file, find the headings of a register in it and return it opened.

    Raises Malformed: file_empty, file_too_large, file_kind, workbook_macros, workbook_encrypted, workbook_old, workbook_swells,
    workbook_broken, encoding_unknown, headings_missing, rows_too_many where that can be told without reading all rows.
    """
    check(path)
    best: tuple[int, int, Table] | None = None
    book = _opened(path) if _is_workbook(path) else None
    for sheet in islice(book.sheets, MOST_SHEETS) if book else [""]:
        for line in islice(_lines(path, book, sheet), SEARCHED):
            cells = _trimmed(line.cells)
            matched = len(register.match(cells))
            score = (matched, len([cell for cell in cells if cell]))
            if score[1] and (best is None or score > best[:2]):
                best = (*score, Table(path, cells, line.number, sheet, is_sure=matched >= 2, book=book))
    if best is None:
        raise _refused("file_empty", _("文件里没有内容。"))
    if best[1] < 2 or len(best[2].headings) > MOST_COLUMNS:
        raise _refused("headings_missing", _("没有找到“%(name)s”的栏名。") % {"name": register.name})
    table, most = best[2], min(settings.EXCHANGE_MOST_ROWS, register.most_rows or settings.EXCHANGE_MOST_ROWS)
    if _filled_rows(table, most) - table.heading_line > most:
        raise too_many(most)
    samples = tuple(tuple(line.cells) for line in islice(table.lines(), 3))
    return replace(table, samples=samples)


def guessed_rows(table: Table) -> int:
    """Return about how many rows a file has, to tell how far the work is; what a workbook says of itself is not relied on."""
    if table.book:
        with _told_broken():
            last = table.book.guessed_rows(table.sheet)
    else:
        with table.path.open("rb") as source:
            last = sum(piece.count(b"\n") for piece in iter(lambda: source.read(1024 * 1024), b""))
    return int(max(0, min(last - table.heading_line, settings.EXCHANGE_MOST_ROWS)))


def _filled_rows(table: Table, most: int) -> int:
    """Return how many rows hold something at the least, as far as that matters where more than so many are too many."""
    if table.path.stat().st_size < most:  # rows that differ take a byte each even when they are packed
        return 0
    if table.book:
        with _told_broken():
            if table.book.guessed_rows(table.sheet) <= most:
                return 0
            return table.book.filled_rows(table.sheet)
    count = 0
    with table.path.open("rb") as source:
        for piece in iter(lambda: source.read(1024 * 1024), b""):
            if b'"' in piece or b"\0" in piece:  # a row may take several lines, a letter hold the sign of a line's end
                return 0
            count += len(_LINE.findall(piece))
    return count


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(" ".join(cell.split()) for cell in kept)


def check(path: Path) -> None:
    """Check that a file is a workbook or text that may be read. Raises Malformed as ``open_table`` does."""
    size = path.stat().st_size
    if not size:
        raise _refused("file_empty", _("文件是空的。"), _("请重新选择文件。"))
    if size > settings.EXCHANGE_MOST_BYTES:
        most = settings.EXCHANGE_MOST_BYTES // 1024**2
        raise _refused("file_too_large", _("文件超过%(most)dMB。") % {"most": most}, _("请拆成几个文件，分次导入。"))
    with path.open("rb") as source:
        head = source.read(8)
    if path.suffix.lower() == ".xlsm":
        raise _refused("workbook_macros", _("文件带有宏，不接收。"), _("请另存为不带宏的.xlsx文件。"))
    if head.startswith(_OLD):
        _refuse_old(path)
    if head.startswith(_ZIP):
        _check_workbook(path)
    elif path.suffix.lower() != ".csv":
        raise _refused("file_kind", _("只接收.xlsx和.csv文件。"), _("请另存为.xlsx文件。"))


def _refuse_old(path: Path) -> None:
    with path.open("rb") as source:
        is_encrypted = _ENCRYPTED in source.read(10_000_000)
    if is_encrypted:
        raise _refused("workbook_encrypted", _("文件设有打开密码，无法读取。"), _("请取消密码后再上传。"))
    raise _refused("workbook_old", _("这是旧版的.xls文件。"), _("请另存为.xlsx文件。"))


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except BROKEN as error:
        raise _broken() from error
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _refused("workbook_macros", _("文件带有宏，不接收。"), _("请另存为不带宏的.xlsx文件。"))
    if any(part.flag_bits & 1 for part in parts):
        raise _refused("workbook_encrypted", _("文件设有打开密码，无法读取。"), _("请取消密码后再上传。"))
    if "xl/workbook.xml" not in names or path.suffix.lower() != ".xlsx":
        raise _refused("file_kind", _("只接收.xlsx和.csv文件。"), _("请另存为.xlsx文件。"))
    whole = sum(part.file_size for part in parts)
    kept = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if whole > settings.EXCHANGE_MOST_UNPACKED or kept > settings.EXCHANGE_MOST_KEPT or len(parts) > 5000:
        raise _refused(
            "workbook_swells", _("文件展开后过大，不接收。"), _("请只保留要导入的工作表，或者另存为.csv文件。")
        )


def _broken() -> Malformed:
    return _refused("workbook_broken", _("文件已损坏，无法读取。"), _("请用表格软件重新保存后上传。"))


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as source:
        return source.read(4) == _ZIP


@contextmanager
def _told_broken() -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise _broken() from error


def _opened(path: Path) -> Book:
    with _told_broken():
        return Book(path)


def _lines(path: Path, book: Book | None, sheet: str) -> Iterator[Line]:
    return _sheet_lines(book, sheet) if book else _text_lines(path)


def _sheet_lines(book: Book, sheet: str) -> Iterator[Line]:
    with _told_broken():
        yield from book.rows(sheet)


def _delimiter(head: str) -> str:
    return max((",", "\t", ";"), key=head.count)


def _text_lines(path: Path) -> Iterator[Line]:
    try:
        encoding = reading.encoding(path)
    except Malformed as error:
        raise _refused("encoding_unknown", error.message, _("请另存为UTF-8编码的.csv文件，或者.xlsx文件。")) from error
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        head = source.read(20_000)
        if "\0" in head:
            raise _refused("encoding_unknown", _("文件的编码不是UTF-8，也不是GB18030。"))
        source.seek(0)
        reader = csv.reader(source, delimiter=_delimiter(head))
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Line(reader.line_num, (), N_("这一行不是完整的CSV。"))
                continue
            yield _text_line(reader.line_num, cells)


def _text_line(number: int, cells: list[str]) -> Line:
    if len(cells) > MOST_COLUMNS:
        return Line(number, (), N_("这一行的栏数太多。"))
    if "\ufffd" in "".join(cells):
        return Line(number, (), N_("含有无法识别的字符，请核对文件编码。"))
    formulas = tuple(place for place, cell in enumerate(cells) if cell[:1] in ("=", "@"))
    return Line(number, [unmarked(cell) if cell[:1] == "'" else cell for cell in cells], formulas=formulas)


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], Iterator[Line]]:
    """Return the headings of rows in memory (heading or code -> value) and the rows as lines, numbered as below headings."""
    kept = list(rows)
    headings = tuple(dict.fromkeys(heading for row in kept for heading in row))
    lines = (Line(number, [told(row.get(heading)) for heading in headings]) for number, row in enumerate(kept, start=2))
    return headings, lines
