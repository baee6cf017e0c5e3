"""A workbook opened for reading: its sheets, and what all of them share."""

import re
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS

from fengqiao.exchange.cells import rows_of, strings_of, told
from fengqiao.exchange.plain import PIECE
from fengqiao.exchange.rules.registers.reading import Line

_CONTENT = re.compile(rb"[^<>]</[vt]>")


class Book:
    """A workbook. sheets: title -> the part that holds it.

    openpyxl reads what is small: which sheets there are, and which styles show dates. Of sheets and of strings it would make
    an object each. What the file says of its parts' sizes holds: none is unpacked beyond it. All raise what is in ``sheets.BROKEN``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        reader = ExcelReader(path, read_only=True, keep_links=False)
        with reader.archive as archive:
            reader.read_manifest()
            reader.read_workbook()
            apply_stylesheet(archive, reader.wb)
            parts = set(archive.namelist())
            found = ((sheet.name, rel) for sheet, rel in reader.parser.find_sheets())
            self.sheets = {
                name: rel.target for name, rel in found if rel.target in parts and "chartsheet" not in rel.Type
            }
        self._package: Any = reader.package
        book: Any = reader.wb
        self._days, self._spans, self._epoch = book._date_formats, book._timedelta_formats, book.epoch

    def rows(self, title: str) -> Iterator[Line]:
        """Yield the rows of a sheet."""
        with zipfile.ZipFile(self.path) as archive, archive.open(self.sheets[title]) as source:
            yield from rows_of(source, self._typed)

    def guessed_rows(self, title: str) -> int:
        """Return about how many rows a sheet has, without reading them."""
        with zipfile.ZipFile(self.path) as archive, archive.open(self.sheets[title]) as source:
            return sum(piece.count(b"row>") for piece in iter(lambda: source.read(PIECE), b""))

    def filled_rows(self, title: str) -> int:
        """Return how many rows of a sheet hold something at the least, without reading them; 0 where that cannot be told so."""
        count, rest = 0, b""
        with zipfile.ZipFile(self.path) as archive, archive.open(self.sheets[title]) as source:
            for piece in iter(lambda: source.read(PIECE), b""):
                *rows, rest = (rest[-PIECE:] + piece).split(b"</row>")
                count += sum([bool(_CONTENT.search(row)) for row in rows])
                if any(b"<!" in row for row in rows):
                    return 0
        return count

    @cached_property
    def _strings(self) -> list[str]:
        part = self._package.find(SHARED_STRINGS)
        if part is None:
            return []
        with zipfile.ZipFile(self.path) as archive, archive.open(part.PartName[1:]) as source:
            return strings_of(source)

    def _typed(self, kind: str, style: str, text: str) -> str:
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return told(bool(int(text)))
        if kind == "d":
            return told(from_ISO8601(text))  # type: ignore[no-untyped-call]  # openpyxl's stubs leave it open
        if kind != "n":
            return told(text)
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if int(style) not in self._days:
            return told(number)
        try:
            return told(from_excel(number, self._epoch, timedelta=int(style) in self._spans))
        except (OverflowError, ValueError):
            return "#VALUE!"
