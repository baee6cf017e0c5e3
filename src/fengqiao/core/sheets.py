"""Workbooks for people: plain tables in which no text is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOLD = Font(bold=True)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a program that opens the file may take a text for a formula."""


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
            sheet.append([cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell(sheet: Any, value: Any, *, bold: bool = False) -> Cell:
    """Return a cell that is never a formula, whatever its text begins with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    made: Cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
        made.quotePrefix = value[:1] in _FORMULA
    if bold:
        made.font = _BOLD
    return made
