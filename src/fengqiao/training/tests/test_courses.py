"""Plans and courses: what can be planned, changed, closed, and by whom."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fengqiao.accounts.permissions import Role
from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.training import access, actions
from fengqiao.training.actions import NewModule, NewPlan, NewVenue
from fengqiao.training.models import Course, Material, Venue
from fengqiao.training.queries import audiences, courses
from fengqiao.training.tests.conftest import DAY, later

PDF = b"%PDF-1.7 lecture"


def test_a_plan_trains_whom_the_rules_name_for_its_level_and_tells_what_became_of_it(school):
    plan = actions.add_plan(school.planner, NewPlan(school.bureau.pk, 2026, "2026年培训计划", courses_planned=2))
    assert (plan.level, plan.audience) == ("county", "everyone")
    course = actions.add_course(school.planner, school.course(plan_id=plan.pk))
    actions.enrol(school.planner, course.pk, course.venues.get().pk, [school.xia, school.luo])
    actions.sign_in(school.planner, course.pk, [course.trainees.get(person=school.xia).pk])
    assert courses.progress([plan])[plan.pk] == courses.Progress(1, Decimal(6), 1)
    with pytest.raises(Malformed) as refusal:
        actions.add_plan(school.planner, NewPlan(school.bureau.pk, 2026, "2026年培训计划"))
    assert refusal.value.code == "plan_known"
    changed = actions.change_plan(
        school.planner, plan.pk, NewPlan(school.bureau.pk, 2026, "新计划", people_planned=300)
    )
    assert (changed.title, changed.people_planned, changed.courses_planned) == ("新计划", 300, None)
    with pytest.raises(NotFound):
        actions.change_plan(school.outsider, plan.pk, NewPlan(school.bureau.pk, 2026, "别人的"))


def test_who_is_invited_to_a_plan_and_who_is_still_missing_follows_from_the_register(school):
    chief = school.person("章文", school.street, post="chief_mediator")
    plan = actions.add_plan(school.planner, NewPlan(school.bureau.pk, 2026, "市骨干培训", audience="backbone"))
    course = actions.add_course(school.planner, school.course(plan_id=plan.pk, audience="backbone"))
    venue = course.venues.get().pk
    assert actions.enrol_posts(school.planner, course.pk, venue, audience="backbone", post="director") == 1
    assert actions.enrol_posts(school.planner, course.pk, venue, audience="backbone") == 1
    assert set(course.trainees.values_list("person_id", flat=True)) == {school.fang, chief}
    assert audiences.reached(school.planner, plan) == audiences.Reached(2, 0)
    actions.sign_in(school.planner, course.pk, [course.trainees.get(person=chief).pk])
    assert audiences.reached(school.planner, plan) == audiences.Reached(2, 1)
    assert [person.name for person in audiences.missing(school.planner, plan)] == ["方亚琴"]
    assert not audiences.missing(school.outsider, plan).exists()
    newcomers = audiences.posts(school.planner, "newcomers", DAY)
    school.person("冯新", school.street, starts_on=DAY - timedelta(days=30))
    assert [post.person.name for post in newcomers] == ["冯新"]


def test_a_course_of_three_days_with_eleven_modules_at_many_venues(school):
    modules = [NewModule(f"第{n}课", Decimal("1.5"), DAY, "尹若兰", "某某大学") for n in range(11)]
    new = school.course(modules=modules, ends_on=DAY + timedelta(days=2), hours=Decimal("16.5"))
    course = actions.add_course(school.planner, new)
    assert [venue.name for venue in course.venues.all()] == ["主会场"]
    actions.add_venues(school.planner, course.pk, [NewVenue(f"分会场{n}") for n in range(124)])
    assert Venue.objects.filter(course=course).count() == 125
    assert course.modules.count() == 11
    with pytest.raises(Malformed):
        actions.add_venues(school.planner, course.pk, [NewVenue("分会场3")])
    one = course.venues.get(name="分会场7")
    actions.remove_venue(school.planner, course.pk, one.pk)
    with pytest.raises(NotNow):
        actions.remove_venue(school.planner, course.pk, course.venues.get(is_main=True).pk)
    actions.set_modules(school.planner, course.pk, [NewModule("只有一课", Decimal(2), person_id=school.xia)])
    assert course.modules.get().lecturer.person_id == school.xia
    assert [event.verb for event in audit.history(course.pk)] == [
        "plan_course",
        "add_venues",
        "remove_venue",
        "set_modules",
    ]
    assert audit.broken_link(course.pk) is None


def test_a_course_is_closed_when_it_is_over_and_reopened_with_a_reason(school):
    course = actions.add_course(school.planner, school.course(ends_on=DAY + timedelta(days=1)))
    with pytest.raises(NotNow) as refusal:
        actions.close(school.planner, course.pk)
    assert refusal.value.code == "course_not_over"
    after = later(school.planner)
    assert actions.close(after, course.pk).closed_on == DAY + timedelta(days=1)
    with pytest.raises(NotNow):
        actions.set_modules(after, course.pk, [])
    with pytest.raises(Malformed):
        actions.reopen(after, course.pk, why=" ")
    assert actions.reopen(after, course.pk, why="补签到").state == "planned"
    with pytest.raises(Malformed):
        actions.cancel(after, course.pk, why="")
    assert actions.cancel(after, course.pk, why="改期").cancelled_why == "改期"


def test_a_course_that_somebody_attended_is_not_called_off_and_keeps_its_days(school):
    course = actions.add_course(school.planner, school.course())
    actions.enrol(school.planner, course.pk, course.venues.get().pk, [school.xia])
    actions.sign_in(school.planner, course.pk, [course.trainees.get().pk])
    with pytest.raises(NotNow):
        actions.cancel(school.planner, course.pk, why="不办了")
    with pytest.raises(NotNow):
        moved = school.course(starts_on=DAY + timedelta(days=3), ends_on=DAY + timedelta(days=3))
        actions.change_course(school.planner, course.pk, moved)
    with pytest.raises(NotNow):
        actions.change_course(school.planner, course.pk, school.course(hours=Decimal(5)))
    assert actions.change_course(school.planner, course.pk, school.course(title="新名称")).title == "新名称"
    assert Course.objects.get().state == "planned"


def test_materials_are_kept_once_and_only_as_what_they_are(school):
    course = actions.add_course(school.planner, school.course())
    actions.add_material(school.planner, course.pk, title="讲义", name="讲义.pdf", content=PDF)
    with pytest.raises(Malformed):
        actions.add_material(school.planner, course.pk, title="再来", name="讲义.pdf", content=PDF)
    with pytest.raises(Malformed):
        actions.add_material(school.planner, course.pk, title="程序", name="a.exe", content=b"MZ")
    actions.remove_material(school.planner, course.pk, Material.objects.get().pk)
    assert not Material.objects.exists()


def test_who_sees_and_who_changes_a_course(school):
    course = actions.add_course(school.planner, school.course())
    assert course in access.visible_to(school.mediator)
    assert not access.trainees_visible_to(school.mediator).exists()
    elsewhere = actions.add_course(school.planner, school.course(organiser_id=school.community.pk))
    assert elsewhere not in access.visible_to(school.mediator)
    actions.enrol(school.planner, elsewhere.pk, elsewhere.venues.get().pk, [school.xia])
    assert elsewhere in access.visible_to(school.mediator)
    assert course not in access.visible_to(school.outsider)
    for actor in (school.director, school.mediator):
        with pytest.raises(Forbidden):
            actions.close(actor, course.pk)
    with pytest.raises(NotFound):
        actions.close(school.outsider, course.pk)
    with pytest.raises(Forbidden):
        access.visible_to(school.actor("网格员", Role.GRID_WORKER))
    actions.add_venues(school.planner, course.pk, [NewVenue("街道会场", organisation_id=school.street.pk)])
    assert course in access.visible_to(school.director)
    with pytest.raises(Forbidden):
        actions.add_course(school.director, school.course())
    with pytest.raises(NotFound):
        actions.add_course(replace(school.outsider, organisation_id=None), school.course())
