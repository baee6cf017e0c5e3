"""Lists and sign-in: by code with an account, by code with name and phone, by the list; hours follow presence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow, TooMany
from fengqiao.training import actions
from fengqiao.training.actions import NewVenue
from fengqiao.training.models import SignIn, Trainee
from fengqiao.training.queries.codes import code_of
from fengqiao.training.tests.conftest import DAY, later


@pytest.fixture
def course(school):
    """Three days from today, at the bureau and at the street."""
    venues = [NewVenue("区局"), NewVenue("街道", organisation_id=school.street.pk)]
    return actions.add_course(
        school.planner, school.course(ends_on=DAY + timedelta(days=2), hours=Decimal(18), venues=venues)
    )


def venue(course, name="区局"):
    return course.venues.get(name=name)


def visitor(at):
    return Actor(None, "扫码签到", at)


def test_everybody_of_a_kind_comes_onto_a_list_at_once_and_nobody_twice(school, course):
    assert actions.enrol_posts(school.planner, course.pk, venue(course).pk) == 3
    assert actions.enrol_posts(school.planner, course.pk, venue(course, "街道").pk) == 0
    assert Trainee.objects.get(person=school.fang).organisation_id == school.community.pk
    assert actions.enrol(school.planner, course.pk, venue(course).pk, [school.xia]) == 0


def test_new_mediators_alone_come_onto_the_list_of_their_induction(school, course):
    school.person("冯新", school.street, starts_on=date(2026, 11, 1))
    assert actions.enrol_posts(school.planner, course.pk, venue(course).pk, since=date(2026, 10, 1)) == 1
    assert actions.enrol_posts(school.planner, course.pk, venue(course).pk, full_time=True) == 0


def test_a_code_with_an_account_signs_in_at_its_venue_and_each_day_counts_once(school, course):
    actions.enrol(school.planner, course.pk, venue(course).pk, [school.xia])
    street = venue(course, "街道")
    first = actions.sign_in_by_code(school.mediator, code_of(street.pk, DAY).lower())
    again = actions.sign_in_by_code(school.mediator, code_of(street.pk, DAY))
    assert (first.venue, first.hours, again.hours) == (street, Decimal(6), Decimal(6))
    tomorrow = later(school.mediator)
    with pytest.raises(Malformed):
        actions.sign_in_by_code(tomorrow, code_of(street.pk, DAY))
    second = actions.sign_in_by_code(tomorrow, code_of(street.pk, DAY + timedelta(days=1)))
    assert (second.hours, SignIn.objects.count()) == (Decimal(12), 2)
    assert audit.broken_link(second.pk) is None


def test_a_code_with_name_and_phone_needs_no_account_and_brings_onto_the_list(school, course):
    code = code_of(venue(course).pk, DAY)
    trainee = actions.sign_in_by_name(visitor(school.planner.at), code, " 罗正国 ", "5678")
    assert (trainee.person_id, trainee.hours, trainee.organisation_id) == (school.luo, Decimal(6), school.street.pk)


@pytest.mark.parametrize(
    ("name", "tail", "code"),
    [("罗正国", "0000", ""), ("查无此人", "5678", ""), ("罗正国", "5678", "AAAAAA"), ("", "", "")],
)
def test_wrong_codes_names_and_phones_are_refused_alike(school, course, name, tail, code):
    code = code or code_of(venue(course).pk, DAY)
    with pytest.raises(Malformed) as refusal:
        actions.sign_in_by_name(visitor(school.planner.at), code, name, tail)
    assert refusal.value.code == "sign_in_wrong"
    assert not SignIn.objects.exists()


def test_guessing_is_stopped(school, course):
    for _try in range(10):
        with pytest.raises(Malformed):
            actions.sign_in_by_name(visitor(school.planner.at), "AAAAAA", "罗正国", "5678")
    with pytest.raises(TooMany):
        actions.sign_in_by_name(visitor(school.planner.at), code_of(venue(course).pk, DAY), "罗正国", "5678")
    for _try in range(20):
        with pytest.raises(Malformed):
            actions.sign_in_by_code(school.mediator, "AAAAAA")
    with pytest.raises(TooMany):
        actions.sign_in_by_code(school.mediator, code_of(venue(course).pk, DAY))
    assert not SignIn.objects.exists()


def test_a_list_is_kept_by_who_looks_after_the_venue_for_days_that_have_come(school, course):
    street = venue(course, "街道")
    actions.enrol(school.planner, course.pk, street.pk, [school.xia])
    actions.enrol(school.planner, course.pk, venue(course).pk, [school.luo])
    here, there = Trainee.objects.get(person=school.xia), Trainee.objects.get(person=school.luo)
    assert actions.sign_in(school.director, course.pk, [here.pk]) == 1
    assert actions.sign_in(school.director, course.pk, [here.pk]) == 0
    with pytest.raises(NotFound):
        actions.sign_in(school.director, course.pk, [there.pk])
    with pytest.raises(Forbidden):
        actions.sign_in(school.mediator, course.pk, [here.pk])
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=1)):
        with pytest.raises(Malformed):
            actions.sign_in(school.planner, course.pk, [there.pk], on=day)
    assert SignIn.objects.count() == 1


def test_hours_set_by_hand_stay_and_say_why(school, course):
    actions.enrol(school.planner, course.pk, venue(course).pk, [school.xia])
    trainee = Trainee.objects.get()
    actions.sign_in(school.planner, course.pk, [trainee.pk])
    with pytest.raises(Malformed):
        actions.set_hours(school.planner, course.pk, trainee.pk, hours=Decimal(3), why="")
    with pytest.raises(Malformed):
        actions.set_hours(school.planner, course.pk, trainee.pk, hours=Decimal(19), why="太多")
    actions.set_hours(school.planner, course.pk, trainee.pk, hours=Decimal("2.5"), why="上午早退")
    actions.sign_in(later(school.planner), course.pk, [trainee.pk])
    assert Trainee.objects.get().hours == Decimal("2.5")


def test_somebody_is_moved_and_taken_off_before_but_not_after_signing_in(school, course):
    actions.enrol(school.planner, course.pk, venue(course).pk, [school.xia, school.luo])
    xia, luo = Trainee.objects.get(person=school.xia), Trainee.objects.get(person=school.luo)
    assert actions.move(school.planner, course.pk, xia.pk, venue(course, "街道").pk).venue.name == "街道"
    actions.withdraw(school.planner, course.pk, luo.pk, why="请假")
    actions.sign_in(school.planner, course.pk, [xia.pk])
    with pytest.raises(NotNow):
        actions.withdraw(school.planner, course.pk, xia.pk, why="请假")
    assert list(Trainee.objects.all()) == [xia]


def test_who_left_the_post_or_is_out_of_sight_is_not_listed(school, course):
    with pytest.raises(NotFound):
        actions.enrol(school.director, course.pk, venue(course, "街道").pk, [school.fang])
    stranger = replace(school.planner, region_scope="", organisation_id=school.street.pk)
    with pytest.raises(NotFound):
        actions.enrol(stranger, course.pk, venue(course).pk, [school.xia])
    assert not Trainee.objects.exists()
