"""A dispute's history told in sentences."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from fengqiao.core import audit
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import N_, said
from fengqiao.disputes.models import GradeLevel
from fengqiao.disputes.workflow import STEPS, Verb
from fengqiao.ui.parts import Event
from fengqiao.ui.values import sourced

SENTENCES: dict[str, str] = {
    "register": N_("登记了这件纠纷"),
    "assess": N_("完成适宜性审查"),
    "grade": N_("评定风险等级：%(level)s"),
    "confirm_category": N_("确认纠纷类型"),
    "route": N_("分流给%(receiver)s"),
    "return": N_("退回分流"),
    "lapse": N_("逾期未答复，自动退回"),
    "accept": N_("受理，编号%(file_number)s"),
    "decline": N_("不予受理，告知向%(competent_organ)s提出"),
    "transfer": N_("移送%(organ)s"),
    "void_number": N_("作废编号%(voided)s，另编%(allotted)s"),
    "report_offence": N_("向%(recipient)s报告线索"),
    "reveal": N_("查看了当事人的完整信息"),
    "document": N_("制作了《%(title)s》"),
}
TONES = {
    "report_offence": "bad",
    "terminate": "bad",
    "default": "bad",
    "take_effect": "good",
    "close": "good",
    "lapse": "warn",
}
ICONS = {
    "register": "plus", "route": "arrow-right", "accept": "check", "grade": "flag", "report_offence": "alert-triangle",
    "reveal": "eye", "document": "file-text", "agree": "signature", "take_effect": "circle-check", "archive": "archive",
}  # fmt: skip


OCCASIONS = {
    "offence_report": N_("因向公安机关报告"),
    "session_record": N_("因调解记录的内容"),
    "inquiry": N_("因调查笔录的内容"),
    "visit": N_("因回访的情况"),
}
"""Why a grade was looked at again by itself."""


def _level(data: dict[str, Any]) -> str:
    names = dict(GradeLevel.choices)
    occasion = OCCASIONS.get(data.get("occasion", ""))
    level = str(names.get(data.get("grade", ""), "—"))
    return _("%(level)s（%(occasion)s）") % {"level": level, "occasion": _(occasion)} if occasion else level


def sentence(event: AuditEvent) -> str:
    """Return what happened, as a sentence without its subject."""
    template = SENTENCES.get(event.verb)
    if template:
        try:
            return str(
                _(template) % {**event.data, "level": _level(event.data), "title": said(event.data.get("title", ""))}
            )
        except KeyError:
            return _(template).split("%", 1)[0]
    return (
        _(STEPS[Verb(event.verb)].name) if event.verb in Verb.__members__.values() else audit.deed(event) or event.verb
    )


def told(events: Iterable[AuditEvent]) -> list[Event]:
    """Return the events as a timeline, newest first."""
    return [
        Event(
            at=event.at,
            who=event.actor_name,
            text=sentence(event),
            detail=sourced(event.why),
            icon=ICONS.get(event.verb, ""),
            tone=TONES.get(event.verb, ""),
        )
        for event in sorted(events, key=lambda event: event.sequence, reverse=True)
    ]
