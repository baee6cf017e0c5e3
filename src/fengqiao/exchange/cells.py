"""The rows of one sheet of a workbook as text: its values alone, nothing of how they look, in memory that no sheet's length needs."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601

from fengqiao.exchange.rules.registers.reading import Line

MOST_COLUMNS = 200
LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
_PIECE = 64 * 1024
_FIGURES = "0123456789"
_PLACES = {get_column_letter(place + 1): place for place in range(MOST_COLUMNS)}
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _CELL, _VALUE, _FORMULA = f"{_NAMES}row", f"{_NAMES}c", f"{_NAMES}v", f"{_NAMES}f"
_TEXT, _ASIDE, _ALL = f"{_NAMES}t", f"{_NAMES}rPh", f"{_NAMES}sheetData"
_INLINE = "inlineStr"


def told(value: Any) -> str:
    """Return what a cell holds as text, as its office would write it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= 10**15:
        return f"{value:e}"  # a spreadsheet keeps fifteen figures; the rest is lost
    return str(value)


def rows_of(sheet: Any) -> Iterator[Line]:
    """Yield the rows of a sheet that openpyxl has opened for reading only, as they come; rows that are not there are left out.

    openpyxl reads what is small, the strings and formats that sheets share; of the sheet itself it would make an object a cell.
    Raises ExpatError and ValueError for a sheet that is none, and whatever its archive does.
    """
    gathered = _Gathered(sheet)
    with sheet._get_source() as source:
        while piece := source.read(_PIECE):
            gathered.parser.Parse(piece)
            yield from gathered.lines
            gathered.lines.clear()
        gathered.parser.Parse(b"", True)


def _no_doctype(*_said: Any) -> None:
    raise ValueError("a sheet declares nothing of its own")


class _Gathered:
    """What the parser tells of a sheet, gathered into lines."""

    def __init__(self, sheet: Any) -> None:
        self.lines: list[Line] = []
        self.number, self.cells, self.formulas = 0, list[str](), list[int]()
        self.cell: Mapping[str, str] = {}
        self.place, self.text, self.formula = -1, "", ""
        self.is_inline = self.is_aside = False
        self.typed = _typed(sheet)
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text, parser.buffer_size = True, _PIECE
        parser.StartElementHandler, parser.EndElementHandler = self.begin, self.end
        parser.StartDoctypeDeclHandler = _no_doctype

    def begin(self, name: str, given: dict[str, str]) -> None:
        """Take in that an element begins."""
        if name == _CELL:
            self.cell, self.text, self.formula, self.is_inline = given, "", "", given.get("t") == _INLINE
        elif name in (_VALUE, _TEXT):
            if (name == _TEXT) == self.is_inline and not self.is_aside:
                self.parser.CharacterDataHandler = self.hear
        elif name == _ROW:
            self.number = int(given["r"].removesuffix(".0")) if "r" in given else self.number + 1
            self.cells, self.formulas, self.place = [], [], -1
        elif name == _FORMULA:
            self.formula, self.parser.CharacterDataHandler = "=", self.hear_formula
        elif name == _ASIDE:
            self.is_aside = True

    def hear(self, text: str) -> None:
        """Take in text of a cell."""
        if len(self.text) < LONGEST_CELL:
            self.text += text

    def hear_formula(self, text: str) -> None:
        """Take in text of a formula."""
        if len(self.formula) < LONGEST_CELL:
            self.formula += text

    def end(self, name: str) -> None:
        """Take in that an element ends."""
        if name == _CELL:
            self._take()
        elif name in (_VALUE, _TEXT, _FORMULA):
            self.parser.CharacterDataHandler = None
        elif name == _ROW:
            if self.number <= LAST_ROW:
                self.lines.append(Line(self.number, self.cells, formulas=tuple(self.formulas)))
        elif name == _ASIDE:
            self.is_aside = False
        elif name == _ALL:
            self.parser.StartElementHandler = self.parser.EndElementHandler = None

    def _take(self) -> None:
        reference = self.cell.get("r")
        place = self.place = _place(reference) if reference else self.place + 1
        if place >= MOST_COLUMNS or not (self.text or self.formula):
            return
        if self.formula:
            value = self.formula[:LONGEST_CELL]
            self.formulas.append(place)
        else:
            value = self.text[:LONGEST_CELL] if self.is_inline else self.typed(self.cell, self.text)
        cells = self.cells
        if place < len(cells):
            cells[place] = value
            return
        if place > len(cells):
            cells += [""] * (place - len(cells))
        cells.append(value)


def _place(reference: str) -> int:
    letters = reference.rstrip(_FIGURES)
    place = _PLACES.get(letters)
    if place is None:
        if not _LETTERS.fullmatch(letters):
            raise ValueError(reference)
        place = _PLACES.get(letters.upper(), MOST_COLUMNS)
    return place


def _typed(sheet: Any) -> Callable[[Mapping[str, str], str], str]:
    """Return what tells a value as its cell, with the formats and strings of its workbook, means it."""
    strings, book = sheet._shared_strings, sheet.parent
    days, spans, epoch = book._date_formats, book._timedelta_formats, book.epoch

    def value(cell: Mapping[str, str], text: str) -> str:
        kind = cell.get("t", "n")
        if kind == "s":
            return told(strings[int(text)])
        if kind == "b":
            return told(bool(int(text)))
        if kind == "d":
            return told(from_ISO8601(text))  # type: ignore[no-untyped-call]  # openpyxl's stubs leave it open
        if kind != "n":
            return text[:LONGEST_CELL]
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        style = int(cell.get("s", 0))
        if style not in days:
            return told(number)
        try:
            return told(from_excel(number, epoch, timedelta=style in spans))
        except (OverflowError, ValueError):
            return "#VALUE!"

    return value
