"""The few building blocks of a Word template, and how each is written with python-docx.

Texts hold Jinja expressions over the form's printed values; docxtpl fills them in. Loops and conditions are docxtpl's
paragraph and row tags, so that a template stays an ordinary Word document which staff can edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TEXT_WIDTH = 158
"""Millimetres between the margins."""
SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


class Block(Protocol):
    """Something that writes itself into a document or a table's cell."""

    def write(self, place: "Document | _Cell") -> None: ...


Layout = tuple[Block, ...]


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    text: str
    side: Literal["left", "right", "center"] = "left"
    bold: bool = False
    size: float = 0
    indent: bool = False
    space: float = 0

    def write(self, place: "Document | _Cell") -> None:
        paragraph = place.add_paragraph()
        paragraph.alignment = SIDES[self.side]
        run = paragraph.add_run(self.text)
        run.bold = self.bold
        if self.size:
            run.font.size = Pt(self.size)
        if self.indent:
            paragraph.paragraph_format.first_line_indent = Cm(0.85)
        if self.space:
            paragraph.paragraph_format.space_before = Pt(self.space)


@dataclass(frozen=True)
class Each:
    """Blocks repeated for each element of a list."""

    variable: str
    source: str
    blocks: Sequence[Block]

    def write(self, place: "Document | _Cell") -> None:
        place.add_paragraph(f"{{%p for {self.variable} in {self.source} %}}")
        for block in self.blocks:
            block.write(place)
        place.add_paragraph("{%p endfor %}")


@dataclass(frozen=True)
class If:
    """Blocks printed only when an expression holds."""

    condition: str
    blocks: Sequence[Block]

    def write(self, place: "Document | _Cell") -> None:
        place.add_paragraph(f"{{%p if {self.condition} %}}")
        for block in self.blocks:
            block.write(place)
        place.add_paragraph("{%p endif %}")


@dataclass(frozen=True)
class Break:
    """A new page."""

    def write(self, place: "Document | _Cell") -> None:
        place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _fill(cell: _Cell, content: "str | Sequence[Block]", *, bold: bool = False, centred: bool = False) -> None:
    if isinstance(content, str):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(content).bold = bold
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return
    for block in content:
        block.write(cell)
    _drop(cell.paragraphs[0])


def _drop(paragraph: Paragraph) -> None:
    element = paragraph._p
    element.getparent().remove(element)


def _grid(place: "Document | _Cell", widths: Sequence[float]) -> Table:
    table = place.add_table(0, len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _row(table: Table, widths: Sequence[float]) -> Sequence[_Cell]:
    cells: Sequence[_Cell] = table.add_row().cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells


@dataclass(frozen=True)
class Pairs:
    """A table of labels and values: rows of (label, value) or (label, value, label, value)."""

    rows: "Sequence[tuple[str, str | Sequence[Block]] | tuple[str, str, str, str]]"

    def write(self, place: "Document | _Cell") -> None:
        widths = (30, 49, 30, 49)
        table = _grid(place, widths)
        for row in self.rows:
            cells = _row(table, widths)
            value = cells[1].merge(cells[3]) if len(row) == 2 else cells[1]
            _fill(cells[0], row[0], centred=True)
            _fill(value, row[1])
            if len(row) == 4:
                _fill(cells[2], row[2], centred=True)
                _fill(cells[3], row[3])


@dataclass(frozen=True)
class Listing:
    """A table with a head and a row for each element: columns of (head, expression, share of the width)."""

    variable: str
    source: str
    columns: Sequence[tuple[str, str, float]]

    def write(self, place: "Document | _Cell") -> None:
        whole = sum(share for _head, _text, share in self.columns)
        widths = [TEXT_WIDTH * share / whole for _head, _text, share in self.columns]
        table = _grid(place, widths)
        for cell, (head, _text, _share) in zip(_row(table, widths), self.columns, strict=True):
            _fill(cell, head, bold=True, centred=True)
        _row(table, widths)[0].text = f"{{%tr for {self.variable} in {self.source} %}}"
        for cell, (_head, text, _share) in zip(_row(table, widths), self.columns, strict=True):
            _fill(cell, text)
        _row(table, widths)[0].text = "{%tr endfor %}"
