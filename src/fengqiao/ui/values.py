"""How dates, moments, amounts and rates are written. Legal dates are those of Asia/Shanghai."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import cn2an
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTHING = "—"
_CENT = Decimal("0.01")
_SOON = 3


def local(moment: datetime) -> datetime:
    """Return an aware moment in the time of Shanghai."""
    return moment.astimezone(SHANGHAI)


def day(value: date | None) -> str:
    """2026年11月21日, of a date or a moment; — when there is none."""
    if value is None:
        return NOTHING
    on = local(value).date() if isinstance(value, datetime) else value
    return _("%(year)s年%(month)s月%(day)s日") % {"year": on.year, "month": on.month, "day": on.day}


def clock(value: datetime) -> str:
    """14:05."""
    return f"{local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """2026年11月21日 14:05; — when there is none."""
    return NOTHING if value is None else f"{day(value)} {clock(value)}"


def weekday(value: date, now: datetime | None = None) -> str:
    """11月24日（周二）; with the year when it is not that of `now`."""
    on = local(value).date() if isinstance(value, datetime) else value
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    parts = {"year": on.year, "month": on.month, "day": on.day, "weekday": names[on.weekday()]}
    if now is not None and local(now).year != on.year:
        return _("%(year)s年%(month)s月%(day)s日（%(weekday)s）") % parts
    return _("%(month)s月%(day)s日（%(weekday)s）") % parts


def ago(value: datetime, now: datetime) -> str:
    """刚刚, 5分钟前, 3小时前, 昨天 14:05, 3天前; a date beyond a week, and for the future."""
    seconds = (now - value).total_seconds()
    days = (local(now).date() - local(value).date()).days
    if seconds < 0 or days > 7:
        return day(value)
    if seconds < 60:
        return _("刚刚")
    if seconds < 3600:
        return ngettext("%(count)s分钟前", "%(count)s分钟前", int(seconds // 60)) % {"count": int(seconds // 60)}
    if days == 0:
        return ngettext("%(count)s小时前", "%(count)s小时前", int(seconds // 3600)) % {"count": int(seconds // 3600)}
    if days == 1:
        return _("昨天 %(clock)s") % {"clock": clock(value)}
    return ngettext("%(count)s天前", "%(count)s天前", days) % {"count": days}


@dataclass(frozen=True)
class Due:
    """A time limit as shown. state: late, today, soon (three days or less), later."""

    date: str
    rest: str
    state: str
    iso: str

    @property
    def text(self) -> str:
        """11月24日（周二），还剩3天."""
        return _("%(date)s，%(rest)s") % {"date": self.date, "rest": self.rest}


def due(limit: date, now: datetime) -> Due:
    """Return how a time limit stands at `now`.

    limit: a day (in time until its 24:00), or a moment. A moment at 24:00 or in the last minute of a day is that whole day;
    any other moment is a limit by the hour.
    """
    if isinstance(limit, datetime):
        there = local(limit)
        if there.time() == time():
            return _due_day(there.date() - timedelta(days=1), now)
        if there.time() >= time(23, 59):
            return _due_day(there.date(), now)
        return _due_hour(there, now)
    return _due_day(limit, now)


def _due_day(on: date, now: datetime) -> Due:
    left = (on - local(now).date()).days
    if left < 0:
        rest = ngettext("已逾期%(count)s天", "已逾期%(count)s天", -left) % {"count": -left}
        return Due(weekday(on, now), rest, "late", on.isoformat())
    if left == 0:
        return Due(weekday(on, now), _("今天到期"), "today", on.isoformat())
    rest = ngettext("还剩%(count)s天", "还剩%(count)s天", left) % {"count": left}
    return Due(weekday(on, now), rest, "soon" if left <= _SOON else "later", on.isoformat())


def _due_hour(there: datetime, now: datetime) -> Due:
    seconds = (there - now).total_seconds()
    hours, days = int(abs(seconds) // 3600), (there.date() - local(now).date()).days
    date_text = _("%(date)s%(clock)s") % {"date": weekday(there, now), "clock": clock(there)}
    if abs(days) > _SOON:
        whole = _due_day(there.date(), now)
        return Due(date_text, whole.rest, whole.state, there.isoformat())
    if seconds < 0:
        late = ngettext("已逾期%(count)s小时", "已逾期%(count)s小时", hours) if hours else _("已逾期不到1小时")
        return Due(date_text, late % {"count": hours}, "late", there.isoformat())
    rest = ngettext("还剩%(count)s小时", "还剩%(count)s小时", hours) if hours else _("还剩不到1小时")
    return Due(date_text, rest % {"count": hours}, "today" if days == 0 else "soon", there.isoformat())


def money(amount: Decimal | int | None) -> str:
    """￥30,000.00, of an amount in yuan."""
    if amount is None:
        return NOTHING
    rounded = Decimal(amount).quantize(_CENT, ROUND_HALF_UP)
    return f"{'-' if rounded < 0 else ''}￥{abs(rounded):,}"


def wan(amount: Decimal | int | None) -> str:
    """12.35万元, of an amount in yuan."""
    if amount is None:
        return NOTHING
    return _("%(amount)s万元") % {"amount": f"{(Decimal(amount) / 10000).quantize(_CENT, ROUND_HALF_UP):,}"}


def capital(amount: Decimal | int | None) -> str:
    """叁万元整: an amount in yuan as official papers write it."""
    if amount is None:
        return NOTHING
    return str(cn2an.an2cn(str(Decimal(amount).quantize(_CENT, ROUND_HALF_UP)), "rmb"))


def percent(part: int, whole: int) -> str:
    """83.04%, rounded half up; — when there is nothing to divide by."""
    if not whole:
        return NOTHING
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(_CENT, ROUND_HALF_UP)}%"


def rate(part: int, whole: int) -> str:
    """666/802（83.04%）."""
    return _("%(part)s/%(whole)s（%(percent)s）") % {"part": part, "whole": whole, "percent": percent(part, whole)}


UNSOURCED = "default, no source"
"""What a profile writes as the source of a value that nobody published."""


_FILE = re.compile(r"，seed \d{3}_[0-9a-f]{16}(?=）)|（seed \d{3}_[0-9a-f]{16}）")
"""The file in which a document lies, after its title: for programs, not for readers."""


_MARKS = re.compile(r"“[^”]*”|\(([^()]*[\u4e00-\u9fff][^()]*)\)|; *(?=[\u4e00-\u9fff])")


def below(name: str, place: str) -> str:
    """A full name without the place that all of a list share (义堂镇临河苑村, of 临沂市兰山区); the whole of it on pointing there."""
    rest = name.removeprefix(place)
    return format_html('<span title="{}">{}</span>', name, rest) if rest and rest != name else name


def cited(text: object) -> str:
    """Return the source of a value as it is printed: sourced, with Chinese marks between Chinese words; quotations stay."""
    return _MARKS.sub(_marked, sourced(text))


def _marked(found: re.Match[str]) -> str:
    if found[0].startswith("“"):
        return found[0]
    return f"（{found[1]}）" if found[1] else "；"


def sourced(text: object) -> str:
    """Return a sentence that names sources by their titles, with the mark of an unpublished value in words."""
    return _FILE.sub("", str(text).strip()).replace(UNSOURCED, _("平台默认值，尚无公开依据"))
