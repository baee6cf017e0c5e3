"""Other ways to make an agreement enforceable, shown whenever confirmation is considered. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from fengqiao.core.text import N_

LABOUR_KINDS = frozenset({"migrant_wages", "labour"})


@dataclass(frozen=True)
class Way:
    """A way beside confirmation: what it is, what it needs, by which article."""

    code: str
    name: str
    text: str
    source: str


_NOTARY = Way(
    "notarised_instrument",
    N_("赋予强制执行效力的公证"),
    N_("以给付为内容、债务人承诺接受强制执行的，可以向公证机构申请；债务人不履行的，可以直接申请执行。"),
    "公证法第37条；民事诉讼法第249条",
)
_ORDER = Way(
    "payment_order",
    N_("支付令"),
    N_(
        "请求给付金钱、债权人与债务人没有其他债务纠纷、支付令能够送达的，债权人可以向基层人民法院申请，债务人十五日内不清偿又不提出异议的可以申请执行。"
    ),
    "民事诉讼法第225条、第227条",
)
_WAGES = Way(
    "payment_order",
    N_("支付令"),
    N_(
        "因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成协议，用人单位不履行的，劳动者可以持调解协议书申请支付令。"
    ),
    "劳动争议调解仲裁法第16条",
)
_ARBITRATION = Way(
    "arbitration",
    N_("仲裁"),
    N_("各方有仲裁协议的，可以请求仲裁委员会根据调解协议的内容作出处理。"),
    "仲裁法",
)
_SUIT = Way(
    "suit", N_("诉讼"), N_("就协议的履行或者内容发生争议的，任何一方可以向人民法院提起诉讼。"), "人民调解法第32条"
)


def ways(*, category: str, has_money: bool) -> tuple[Way, ...]:
    """Return what is open beside confirmation. category: the code of the kind of dispute; has_money: money is owed."""
    order = (_WAGES if category in LABOUR_KINDS else _ORDER,) if has_money else ()
    return (_NOTARY, *order, _ARBITRATION, _SUIT)
