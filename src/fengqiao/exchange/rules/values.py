"""How values are read as offices write them: text, dates, money, yes and no, one or several of a list."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import itemgetter
from typing import Any

from fengqiao.core.clock import SHANGHAI
from fengqiao.core.sheets import FORMULA
from fengqiao.core.text import N_

_DATE = re.compile(r"(\d{4})(?:年|[-/.、](?=\d))(\d{1,2})(?:月|[-/.、](?=\d))(\d{1,2})[日号]?")
_COMPACT = re.compile(r"\d{8}")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_SERIAL_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates; five digits reach from 1927 to 2173."""
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
EARLIEST = date(1949, 10, 1)
SHOWN = 12
"""So many choices a refusal names."""
LARGEST, _CENT = Decimal(10) ** 12, Decimal("0.01")


def unmarked(cell: str) -> str:
    """Return the text of a cell without the mark that keeps programs from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


class Unreadable(ValueError):
    """A value that its column cannot take; the message says in Chinese what is expected."""


def text(value: Any) -> str:
    """Read text: blanks at the ends go, numbers are taken as written."""
    if isinstance(value, str):
        found = value.strip()
        if "\0" in found:
            raise Unreadable(N_("文字中含有空字符"))
        return found
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    raise Unreadable(N_("应为文字"))


def plain(value: str) -> str:
    """Return text in half-width figures and letters, without any blanks: as codes, dates and telephone numbers are kept."""
    return "".join((value if value.isascii() else unicodedata.normalize("NFKC", value)).split())


@lru_cache(maxsize=16384)
def _day(value: str) -> date:
    value = plain(_MIDNIGHT.sub("", value))
    found = _DATE.fullmatch(value)
    try:
        if found:
            year, month, day = (int(part) for part in found.groups())
            result = date(year, month, day)
        elif _COMPACT.fullmatch(value):
            result = date(int(value[:4]), int(value[4:6]), int(value[6:]))
        elif _SERIAL.fullmatch(value):
            result = _SERIAL_DAY + timedelta(days=int(value[:5]))
        else:
            raise ValueError(value)
    except ValueError as error:
        raise Unreadable(N_("不是存在的日期，应写作2021-03-05")) from error
    return result


def day(value: Any) -> date:
    """Read a date: 2021-03-05, 2021/3/5, 2021.3.5, 2021年3月5日, 20210305, or the number that a spreadsheet has for it.

    A date without its day, or counted from 1912, is not guessed at.
    """
    found = _day(text(value))
    if found < EARLIEST:
        raise Unreadable(N_("日期早于1949年10月1日"))
    return found


def birthday(value: Any) -> date:
    """Read a date of birth, which may lie before 1949."""
    found = _day(text(value))
    if found.year < 1900:
        raise Unreadable(N_("出生日期有误"))
    return found


@lru_cache(maxsize=16384)
def _begin_of(on: date) -> datetime:
    return datetime.combine(on, time.min, SHANGHAI).astimezone(UTC)


def moment(value: Any) -> datetime:
    """Read a moment: a date stands for its beginning in Shanghai, as does a time without zone; returned in UTC."""
    written = text(value)
    if len(written) <= 11 or _MIDNIGHT.search(written):
        return _begin_of(day(written))
    try:
        found = datetime.fromisoformat(written.replace("/", "-"))
    except ValueError as error:
        raise Unreadable(N_("不是存在的日期或者时刻，应写作2021-03-05或者2021-03-05T09:30:00+08:00")) from error
    if found.date() < EARLIEST:
        raise Unreadable(N_("日期早于1949年10月1日"))
    return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def yuan(value: Any) -> Decimal:
    """Read money in yuan: 30000, 30,000.00 or ￥30000."""
    if isinstance(value, float):
        value = repr(value)
    written = (
        plain(text(value)).replace(",", "").replace("，", "").removeprefix("￥").removeprefix("¥").removesuffix("元")
    )
    try:
        found = Decimal(written)
    except InvalidOperation as error:
        raise Unreadable(N_("应为以元为单位的金额，如30000.00")) from error
    if not found.is_finite() or found < 0:
        raise Unreadable(N_("金额不能是负数"))
    if found >= LARGEST or found != found.quantize(_CENT):
        raise Unreadable(N_("金额以元为单位，最多两位小数，小于一万亿元"))
    return found.quantize(_CENT)


def yes(value: Any) -> bool:
    """Read 是 or 否, true or false, 1 or 0."""
    if isinstance(value, bool):
        return value
    written = text(value).lower()
    if written in ("是", "有", "y", "yes", "true", "1", "√"):
        return True
    if written in ("否", "无", "n", "no", "false", "0", "×"):
        return False
    raise Unreadable(N_("应为“是”或者“否”"))


def people(value: Any) -> int:
    """Read a number of people, 1 to 100,000."""
    written = plain(text(value)).removesuffix("人")
    if not (written.isascii() and written.isdigit()) or not 1 <= int(written[:9]) <= 100_000:
        raise Unreadable(N_("应为1至100000的人数"))
    return int(written)


def listed(value: Any) -> list[Any]:
    """Read a list of objects, or such a list as JSON in a cell."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise Unreadable(N_("应为对象的列表")) from error
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unreadable(N_("应为对象的列表"))
    return value


def one_of(names: Mapping[str, str], *, ending: str = "") -> Callable[[Any], str]:
    """Return what reads a code or its Chinese name; ending: what people write behind such a name, and may leave out."""
    known = {f"{name}{ending}": code for code, name in names.items()}
    known |= {**{code: code for code in names}, **{name: code for code, name in names.items()}}

    def read(value: Any) -> str:
        found = known.get(text(value))
        if found is None:
            listed_names = list(names.values())
            more = N_("等，见模板") if len(listed_names) > SHOWN else ""
            raise Unreadable(N_("应为以下之一：") + "、".join(listed_names[:SHOWN]) + more)
        return found

    return read


_BETWEEN = re.compile(r"[、，,；;/|\n]+")


def several(value: Any) -> list[str]:
    """Read a list, its items parted by 、 ， ； / or line ends, each once."""
    return list(dict.fromkeys(item for each in _BETWEEN.split(text(value)) if (item := " ".join(each.split()))))


ITEMS, PARTS = re.compile(r"[；;\n]+"), re.compile(r"[|｜]")
"""What parts the items of a cell, and the parts of an item."""


def dated(value: Any) -> list[tuple[str, date]]:
    """Read names each with a day: 旧名|2023-05-01；更旧的名|2019-01-02; returned by day."""
    found = []
    for item in ITEMS.split(text(value)):
        name, *more = PARTS.split(item)
        if not item.strip():
            continue
        if len(more) != 1 or not name.strip():
            raise Unreadable(N_("应写作“名称|日期”，几个之间用分号"))
        found.append((squeezed(name), day(more[0])))
    return sorted(found, key=itemgetter(1))


def several_of(names: Mapping[str, str], *, ending: str = "") -> Callable[[Any], list[str]]:
    """Return what reads a list of codes or Chinese names into codes; ending: as for ``one_of``."""
    read, listed_names = one_of(names, ending=ending), frozenset(names.values())

    def read_all(value: Any) -> list[str]:
        whole = text(value)
        if whole in listed_names:  # a name may itself hold a mark that parts others
            return [read(whole)]
        return list(dict.fromkeys(read(item) for item in several(whole)))

    return read_all


def figure(value: Any) -> Decimal:
    """Read a number."""
    try:
        found = Decimal(plain(text(value)))
    except InvalidOperation as error:
        raise Unreadable(N_("应为数字")) from error
    if not found.is_finite():
        raise Unreadable(N_("应为数字"))
    return found


def code(value: Any) -> str:
    """Read a number that is no quantity: blanks go, figures become half-width. Refuses one that a spreadsheet has cut short."""
    found = plain(text(value))
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", found):
        raise Unreadable(N_("号码已被表格改写成科学记数，请把这一栏设为文本格式后重新填写"))
    return found


def squeezed(value: Any) -> str:
    """Read a name that holds no blanks."""
    return "".join(text(value).split())
