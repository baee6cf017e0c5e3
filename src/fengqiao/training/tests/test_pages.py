"""The pages of training: what people see, do and are refused, and how many queries it costs."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.notices import notices
from fengqiao.accounts.permissions import Role
from fengqiao.core.clock import local_date
from fengqiao.people.models import Person
from fengqiao.training import actions
from fengqiao.training.actions import NewExam, NewPlan, NewQuestion
from fengqiao.training.models import Course, SignIn, Trainee
from fengqiao.training.queries.codes import code_of
from tests.journeys.town import account
from tests.query_budget import assert_query_budget

D = Decimal


@pytest.fixture
def today(school):
    """The day on which pages are opened."""
    return local_date(timezone.now())


@pytest.fixture
def desk(school):
    """鲁敏慧's browser at the bureau."""
    return _browser(account("lumin", "鲁敏慧", Role.CITY_BUREAU, school.bureau, scope="4201"))


@pytest.fixture
def xia(school):
    """夏云峰's browser."""
    user = account("xia", "夏云峰", Role.MEDIATOR, school.street, person=Person.objects.get(pk=school.xia))
    return _browser(user)


def _browser(user):
    client = Client(HTTP_HOST="wuhan.localhost")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def course(school, desk, today):
    """A course of today with an exam, which 夏云峰 and 罗正国 are to attend."""
    actor = actor_of(desk.user, timezone.now())
    new = school.course(starts_on=today, ends_on=today, pass_mark=60)
    made = actions.add_course(actor, new)
    actions.enrol(actor, made.pk, made.venues.get().pk, [school.xia, school.luo])
    return made


def url(name, *args, **query):
    at = reverse(f"training:{name}", args=args)
    return at + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def test_a_course_is_planned_listed_signed_marked_closed_and_certified_on_pages(school, desk, today):
    form = {
        "title": "岗前培训班", "kind": "induction", "audience": "newcomers", "way": "online", "starts_on": today, "ends_on": today,
        "hours": "6", "pass_mark": "60", "plan": "", "note": "",
    }  # fmt: skip
    assert desk.post(url("new_course"), form).status_code == 302
    course = Course.objects.get()
    rows = {
        "modules-TOTAL_FORMS": 2, "modules-INITIAL_FORMS": 0, "modules-MIN_NUM_FORMS": 0, "modules-MAX_NUM_FORMS": 100,
        "modules-0-title": "民法典实务", "modules-0-hours": "3", "modules-0-lecturer": "尹若兰", "modules-0-unit": "某某大学",
        "modules-1-title": "调解技巧", "modules-1-hours": "3", "modules-1-held_on": today,
    }  # fmt: skip
    assert desk.post(url("modules", course.pk), rows).status_code == 302
    assert [each.lecturer_id is not None for each in course.modules.order_by("position")] == [True, False]
    venues = {"kind": "street_committee", "region": "", "names": "区局，三楼会议室\n线上", "way": "onsite"}
    assert desk.post(url("add_venues", course.pk), venues).status_code == 302
    assert set(course.venues.values_list("name", flat=True)) == {"主会场", school.street.name, "区局", "线上"}
    main = course.venues.get(is_main=True)
    wall = desk.get(url("code", course.pk, main.pk)).content.decode()
    assert code_of(main.pk, today) in wall and 'class="sign-in-qr"' in wall
    listed = {"venue": main.pk, "post": "", "region": "", "full_time": "", "since": ""}
    assert desk.post(url("enrol_posts", course.pk), listed).status_code == 302
    ids = list(Trainee.objects.values_list("pk", flat=True))
    assert desk.post(url("sign_in_list", course.pk), {"trainee": ids, "on": today}).status_code == 302
    marks = {f"mark-{pk}": "80" for pk in ids}
    assert desk.post(url("marks", course.pk), marks).status_code == 302
    assert desk.post(url("act", course.pk, "close")).status_code == 302
    assert desk.post(url("act", course.pk, "certify")).status_code == 302
    page = desk.get(url("course", course.pk, part="trainees")).content.decode()
    assert "调培字第0001号" in page and "调培字第0003号" in page
    certificate = Trainee.objects.first().certificates.get()
    paper = desk.post(url("certificate", certificate.pk, "pdf"))
    assert paper.content.startswith(b"%PDF-") and paper["Content-Type"] == "application/pdf"
    book = load_workbook(BytesIO(desk.get(url("roll", course.pk)).content))
    assert [row[2].value for row in book.active.iter_rows(min_row=2)].count(school.street.name) == 2


def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_kept(school, desk, today):
    form = {
        "title": "",
        "kind": "induction",
        "audience": "everyone",
        "way": "onsite",
        "starts_on": today,
        "ends_on": today,
        "hours": "x",
    }
    assert desk.post(url("new_course"), form).status_code == 422
    assert desk.post(url("new_course"), {**form, "title": "班", "hours": "999"}).status_code == 422
    assert not Course.objects.exists()


def test_somebody_signs_in_with_an_account_and_sits_the_exam(school, course, desk, xia, today):
    planner = actor_of(desk.user, timezone.now())
    for n in range(2):
        actions.add_question(planner, NewQuestion("single", "法律", f"题{n}", [1], ["甲", "乙"]))
    at = timezone.now()
    actions.set_exam(planner, course.pk, NewExam(at - timedelta(minutes=1), at + timedelta(hours=1), 30, single=2))
    code = code_of(course.venues.get().pk, today)
    assert xia.post(url("sign_in"), {"code": "AAAAAA"}).status_code == 422
    assert xia.post(url("sign_in"), {"code": code}).status_code == 302
    assert SignIn.objects.get().way == "code"
    assert xia.post(url("begin", course.pk)).status_code == 302
    page = xia.get(url("exam", course.pk)).content.decode()
    assert "题0" in page and "题1" in page
    assert xia.post(url("submit", course.pk), {"q0": "1", "q1": "0"}).status_code == 302
    assert Trainee.objects.get(person=school.xia).mark == D(50)
    assert "50.0" in xia.get(url("exam", course.pk)).content.decode()
    record = xia.get(url("person", school.xia)).content.decode()
    assert course.title in record and "不合格" in record


def test_a_phone_signs_in_without_an_account(school, course, today):
    phone, at = Client(HTTP_HOST="wuhan.localhost"), reverse("portal_training:sign_in")
    code = code_of(course.venues.get().pk, today)
    assert phone.get(at).status_code == 200
    wrong = phone.post(at, {"code": code, "name": "罗正国", "phone_tail": "0000"})
    assert wrong.status_code == 422 and "对不上" in wrong.content.decode()
    done = phone.post(at, {"code": code.lower(), "name": "罗正国", "phone_tail": "5678"})
    assert "签到成功" in done.content.decode()
    assert SignIn.objects.get().trainee.person_id == school.luo


def test_who_falls_short_is_shown_counted_and_exported(school, desk, today):
    code = f"collective-{today.year}-1"
    page = desk.get(url("short", period=code)).content.decode()
    assert "夏云峰" in page and "3/3" in page
    book = load_workbook(BytesIO(desk.get(url("export", period=code)).content))
    names = {row[0].value for row in book.active.iter_rows(min_row=2)}
    assert names == {"夏云峰", "罗正国", "方亚琴"}
    assert desk.get(url("export", period=code, all=1)).status_code == 200
    assert desk.get(url("short", period="nothing-2026-1")).status_code == 404
    assert desk.get(url("short", region="x")).status_code == 200
    assert "人民调解法" in desk.get(url("calendar")).content.decode()


def test_pages_of_others_are_closed(school, course, desk, xia):
    stranger = _browser(account("xiang", "向国栋", Role.COUNTY_BUREAU, None, scope="420106"))
    assert stranger.get(url("course", course.pk)).status_code == 404
    assert stranger.get(url("person", school.xia)).status_code == 404
    assert xia.get(url("course", course.pk)).status_code == 200
    assert xia.get(url("person", school.fang)).status_code == 404
    assert xia.get(url("questions")).status_code == 403
    assert xia.post(url("act", course.pk, "close")).status_code == 403
    trainee = Trainee.objects.get(person=school.xia)
    assert stranger.get(url("trainee", course.pk, trainee.pk)).status_code == 404


def test_notices_tell_of_courses_exams_duties_and_gaps(school, course, desk, xia):
    told = {(notice.what, notice.about) for notice in notices(actor_of(xia.user, timezone.now()))}
    assert ("参加培训", course.title) in told
    actions.count(actor_of(desk.user, timezone.now()))
    late = timezone.now().replace(month=12, day=10)
    told = [notice for notice in notices(actor_of(desk.user, late)) if notice.what == "培训即将到期"]
    assert [notice.about for notice in told] == ["人民调解员集中业务培训：3人未完成"]
    own = [notice.what for notice in notices(actor_of(xia.user, late))]
    assert "培训未达要求" in own


def test_pages_stay_within_their_query_budgets(school, course, desk, xia, today):
    at, one = {"course_id": course.pk}, Trainee.objects.first()
    for part in ("modules", "venues", "trainees", "materials", "story"):
        assert_query_budget(desk, "training:course", {"part": part}, **at)
    for name in ("list", "calendar", "short", "plans", "lecturers", "questions"):
        assert_query_budget(desk, f"training:{name}")
    assert_query_budget(desk, "training:trainee", **at, trainee_id=one.pk)
    assert_query_budget(desk, "training:marks", **at)
    assert_query_budget(desk, "training:code", **at, venue_id=course.venues.get().pk)
    for client in (desk, xia):
        assert_query_budget(client, "training:person", person_id=school.xia)
    assert_query_budget(xia, "training:exam", **at)
    plan = actions.add_plan(actor_of(desk.user, timezone.now()), NewPlan(school.bureau.pk, today.year, "计划"))
    for name in ("plan", "missing"):
        assert_query_budget(desk, f"training:{name}", plan_id=plan.pk)
    assert_query_budget(desk, "accounts:notices")
