"""Reading one row of a register: every value by its column, every fault told with its column, nothing guessed. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fengqiao.core.text import N_
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers.shape import Register, Words
from fengqiao.exchange.rules.values import Unreadable


class Line(NamedTuple):
    """A row of a file: its number, its cells as text; ``broken`` says why it could not be read, ``formulas`` which cells compute."""

    number: int
    cells: Sequence[str]
    broken: str = ""
    formulas: tuple[int, ...] = ()


@dataclass
class Entry:
    """A row as read: column code -> value, without empty cells, and what is wrong with it by itself."""

    line: int
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)


class Reader:
    """Reads rows of a register. matched: place of a cell -> column code; words: the lists of the jurisdiction's rules."""

    def __init__(self, register: Register, matched: Mapping[int, str], words: Words) -> None:
        self.register = register
        columns = [(place, register.by_code[code]) for place, code in sorted(matched.items()) if code]
        self.columns = [(place, column, column.reader(words)) for place, column in columns]
        self.required = [column for column in register.columns if column.is_required]

    def read(self, line: Line) -> Entry:
        """Return a row as read."""
        if line.broken:
            return Entry(line.number, {}, [Fault("", "", line.broken)])
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        cells, most = line.cells, len(line.cells)
        for place, column, read in self.columns:
            written = cells[place].strip() if place < most else ""
            if not written:
                continue
            if line.formulas and place in line.formulas:
                reason = N_("这一格是公式，请粘贴为数值。")
                faults.append(Fault(column.heading, written[:200], reason))
                continue
            try:
                found = read(written)
            except Unreadable as error:
                faults.append(Fault(column.heading, written[:200], f"{error}。"))
                continue
            if column.longest and len(found) > column.longest:
                reason = N_("不得超过%(most)s字。") % {"most": column.longest}
                faults.append(Fault(column.heading, written[:200], reason))
                continue
            values[column.code] = found
        told = {fault.column for fault in faults}
        for column in self.required:
            if column.code not in values and column.heading not in told:
                faults.append(Fault(column.heading, "", N_("必填。")))
        return Entry(line.number, values, faults)
