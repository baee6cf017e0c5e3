"""Invented people and firms: names, identity numbers and credit codes with right check digits, telephones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
DOUBLE_NAMES = ("欧阳", "司马", "诸葛", "上官")
MEN = "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林建国志文德海春生永福金祥世兴宝全立成"
WOMEN = "芳娜敏静丽艳娟霞秀玲桂兰燕红英梅洁莉婷雪慧琳玉萍颖倩春凤巧云翠珍淑华月爱香素菊秋冬"
RARE = "𠮷䶮燚喆堃昇"
OCCUPATIONS = ("务农", "务工", "个体经营", "退休", "职员", "教师", "司机", "自由职业", "")
TRADES = (
    "商贸",
    "建筑工程",
    "物业服务",
    "餐饮管理",
    "置业",
    "机械制造",
    "物流",
    "装饰工程",
    "电子商务",
    "旅行社",
    "劳务",
    "农业开发",
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_number(place: str, born: date, order: int) -> str:
    """Return an identity number: six digits of a county, birth date, order (0 to 999, odd for men), check digit (GB 11643)."""
    body = f"{place}{born:%Y%m%d}{order:03}"
    return body + _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def credit_code(place: str, order: int) -> str:
    """Return a unified credit code of a firm with its two check characters (GB 32100, GB 11714)."""
    body = f"{order % 10**8:08}"
    rest = 11 - sum(int(sign) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    whole = f"91{place}{body}{'0' if rest == 11 else 'X' if rest == 10 else rest}"
    total = sum(_CODE_SIGNS.index(sign) * (3**n % 31) for n, sign in enumerate(whole))
    return whole + _CODE_SIGNS[(31 - total % 31) % 31]


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    name: str
    sex: str
    id_number: str
    phone: str
    occupation: str


def person(random: Random, place: str, today: date) -> Invented:
    """Return an adult, registered in a county (six digits)."""
    is_man = random.random() < 0.55
    family = random.choice(DOUBLE_NAMES) if random.random() < 0.01 else random.choice(FAMILY_NAMES)
    letters = MEN if is_man else WOMEN
    given = "".join(random.choice(letters) for _ in range(1 if random.random() < 0.22 else 2))
    if random.random() < 0.003:
        given = random.choice(RARE)
    born = today - timedelta(days=random.randint(19 * 366, 78 * 365))
    order = random.randrange(0, 500) * 2 + is_man
    number = id_number(place, born, order)
    phone = f"1990{random.randrange(10**7):07}"
    return Invented(family + given, "m" if is_man else "f", number, phone, random.choice(OCCUPATIONS))


def firm(random: Random, city: str) -> str:
    """Return the name of a firm in a city."""
    brand = "".join(random.choice("鑫恒泰瑞祥和盛宏达润丰源安信诚佳美顺通广立创联汇嘉") for _ in range(2))
    return f"{city}{brand}{random.choice(TRADES)}有限公司"
