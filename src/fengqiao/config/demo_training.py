"""The first training of a jurisdiction: a plan of the year, a finished course with certificates, one that runs today, a question bank."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.queries import by_username
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.training import access, actions
from fengqiao.training.models import Course
from fengqiao.training.queries import courses

QUESTIONS = (
    actions.NewQuestion(
        "true_false", "法律法规", "人民调解委员会调解民间纠纷，不收取任何费用。", [0], why="人民调解法第4条"
    ),
    actions.NewQuestion(
        "true_false",
        "法律法规",
        "当事人可以向人民调解委员会申请调解，人民调解委员会也可以主动调解。",
        [0],
        why="人民调解法第17条",
    ),
    actions.NewQuestion(
        "true_false", "法律法规", "当事人一方明确拒绝调解的，可以继续调解。", [1], why="人民调解法第17条"
    ),
    actions.NewQuestion(
        "single",
        "法律法规",
        "人民调解委员会由委员几人组成？",
        [1],
        ["二至五人", "三至九人", "五至十一人"],
        "人民调解法第8条",
    ),
    actions.NewQuestion(
        "single",
        "法律法规",
        "双方可以自调解协议生效之日起多少日内共同申请司法确认？",
        [2],
        ["十日", "十五日", "三十日"],
        "人民调解法第33条",
    ),
    actions.NewQuestion(
        "single",
        "职业道德",
        "调解员在调解中收受当事人财物，情节严重的，由谁罢免或者解聘？",
        [0],
        ["推选或者聘任单位", "人民法院", "公安机关"],
        "人民调解法第15条",
    ),
    actions.NewQuestion(
        "multiple",
        "职业道德",
        "人民调解员在调解工作中不得有哪些行为？",
        [0, 1, 3],
        ["偏袒一方当事人", "侮辱当事人", "讲解法律政策", "泄露当事人的个人隐私"],
        "人民调解法第15条",
    ),
    actions.NewQuestion(
        "multiple",
        "调解技能",
        "调解协议书可以载明哪些事项？",
        [0, 1, 2],
        ["当事人的基本情况", "纠纷的主要事实", "当事人达成协议的内容", "对当事人的处罚"],
        "人民调解法第29条",
    ),
)
"""Questions whose answers stand in the statute."""
GUEST = ("尹若兰", "某某大学法学院")


def _planner() -> Actor:
    user = by_username("quju")
    if user is None:
        raise KeyError("quju")
    return actor_of(user, timezone.now())


def enter() -> None:
    """Plan and teach, as the bureau's officer; nothing where no rules of training are or the officer has no organisation."""
    planner = _planner()
    if current_ruleset().training is None or planner.organisation_id is None:
        return
    today, name = local_date(planner.at), current_ruleset().short_name
    plan = actions.add_plan(
        planner, actions.NewPlan(planner.organisation_id, today.year, f"{today.year}年{name}人民调解员培训计划", courses_planned=4)
    )  # fmt: skip
    for question in QUESTIONS:
        actions.add_question(planner, question)
    before = today - timedelta(days=45)
    finished = _course(
        planner,
        f"{name}人民调解员集中业务培训班",
        before,
        before,
        plan.pk,
        pass_mark=access.rules_for(planner).pass_mark,
    )
    _attend(planner, finished, [before], marks=True)
    actions.close(planner, finished.pk)
    actions.certify(planner, finished.pk)
    running = _course(
        planner, f"{name}人民调解员岗位培训班", today - timedelta(days=1), today + timedelta(days=1), plan.pk
    )
    _attend(planner, running, [today - timedelta(days=1)])
    actions.count(planner)


def _course(
    planner: Actor, title: str, first: date, last: date, plan_id: UUID, *, pass_mark: int | None = None
) -> Course:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    taught = ("人民调解法和工作规范", "民法典与常见纠纷", "调解技巧和笔录制作")
    modules = [
        actions.NewModule(title, Decimal(2), day, *GUEST) for day in days for title in taught[: 3 if len(days) == 1 else 2]
    ]  # fmt: skip
    hours = sum((module.hours for module in modules), Decimal(0))
    assert planner.organisation_id is not None  # noqa: S101 - asked by enter
    new = actions.NewCourse(
        planner.organisation_id, title, "collective", first, last, hours, pass_mark=pass_mark, plan_id=plan_id, modules=modules,
        venues=[actions.NewVenue("局机关三楼会议室"), actions.NewVenue("视频分会场", way="online")],
    )  # fmt: skip
    return actions.add_course(planner, new)


def _attend(planner: Actor, course: Course, days: list[date], *, marks: bool = False) -> None:
    """Two of three of those listed come; who came gets a mark where there is an exam."""
    venue = course.venues.get(is_main=True)
    actions.enrol_posts(planner, course.pk, venue.pk)
    listed = [row.pk for row in courses.trainees(planner, course).order_by("pk")[:300]]
    came = [pk for number, pk in enumerate(listed) if number % 3 != 2]
    for day in days:
        if came:
            actions.sign_in(planner, course.pk, came, on=day)
    if marks and came:
        actions.set_marks(planner, course.pk, {pk: Decimal(72 + 5 * (number % 5)) for number, pk in enumerate(came)})
