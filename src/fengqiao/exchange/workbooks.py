"""Writing registers as files: templates with lists to choose from, workbooks and CSV row by row, no text ever a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from fengqiao.core.sheets import CSV, XLSX, bytes_of, harmless, line
from fengqiao.core.text import N_, said
from fengqiao.exchange.rules.registers import Column, Kind, Register, Words

MEDIA = {"xlsx": XLSX, "csv": CSV}
GUIDE, LISTS = "填写说明", "可选值"
ROWS_WITH_LISTS = 5000
_BOLD, _WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
_OWED = PatternFill("solid", fgColor="FFF5D6")


class Target(Protocol):
    """What takes rows of text."""

    def line(self, values: Sequence[str]) -> None:
        """Write a row."""


class _Sheet:
    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def line(self, values: Sequence[str], *, bold: bool = False) -> None:
        """Write a row; what is empty gets no cell."""
        line(self.sheet, [value or None for value in values], bold=bold)


class _Text:
    def __init__(self, writer: Any) -> None:
        self.writer = writer

    def line(self, values: Sequence[str]) -> None:
        """Write a row, with a mark before what a program might take for a formula; the import takes it off again."""
        self.writer.writerow([harmless(value) for value in values])


@contextmanager
def opened(path: Path, title: str, ending: str) -> Iterator[Target]:
    """Open a new file for rows, held in bounded memory."""
    if ending == "csv":
        with path.open("w", encoding="utf-8-sig", newline="") as target:
            yield _Text(csv.writer(target))
        return
    book = Workbook(write_only=True)
    yield _Sheet(book.create_sheet(title))
    book.save(path)


def sheet_of(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a small workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = _Sheet(book.create_sheet(title))
    sheet.line(headings, bold=True)
    for row in rows:
        sheet.line(row)
    return bytes_of(book)


def template(register: Register, words: Words) -> bytes:
    """Return an empty workbook of a register: its headings, lists to choose from, and how each column is filled in."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = register.name
    lists = book.create_sheet(LISTS)
    for number, column in enumerate(register.columns, start=1):
        _head(sheet, number, column)
        if names := list(column.names(words).values()):
            _offer(sheet, lists, number, column, names)
    sheet.freeze_panes = "B2"
    _guide(book.create_sheet(GUIDE, 1), register, words)
    lists.sheet_state = "hidden"
    return bytes_of(book)


def _head(sheet: Worksheet, number: int, column: Column) -> None:
    cell = sheet.cell(1, number, column.heading)
    cell.font = _BOLD
    if column.is_required:
        cell.fill = _OWED
    wide = sheet.column_dimensions[get_column_letter(number)]
    wide.width = max(12, min(40, 2 * max(len(column.heading), len(column.example)) + 2))
    if column.kind in (Kind.CODE, Kind.TEXT, Kind.NAME, Kind.DAY):
        wide.number_format = "@"


def _offer(sheet: Worksheet, lists: Worksheet, number: int, column: Column, names: Sequence[str]) -> None:
    letter = get_column_letter(number)
    for row, name in enumerate(names, start=1):
        lists.cell(row, number, name)
    choice = DataValidation("list", formula1=f"={LISTS}!${letter}$1:${letter}${len(names)}", allow_blank=True)
    choice.showErrorMessage = column.kind == Kind.ONE  # several items with 、 between them are in no list
    choice.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
    sheet.add_data_validation(choice)


def _guide(sheet: Worksheet, register: Register, words: Words) -> None:
    lead = [register.note, said(N_("再次导入时按以下各项认出同一条记录：%(key)s。") % {"key": register.key_note})]
    for row, text in enumerate(lead, start=1):
        sheet.cell(row, 1, text).font = _BOLD
    heads = (said(N_("栏名")), said(N_("必填")), said(N_("怎么填")), said(N_("示例")), said(N_("可选值")))
    for place, text in enumerate(heads, start=1):
        sheet.cell(4, place, text).font = _BOLD
    for row, column in enumerate(register.columns, start=5):
        names = "、".join(column.names(words).values())
        told = (column.heading, "是" if column.is_required else "", said(column.note), column.example, names)
        for place, text in enumerate(told, start=1):
            cell = sheet.cell(row, place, text)
            cell.alignment, cell.data_type = _WRAP, "s"
    for letter, width in zip("ABCDE", (24, 6, 50, 34, 70), strict=True):
        sheet.column_dimensions[letter].width = width
