"""Amounts, headcounts and ages in a narrative, in digits or Chinese numerals. Plain Python, linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fengqiao.disputes.rules.narrative import Text

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_VAGUE = {"几": 3, "数": 3}
_SIGNS = "0-9零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟几数"
_GROUP = r",(?=[0-9]{3}(?![0-9]))|\.(?=[0-9])"
_NUMBER = rf"(?<![{_SIGNS}])[{_SIGNS}](?:[{_SIGNS}]|{_GROUP}){{0,23}}"
_MONEY = re.compile(
    rf"(?P<sign>[¥￥]|人民币|rmb|现金)? ?(?P<number>{_NUMBER}) ?(?P<about>多|余|来|好几)?(?P<myriad>[万千百亿wk])?(?P<tail>多|余|来)?"
    r" ?(?P<unit>元|块|圆|人民币|rmb|大洋)?(?P<next>.?)",
    re.S,
)
_PERIOD_BEFORE = re.compile(r"(每|一个?|/)(个?月|年|天|日|人|平方?米?|亩)[^,。;]{0,4}$")
_MONEY_WORD = re.compile(
    r"(欠|借|赔|付|给|花|要|值|损失|价|款|费|钱|工资|彩礼|补偿|押金|定金|订金|货款|债|共计|合计|总计|转账|交了|退)"
)
_NOT_MONEY = frozenset("名位人个户家亩平公斤吨米次件棵株头只条年月日天时分岁号楼层栋期里辆台套字票步公度伏瓦股村组字亿")
_PEOPLE = re.compile(
    rf"(?P<about>上|近|将近|约|超过|不足|不到|成|整整)?(?P<number>{_NUMBER})(?P<more>多|余|来|几)?(?P<classifier>名|位|个|户|口|家|人|号)"
    r"(?P<more2>多|余)?(?P<noun>人|业主|职工|员工|工人|民工|农民工|务工|村民|居民|农户|农民|住户|群众|学生|家长|老人|亲属|家属|亲戚|商户|租户|"
    r"购房者?|买房人?|消费者|顾客|会员|老板|工友|司机|患者|股东|社员|摊主|摊贩|兄弟|姐妹|子女|孩子|儿子|女儿|小伙|妇女|退休|老师|教师|"
    r"投资|受害|当事|乡亲|同事|保安|男|女|青年|船员|渔民|养殖户|种植户|贫困户|拆迁户|被拆|储户|乘客|游客|旅客|徒弟|伙计|女工|女儿|亲友|"
    r"债权人|债主|代表|骑手|外卖|快递|安置户|邻居|邻舍|经营户|经销商|供应商|门店|老乡|社会人员|不明身份|陌生|壮汉|打手|男子|女子)?"
)
_FAMILY = re.compile(r"(?:一家|全家|祖孙|老少)([一二两三四五六七八九十0-9]{1,2})(?:口|人)")
_SIZE = re.compile(
    r"(拥有|有员工|员工总?数|全(?:村|厂|公司|校|县|镇|市|乡|组|小区)(?:一|总)?共?有|小区共?有?|村里?共?有|公司共?有|厂里?共?有|人口|规模|常住|总户数|"
    r"(?:公司|厂|单位|企业|学校|店|小区|村|社区|集团|医院|酒店|工地)(?:里|内|现|一共|总共|共|约|大约|大概|目前|上下|住着|住了)*(?:有|住着|住了)|"
    r"共有住户|入住|规划|容纳|在校|编制|注册|限载|核载|座)[^,。;]{0,4}$"
)
_FEW = re.compile(r"(其中|只有|仅有?|实际|包括我在内的?|参与|涉及|联名|集体)[^,。;]{0,4}$")
_ACTING = re.compile(
    r"[^,。;其]{0,6}?(联名|集体|一致|共同|要求|反映|不满|上访|投诉|围|堵|聚|被拖欠|被欠|(?:都|均)(?:没|未|不|被|要|受|反|签|欠))"
)
_WATCHING = re.compile(
    r"(?:村民|群众|居民|党员|邻居)?(?:代表)?(?:到场)?"
    r"(?:的?(?:微信|业主|qq|工作|家长)?群|见证|旁听|看热闹|排队|就餐|吃席|来宾|宾客|参加婚礼|参观|游玩|购票|参加(?:调解会|会议|座谈))"
)
_TIMES = rf"(?P<number>{_NUMBER})(?:多|余|来|几)?[次回遍趟]"
_AFTER = re.compile(r"[^,。;]{0,8}?" + _TIMES)
_BEFORE = re.compile(_TIMES + r"[^,。;]{0,6}$")
_AGE = re.compile(rf"(?P<number>{_NUMBER}) ?(?:多|余|来)?(?:周岁|岁)(?P<tail>半)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in yuan and where it is written; ``periodic`` when it recurs (每月, 每年)."""

    yuan: Decimal
    start: int
    end: int
    periodic: bool = False


@dataclass(frozen=True, slots=True)
class Headcount:
    """So many people (or households) and where it is written; ``size`` when it only says how large a place or firm is."""

    people: int
    start: int
    end: int
    size: bool = False


def parse_number(written: str) -> Decimal | None:
    """Return the value of a number in digits, Chinese numerals or both ("3万5千", "叁万元" without its unit), or None.

    A trailing digit after 百, 千 or 万 is colloquial ("三万五" is 35,000). "几" and "数" count as 3, and of two neighbours
    the lower one counts ("二三十" is 20).
    """
    text = written.strip(".,")
    if not text:
        return None
    if re.fullmatch(r"[0-9][0-9,]*(\.[0-9]+)?", text):
        whole = text.replace(",", "")
        return Decimal(whole) if len(whole) <= 18 else None
    if len(text) > 2 and all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = section = Decimal(0)
    digit: Decimal | None = None
    scale = 1
    for piece in re.findall(r"[0-9]+(?:\.[0-9]+)?|[^,.]", text):
        if piece[0].isdigit() and piece[0].isascii():
            digit = Decimal(piece)
        elif piece in _DIGITS or piece in _VAGUE:
            value = _DIGITS.get(piece, _VAGUE.get(piece, 0))
            about = digit is not None and value == digit + 1
            digit = digit if about else Decimal(value)
            scale = 1 if value == 0 else scale
        elif piece in _UNITS:
            section += (Decimal(1) if digit is None else digit) * _UNITS[piece]
            digit, scale = None, _UNITS[piece] // 10
        elif piece in _MYRIADS:
            total += (section + (digit or 0) or 1) * _MYRIADS[piece]
            section, digit, scale = Decimal(0), None, _MYRIADS[piece] // 10
        else:
            return None
    colloquial = digit is not None and digit < 10 and text[-1] not in _VAGUE
    result = total + section + (digit or 0) * (scale if colloquial else 1)
    return result if result < Decimal(10) ** 18 else None


def _value(match: re.Match[str]) -> Decimal | None:
    try:
        value = parse_number(match.group("number"))
    except InvalidOperation:
        return None
    factor = {"万": 10_000, "千": 1000, "百": 100, "亿": 100_000_000, "w": 10_000, "k": 1000}
    myriad = match.group("myriad")
    if value is None or not myriad:
        return value
    return value * factor[myriad]


def amounts(text: Text) -> tuple[Amount, ...]:
    """Return the sums of money of a text in order: with a unit, a sign, or 万 beside a word of money."""
    found = []
    for match in _MONEY.finditer(text.plain):
        value = _value(match)
        if value is None:
            continue
        before = text.plain[max(0, match.start() - 12) : match.start()]
        if not (match.group("unit") or match.group("sign")):
            number = match.group("number") + (match.group("myriad") or "")
            follows = match.group("next") or (text.plain[match.end() : match.end() + 1])
            large = any(sign in number for sign in "万亿wk")
            if not large or follows in _NOT_MONEY or not _MONEY_WORD.search(before):
                continue
        end = match.end() - len(match.group("next"))
        after = text.plain[end : end + 4]
        periodic = bool(_PERIOD_BEFORE.search(before)) or bool(re.match(r"(/|每|一)(个?月|年|天|日)", after))
        found.append(Amount(value, match.start(), end, periodic))
    return tuple(found)


def headcounts(text: Text) -> tuple[Headcount, ...]:
    """Return how many people or households are named, in order; the size of a firm or a place is marked as such."""
    found = []
    for match in _PEOPLE.finditer(text.plain):
        classifier, noun = match.group("classifier"), match.group("noun")
        if classifier in "个家号口" and noun is None:
            continue
        value = parse_number(match.group("number"))
        if value is None or value < 1 or value > 1_000_000 or value != int(value):
            continue
        people = int(value)
        if match.group("about") in ("不足", "不到", "近", "将近"):
            people -= 1
        elif match.group("more") or match.group("more2") or match.group("about") == "超过":
            people += 1
        before = text.plain[max(0, match.start() - 14) : match.start()]
        size = bool(_SIZE.search(before)) and not _FEW.search(before) and not _ACTING.match(text.plain, match.end())
        size = size or (noun == "人" and classifier == "口" and "全" in before[-4:])
        size = size or bool(_WATCHING.match(text.plain, match.end()))
        found.append(Headcount(people, match.start(), match.end(), size))
    for match in _FAMILY.finditer(text.plain):
        value = parse_number(match.group(1))
        if value is not None and value >= 1:
            found.append(Headcount(int(value), match.start(), match.end()))
    return tuple(sorted(found, key=lambda count: count.start))


def ages(text: Text) -> tuple[Headcount, ...]:
    """Return the ages in years that a text names (``people`` holds the years)."""
    found = []
    for match in _AGE.finditer(text.plain):
        value = parse_number(match.group("number"))
        if value is not None and 0 <= value <= 130:
            found.append(Headcount(int(value), match.start(), match.end()))
    return tuple(found)


def times(text: Text, words: re.Pattern[str]) -> int:
    """Return how often, at most, a text says that something happened ("报警九次", "三次调解"); 0 when it gives no number."""
    most = 0
    for word in words.finditer(text.plain):
        after = _AFTER.match(text.plain, word.end())
        before = _BEFORE.search(text.plain, max(0, word.start() - 14), word.start())
        for match in (after, before):
            value = parse_number(match.group("number")) if match else None
            if value is not None and value < 1000:
                most = max(most, int(value))
    return most
