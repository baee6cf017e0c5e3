"""Many courses and lists at once are the same courses and lists, with the same history, as one by one."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden
from fengqiao.training import actions
from fengqiao.training.actions import NewModule, NewVenue, PastCourse
from fengqiao.training.models import Certificate, Course, Lecturer, Trainee, Venue
from fengqiao.training.tests.conftest import DAY


def test_a_course_with_its_list_is_entered_and_told_of(school):
    modules = [NewModule("民法典实务", Decimal(3), DAY, "尹若兰", "某某大学"), NewModule("调解技巧", Decimal(3), DAY)]
    venues = [NewVenue("区局会议室"), NewVenue("珞南分会场", organisation_id=school.street.pk, way="online")]
    rows = [
        school.attendance(venue="珞南分会场", mark=Decimal("88.5"), number="（2026）武洪调培字第1号", issued_on=DAY),
        PastCourse(school.course(pass_mark=60, modules=modules, venues=venues), closed_on=DAY),
        school.attendance(id_number="", certificate="武洪调2024007", hours=Decimal("2.5")),
        school.attendance(id_number="", name="方亚琴", organisation_id=school.community.pk),
    ]
    added = actions.add_many(school.planner, rows)
    assert not added.faults
    course = Course.objects.get(pk=added.courses[1])
    assert (course.state, course.closed_on) == ("closed", DAY)
    assert Lecturer.objects.get().unit == "某某大学"
    first, second, third = (Trainee.objects.get(pk=added.trainees[index]) for index in (0, 2, 3))
    assert (first.venue.name, first.hours, first.mark, first.is_passed) == (
        "珞南分会场",
        Decimal(6),
        Decimal("88.5"),
        True,
    )
    assert first.venue.region_code == school.street.region_code
    assert (second.person_id, second.hours, second.venue.is_main) == (school.luo, Decimal("2.5"), True)
    assert (third.organisation_id, third.person_id) == (school.community.pk, school.fang)
    assert [event.verb for event in audit.history(first.pk)] == ["enrol"]
    assert [event.verb for event in audit.history(first.certificates.get().pk)] == ["certify"]
    assert audit.broken_link(first.pk) is None
    assert audit.broken_link(course.pk) is None
    assert actions.add_many(school.planner, rows).faults.keys() == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "party"}, "kind"),
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on"),
        ({"hours": Decimal(0)}, "hours"),
        ({"pass_mark": 101}, "pass_mark"),
        ({"modules": [NewModule("过长", Decimal(7))]}, "modules"),
        ({"modules": [NewModule("错日", Decimal(1), DAY + timedelta(days=1))]}, "modules"),
        ({"venues": [NewVenue("甲"), NewVenue("甲")]}, "venues"),
        ({"venues": [NewVenue("甲", region_code="999999999999")]}, "venues"),
    ],
)
def test_a_course_that_cannot_be_is_named_with_its_field_and_the_others_are_entered(school, changes, field):
    rows = [PastCourse(school.course(**changes)), PastCourse(school.course(title="另一个班"))]
    added = actions.add_many(school.planner, rows)
    assert added.faults[0].field == field
    assert [course.title for course in Course.objects.all()] == ["另一个班"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "没有的班"}, "title"),
        ({"venue": "没有的会场"}, "venue"),
        ({"id_number": "420111196812080027"}, "id_number"),
        ({"id_number": "", "certificate": "没有的证"}, "certificate"),
        ({"id_number": "", "name": "查无此人"}, "name"),
        ({"id_number": ""}, "name"),
        ({"hours": Decimal(7)}, "hours"),
        ({"mark": Decimal(80)}, "mark"),
    ],
)
def test_an_attendance_that_cannot_be_is_named_with_its_field(school, changes, field):
    rows = [PastCourse(school.course()), school.attendance(**changes), school.attendance()]
    added = actions.add_many(school.planner, rows)
    assert added.faults[1].field == field
    assert Trainee.objects.count() == 1


def test_two_of_one_name_are_told_apart_by_their_organisation(school):
    school.person("夏云峰", school.community)
    course = PastCourse(school.course())
    unclear = school.attendance(id_number="", name="夏云峰")
    clear = replace(unclear, organisation_id=school.community.pk)
    added = actions.add_many(school.planner, [course, unclear, clear])
    assert added.faults[1].code == "person_ambiguous"
    assert Trainee.objects.get().organisation_id == school.community.pk


def test_courses_of_one_name_and_day_need_their_organiser(school):
    rows = [
        PastCourse(school.course()),
        PastCourse(school.course(organiser_id=school.street.pk)),
        school.attendance(),
        school.attendance(organiser_id=school.street.pk),
    ]
    added = actions.add_many(school.planner, rows)
    assert added.faults[2].code == "course_ambiguous"
    assert Trainee.objects.get().course_id == added.courses[1]


def test_a_trial_writes_nothing_and_nobody_enters_for_another_region(school):
    rows = [PastCourse(school.course()), school.attendance(number="1号")]
    assert actions.add_many(school.planner, rows, is_dry=True).trainees
    assert actions.add_many(school.outsider, rows).faults[0].code == "organisation_not_found"
    with pytest.raises(Forbidden):
        actions.add_many(school.director, rows)
    assert not Course.objects.exists() and not Certificate.objects.exists()


def test_a_city_wide_course_costs_a_handful_of_statements(school, django_assert_max_num_queries):
    venues = [NewVenue(f"第{n}会场") for n in range(125)]
    rows = [PastCourse(school.course(venues=venues)), school.attendance(venue="第7会场")]
    rows += [school.attendance(id_number="", name=f"无名{n}") for n in range(3000)]
    with django_assert_max_num_queries(25):
        added = actions.add_many(school.planner, rows)
    assert (len(added.faults), len(added.trainees), Venue.objects.count()) == (3000, 1, 125)
