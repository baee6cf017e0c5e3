"""What a party is told about the matter: plain words, without grades, names of staff or the other side's data."""

from typing import Any

from django.utils.translation import gettext as _

from fengqiao.core.text import N_
from fengqiao.disputes import queries
from fengqiao.disputes.models import Dispute, DueState
from fengqiao.disputes.workflow import Status
from fengqiao.ui.parts import Event

TOLD: dict[Status, tuple[str, str]] = {
    Status.REGISTERED: (N_("已登记"), N_("工作人员正在审查，很快会确定由哪个调解组织办理。")),
    Status.REFERRED: (N_("已登记"), N_("已转给调解组织，等待接收。")),
    Status.ACCEPTED: (N_("已受理"), N_("调解员会与您联系，告知权利义务，征求双方意见。")),
    Status.MEDIATING: (N_("调解中"), N_("请留意电话，按约定的时间参加调解。")),
    Status.SUSPENDED: (N_("已中止"), N_("调解暂时停下，原因消除后继续。")),
    Status.AGREED: (N_("已达成协议"), N_("请按约定签署协议；各方签署并加盖印章后生效。")),
    Status.PERFORMING: (N_("协议已生效"), N_("请按协议履行；双方可以在生效后三十日内共同向法院申请司法确认。")),
    Status.TERMINATED: (N_("调解已终止"), N_("您可以依法通过仲裁、行政、司法等途径维护权利，通知书写明了具体途径。")),
    Status.WITHDRAWN: (N_("已撤回"), N_("需要时可以再次申请。")),
    Status.TRANSFERRED: (N_("已移送有关机关"), N_("请按移送函与接收机关联系。")),
    Status.DECLINED: (N_("不予受理"), N_("通知书写明了理由和有权处理的机关。")),
    Status.CLOSED: (N_("已结案"), N_("对方又不履行的，可以要求重新调解，或者向法院起诉。")),
    Status.ARCHIVED: (N_("已结案"), N_("卷宗已经归档。")),
}
STORY: dict[str, str] = {
    "register": N_("您的请求已登记，诉讼时效自提出请求之日起中断。"),
    "import": N_("您的请求已由原登记资料转入。"),
    "accept": N_("调解委员会已受理。"),
    "start": N_("调解已开始。"),
    "suspend": N_("调解已中止。"),
    "resume": N_("调解已恢复。"),
    "extend": N_("调解期限已延长。"),
    "agree": N_("已达成协议。"),
    "take_effect": N_("协议已生效。"),
    "terminate": N_("调解已终止。"),
    "withdraw": N_("申请已撤回。"),
    "decline": N_("不予受理。"),
    "transfer": N_("已移送有关机关。"),
    "close": N_("已结案。"),
}


def progress(dispute: Dispute) -> dict[str, Any]:
    """Return title, explanation, clocks and story of a matter as a party sees them."""
    title, explanation = TOLD[Status(dispute.status)]
    shown = ("mediation_period", "confirmation", "performance")
    return {
        "title": _(title),
        "explanation": _(explanation),
        "clocks": dispute.clocks.filter(clock__in=shown, state=DueState.RUNNING),
        "events": [
            Event(at=event.at, who="", text=_(STORY[event.verb]))
            for event in queries.history(dispute).order_by("-sequence")
            if event.verb in STORY
        ],
    }
