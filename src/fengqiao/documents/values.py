"""How a value is written on paper: dates, moments, money, ordinals, file numbers. Plain Python."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import cn2an

CHINA = ZoneInfo("Asia/Shanghai")
BLANK_DATE = "　　　　年　　月　　日"


def date_words(day: date) -> str:
    """A day as 2026年11月21日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime) -> str:
    """An aware moment in China's time as 2026年11月21日14时05分. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    local = moment.astimezone(CHINA)
    return f"{date_words(local.date())}{local.hour}时{local.minute:02d}分"


def figures(amount: Decimal) -> str:
    """Yuan in figures: ￥30,000.00."""
    return f"￥{amount:,.2f}"


def capitals(amount: Decimal) -> str:
    """Yuan in Chinese capitals: 叁万元整. `amount` is not negative and has at most two decimals."""
    return str(cn2an.an2cn(f"{amount:.2f}", "rmb"))


def money_words(amount: Decimal) -> str:
    """Yuan in figures and capitals, as agreements and receipts want both: ￥30,000.00（人民币叁万元整）."""
    return f"{figures(amount)}（人民币{capitals(amount)}）"


def ordinal(number: int) -> str:
    """1 as 一, 11 as 十一: the number before a clause."""
    return str(cn2an.an2cn(number, "low"))


def enumerated(lines: Sequence[str]) -> tuple[str, ...]:
    """Clauses under 一、二、三、."""
    return tuple(f"{ordinal(n)}、{line}" for n, line in enumerate(lines, 1))


def full_width_brackets(number: str) -> str:
    """A file number with the brackets of paper: （2026）武洪人调字第0001号."""
    return number.replace("(", "（").replace(")", "）")


def sentence(text: str) -> str:
    """`text` ending in a full stop, for joining texts people typed with or without one."""
    text = text.strip()
    return text if not text or text.endswith(("。", "！", "？", "；", "…", "。”", "！”", "？”")) else f"{text}。"
