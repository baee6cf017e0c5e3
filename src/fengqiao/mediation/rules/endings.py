"""How mediation ends without agreement: which reasons name whom, and which remedies stay open. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from fengqiao.core.text import N_
from fengqiao.mediation.rules.words import EndReason

LAW_26 = "人民调解法第26条"

END_SOURCES: dict[EndReason, str] = {
    EndReason.REFUSED: "人民调解法第17条、第23条",
    EndReason.SETTLED_PRIVATELY: "人民法院在线调解规则第25条",
    EndReason.WITHDRAWN: "人民调解法第23条",
    EndReason.UNREACHABLE: "人民法院在线调解规则第25条",
    EndReason.TOO_FAR_APART: "人民调解法第26条",
    EndReason.TIME_LIMIT: "人民调解工作若干规定第33条",
    EndReason.REFUSED_TO_SIGN: "人民法院在线调解规则第25条",
    EndReason.TRANSFERRED: "人民调解法第25条",
    EndReason.CRIMINAL: "人民调解法第25条",
    EndReason.UNSUITABLE: "人民调解工作若干规定",
    EndReason.OTHER: "人民调解法第26条",
}
BY_A_PARTY = frozenset(
    {EndReason.REFUSED, EndReason.WITHDRAWN, EndReason.UNREACHABLE, EndReason.REFUSED_TO_SIGN}
)  # these name the party through whom it ended
WITHDRAWALS = (EndReason.WITHDRAWN, EndReason.SETTLED_PRIVATELY)


@dataclass(frozen=True)
class Remedy:
    """A way that stays open: what, before whom, within what time, by which rule."""

    way: str
    organ: str = ""
    period: str = ""
    basis: str = ""


_COURT = Remedy(N_("提起诉讼"), N_("有管辖权的人民法院"), "", "人民调解法第26条；民事诉讼法第122条")
_BY_CATEGORY: dict[str, tuple[Remedy, ...]] = {
    "labour": (
        Remedy(
            N_("申请劳动争议仲裁"),
            N_("劳动人事争议仲裁委员会"),
            N_("知道权利被侵害之日起一年内"),
            "劳动争议调解仲裁法第27条",
        ),
        Remedy(N_("投诉举报"), N_("劳动保障监察机构"), "", "劳动保障监察条例"),
    ),
    "traffic": (
        Remedy(
            N_("共同书面申请交警调解"),
            N_("公安机关交通管理部门"),
            N_("人民调解终止后三个工作日内"),
            "道路交通事故处理程序规定第85条",
        ),
    ),
    "medical": (Remedy(N_("申请行政调解"), N_("卫生健康主管部门"), "", "医疗纠纷预防和处理条例第40条"),),
    "land": (
        Remedy(
            N_("申请仲裁"),
            N_("农村土地承包仲裁委员会"),
            N_("知道权利被侵害之日起二年内"),
            "农村土地承包经营纠纷调解仲裁法第18条",
        ),
    ),
    "right_to_land": (
        Remedy(N_("申请处理权属争议"), N_("乡镇人民政府或者县级以上人民政府"), "", "土地管理法第14条；森林法"),
    ),
    "consumer": (Remedy(N_("投诉"), N_("市场监督管理部门、消费者协会"), "", "消费者权益保护法第39条"),),
    "environment": (Remedy(N_("请求处理"), N_("生态环境主管部门"), "", "噪声污染防治法、水污染防治法第97条"),),
    "criminal": (Remedy(N_("报案、控告"), N_("公安机关"), "", "人民调解法第25条"),),
}
_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("labour", ("labour", "wages")),
    ("traffic", ("traffic",)),
    ("medical", ("medical",)),
    ("right_to_land", ("forest_land",)),
    ("consumer", ("consumer", "tourism", "e_commerce")),
    ("environment", ("pollution",)),
)


def remedies(category: str, reason: EndReason, *, is_contracted_land: bool = False) -> tuple[Remedy, ...]:
    """Return the remedies to be told (人民调解法第26条): those of the kind of dispute first, the court always.

    category: the code of the kind of dispute; is_contracted_land: the land is contracted farmland.
    """
    families = [family for family, words in _FAMILIES if any(word in category for word in words)]
    if is_contracted_land:
        families.append("land")
    if reason == EndReason.CRIMINAL:
        families.append("criminal")
    return (*(remedy for family in families for remedy in _BY_CATEGORY[family]), _COURT)
