"""`/training-plans`, `/training-periods`, `/training-shortfalls`, lecturers and the record of a person."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import keyset
from fengqiao.people import access as people
from fengqiao.training import access, actions
from fengqiao.training.api import schemas_planning as s
from fengqiao.training.models import Plan
from fengqiao.training.queries import audiences, courses, owing
from fengqiao.training.rules.periods import named

router = Router(tags=["trainings"])
PLANS = "/training-plans/{plan_id}"


def _plans(rows: list[Plan]) -> list[dict[str, Any]]:
    made = courses.progress(rows)
    facts = (
        "id", "year", "title", "organisation_id", "level", "audience", "courses_planned", "people_planned", "hours_planned",
        "source", "note",
    )  # fmt: skip
    return [
        {name: getattr(row, name) for name in facts}
        | {"courses": made[row.pk].courses, "people": made[row.pk].people, "hours": made[row.pk].hours}
        for row in rows
    ]


@router.get("/training-plans", response=Paged[s.TrainingPlanOut], url_name="training_plans")
def plans(request: ApiRequest, query: Query[s.TrainingPlansWhich]) -> dict[str, Any]:
    """看得到的年度计划和完成情况。"""
    page = keyset(courses.plans(request.actor, year=query.year), courses.PLANS, query.cursor, query.size)
    return {**paged(page), "items": _plans(page.rows)}


@router.post("/training-plans", response={201: s.TrainingPlanOut}, url_name="training_plans")
def add_plan(request: ApiRequest, body: s.TrainingPlanIn) -> Status[dict[str, Any]]:
    """制定年度计划。"""
    return Status(201, _plans([actions.add_plan(request.actor, body.new(body.organisation_id))])[0])


@router.get(PLANS, response=s.TrainingPlanOut, url_name="training_plan")
def plan(request: ApiRequest, plan_id: UUID) -> dict[str, Any]:
    """一个年度计划。"""
    return _plans([access.plan_for(request.actor, plan_id, access.VIEW)])[0]


@router.post(f"{PLANS}/change", response=s.TrainingPlanOut, url_name="training_plan_change")
def change_plan(request: ApiRequest, plan_id: UUID, body: s.TrainingPlanFactsIn) -> dict[str, Any]:
    """修改年度计划。"""
    found = access.plan_for(request.actor, plan_id, access.PLAN)
    return _plans([actions.change_plan(request.actor, plan_id, body.new(found.organisation_id))])[0]


@router.get(f"{PLANS}/audience", response=s.TrainingReachOut, url_name="training_plan_audience")
def audience(request: ApiRequest, plan_id: UUID) -> dict[str, Any]:
    """计划的培训对象按人员名册有多少人，其中多少人参加过、多少人还没有。"""
    request.actor.require(Permission.VIEW_REGISTRY)
    found = access.plan_for(request.actor, plan_id, access.VIEW)
    reached = audiences.reached(request.actor, found)
    rule = access.rules_for(request.actor).audience(found.audience)
    return {
        "audience": found.audience, "source": rule.source if rule else "", "meant": reached.meant, "came": reached.came,
        "missing": reached.missing,
    }  # fmt: skip


@router.get(f"{PLANS}/missing", response=Paged[s.TrainingMissingOut], url_name="training_plan_missing")
def missing(request: ApiRequest, plan_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """培训对象中还没有参加过计划内任何培训班的人，按拼音排列。"""
    request.actor.require(Permission.VIEW_REGISTRY)
    found = access.plan_for(request.actor, plan_id, access.VIEW)
    page = keyset(audiences.missing(request.actor, found), audiences.ORDER, query.cursor, query.size)
    posts = audiences.posts_held(request.actor, found, [person.pk for person in page.rows])
    items = [
        {
            "person_id": person.pk, "name": person.name, "organisation_id": posts[person.pk].organisation_id,
            "organisation": posts[person.pk].organisation.name, "post": posts[person.pk].post,
        }
        for person in page.rows
    ]  # fmt: skip
    return {**paged(page), "items": items}


@router.get("/training-lecturers", response=Paged[s.TrainingLecturerOut], url_name="training_lecturers")
def lecturers(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """讲师，按姓名。"""
    return paged(keyset(courses.lecturers(request.actor), courses.LECTURERS, query.cursor, query.size))


@router.get("/training-periods", response=list[s.TrainingPeriodOut], url_name="training_periods")
def periods(request: ApiRequest, query: Query[s.TrainingPeriodsWhich]) -> list[dict[str, Any]]:
    """一年中最低培训要求的各个期间，和本地区每天统计一次的人数。"""
    request.actor.require(access.VIEW)
    found = owing.periods(request.actor, query.year or local_date(request.actor.at).year)
    stood = owing.standings(request.actor, [each.code for each in found])
    told = []
    for each in found:
        owed, short, at = stood.get(each.code, (None, None, None))
        rule = each.rule
        told.append({
            "code": each.code, "rule": rule.code, "name": rule.name, "window": each.name, "source": rule.source,
            "part": rule.part, "kinds": list(rule.kinds), "times": rule.times, "first_on": each.first, "due_on": each.due,
            "until": each.until, "owed": owed, "short": short, "counted_at": at,
        })  # fmt: skip
    return told


@router.get("/training-shortfalls", response=Paged[s.ShortfallOut], url_name="training_shortfalls")
def shortfalls(request: ApiRequest, query: Query[s.ShortfallWhich]) -> dict[str, Any]:
    """未达要求的人，按拼音排列，是此刻的名单。"""
    actor = request.actor
    actor.require(access.VIEW)
    today = local_date(actor.at)
    rules = access.rules_for(actor).rules
    period = named(rules, query.period) if query.period else owing.current(actor, today)
    if period is None:
        raise NotFound("period_not_found", _("没有这项要求。"), next_step=_("请从培训日历中选择。"))
    page = keyset(owing.short(actor, period, today, region=query.region), owing.ORDER, query.cursor, query.size)
    ids = [person.pk for person in page.rows]
    posts, times = owing.posts_of(actor, period, today, ids), owing.times_of(period, ids)
    items = []
    for person in page.rows:
        post = posts.get(person.pk)
        items.append({
            "person_id": person.pk, "name": person.name, "organisation_id": post.organisation_id if post else None,
            "organisation": post.organisation.name if post else "", "post": post.post if post else "",
            "times": times.get(person.pk, 0), "needed": period.rule.times, "due_on": period.due,
        })  # fmt: skip
    return {**paged(page), "items": items}


def _seen(request: ApiRequest, person_id: UUID) -> None:
    if request.actor.person_id != person_id:
        request.actor.require(access.VIEW)
        people.get_for(request.actor, person_id, Permission.VIEW_REGISTRY)


@router.get("/people/{person_id}/trainings", response=Paged[s.TrainingRecordOut], url_name="person_trainings")
def record(request: ApiRequest, person_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """一个人参加的培训班，新的在前；本人的总是可以看。"""
    _seen(request, person_id)
    page = keyset(courses.record(person_id), "-id", query.cursor, query.size)
    rows: list[Any] = page.rows
    items = [
        {
            "trainee_id": row.pk, "course_id": row.course_id, "title": row.course.title, "kind": row.course.kind,
            "starts_on": row.course.starts_on, "hours": row.hours, "mark": row.mark,
            "certificate": row.valid[0].number if row.valid else "",
        }
        for row in rows
    ]  # fmt: skip
    return {**paged(page), "items": items}


@router.get("/people/{person_id}/training-duties", response=list[s.TrainingDutyOut], url_name="person_training_duties")
def duties(request: ApiRequest, person_id: UUID, query: Query[s.TrainingPeriodsWhich]) -> list[dict[str, Any]]:
    """一个人一年中应当完成的培训。"""
    _seen(request, person_id)
    today = local_date(request.actor.at)
    found = owing.duties(request.actor, person_id, query.year or today.year, today)
    return [
        {
            "period": each.period.code, "name": each.period.rule.name, "window": each.period.name,
            "source": each.period.rule.source, "due_on": each.period.due, "times": each.times,
            "needed": each.period.rule.times, "is_done": each.is_done,
        }
        for each in found
    ]  # fmt: skip
