"""What the XML of a workbook holds: rows of text, nothing of how they look, in memory that does not grow with a sheet."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils import get_column_letter

from fengqiao.exchange import plain
from fengqiao.exchange.plain import PIECE
from fengqiao.exchange.rules.registers.reading import Line

MOST_COLUMNS = 200
LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
_FIGURES = "0123456789"
_PLACES = {get_column_letter(place + 1): place for place in range(MOST_COLUMNS)}
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _CELL, _VALUE, _FORMULA = f"{_NAMES}row", f"{_NAMES}c", f"{_NAMES}v", f"{_NAMES}f"
_TEXT, _ASIDE, _ALL, _STRING = f"{_NAMES}t", f"{_NAMES}rPh", f"{_NAMES}sheetData", f"{_NAMES}si"
_INLINE, _ESCAPE = "inlineStr", "x005F_"
Typed = Callable[[str, str, str], str]
"""Type, style and content of a cell -> what it holds, as text."""


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


def rows_of(source: IO[bytes], typed: Typed) -> Iterator[Line]:
    """Yield the rows of a sheet from its XML, as they come; rows that are not there are left out.

    typed: what a value that stands in a cell means. Raises ExpatError and ValueError for a sheet that is none.
    """
    gathered = _Rows(typed)
    for piece, is_whole in plain.pieces(source, b"<sheetData>", b"</row>"):
        parts = plain.parts(piece) if is_whole else None
        if parts is None:
            gathered.parser.Parse(piece)
        else:
            gathered.take_plain(parts)
        yield from gathered.lines
        gathered.lines.clear()
    gathered.parser.Parse(b"", True)


def strings_of(source: IO[bytes]) -> list[str]:
    """Return the strings that the sheets of a workbook share, from their XML. Raises as ``rows_of``."""
    gathered = _Strings()
    for piece, is_whole in plain.pieces(source, b">", b"</si>"):
        strings = plain.strings(piece) if is_whole else None
        if strings is None:
            gathered.parser.Parse(piece)
        else:
            gathered.found += [string.replace(_ESCAPE, "")[:LONGEST_CELL] for string in strings]
    gathered.parser.Parse(b"", True)
    return gathered.found


def _no_doctype(*_said: Any) -> None:
    raise ValueError("a part of a workbook declares nothing of its own")


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, PIECE
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


class _Strings:
    """What the parser tells of shared strings: each with the text of its parts, without how its signs are read."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.text, self.is_aside = "", False
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.begin, self.end

    def begin(self, name: str, _given: dict[str, str]) -> None:
        """Take in that an element begins."""
        if name == _TEXT:
            self.parser.CharacterDataHandler = None if self.is_aside else self.hear
        elif name == _STRING:
            self.text = ""
        elif name == _ASIDE:
            self.is_aside = True

    def hear(self, text: str) -> None:
        """Take in text of a string."""
        if len(self.text) < LONGEST_CELL:
            self.text += text

    def end(self, name: str) -> None:
        """Take in that an element ends."""
        if name == _TEXT:
            self.parser.CharacterDataHandler = None
        elif name == _STRING:
            self.found.append(self.text.replace(_ESCAPE, "")[:LONGEST_CELL])
        elif name == _ASIDE:
            self.is_aside = False


class _Rows:
    """What the parser tells of a sheet, gathered into lines."""

    def __init__(self, typed: Typed) -> None:
        self.lines: list[Line] = []
        self.number, self.cells, self.formulas = 0, list[str](), list[int]()
        self.cell: Mapping[str, str] = {}
        self.place, self.text, self.formula = -1, "", ""
        self.passed: list[Mapping[str, str]] = []
        self.is_inline = self.is_aside = False
        self.typed, self.parser = typed, _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.begin, self.end

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
            self.passed.clear()
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
            if self.text or self.formula:
                self._take()
            else:
                self.passed.append(self.cell)
        elif name in (_VALUE, _TEXT, _FORMULA):
            self.parser.CharacterDataHandler = None
        elif name == _ROW:
            if self.number <= LAST_ROW:
                self.lines.append(Line(self.number, self.cells, formulas=tuple(self.formulas)))
        elif name == _ASIDE:
            self.is_aside = False
        elif name == _ALL:
            self.parser.StartElementHandler = self.parser.EndElementHandler = None

    def take_plain(self, parts: Iterable[plain.Part]) -> None:
        """Take in whole rows that the parser was not given."""
        cells = self.cells
        for _written, letters, given, value, said, number, _more in parts:
            if value or said:
                kind, style = plain.given(given)
                text = said if kind == _INLINE else value
                if "&" in text:
                    text = plain.unescaped(text)
                place = _PLACES.get(letters, MOST_COLUMNS)
                if not text or place >= MOST_COLUMNS:
                    continue
                found = text[:LONGEST_CELL] if kind == _INLINE else self.typed(kind, style, text)
                if place == len(cells):
                    cells.append(found)
                else:
                    self._put(place, found)
            elif number:
                self.number, self.cells = int(number), []
                cells = self.cells
                if self.number <= LAST_ROW:
                    self.lines.append(Line(self.number, cells))

    def _take(self) -> None:
        place = self._where()
        if place >= MOST_COLUMNS:
            return
        if self.formula:
            value = self.formula[:LONGEST_CELL]
            self.formulas.append(place)
        else:
            value = (
                self.text[:LONGEST_CELL]
                if self.is_inline
                else self.typed(self.cell.get("t", "n"), self.cell.get("s", "0"), self.text)
            )
        self._put(place, value)

    def _put(self, place: int, value: str) -> None:
        cells = self.cells
        if place < len(cells):
            cells[place] = value
            return
        if place > len(cells):
            cells += [""] * (place - len(cells))
        cells.append(value)

    def _where(self) -> int:
        """Return where the cell stands: as it says itself, else behind the one before it, which may be an empty one."""
        if "r" not in self.cell:
            for empty in self.passed:
                self.place = _place(empty["r"]) if "r" in empty else self.place + 1
        self.passed.clear()
        self.place = _place(self.cell["r"]) if "r" in self.cell else self.place + 1
        return self.place


def _place(reference: str) -> int:
    letters = reference.rstrip(_FIGURES)
    place = _PLACES.get(letters)
    if place is None:
        if not _LETTERS.fullmatch(letters):
            raise ValueError(reference)
        place = _PLACES.get(letters.upper(), MOST_COLUMNS)
    return place
