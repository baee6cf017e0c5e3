"""The codes of judicial confirmation and how they are called. Plain Python."""

from __future__ import annotations

from enum import StrEnum

from fengqiao.core.text import N_


class State(StrEnum):
    """Where an application stands."""

    PREPARED = "prepared"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


STATE_NAMES = {
    State.PREPARED: N_("已备齐材料"),
    State.FILED: N_("已提交法院"),
    State.WITHDRAWN: N_("已撤回"),
    State.DECIDED: N_("法院已作出处理"),
}


class Result(StrEnum):
    """What the court did (民事诉讼法第206条; 民诉法解释第355条、第357条、第358条)."""

    VALID = "valid"
    NOT_ACCEPTED = "not_accepted"
    REJECTED = "rejected"
    WITHDRAWAL_PERMITTED = "withdrawal_permitted"
    DEEMED_WITHDRAWN = "deemed_withdrawn"


RESULT_NAMES = {
    Result.VALID: N_("裁定有效"),
    Result.NOT_ACCEPTED: N_("裁定不予受理"),
    Result.REJECTED: N_("裁定驳回申请"),
    Result.WITHDRAWAL_PERMITTED: N_("准许撤回申请"),
    Result.DEEMED_WITHDRAWN: N_("按撤回申请处理"),
}


class Ground(StrEnum):
    """Why a court is competent (民事诉讼法第205条)."""

    INVITED = "invited"
    DOMICILE = "domicile"
    SUBJECT_MATTER = "subject_matter"
    ORGANISATION = "organisation"
    INTERMEDIATE = "intermediate"


GROUND_NAMES = {
    Ground.INVITED: N_("邀请开展先行调解的人民法院"),
    Ground.DOMICILE: N_("当事人住所地的基层人民法院"),
    Ground.SUBJECT_MATTER: N_("标的物所在地的基层人民法院"),
    Ground.ORGANISATION: N_("调解组织所在地的基层人民法院"),
    Ground.INTERMEDIATE: N_("依法应当由中级人民法院管辖的，相应的中级人民法院"),
}
