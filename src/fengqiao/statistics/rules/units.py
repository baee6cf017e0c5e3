"""Quantities whose unit is their type: adding 件 to 次 is a TypeError, and so is dividing one by the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, TypeVar

from fengqiao.core.text import N_

Q = TypeVar("Q", bound="Quantity")


@dataclass(frozen=True)
class Quantity:
    """A number of something. Only quantities of one unit are added, subtracted or compared."""

    value: int | Decimal
    unit: ClassVar[str] = ""

    def _same(self, other: object) -> bool:
        return type(self) is type(other)

    def __add__(self: Q, other: Q) -> Q:
        if not self._same(other):
            raise TypeError(f"cannot add {type(other).__name__} to {type(self).__name__}")
        return type(self)(self.value + other.value)

    def __radd__(self: Q, other: Any) -> Q:
        """Let sum() begin with its 0."""
        if other == 0:
            return self
        raise TypeError(f"cannot add {type(self).__name__} to {type(other).__name__}")

    def __sub__(self: Q, other: Q) -> Q:
        if not self._same(other):
            raise TypeError(f"cannot subtract {type(other).__name__} from {type(self).__name__}")
        return type(self)(self.value - other.value)

    def __lt__(self: Q, other: Q) -> bool:
        if not self._same(other):
            raise TypeError(f"cannot compare {type(self).__name__} with {type(other).__name__}")
        return self.value < other.value

    def __le__(self: Q, other: Q) -> bool:
        return self == other or self < other

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return f"{self.value:,}"

    @property
    def plain(self) -> str:
        """The number for programs, without separators."""
        return str(self.value)


class Cases(Quantity):
    """件: matters."""

    unit = N_("件")


class Times(Quantity):
    """次: actions, such as one screening, which may find no dispute or several."""

    unit = N_("次")


class Persons(Quantity):
    """人: people."""

    unit = N_("人")


class Bodies(Quantity):
    """个: organisations."""

    unit = N_("个")


class PersonTimes(Quantity):
    """人次: attendances; somebody who came twice counts twice."""

    unit = N_("人次")


class Yuan(Quantity):
    """元: money, to the cent."""

    unit = N_("元")

    @property
    def wan(self) -> WanYuan:
        """The same money in 万元, to two places, half up; converted once, after adding."""
        return WanYuan((Decimal(self.value) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP))


class WanYuan(Quantity):
    """万元: money in units of ten thousand yuan, as the official table writes it."""

    unit = N_("万元")
