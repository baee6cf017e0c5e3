"""What is open when an agreement is not performed. Nothing here is an order: the parties choose. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from fengqiao.core.text import N_
from fengqiao.followup.rules.words import Remedy


@dataclass(frozen=True)
class Offer:
    """A remedy that can be had: what it is, what it needs, by which article."""

    remedy: Remedy
    name: str
    text: str
    source: str


_RE_MEDIATION = Offer(
    Remedy.RE_MEDIATION,
    N_("重新调解"),
    N_("各方同意的，可以就履行重新调解，登记为与原案相连的新纠纷；任何一方不同意即不进行。"),
    "人民调解法第17条、第31条；人民调解工作若干规定（司法部令第75号）",
)
_LABOUR = Offer(
    Remedy.ARBITRATION,
    N_("申请劳动争议仲裁"),
    N_("一方在约定期限内不履行调解协议的，另一方可以依法申请仲裁。"),
    "劳动争议调解仲裁法第15条",
)
_ARBITRATION = Offer(
    Remedy.ARBITRATION,
    N_("申请仲裁"),
    N_("各方有仲裁协议的，可以向约定的仲裁委员会申请；没有仲裁协议的不能仲裁。"),
    "仲裁法",
)
_SUIT = Offer(
    Remedy.SUIT,
    N_("提起诉讼"),
    N_("就协议的履行或者内容发生争议的，任何一方可以向人民法院提起诉讼。"),
    "人民调解法第32条",
)
_ORDER = Offer(
    Remedy.PAYMENT_ORDER,
    N_("申请支付令"),
    N_("请求给付金钱、债权人与债务人没有其他债务纠纷、支付令能够送达的，债权人可以向基层人民法院申请支付令。"),
    "民事诉讼法第225条",
)
_WAGES = Offer(
    Remedy.PAYMENT_ORDER,
    N_("申请支付令"),
    N_("因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成协议而不履行的，劳动者可以持调解协议书申请支付令。"),
    "劳动争议调解仲裁法第16条",
)
_ENFORCEMENT = Offer(
    Remedy.ENFORCEMENT,
    N_("申请强制执行"),
    N_("协议已经人民法院裁定有效，一方拒绝履行或者未全部履行的，对方可以申请强制执行，期间为二年。"),
    "人民调解法第33条；民事诉讼法第206条、第250条",
)
LABOUR_KINDS = frozenset({"migrant_wages", "labour"})


def offered(*, category: str, is_money: bool, is_confirmed: bool) -> tuple[Offer, ...]:
    """Return the remedies to be told when a part is not performed (人民调解法第31条、第32条).

    category: the code of the kind of dispute; is_money: money is owed; is_confirmed: a court has ruled the agreement valid.
    """
    labour = category in LABOUR_KINDS
    found = [_RE_MEDIATION, _LABOUR if labour else _ARBITRATION, _SUIT]
    if is_money:
        found.append(_WAGES if labour else _ORDER)
    if is_confirmed:
        found.insert(1, _ENFORCEMENT)
    return tuple(found)
