"""Files for people's spreadsheet programs: plain tables in which no text is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a program that opens a file may take a text for a formula."""
_BOLD, _WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def workbook(sheets: Iterable[tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Any]]]]) -> bytes:
    """Return a workbook; rows are written one by one, never held all at once.

    sheets: title, columns (heading and width in characters), rows of texts, numbers and dates.
    """
    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet = book.create_sheet("".join("-" if char in r"[]:*?/\\" else char for char in title)[:31])
        for number, (_heading, width) in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([cell(sheet, heading, bold=True) for heading, _width in columns])
        for row in rows:
            line(sheet, row)
    return bytes_of(book)


def bytes_of(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def line(sheet: Any, values: Iterable[Any], *, bold: bool = False) -> None:
    """Write a row. What needs no cell of its own gets none: that takes most of the time of twenty thousand rows."""
    sheet.append([cell(sheet, value, bold=bold) if bold or _is_odd(value) else value for value in values])


def _is_odd(value: Any) -> bool:
    return isinstance(value, str) and (value[:1] in FORMULA or not value.isprintable())


def harmless(value: Any) -> Any:
    """Return a value for CSV: with a mark before what a program might take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value


def cell(sheet: Any, value: Any, *, bold: bool = False, wrap: bool = False) -> Cell:
    """Return a cell that is never a formula, whatever its text begins with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    made: Cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
        made.quotePrefix = value[:1] in FORMULA
    if bold:
        made.font = _BOLD
    if wrap:
        made.alignment = _WRAP
    return made
