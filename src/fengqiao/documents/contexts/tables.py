"""Statistics as a table on paper. Which figures it holds and how they are computed is the statistics package's matter."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from fengqiao.core.text import N_
from fengqiao.documents.contexts.base import Context, Form, Line, Prose


class CaseRow(Context):
    """One indicator: its depth below the block's head, label, value as printed (666/802（83.04%）), unit, note."""

    depth: Annotated[int, Field(ge=0, le=3)] = 0
    label: Line
    figure: Line = ""
    unit: Line = ""
    note: Line = ""


class CaseBlock(Context):
    """A titled block of indicators."""

    name: Line = ""
    rows: tuple[CaseRow, ...]


class CaseTable(Form):
    """统计报表, such as 人民调解案件情况统计表 (司发通〔2010〕239号)."""

    code: ClassVar[str] = "case_table"
    title: ClassVar[str] = N_("统计表")
    basis: ClassVar[str] = "司发通〔2010〕239号"

    name: Line
    """人民调解案件情况统计表."""
    period: Line
    region: Line
    """The place or organisation counted."""
    blocks: tuple[CaseBlock, ...]
    notes: tuple[Prose, ...] = ()
    """Definitions, rounding, restatements: printed below the table."""
    state: Line = ""
    """Open or closed period: 本期已结账."""
    head: Line = ""
    maker: Line = ""
    made_on: date | None = None

    @property
    def heading(self) -> str:
        return self.name
