"""What training is called on pages: the story of a course, tones, sentences about duties."""

from uuid import UUID

from fengqiao.core import audit
from fengqiao.core.text import N_, said
from fengqiao.training.models import Trainee
from fengqiao.training.rules.courses import (
    AUDIENCE_NAMES,
    KIND_NAMES,
    STATE_NAMES,
    STEPS,
    WAY_NAMES,
    Audience,
    CourseState,
    TeachingWay,
    TrainingKind,
)
from fengqiao.ui.parts import Event

TONES = {CourseState.PLANNED: "active", CourseState.CLOSED: "good", CourseState.CANCELLED: "done"}
VERBS = {
    "plan": N_("制定计划"),
    "change": N_("修改"),
    "plan_course": N_("安排培训班"),
    "set_modules": N_("安排课程"),
    "add_venues": N_("增设会场"),
    "remove_venue": N_("撤销会场"),
    "add_material": N_("上传资料"),
    "remove_material": N_("移除资料"),
    "set_exam": N_("安排考试"),
    "certify": N_("发证"),
    "void_certificate": N_("证书作废"),
    "enrol": N_("列入名单"),
    "withdraw": N_("移出名单"),
    "sign_in": N_("签到"),
    "set_hours": N_("更正学时"),
    "move": N_("调整会场"),
    "begin_exam": N_("开始考试"),
    "submit_exam": N_("交卷"),
    "set_mark": N_("登记成绩"),
    "add_question": N_("增加试题"),
    "retire_question": N_("停用试题"),
    "resume_question": N_("恢复试题"),
    **{step.verb.value: step.name for step in STEPS.values()},
}
"""What the verbs of this package are called in the story of a record."""


def kind_name(code: str) -> str:
    """Return what a course is for."""
    return said(KIND_NAMES[TrainingKind(code)])


def way_name(code: str) -> str:
    """Return where people are."""
    return said(WAY_NAMES[TeachingWay(code)])


def audience_name(code: str) -> str:
    """Return for whom it is."""
    return said(AUDIENCE_NAMES[Audience(code)])


def state_name(code: str) -> str:
    """Return where a course stands."""
    return said(STATE_NAMES[CourseState(code)])


def story(subject_id: UUID) -> list[Event]:
    """Return what was done with a record, the newest first."""
    events = audit.history(subject_id).reverse()
    return [Event(each.at, each.actor_name, said(VERBS.get(each.verb, each.verb)), each.why) for each in events]


def result(trainee: Trainee) -> tuple[str, str]:
    """Return what became of somebody on a list, and its tone."""
    if not trainee.hours:
        return said(N_("未签到")), ""
    passed = trainee.is_passed
    if passed is None:
        return (said(N_("已签到")), "active") if trainee.course.pass_mark else (said(N_("已参加")), "good")
    return (said(N_("合格")), "good") if passed else (said(N_("不合格")), "bad")
