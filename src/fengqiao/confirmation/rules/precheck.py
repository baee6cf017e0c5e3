"""What a court will look at: told before the application is made. Only what the law bars outright stops it. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from fengqiao.core.clock import local_date
from fengqiao.core.text import N_, day_words

State = Literal["pass", "warn", "fail"]
PERIOD_LAW = "民事诉讼法第205条、第85条；人民调解法第33条"
NOT_ACCEPTED = "民诉法解释第355条"
REJECTED = "民诉法解释第358条"
MATERIALS = "民诉法解释第354条"
WARN_DAYS = (15, 7, 3, 1)
"""On so many days before the last one the pages warn (no rule; a missed period cannot be mended)."""
_BY_HINT = {"status_term": NOT_ACCEPTED, "title_transfer": NOT_ACCEPTED}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: stable code, how it stands, what was found, by which rule, what to do."""

    code: str
    state: State
    text: str
    source: str
    fix: str = ""


@dataclass(frozen=True)
class Matter:
    """What is known of an agreement that may be confirmed.

    ends_at: the moment from which it is too late. confirmable: yes, partly or no, as the suitability rules found. hints: (code,
    what, article, fix) of the agreement's text. no_identity, no_address: parties without a copy, without address or telephone;
    no_power: agents without a power of attorney. about_title: the kind of dispute is about land or buildings.
    """

    ends_at: datetime | None
    confirmable: str
    hints: Sequence[tuple[str, str, str, str]]
    no_identity: Sequence[str]
    no_address: Sequence[str]
    no_power: Sequence[str]
    about_title: bool
    has_title_proof: bool


def is_lapsed(ends_at: datetime | None, at: datetime) -> bool:
    """Whether the thirty days are over at a moment; 24:00 of the last day is too late."""
    return ends_at is not None and at >= ends_at


def last_day(ends_at: datetime) -> date:
    """Return the last local day that is in time."""
    return local_date(ends_at - timedelta(microseconds=1))


def checks(matter: Matter, now: datetime) -> list[Check]:
    """Return everything that a court will look at, in the order of the law, each with its article and what to do."""
    return [
        _period(matter, now),
        _kind(matter),
        *_text(matter),
        *_materials(matter),
    ]


def _period(matter: Matter, now: datetime) -> Check:
    if matter.ends_at is None:
        return Check("period", "fail", N_("协议尚未生效，申请期限没有开始。"), PERIOD_LAW, N_("请先完成签署。"))
    day = last_day(matter.ends_at)
    told = {"day": day_words(day), "left": (day - local_date(now)).days}
    if is_lapsed(matter.ends_at, now):
        fix = N_("可以办理赋予强制执行效力的公证、申请支付令、仲裁或者就协议提起诉讼。")
        return Check("period", "fail", N_("申请期限已于%(day)s届满，不能再申请司法确认。") % told, PERIOD_LAW, fix)
    state: State = "warn" if (day - local_date(now)).days <= WARN_DAYS[0] else "pass"
    return Check("period", state, N_("应当在%(day)s前共同申请，还剩%(left)s日。") % told, PERIOD_LAW)


def _kind(matter: Matter) -> Check:
    if matter.confirmable == "no":
        text = N_("协议属于确认身份关系、权属等人民法院不予受理的范围。")
        return Check("kind", "fail", text, NOT_ACCEPTED, N_("可以就给付金钱的部分另行达成协议后申请。"))
    if matter.confirmable == "partly":
        text = N_("协议中可能有人民法院不予受理的内容（身份关系、权属确认）。")
        return Check("kind", "warn", text, NOT_ACCEPTED, N_("建议把给付部分单独写成协议再申请。"))
    return Check("kind", "pass", N_("不属于人民法院不予受理的情形。"), NOT_ACCEPTED)


def _text(matter: Matter) -> list[Check]:
    found = [Check(code, "warn", text, _BY_HINT.get(code, article), fix) for code, text, article, fix in matter.hints]
    return found or [Check("clear", "pass", N_("协议内容明确，没有发现人民法院会裁定驳回的条款。"), REJECTED)]


def _materials(matter: Matter) -> list[Check]:
    found = []
    for code, names, told, fix in (
        ("identity", matter.no_identity, N_("%(names)s缺少身份证明。"), N_("请在卷宗中上传身份证明。")),
        ("address", matter.no_address, N_("%(names)s缺少住所或者联系方式。"), N_("请在送达地址中补充。")),
        ("power", matter.no_power, N_("代理人%(names)s没有授权委托书。"), N_("请补充授权委托书。")),
    ):
        if names:
            found.append(Check(code, "warn", told % {"names": N_("、").join(names)}, MATERIALS, fix))
    if matter.about_title and not matter.has_title_proof:
        text = N_("协议涉及不动产的，须附与协议相关的财产权利证明。")
        found.append(Check("title_proof", "warn", text, MATERIALS, N_("请在卷宗中上传财产权利证明。")))
    return found or [Check("materials", "pass", N_("申请材料齐全。"), MATERIALS)]
