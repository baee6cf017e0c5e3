"""The API of training does what the pages do, and refuses in the same words."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fengqiao.accounts.permissions import Role
from fengqiao.core.clock import local_date
from fengqiao.people.models import Person
from fengqiao.training.models import Course, Trainee
from tests.journeys.town import account

JSON = "application/json"


@pytest.fixture
def today():
    return local_date(timezone.now())


class Caller:
    """A program that calls as somebody."""

    def __init__(self, user):
        self.client = Client(HTTP_HOST="wuhan.localhost")
        self.client.force_login(user)

    def get(self, name, **args):
        query = args.pop("query", {})
        answer = self.client.get(reverse(f"api:{name}", kwargs=args), query)
        return answer.status_code, json.loads(answer.content)

    def post(self, name, body=None, key="", **args):
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.client.post(reverse(f"api:{name}", kwargs=args), json.dumps(body or {}), JSON, headers=headers)
        return answer.status_code, json.loads(answer.content or b"null")


@pytest.fixture
def desk(school):
    return Caller(account("lumin", "鲁敏慧", Role.CITY_BUREAU, school.bureau, scope="4201"))


@pytest.fixture
def xia(school):
    return Caller(account("xia", "夏云峰", Role.MEDIATOR, school.street, person=Person.objects.get(pk=school.xia)))


@pytest.fixture
def facts(school, today):
    return {
        "organiser_id": str(school.bureau.pk), "title": "年度培训", "kind": "collective", "starts_on": str(today),
        "ends_on": str(today), "hours": "6", "pass_mark": 60,
        "modules": [{"title": "民法典", "hours": "6", "lecturer": "尹若兰", "unit": "某某大学"}],
        "venues": [{"name": "区局"}, {"name": "线上", "way": "online"}],
    }  # fmt: skip


def test_a_course_goes_from_plan_to_certificate_over_the_api(school, desk, xia, facts):
    status, made = desk.post("trainings", facts)
    assert (status, made["state"]) == (201, "planned")
    at = {"training_id": made["id"]}
    _status, venues = desk.get("training_venues", **at)
    assert [venue["name"] for venue in venues["items"]] == ["区局", "线上"]
    venue = venues["items"][0]["id"]
    assert desk.post("training_enrol_posts", {"venue_id": venue}, **at) == (201, {"count": 3})
    _status, code = desk.get("training_code", **at, venue_id=venue)
    assert xia.post("training_sign_in", {"code": code["code"]})[1]["hours"] == "6.0"
    opens = timezone.now() - timedelta(minutes=1)
    for n in range(2):
        asked = {"kind": "true_false", "subject": "法律", "text": f"题{n}", "answers": [0]}
        assert desk.post("training_questions", asked)[0] == 201
    sit = {
        "opens_at": opens.isoformat(),
        "closes_at": (opens + timedelta(hours=1)).isoformat(),
        "minutes": 30,
        "true_false": 2,
    }
    assert desk.post("training_exam", sit, **at)[0] == 200
    _status, paper = xia.post("training_paper", **at)
    assert paper["mark"] is None and "answers" not in paper["questions"][0]
    assert xia.post("training_paper_submit", {"answers": [[0], [0]]}, **at)[1]["mark"] == "100.0"
    assert desk.post("training_close", **at)[1]["state"] == "closed"
    assert desk.post("training_certify", **at) == (201, {"count": 1})
    _status, listed = desk.get("training_trainees", **at, query={"view": "passed"})
    assert [(each["name"], each["certificate"][-6:]) for each in listed["items"]] == [("夏云峰", "第0001号")]
    _status, record = xia.get("person_trainings", person_id=school.xia)
    assert record["items"][0]["certificate"].endswith("第0001号")
    assert xia.get("person_training_duties", person_id=school.xia)[1][0]["is_done"] is True
    mine = desk.get("training_trainees", **at, query={"view": "passed"})[1]["items"][0]["certificate_id"]
    paper = reverse("api:training_certificate_paper", kwargs={"certificate_id": mine, "kind": "pdf"})
    assert xia.client.post(paper).content.startswith(b"%PDF-")
    left = desk.get("training_shortfalls")[1]["items"]
    assert {each["name"] for each in left} == {"罗正国", "方亚琴"}


def test_the_same_request_sent_twice_makes_one_course(school, desk, facts):
    first, again = (desk.post("trainings", facts, key="course-1") for _try in range(2))
    assert first == again
    assert Course.objects.count() == 1


def test_refusals_are_problems_with_a_code_and_a_field(school, desk, xia, facts):
    status, problem = desk.post("trainings", {**facts, "hours": "1"})
    assert (status, problem["code"], problem["field"]) == (422, "module_hours", "modules")
    assert desk.post("trainings", {**facts, "kind": "party"})[0] == 422
    assert xia.post("trainings", facts)[0] == 403
    assert xia.post("training_sign_in", {"code": "AAAAAA"})[1]["code"] == "sign_in_wrong"
    naive = {"opens_at": "2026-01-01T00:00:00", "closes_at": "2026-01-02T00:00:00", "minutes": 30, "single": 1}
    made = desk.post("trainings", facts)[1]
    assert desk.post("training_exam", naive, training_id=made["id"])[0] == 422
    assert Course.objects.count() == 1 and not Trainee.objects.exists()


def test_plans_periods_and_lecturers_are_read(school, desk, facts, today):
    plan = {"organisation_id": str(school.bureau.pk), "year": today.year, "title": "年度计划", "courses_planned": 3}
    status, made = desk.post("training_plans", plan)
    assert (status, made["audience"], made["courses"]) == (201, "everyone", 0)
    desk.post("trainings", {**facts, "plan_id": made["id"]})
    assert desk.get("training_plan", plan_id=made["id"])[1]["courses"] == 1
    reach = desk.get("training_plan_audience", plan_id=made["id"])[1]
    assert (reach["meant"], reach["came"], reach["missing"]) == (3, 0, 3)
    missing = desk.get("training_plan_missing", plan_id=made["id"])[1]["items"]
    assert {each["name"] for each in missing} == {"夏云峰", "罗正国", "方亚琴"}
    at = {"training_id": desk.get("trainings")[1]["items"][0]["id"]}
    given = {"file": SimpleUploadedFile("讲义.pdf", b"%PDF-1.7 lecture")}
    material = desk.client.post(reverse("api:training_materials", kwargs=at), given).json()["id"]
    file = desk.client.get(reverse("api:training_material_file", kwargs={**at, "material_id": material}))
    assert file.content == b"%PDF-1.7 lecture"
    assert desk.get("training_lecturers")[1]["items"][0]["unit"] == "某某大学"
    period = desk.get("training_periods")[1][0]
    assert (period["code"], period["owed"]) == (f"collective-{today.year}-1", None)
    assert desk.get("training_shortfalls", query={"period": "nothing-2026-1"})[0] == 404
