"""The codes of follow-up and how they are called. Plain Python: models, forms, papers and the API read them here."""

from __future__ import annotations

from enum import StrEnum

from fengqiao.core.text import N_


class Remedy(StrEnum):
    """What is open to the other side when an obligation is not performed (人民调解法第31条、第32条、第33条)."""

    RE_MEDIATION = "re_mediation"
    ARBITRATION = "arbitration"
    SUIT = "suit"
    PAYMENT_ORDER = "payment_order"
    ENFORCEMENT = "enforcement"


class Outcome(StrEnum):
    """What became of a default: performed after all, a remedy was taken, or the entitled side let it go."""

    PERFORMED = "performed"
    RE_MEDIATION = "re_mediation"
    ARBITRATION = "arbitration"
    SUIT = "suit"
    PAYMENT_ORDER = "payment_order"
    ENFORCEMENT = "enforcement"
    RELEASED = "released"


OUTCOME_NAMES = {
    Outcome.PERFORMED: N_("其后已履行"),
    Outcome.RE_MEDIATION: N_("重新调解"),
    Outcome.ARBITRATION: N_("申请仲裁"),
    Outcome.SUIT: N_("提起诉讼"),
    Outcome.PAYMENT_ORDER: N_("申请支付令"),
    Outcome.ENFORCEMENT: N_("申请强制执行"),
    Outcome.RELEASED: N_("权利人放弃或者另行约定"),
}


class VisitState(StrEnum):
    """What became of a visit that was planned."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


VISIT_STATE_NAMES = {
    VisitState.PLANNED: N_("待回访"),
    VisitState.DONE: N_("已回访"),
    VisitState.DROPPED: N_("不再需要"),
}


class Way(StrEnum):
    """How a visit was made (司发通〔2010〕239号 回访记录)."""

    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online"
    OFFICE = "office"


WAY_NAMES = {Way.VISIT: N_("上门"), Way.PHONE: N_("电话"), Way.ONLINE: N_("网络"), Way.OFFICE: N_("来访")}


class Satisfaction(StrEnum):
    """What the people visited say of the mediation."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    UNSATISFIED = "unsatisfied"


SATISFACTION_NAMES = {
    Satisfaction.SATISFIED: N_("满意"),
    Satisfaction.FAIR: N_("基本满意"),
    Satisfaction.UNSATISFIED: N_("不满意"),
}
