"""What a register looks like as a file: one declared shape for its template, its import and its export. Plain Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from fengqiao.exchange.rules import values

_NOISE = re.compile(r"[\s*＊:：]+|[(（](?:必填|选填|可不填)[)）]")


class Kind(StrEnum):
    """How a cell is read and written."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    DAY = "day"
    BIRTHDAY = "birthday"
    YES = "yes"
    FIGURE = "figure"
    COUNT = "count"
    MONEY = "money"
    ONE = "one"
    SEVERAL = "several"
    LIST = "list"
    DATED = "dated"


_READERS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: values.text,
    Kind.NAME: values.squeezed,
    Kind.CODE: values.code,
    Kind.DAY: values.day,
    Kind.BIRTHDAY: values.birthday,
    Kind.YES: values.yes,
    Kind.FIGURE: values.figure,
    Kind.COUNT: values.people,
    Kind.MONEY: values.yuan,
    Kind.LIST: values.several,
    Kind.DATED: values.dated,
}
Names = Mapping[str, str]
"""Code -> Chinese name."""
Words = Mapping[str, Names]
"""The lists that are not known here, by name: kinds of organisation, levels, kinds of dispute, uses of rooms."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its code, its heading, others under which offices keep it, how it is read, and what the template says of it.

    choices: code -> Chinese name, of a column that takes one or several of a list; words: the name of such a list that the
    jurisdiction's rules or its registers have. is_personal: masked in an export for whom the clear values are not.
    """

    code: str
    heading: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    is_required: bool = False
    example: str = ""
    note: str = ""
    longest: int = 0
    choices: Names | None = None
    words: str = ""
    is_personal: bool = False

    def names(self, words: Words) -> Names:
        """Return what may be chosen, empty for a column without a list."""
        return self.choices if self.choices is not None else words.get(self.words, {})

    def reader(self, words: Words) -> Callable[[Any], Any]:
        """Return what reads a cell of this column; it raises Unreadable."""
        ending = "纠纷" if self.words == "categories" else ""
        if self.kind == Kind.ONE:
            return values.one_of(self.names(words), ending=ending)
        if self.kind == Kind.SEVERAL:
            return values.several_of(self.names(words), ending=ending)
        return _READERS[self.kind]


@dataclass(frozen=True, kw_only=True)
class Register:
    """The shape of one register. key: the columns by which a row is known again, in words for the template in ``key_note``.

    together: rows with the same value in this column are entered by one process, in their order.
    """

    code: str
    name: str
    columns: tuple[Column, ...]
    key_note: str
    note: str = ""
    most_rows: int = 0
    together: str = "name"

    @cached_property
    def by_code(self) -> Mapping[str, Column]:
        """Code -> column."""
        return {column.code: column for column in self.columns}

    @cached_property
    def _headings(self) -> Mapping[str, Column]:
        known: dict[str, Column] = {}
        for column in self.columns:
            for heading in (column.heading, *column.aliases, column.code):
                known.setdefault(tidy(heading), column)
        return known

    def column_of(self, heading: str) -> Column | None:
        """Return the column that a heading, another usual one for it, or a code names."""
        return self._headings.get(tidy(heading))

    def match(self, headings: Sequence[str]) -> dict[int, str]:
        """Return which column each heading names (place -> code), each column once, the first that names it."""
        found: dict[int, str] = {}
        for place, heading in enumerate(headings):
            column = self.column_of(heading)
            if column is not None and column.code not in found.values():
                found[place] = column.code
        return found

    def missing(self, matched: Mapping[int, str]) -> list[Column]:
        """Return the required columns that no heading was matched with."""
        return [column for column in self.columns if column.is_required and column.code not in matched.values()]


def tidy(heading: str) -> str:
    """Return a heading in one width, without blanks, asterisks and 必填."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading)).lower()
