"""Interest and penalty terms of an agreement held against the bounds of the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_numbers import Amount, parse_number
from fengqiao.jurisdictions.ruleset.agreement import Bounds

_SIGNS = "0-9零〇一二两三四五六七八九十百半"
_N = rf"[{_SIGNS}](?:[{_SIGNS}]|[.点](?=[{_SIGNS}])){{0,7}}"
_RATE = re.compile(
    rf"百分之(?P<hundred>{_N})|千分之(?P<thousand>{_N})|万分之(?P<myriad>{_N})|(?P<percent>[0-9][0-9.]{{0,6}}) ?%|(?P<permille>[0-9][0-9.]{{0,6}}) ?‰"
    rf"|(?P<fen>{_N}) ?分(?P<half>半|[一二三四五六七八九5])?(?=利|息|计|的|,|。|;|$)|(?P<li>{_N}) ?厘"
)
_PERIOD = re.compile("(?P<day>日|天)|(?P<month>月)|(?P<year>年)")
_INTEREST = re.compile("利息|利率|月息|年息|日息|月利|年利|计息|生息|分利|厘利|利钱|付息|[一二三四五2345]分息")
_PENALTY = re.compile("违约金|滞纳金|罚款|罚金|罚息|赔偿金|违约责任|逾期|迟延|延迟|每拖|每晚|超期")
_TIMES_LPR = re.compile(
    rf"(?:lpr|市场报价利率|贷款利率|报价利率)[^,。;]{{0,8}}?(?P<after>{_N})倍|(?P<before>{_N})倍[^,。;]{{0,8}}?(?:lpr|市场报价利率|报价利率)"
)
_PER_MYRIAD = re.compile(
    rf"每(?:一|1)?万元?(?:每|一)(?:个)?(?P<period>[天日月年])[^,。;]{{0,4}}?(?P<sum>{_N})(?:元|块)"
)
_MULTIPLE = re.compile(rf"(?P<times>双|加|翻|{_N})倍")
_LAWFUL_MULTIPLE = re.compile("(?<!约)定金(?!额)|退一赔|惩罚性|食品|lpr|利率")
_PER_DAY = re.compile(
    "每(?:逾期|迟延|延迟|延期|拖延|拖|晚|超期|超过|超)?(?:一|1)?(?:日|天)|(?:逾期|迟延|延迟|拖延|晚|超期)(?:一|1)(?:日|天)|按(?:日|天)|/(?:日|天)|一天"
)
_YEAR_DAYS = 365


def _number(written: str) -> float:
    """Return the value of a number, "半" being one half and "点" the decimal point; 0 when it is none."""
    if written == "半":
        return 0.5
    whole, _, tail = written.replace("半", "").partition("点")
    value = float(parse_number(whole) or 0)
    for position, sign in enumerate(tail, start=1):
        value += float(parse_number(sign) or 0) / float(10**position)
    return value


def yearly_rates(plain: str, start: int, end: int) -> Iterator[tuple[float, int]]:
    """Yield (percent a year, place) of each rate written in a stretch; 分 and 厘 a month unless 年 stands before them."""
    for match in _RATE.finditer(plain, start, end):
        before = plain[max(start, match.start() - 14) : match.start()]
        periods = list(_PERIOD.finditer(before))
        period = periods[-1].lastgroup if periods else None
        if match.group("fen") or match.group("li"):
            value = _number(match.group("fen") or match.group("li"))
            if match.group("half"):
                value += 0.5 if match.group("half") == "半" else _number(match.group("half")) / 10
            tenth = 10 if period == "year" else 1
            value = value * tenth if match.group("fen") else value * tenth / 10
            period = period or "month"
        else:
            value = (
                _number(match.group("hundred") or match.group("percent") or "0")
                + _number(match.group("thousand") or match.group("permille") or "0") / 10
                + _number(match.group("myriad") or "0") / 100
            )
        factor = {"day": _YEAR_DAYS, "month": 12, "year": 1}.get(period or "year", 1)
        yield value * factor, match.start()


def illegal_interest(text: Text, bounds: Bounds) -> Iterator[int]:
    """Yield the places of interest above the highest protected rate."""
    for clause in text.clauses:
        plain, start, end = text.ungrouped, clause.start, clause.end
        for match in _TIMES_LPR.finditer(plain, start, end):
            if _number(match.group("after") or match.group("before")) > bounds.interest_times_lpr:
                yield match.start()
        for match in _PER_MYRIAD.finditer(plain, start, end):
            yearly = {"年": 1, "月": 12}.get(match.group("period"), _YEAR_DAYS)
            if _number(match.group("sum")) / 100 * yearly > bounds.highest_interest:
                yield match.start()
        if not _INTEREST.search(plain, start, end) or re.search("违约金|滞纳金", plain[start:end]):
            continue
        for rate, place in yearly_rates(plain, start, end):
            if rate > bounds.highest_interest + 1e-9:
                yield place


def over_penalty(text: Text, sums: tuple[Amount, ...], bounds: Bounds) -> Iterator[int]:
    """Yield the places of penalties beyond the bounds: a share a day, a sum a day, a lump sum, or a multiple."""
    for clause in text.clauses:
        plain, start, end = text.ungrouped, clause.start, clause.end
        if not _PENALTY.search(plain, max(0, start - 24), end):
            continue
        own = [one for one in sums if start <= one.start < end]
        others = [one.yuan for one in sums if not start <= one.start < end and not one.periodic]
        principal = max(others, default=Decimal(0))
        if not _INTEREST.search(plain, start, end):
            yield from (
                place for rate, place in yearly_rates(plain, start, end) if _steep(plain, start, end, rate, bounds)
            )
        multiple = _MULTIPLE.search(plain, start, end)
        if (
            multiple
            and not _LAWFUL_MULTIPLE.search(plain, start, end)
            and re.search("违约|赔|付|返还|退", plain[start:end])
        ):
            yield multiple.start()
        if not own or principal <= 0 or not re.search("违约金|滞纳金|罚|赔偿金", plain[start:end]):
            continue
        sum_ = max(own, key=lambda one: one.yuan)
        daily = _PER_DAY.search(plain, start, end) is not None
        share = float(sum_.yuan / principal) * 100
        if share * _YEAR_DAYS > bounds.penalty_per_year if daily else share > bounds.penalty_share:
            yield sum_.start


def _steep(plain: str, start: int, end: int, rate: float, bounds: Bounds) -> bool:
    """Say whether a penalty rate is beyond its bound: by the year where it runs with time, else by the share of the sum."""
    if _PER_DAY.search(plain, start, end) or re.search("[日月年天]", plain[start:end]):
        return rate > bounds.penalty_per_year
    return rate > bounds.penalty_share
