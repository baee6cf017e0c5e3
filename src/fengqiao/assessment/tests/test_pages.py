"""The pages, the portal and the API: who sees what, forms that are refused, numbers that open, and how many queries each takes."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.assessment import actions
from fengqiao.assessment.models import Appeal, Application, Entry, Grade, Objection, Round
from fengqiao.assessment.tests.conftest import QUARTER, score_of
from fengqiao.assessment.tests.test_grades import applied, ladder
from fengqiao.core.actor import system
from fengqiao.core.ids import uuid7
from tests.query_budget import assert_query_budget

__all__ = ["applied", "ladder"]
VOICE = {"name": "陈某", "phone": "13800000000", "text": "漏算了一件案件。"}


@pytest.fixture
def browser(assessors):
    """Sign people in: lu and hao at the county bureau, xia at the street's committee, cai at the community's."""
    office = assessors.office
    places = {
        "lu": (Role.COUNTY_BUREAU, office.bureau, "420111", None),
        "hao": (Role.COUNTY_BUREAU, office.bureau, "420111", None),
        "xia": (Role.MEDIATOR, office.street, "", office.xia),
        "cai": (Role.VILLAGE_MEDIATOR, office.community, "", None),
    }

    def browser(name: str) -> Client:
        role, organisation, scope, person = places[name]
        platform = system(timezone.now(), frozenset(Permission))
        user = accounts.create_user(
            platform,
            username=f"{name}-desk",
            name=name,
            password="walks-9-every-door",
            must_change_password=False,
            person_id=person.pk if person else None,
        )
        accounts.assign(platform, user.pk, role=role, organisation_id=organisation.pk, region_scope=scope)
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        return client

    return browser


def sees(client, name, query=None, **kwargs) -> str:
    answer = client.get(reverse(name, kwargs=kwargs), query or {})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def public(assessors) -> Round:
    """A round with a case of the street's committee, public today."""
    assessors.closed()
    found = assessors.public()
    today = timezone.localdate()
    Round.objects.filter(pk=found.pk).update(public_from=today, public_until=today + timedelta(days=7))
    return Round.objects.get(pk=found.pk)


# Assessment


def test_the_bureau_opens_computes_and_hands_on_and_a_second_person_approves(assessors, browser):
    lu, hao = browser("lu"), browser("hao")
    url = reverse("assessment:new")
    assert lu.get(url).status_code == 200
    assert lu.post(url, {"subject": "person", "kind": "year", "day": ""}).status_code == 422
    assert lu.post(url, {"subject": "person", "kind": "year", "day": "2099-01-01"}).status_code == 409
    assert not Round.objects.exists()
    assert lu.post(url, {"subject": "person", "kind": "year", "day": "2025-05-01"}).status_code == 302
    found = Round.objects.get()
    assert "计算中" in sees(lu, "assessment:round", pk=found.pk)
    assert lu.get(reverse("assessment:progress", args=[found.pk])).status_code == 200
    actions.compute(found.pk, found.run, assessors.lu)
    assert "夏云峰" in sees(lu, "assessment:round", pk=found.pk)
    assert "夏云峰" not in sees(lu, "assessment:round", {"q": "程"}, pk=found.pk)

    def act(client, verb, **body):
        return client.post(reverse("assessment:act", args=[found.pk, verb]), body).status_code

    assert act(lu, "submit") == 302
    assert act(lu, "approve") == 403
    assert act(hao, "return") == 422
    assert act(hao, "return", reason="再核对") == 302
    assert (act(lu, "compute"), act(lu, "nonsense")) == (302, 404)
    again = Round.objects.get()
    actions.compute(again.pk, again.run, assessors.lu)
    assert (act(lu, "submit"), act(hao, "approve"), act(lu, "publish"), act(hao, "lock")) == (302, 302, 302, 409)
    assert Round.objects.get().state == "public"
    assert act(hao, "cancel", reason="期间有误") == 302


def test_a_score_shows_its_formula_and_every_number_opens_to_its_cases(assessors, browser, public, office):
    score = score_of(public, organisation=office.street)
    lu, xia, cai = browser("lu"), browser("xia"), browser("cai")
    book = load_workbook(io.BytesIO(lu.get(reverse("assessment:export", args=[public.pk])).content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:2] == ("序号", "名称") and office.street.name in [row[1] for row in rows]
    assert len(rows) == 1 + public.scores_count and book.worksheets[1].max_row == 1 + len(public.indicators)
    seen, cursor = [], ""
    while cursor is not None:  # one a page: a page begins after the marks of the last one
        found = lu.get(f"/api/v1/assessments/{public.pk}/scores", {"size": 1, "cursor": cursor}).json()
        seen, cursor = [*seen, *(each["name"] for each in found["items"])], found["next"]
    assert seen == [row[1] for row in rows[1:]] and len(seen) > 1
    own = load_workbook(io.BytesIO(xia.get(f"/api/v1/assessments/{public.pk}/scores.xlsx").content)).worksheets[0]
    assert [row[1] for row in own.iter_rows(min_row=2, values_only=True)] == [office.street.name]
    shown = sees(lu, "assessment:score", pk=score.pk)
    assert "协议履行 ÷ 调解成功" in shown and "目标98，只展示" in shown and "不适用" in shown
    url = reverse("assessment:cases", args=[score.pk, "performed", "denominator"])
    assert url in shown
    listed = lu.get(url).content.decode()
    assert "武洪珞" in listed and "张某某" in listed
    assert sees(xia, "assessment:score", pk=score.pk) and "提出申诉" in sees(xia, "assessment:score", pk=score.pk)
    assert cai.get(reverse("assessment:score", args=[score.pk])).status_code == 404
    assert cai.get(url).status_code == 404
    for wrong in (["charm", "numerator"], ["complaints", "numerator"], ["cases", "denominator"], ["cases", "code"]):
        assert lu.get(reverse("assessment:cases", args=[score.pk, *wrong])).status_code == 404


def test_who_is_assessed_appeals_and_is_answered(assessors, browser, public, office):
    score = score_of(public, organisation=office.street)
    xia, hao, cai = browser("xia"), browser("hao"), browser("cai")
    url = reverse("assessment:appeal", args=[score.pk])
    assert cai.get(url).status_code == 404
    assert xia.get(url).status_code == 200
    assert xia.post(url, {**VOICE, "text": ""}).status_code == 422
    assert not Appeal.objects.exists()
    assert xia.post(url, VOICE).status_code == 302
    appeal = Appeal.objects.get()
    assert "漏算了一件案件" in sees(hao, "assessment:round", {"part": "appeals"}, pk=public.pk)
    assert "漏算了一件案件" not in sees(xia, "assessment:round", {"part": "appeals"}, pk=public.pk)
    answer = reverse("assessment:answer", args=[public.pk, appeal.pk])
    assert hao.get(answer).status_code == 200
    assert hao.post(answer, {"outcome": "dismissed", "marks": "5", "answer": "已核对。"}).status_code == 422
    assert hao.post(answer, {"outcome": "upheld", "marks": "5", "answer": "已补计。"}).status_code == 302
    score.refresh_from_db()
    assert score.adjustment == 5
    assert hao.get(reverse("assessment:answer", args=[public.pk, uuid7()])).status_code == 404


def test_figures_are_entered_with_evidence_and_struck_with_a_reason(assessors, browser, office):
    lu = browser("lu")
    url = reverse("assessment:enter")
    picked = {"organisation": office.street.name, "organisation_code": str(office.street.pk)}
    given = {**picked, "organisation_text": office.street.name, "code": "file_score", "value": "92", "on": "2026-11-01"}
    assert lu.get(url).status_code == 200
    assert lu.post(url, given).status_code == 422
    assert not Entry.objects.exists()
    assert lu.post(url, {**given, "evidence": "案卷评查通报〔2026〕3号"}).status_code == 302
    entry = Entry.objects.get()
    assert "案卷评查通报" in sees(lu, "assessment:entries")
    assert lu.get(reverse("assessment:entry_file", args=[entry.pk])).status_code == 404
    strike = reverse("assessment:strike", args=[entry.pk])
    assert lu.post(strike, {"reason": ""}).status_code == 422
    assert lu.post(strike, {"reason": "登记错了"}).status_code == 302
    assert Entry.objects.get().struck_why == "登记错了"


# Grades


def test_an_application_shows_each_criterion_and_goes_through_its_steps(assessors, browser, office, ladder):
    xia, hao = browser("xia"), browser("hao")
    url = reverse("assessment:apply")
    assert "夏云峰" in xia.get(url).content.decode()
    who = {"person": "夏云峰", "person_code": str(office.xia.pk), "person_text": "夏云峰"}
    assert xia.post(url, who).status_code == 422
    assert xia.post(url, {**who, "wanted": "national.fourth"}).status_code == 302
    found = Application.objects.get()
    shown = sees(xia, "assessment:application", pk=found.pk)
    assert "要求不少于2年" in shown and "撤回申请" in shown and "评审通过并公示" not in shown
    assert found.number in sees(hao, "assessment:applications", {"stage": "submitted"})

    def move(client, verb, **body):
        return client.post(reverse("assessment:move", args=[found.pk, verb]), body).status_code

    assert (move(hao, "evaluate"), move(hao, "admit"), move(hao, "award"), move(hao, "nothing")) == (302, 302, 409, 404)
    made = actions.object_to_grade(found.pk, actions.Voice(**VOICE), at=timezone.now())
    settle = reverse("assessment:settle", args=[found.pk, made.pk])
    assert hao.get(settle).status_code == 200
    assert hao.post(settle, {"outcome": "dismissed", "answer": ""}).status_code == 422
    assert hao.post(settle, {"outcome": "dismissed", "answer": "已核对。"}).status_code == 302
    assert move(hao, "refuse") == 422
    Application.objects.update(public_from="2026-01-01", public_until="2026-01-08")
    assert move(hao, "award") == 302
    grade = Grade.objects.get()
    shown = sees(xia, "assessment:grade", pk=grade.pk)
    assert grade.number in shown and "Word" in shown
    for kind in ("pdf", "docx"):
        (address,) = {part for part in shown.split('"') if part.endswith(f".{kind}")}
        assert xia.get(address).status_code == 200
    assert "夏云峰" in sees(hao, "assessment:grades", {"state": "standing", "wanted_level": "national.fourth"})
    assert hao.post(reverse("assessment:certificate", args=[grade.pk])).status_code == 302
    assert hao.post(reverse("assessment:withdraw", args=[grade.pk]), {"reason": "弄虚作假"}).status_code == 302
    assert "弄虚作假" in sees(xia, "assessment:grade", pk=grade.pk)


# The portal


def test_everybody_reads_scores_with_masked_names_and_may_object(assessors, public, office, client):
    people = assessors.public(subject="person")
    today = timezone.localdate()
    Round.objects.filter(pk=people.pk).update(public_from=today, public_until=today + timedelta(days=7))
    assert office.bureau.name in sees(client, "portal_assessment:list")
    assert "夏某某" in sees(client, "portal_assessment:round", pk=people.pk)
    assert "夏云峰" not in sees(client, "portal_assessment:round", pk=people.pk)
    assert office.street.name in sees(client, "portal_assessment:round", pk=public.pk)
    url = reverse("portal_assessment:object", args=[score_of(public, organisation=office.street).pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {**VOICE, "phone": ""}).status_code == 422
    assert not Appeal.objects.exists()
    assert client.post(url, VOICE).status_code == 302
    assert Appeal.objects.get().phone == "13800000000"
    api = client.get(f"/api/v1/publicity/assessments/{people.pk}").json()
    assert {item["name"] for item in api["items"]} >= {"夏某某"}


def test_what_is_not_public_is_nothing_for_the_portal(assessors, office, client):
    found = assessors.opened()
    score = score_of(found, organisation=office.street)
    assert client.get(reverse("portal_assessment:round", args=[found.pk])).status_code == 404
    assert client.get(reverse("portal_assessment:object", args=[score.pk])).status_code == 404
    assert client.get(f"/api/v1/publicity/assessments/{found.pk}").status_code == 404


def test_everybody_reads_who_is_to_be_graded_and_may_object(assessors, applied, client):
    assert client.get(reverse("portal_assessment:object_to_grade", args=[applied.pk])).status_code == 404
    actions.admit(replace(assessors.hao, at=timezone.now()), applied.pk)
    assert "夏云峰" in sees(client, "portal_assessment:grades")
    url = reverse("portal_assessment:object_to_grade", args=[applied.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {**VOICE, "text": "不"}).status_code == 422
    assert not Objection.objects.exists()
    assert client.post(url, VOICE).status_code == 302
    assert Objection.objects.get().text == VOICE["text"]


# Programs


def test_a_program_does_the_same(assessors, browser, office):
    lu, hao, xia = browser("lu"), browser("hao"), browser("xia")

    def post(client, path, **body):
        return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")

    entry = {"code": "file_score", "organisation_id": str(office.street.pk), "value": "90", "on": "2025-06-01"}
    entered = post(lu, "/assessments/entries", **entry, evidence="案卷评查通报")
    assert entered.status_code == 201
    made = post(lu, "/assessments", subject="organisation", period="2025")
    assert made.status_code == 201, made.content
    assert post(lu, "/assessments", subject="organisation", period="2025").status_code == 409
    one = f"/assessments/{made.json()['id']}"
    found = Round.objects.get()
    actions.compute(found.pk, found.run, assessors.lu)
    items = lu.get(f"/api/v1{one}/scores").json()["items"]
    score = next(item for item in items if item["name"] == office.street.name)
    detail = lu.get(f"/api/v1/assessments/scores/{score['id']}").json()
    assert {figure["code"] for figure in detail["figures"]} >= {"cases", "success"}
    cases = f"/api/v1/assessments/scores/{score['id']}/cases"
    assert lu.get(cases, {"indicator": "cases"}).json()["items"] == []
    assert lu.get(cases, {"indicator": "charm"}).status_code == 404
    assert post(lu, f"{one}/submit").json()["state"] == "submitted"
    assert post(lu, f"{one}/approve").json()["code"] == "second_person_needed"
    assert post(hao, f"{one}/approve", opinion="同意").json()["state"] == "approved"
    assert post(lu, f"{one}/publish").json()["state"] == "public"
    appeal = post(xia, f"/assessments/scores/{score['id']}/appeals", **VOICE)
    assert appeal.status_code == 201
    answered = post(hao, f"{one}/appeals/{appeal.json()['id']}/answer", outcome="upheld", answer="已补计", marks="1.5")
    assert answered.json()["marks"] == "1.50"
    assert len(lu.get(f"/api/v1{one}/appeals").json()) == 1
    assert post(hao, f"{one}/lock").json()["code"] == "still_public"
    assert post(hao, f"{one}/cancel", why="期间有误").json()["state"] == "cancelled"
    assert lu.get("/api/v1/assessments/indicators").json()["publicity_days"] == 5
    assert post(lu, f"/assessments/entries/{entered.json()['id']}/strike", why="登记错了").status_code == 200


def test_a_program_applies_and_grades(assessors, browser, office, ladder):
    hao, xia = browser("hao"), browser("xia")

    def post(client, path, **body):
        return client.post(f"/api/v1/grades{path}", json.dumps(body), content_type="application/json")

    assert any(one["code"] == "national" for one in xia.get("/api/v1/grades/schemes").json())
    made = post(xia, "/applications", scheme="national", level="fourth", person_id=str(office.xia.pk))
    assert made.status_code == 201 and made.json()["is_eligible"]
    one = f"/applications/{made.json()['id']}"
    assert post(xia, f"{one}/admit").status_code == 403
    assert post(hao, f"{one}/admit").json()["stage"] == "public"
    assert post(hao, f"{one}/award").json()["code"] == "still_public"
    Application.objects.update(public_from="2026-01-01", public_until="2026-01-08")
    grade = post(hao, f"{one}/award")
    assert grade.status_code == 201
    assert post(hao, f"/{grade.json()['id']}/certificate").json()["number"] == grade.json()["number"]
    assert xia.get("/api/v1/grades").json()["items"][0]["level_name"] == "四级"
    assert post(hao, f"/{grade.json()['id']}/withdraw", why="弄虚作假").json()["ended_how"] == "withdrawn"


# Speed


def test_the_pages_keep_their_query_budgets(assessors, browser, client, public, office, applied):
    score = score_of(public, organisation=office.street)
    for code in range(3):
        actions.enter(
            assessors.lu, code="file_score", organisation_id=office.street.pk, value=Decimal(90 + code), on=QUARTER.last,
            evidence="案卷评查通报",
        )  # fmt: skip
    lu = browser("lu")
    assert_query_budget(lu, "assessment:list")
    assert_query_budget(lu, "assessment:round", pk=public.pk)
    assert_query_budget(lu, "assessment:score", pk=score.pk)
    assert_query_budget(lu, "assessment:cases", pk=score.pk, code="cases", part="numerator")
    assert_query_budget(lu, "assessment:library")
    assert_query_budget(lu, "assessment:entries")
    assert_query_budget(lu, "assessment:applications")
    assert_query_budget(lu, "assessment:application", pk=applied.pk)
    assert_query_budget(lu, "assessment:grades")
    assert_query_budget(lu, "assessment:schemes")
    assert_query_budget(client, "portal_assessment:list")
    assert_query_budget(client, "portal_assessment:round", pk=public.pk)
    assert_query_budget(client, "portal_assessment:grades")
