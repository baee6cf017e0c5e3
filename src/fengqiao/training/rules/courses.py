"""What courses are, and the life of one as a table of verbs. Plain Python: pages, API, refusals and tests read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fengqiao.core.text import N_

TRAINING = "人民调解法 第14条"
"""Why there is training at all: the county's justice department trains mediators regularly."""
MOST_HOURS = Decimal(400)
MOST_DAYS = 366


class TrainingKind(StrEnum):
    """What a course is for (the four kinds of the plan of Zhanqian, and training before a post is taken up)."""

    COLLECTIVE = "collective"
    PROFESSIONAL = "professional"
    ADVISER = "adviser"
    INDUCTION = "induction"
    OCCASIONAL = "occasional"


KIND_NAMES = {
    TrainingKind.COLLECTIVE: N_("集中业务培训"),
    TrainingKind.PROFESSIONAL: N_("专业性、行业性技能培训"),
    TrainingKind.ADVISER: N_("法律顾问专题培训"),
    TrainingKind.INDUCTION: N_("岗前培训"),
    TrainingKind.OCCASIONAL: N_("旁听庭审、以会代训等"),
}


class TeachingWay(StrEnum):
    """Where people are."""

    ONSITE = "onsite"
    ONLINE = "online"
    BOTH = "both"


WAY_NAMES = {TeachingWay.ONSITE: N_("现场"), TeachingWay.ONLINE: N_("线上"), TeachingWay.BOTH: N_("现场和线上")}


class Audience(StrEnum):
    """For whom a plan or course is."""

    EVERYONE = "everyone"
    BACKBONE = "backbone"
    NEWCOMERS = "newcomers"
    PROFESSIONAL = "professional"
    VILLAGE = "village"


AUDIENCE_NAMES = {
    Audience.EVERYONE: N_("全体人民调解员"),
    Audience.BACKBONE: N_("骨干人民调解员"),
    Audience.NEWCOMERS: N_("新任人民调解员"),
    Audience.PROFESSIONAL: N_("行业性、专业性人民调解员"),
    Audience.VILLAGE: N_("村（社区）人民调解员"),
}


class CourseState(StrEnum):
    """Where a course stands."""

    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES = {CourseState.PLANNED: N_("进行中"), CourseState.CLOSED: N_("已结业"), CourseState.CANCELLED: N_("已取消")}


class Verb(StrEnum):
    """What changes the state of a course."""

    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Step:
    """A row of the table."""

    verb: Verb
    name: str
    sources: frozenset[CourseState]
    target: CourseState


STEPS = {
    step.verb: step
    for step in (
        Step(Verb.CLOSE, N_("结业"), frozenset({CourseState.PLANNED}), CourseState.CLOSED),
        Step(Verb.REOPEN, N_("重新打开"), frozenset({CourseState.CLOSED}), CourseState.PLANNED),
        Step(Verb.CANCEL, N_("取消培训班"), frozenset({CourseState.PLANNED}), CourseState.CANCELLED),
    )
}


class SignedBy(StrEnum):
    """How somebody's presence came to be known."""

    CODE = "code"
    LIST = "list"
    IMPORT = "import"


SIGNED_NAMES = {SignedBy.CODE: N_("扫码、输码签到"), SignedBy.LIST: N_("名单签到"), SignedBy.IMPORT: N_("导入")}


@dataclass(frozen=True)
class Lesson:
    """A module as far as hours go: its own, and its day when it has one."""

    hours: Decimal
    on: date | None = None


def credited(days: Iterable[date], lessons: Iterable[Lesson], *, first: date, last: date, hours: Decimal) -> Decimal:
    """Return the hours that presence on some days of a course is worth, at most the hours of the course.

    Where every module has a day, a day is worth its modules. Otherwise all days of the course are worth the same.
    """
    present = {day for day in days if first <= day <= last}
    taught = list(lessons)
    if taught and all(lesson.on for lesson in taught):
        earned = sum((lesson.hours for lesson in taught if lesson.on in present), Decimal(0))
    else:
        whole = (last - first).days + 1
        earned = hours * len(present) / whole
    return min(earned, hours).quantize(Decimal("0.1"))
