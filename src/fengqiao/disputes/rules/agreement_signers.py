"""Who signs an agreement: of age or with a guardian, for oneself or with authority; and whose property is disposed of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_numbers import ages

_LACKING = re.compile(
    "无民事行为能力|限制民事行为能力|无行为能力|限制行为能力|限制|无能力|未成年|精神(?:病|障碍|残疾|分裂)|"
    "智力(?:残疾|障碍)|痴呆|失智|植物人|儿童|幼儿|lacking|none|limited|minor|incapa",
    re.I,
)
_FULL = re.compile("完全|正常|full", re.I)
_GUARDIAN = re.compile("监护人|法定代理人|guardian", re.I)
_AGENT = re.compile("代理|代签|代为|受托|委托|agent|代表人?签|proxy", re.I)
_STATUTORY = re.compile("法定代理|监护|法定代表|法人代表|负责人")
_UNAUTHORISED = re.compile(
    "(?:无|没有?|未(?:附|提交|出具|取得|办理|见)?|缺少?)(?:[^,。;]{0,6})(?:授权|委托书|委托手续)"
)
_AUTHORISED = re.compile("授权委托书|授权书|委托书|特别授权|一般授权|有授权|已授权|持(?:有)?授权|公证委托")
_FALSE = frozenset({"", "无", "没有", "否", "no", "none", "false", "未提供", "未授权", "缺", "待补"})


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs, in whatever shape given: the words about the person, the age, and what is known of authority."""

    name: str
    words: str
    age: float | None
    guardian: bool
    lacking: bool
    agent: bool
    authority: bool


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _given(value: object) -> bool:
    """Say whether a field is filled with something that is not a no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value.strip().lower() not in _FALSE
    return value is not None and value != [] and value != {}


def _age_in(words: str) -> float | None:
    found = ages(Text(words))
    return float(found[0].people) if found else None


def signer(given: object) -> Signer | None:
    """Return one signer from a name or from {name, role, age, capacity, guardian, agent_of, authority}; None for other shapes."""
    if isinstance(given, str):
        words = given.strip()
        if not words:
            return None
        return Signer(
            name=re.split(r"[((,,:]", words)[0].strip(),
            words=words,
            age=_age_in(words),
            guardian=bool(_GUARDIAN.search(words)),
            lacking=bool(_LACKING.search(words)) and not _FULL.search(words),
            agent=bool(_AGENT.search(words)) and not _STATUTORY.search(words),
            authority=bool(_AUTHORISED.search(words)) and not _UNAUTHORISED.search(words),
        )
    if isinstance(given, Mapping):
        return _from_mapping(given)
    return None


def _from_mapping(given: Mapping[str, Any]) -> Signer:
    role, capacity, note = (_said(given.get(key)) for key in ("role", "capacity", "note"))
    words = " ".join(filter(None, (_said(given.get("name")), role, capacity, note)))
    age = given.get("age")
    number = float(age) if isinstance(age, int | float) and not isinstance(age, bool) and 0 <= age <= 200 else None
    if number is None:
        number = (
            _age_in(f"{age}岁") if isinstance(age, str) and age.strip().isdecimal() else _age_in(words + _said(age))
        )
    guarding = bool(_STATUTORY.search(role) or _GUARDIAN.search(role))
    return Signer(
        name=_said(given.get("name")),
        words=words,
        age=None if guarding else number,
        guardian=_given(given.get("guardian")) or bool(_GUARDIAN.search(words)),
        lacking=(bool(_LACKING.search(words)) and not _FULL.search(capacity) and not guarding)
        or given.get("capacity") is False,
        agent=(_given(given.get("agent_of")) or bool(_AGENT.search(role))) and not guarding,
        authority=_given(given.get("authority"))
        or (bool(_AUTHORISED.search(words)) and not _UNAUTHORISED.search(words)),
    )


def without_guardian(signers: list[Signer], adult_age: int) -> Iterator[Signer]:
    """Yield who is under age or lacks capacity, with no guardian named for them (民法典 第19条至第23条)."""
    guarded = any(
        _GUARDIAN.search(one.words) and not one.lacking for one in signers if one.age is None or one.age >= adult_age
    )
    for one in signers:
        if (one.lacking or (one.age is not None and one.age < adult_age)) and not one.guardian and not guarded:
            yield one


def without_authority(signers: list[Signer]) -> Iterator[Signer]:
    """Yield who signs for somebody else with no authority shown (民法典 第165条、第171条)."""
    for one in signers:
        if one.agent and not one.authority:
            yield one


_MINOR_YEARS = "(?<![0-9一二三四五六七八九十])(?:[0-9]|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)周?岁"
_MINOR_PARTY = re.compile(
    rf"(?:[甲乙丙丁]方|申请人|当事人)[:(]?(?P<who>[^,。;:]{{1,12}}),(?:[男女],)?(?:[^,。;:]{{1,4}}族,)?{_MINOR_YEARS}"
)
_SIGNED_BY_MINOR = re.compile(
    rf"(?:未成年|(?:无|限制)民事行为能力|{_MINOR_YEARS})[^。;]{{0,16}}(?:本人|自己|自行|独自|亲自|单独)[^,。;]{{0,4}}(?:签|确认|按手印|捺印)"
)
_SIGNED_UNAUTHORISED = re.compile(
    "由[^,。;]{1,10}签(?:字|名|署|订|收)[^,。;]{0,4},[^,。;]{0,4}(?:无|没有?|未(?:附|提交|出具|取得|办理|见)?)[^,。;]{0,6}(?:授权|委托书|委托手续)"
)
_SIGNED_FOR = re.compile("由[^,。;]{1,10}(?:代签|代为签(?:字|名|署)?|代为(?:签收)?并?签字)")
_WITHOUT_PAPER = re.compile(
    "(?:代理人|受托人|代签人)[^。;]{0,20}(?:无|没有|未(?:附|提交|出具|取得)?|缺)[^,。;]{0,4}(?:授权|委托书|委托手续)"
)


_NO_GUARDIAN = re.compile(
    "(?:没有?|无|未(?:由|经|通知)?|缺少?|不是)[^,。;]{0,4}(?:监护人|法定代理人)|(?:监护人|法定代理人)[^,。;]{0,4}(?:未|没有?|不)[^,。;]{0,2}(?:到场|签|在场|同意|参加|知情)"
)


def minors_in_text(text: Text, signers: list[Signer]) -> Iterator[int]:
    """Yield where the text says that a minor, or somebody who lacks capacity, signs alone, or names a minor as a party and nobody as guardian."""
    if _GUARDIAN.search(_NO_GUARDIAN.sub("", text.ungrouped)):
        return
    alone = [match.start() for match in _SIGNED_BY_MINOR.finditer(text.ungrouped)]
    if not alone and not any(one.guardian for one in signers):
        alone = [match.start("who") for match in _MINOR_PARTY.finditer(text.ungrouped)]
    yield from alone


def agents_in_text(text: Text) -> Iterator[int]:
    """Yield where the text says that somebody signs for a party without a power of attorney."""
    yield from (match.start() for match in _WITHOUT_PAPER.finditer(text.ungrouped))
    yield from (match.start() for match in _SIGNED_UNAUTHORISED.finditer(text.ungrouped))
    if not _AUTHORISED.search(_UNAUTHORISED.sub("", text.ungrouped)) and not _STATUTORY.search(text.ungrouped):
        yield from (match.start() for match in _SIGNED_FOR.finditer(text.ungrouped))


_KIN = (
    "父亲|母亲|父母|爸爸|妈妈|爷爷|奶奶|哥哥|弟弟|姐姐|妹妹|妻子|丈夫|配偶|老婆|老公|儿子|女儿|岳父|岳母|公公|婆婆|"
    "叔叔|舅舅|伯父|大哥|二哥|大姐|兄长|兄弟|前妻|前夫|女友|男友|儿媳|女婿|堂哥|堂弟|表哥|表弟|侄子|弟|兄|姐|妹|父|"
    "母|妻|夫|子"
)
_OWNER = (
    rf"(?:其|他|她|自己|甲方|乙方|丙方|申请人|被申请人|男方|女方)(?:的)?(?:{_KIN})|(?:父亲|母亲|父母|哥哥|弟弟|姐姐|"
    rf"妹妹|妻子|丈夫|配偶|儿子|女儿|岳父|岳母|前妻|前夫)|案外人[^,。;的]{{0,4}}|第三人[^,。;的]{{0,4}}|他人|别人|"
    rf"(?:隔壁|邻居|同事|朋友|亲戚)[^,。;的]{{0,4}}|村集体|集体|国家|国有|村委会|生产队|公家|学校|单位"
)
_NAMED = rf"(?:{_OWNER})[^,。;的]{{0,4}}?"
_ASSET = "房|屋|宅|门面|商铺|店铺|车|地|塘|山|林|果园|厂|股权|存款|铺|库|树|牛|羊|机|船|证|资产|财产|摊位|设备|滩|场|坪|田|经营权|使用权"
_OWNED = re.compile(
    rf"登记(?:在|于)(?P<registered>{_NAMED})名下|(?P<title>{_NAMED})名下(?:的|所有的)?[^,。;]{{0,8}}(?:{_ASSET})|"
    rf"(?P<owned>{_NAMED})(?:所有的|的|拥有的|经营的|承包的|持有的|所有)[^,。;]{{0,8}}(?:{_ASSET})"
    rf"|(?:房产证|登记|产权证|证上|行驶证)[^,。;]{{0,8}}(?P<paper>{_NAMED})的?(?:名字|名下)"
)
_DISPOSED = re.compile(
    "供[^,。;]{0,6}(?:居住|使用)|建房|抵|转让|让给|让与|过户|出售|变卖|卖给|划给|划归|交给|送给|赠|归[^,。;]{0,6}(?:所有|使用|方)|由[^,。;]{0,8}(?:使用|占有|"
    "管理|平分|经营|所有|取得)|抵押|质押|平分|均分|变更登记|处分|处置|折价|出租|借给|作价|担保|清偿"
)
_INHERITED = re.compile("继承|遗产|遗嘱|去世|已故|过世|亡")


def foreign_property(text: Text, signers: list[Signer]) -> Iterator[int]:
    """Yield where property of somebody who does not sign is disposed of."""
    named = [one.name for one in signers if len(one.name) > 1] + [one.words for one in signers]
    for match in _OWNED.finditer(text.ungrouped):
        owner = next(group for group in match.groupdict().values() if group)
        sentence = text.sentence_quote(match.start())
        if _INHERITED.search(sentence) or not _DISPOSED.search(sentence):
            continue
        bare = re.sub(
            "^(?:其|他|她|自己|甲方|乙方|丙方|申请人|被申请人|男方|女方|案外人|第三人|隔壁|邻居)的?", "", owner
        )
        if bare and any(bare in name or (name and name in bare) for name in named):
            continue
        yield match.start()
