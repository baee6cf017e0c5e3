"""Reading plain values of a request: moments, days, numbers. Each refusal names the field and says what is expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from fengqiao.core.clock import SHANGHAI, local_date
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_

FIRST_YEAR, LAST_YEAR = 1950, 2199
DATE_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}", re.ASCII)
WEEKDAYS = "一二三四五六日"


class ClockRefused(Malformed):
    """A limit that cannot be counted: a stable ``code``, a Chinese ``message`` and the ``field`` that is wrong."""


def refuse(code: str, reason: str, field: str) -> ClockRefused:
    """Make a refusal whose reason ends by naming the field."""
    return ClockRefused(code, N_("{reason}（字段 {field}）。").format(reason=reason, field=field), field=field)


def shown(value: object) -> str:
    """Return a value as it may stand in a sentence: short, on one line, only characters that can be stored and sent."""
    if not isinstance(value, str | int | float | date):
        return N_("非文字")
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value)[:200]).split())
    return text if len(text) <= 40 else text[:39] + "…"


def told(day: date) -> str:
    """Write a local date in Chinese with its weekday."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def told_moment(moment: datetime) -> str:
    """Write a moment in Chinese, local time."""
    there = moment.astimezone(SHANGHAI)
    seconds = f"{there.second}秒" if there.second else ""
    return f"{there.year}年{there.month}月{there.day}日{there.hour}时{there.minute:02}分{seconds}"


def _in_range(value: date, field: str) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise refuse(
            "date_out_of_range",
            N_("{year}年不在可以计算的范围（{first}年至{last}年）内").format(
                year=value.year, first=FIRST_YEAR, last=LAST_YEAR
            ),
            field,
        )


def _parsed(value: object, field: str) -> date | datetime:
    """Return what an ISO 8601 text says: a date when it names only a day, else a moment that knows its zone."""
    if isinstance(value, str):
        text = value.strip()
        try:
            value = date.fromisoformat(text) if DATE_ONLY.fullmatch(text) else datetime.fromisoformat(text)
        except ValueError:
            raise refuse(
                "malformed_date",
                N_("“{value}”不是存在的日期或者时刻，应为 ISO 8601 格式").format(value=shown(value)),
                field,
            ) from None
    if not isinstance(value, date):
        raise refuse("malformed_date", N_("应为 ISO 8601 格式的日期或者时刻"), field)
    _in_range(value, field)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise refuse("missing_zone", N_("时刻没有写明时区，例如应写 +08:00"), field)
    return value


def moment(value: object, field: str) -> datetime:
    """Read a moment with its zone; raises ClockRefused for anything else, a bare date included."""
    read = _parsed(value, field)
    if not isinstance(read, datetime):
        raise refuse("missing_zone", N_("只写了日期，应写明时刻和时区，例如 2026-03-02T09:00:00+08:00"), field)
    return read


def day(value: object, field: str) -> date:
    """Read a local date, given as a date or as a moment with its zone."""
    read = _parsed(value, field)
    return local_date(read) if isinstance(read, datetime) else read


def moment_or_day(value: object, field: str, floor: datetime) -> datetime:
    """Read a moment; a bare date stands for the beginning of that local day, but not before ``floor`` on the same day."""
    read = _parsed(value, field)
    if isinstance(read, datetime):
        return read
    begin = datetime.combine(read, time.min, SHANGHAI)
    return max(begin, floor) if read == local_date(floor) else begin


def first_of(mapping: Mapping[object, object], names: tuple[str, ...]) -> object:
    """Return the first value that stands under one of the names and is not empty, else None."""
    return next((mapping[name] for name in names if mapping.get(name) not in (None, "")), None)


def dated(value: object, field: str, names: tuple[str, ...]) -> date:
    """Read a date that may stand in an object under one of the names."""
    if isinstance(value, Mapping):
        value = first_of(value, names)
    return day(value, field)


def whole(value: object, field: str, most: int) -> int:
    """Read a whole number from 1 to ``most``; digits in a text are accepted."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) <= 9:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise refuse("malformed_modifier", N_("应为整数"), field)
    if not 1 <= value <= most:
        raise refuse(
            "number_out_of_range",
            N_("{value}不在 1 至 {most} 之间").format(value=shown(value) if abs(value) < 10**12 else "…", most=most),
            field,
        )
    return value


def yes(value: object, field: str) -> bool:
    """Read true or false, also as 是/否 or yes/no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = value.strip().lower()
        if text in {"true", "yes", "y", "是", "有", "具备"}:
            return True
        if text in {"false", "no", "n", "否", "无", "没有", "不具备"}:
            return False
    raise refuse("malformed_modifier", N_("应为 true 或者 false"), field)
