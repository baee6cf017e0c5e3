"""The same verbs over the API, and the rules asked by anybody."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system
from fengqiao.disputes.models import Dispute
from tests.office import COMMUNITY

pytestmark = pytest.mark.django_db
MATTER = {
    "narrative": "楼上住户卫生间漏水，把我家客厅天花板泡坏了，要求赔偿损失八千元。",
    "category": "neighbours",
    "category_confirmed": True,
    "region_code": COMMUNITY,
    "amount": "8000.00",
    "parties": [
        {"side": "applicant", "name": "张建国", "phone": "13800005678"},
        {"side": "respondent", "name": "李秀英"},
    ],
}


@pytest.fixture
def program(office):
    """A program that works with a token at an organisation."""

    def program(username, role, organisation, scope=""):
        platform = system(timezone.now(), frozenset({Permission.MANAGE_ACCOUNTS.value}))
        user = accounts.create_user(
            platform, username=username, name=username, password="correct-horse-7-battery", must_change_password=False
        )
        accounts.assign(
            platform,
            user.pk,
            role=role,
            organisation_id=organisation.pk,
            region_scope=scope,
            starts_on=timezone.localdate(),
        )
        client = Client(HTTP_HOST="wuhan.localhost")
        given = {"name": "测试", "username": username, "password": "correct-horse-7-battery"}
        token = client.post("/api/v1/tokens", given, content_type="application/json").json()["token"]
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"

        def call(method, path, body=None, **headers):
            response = client.generic(
                method,
                f"/api/v1{path}",
                json.dumps(body) if body is not None else "",
                content_type="application/json",
                **headers,
            )
            return response.status_code, response.json() if response.content else None

        return call

    return program


def test_a_matter_goes_from_registration_to_acceptance_over_the_api(office, program):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    triage = program("triage", Role.TRIAGE_OFFICER, office.centre, "420111")
    director = program("director", Role.DIRECTOR, office.street)
    status, made = desk("POST", "/disputes", MATTER)
    assert status == 201, made
    assert len(made["follow_code"]) == 10
    status, suggestions = triage("GET", f"/disputes/{made['id']}/routes")
    assert status == 200
    assert suggestions[0]["reasons"]
    status, routed = triage("POST", f"/disputes/{made['id']}/route", {"receiver_id": str(office.street.pk)})
    assert (status, routed["status"]) == (200, "referred"), routed
    status, accepted = director("POST", f"/disputes/{made['id']}/accept", {})
    assert (status, accepted["status"]) == (200, "accepted"), accepted
    assert accepted["file_number"] == f"（{timezone.localdate().year}）武洪珞人调字第0001号"
    assert {step["verb"] for step in accepted["steps"] if step["is_possible"]} >= {"assign", "withdraw"}
    assert accepted["parties"][0]["phone"] == "138****5678"


def test_parties_are_added_and_set_right_until_an_agreement(office, program):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    made = desk("POST", "/disputes", MATTER)[1]
    where = f"/disputes/{made['id']}/parties"
    status, whole = desk("POST", where, {"side": "third", "name": "周桂兰", "why": "房屋共有人"})
    assert (status, len(whole["parties"])) == (201, 3), whole
    party = f"{where}/{whole['parties'][1]['id']}/correct"
    status, whole = desk("POST", party, {"name": "李秀莹", "phone": "13900001111", "why": "对照身份证"})
    assert (status, whole["parties"][1]["name"], whole["parties"][1]["phone"]) == (200, "李秀莹", "139****1111")
    status, problem = desk("POST", party, {"phone": "12", "why": "改"})
    assert (status, problem["code"], problem["field"]) == (422, "phone_invalid", "phone")
    assert desk("POST", party, {"why": "改"})[1]["code"] == "nothing_changed"
    assert desk("POST", party, {"name": "x", "why": "改", "revision": 1})[0] == 409


def test_the_same_key_registers_once(office, program):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    first = desk("POST", "/disputes", MATTER, HTTP_IDEMPOTENCY_KEY="a-1")
    assert desk("POST", "/disputes", MATTER, HTTP_IDEMPOTENCY_KEY="a-1") == first
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"narrative": ""},
        {"region_code": "42"},
        {"amount": "-1"},
        {"occurred_on": "0000-01-01"},
        {"occurred_on": "9999-12-31"},
        {"parties": []},
        {"parties": [{"side": "judge", "name": "张"}]},
        {"status": "archived"},
        {"narrative": "漏\u0000水"},
    ],
)
def test_bad_input_is_a_problem_document_and_writes_nothing(office, program, changes):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    status, problem = desk("POST", "/disputes", {**MATTER, **changes})
    assert status == 422
    assert problem["code"]
    assert not Dispute.objects.exists()


def test_a_list_pages_by_cursor_and_finds_by_words(office, program):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    ids = [desk("POST", "/disputes", MATTER)[1]["id"] for _n in range(3)]
    status, page = desk("GET", "/disputes?size=2&q=%E6%BC%8F%E6%B0%B4")
    assert status == 200
    following = desk("GET", f"/disputes?size=2&cursor={page['next']}")[1]
    assert [row["id"] for row in page["items"] + following["items"]] == ids[::-1]
    assert desk("GET", "/disputes?cursor=forged")[0] == 422


def test_what_a_committee_has_no_part_in_is_not_found(office, program):
    desk = program("desk", Role.FRONT_DESK, office.centre)
    other = program("other", Role.MEDIATOR, office.medical)
    made = desk("POST", "/disputes", MATTER)[1]
    assert other("GET", f"/disputes/{made['id']}")[0] == 404
    assert other("GET", "/disputes")[1]["items"] == []
    assert other("POST", f"/disputes/{made['id']}/accept", {})[0] == 404


@pytest.mark.parametrize(
    ("kind", "question", "key"),
    [
        (
            "clock",
            {"rule": "JC_30", "jurisdiction": "CN", "start_event": "协议生效", "start_at": "2026-03-02T10:00:00+08:00"},
            "due",
        ),
        ("suitability", {"jurisdiction": "420100", "narrative": "楼上漏水，要求赔偿。"}, "suitability"),
        ("grade", {"jurisdiction": "420100", "narrative": "楼上漏水，要求赔偿。"}, "grade"),
        ("agreement", {"jurisdiction": "420100", "text": "甲方向乙方赔偿。", "signers": ["甲方", "乙方"]}, "hints"),
    ],
)
def test_anybody_may_ask_the_rules(client, office, kind, question, key):
    response = client.post(f"/api/v1/explain/{kind}", question, content_type="application/json")
    assert response.status_code == 200
    assert key in response.json()
    lines = "\n".join([json.dumps(question), "no json", json.dumps(question)])
    many = client.generic("POST", f"/api/v1/explain/{kind}", lines, content_type="application/x-ndjson")
    answers = [json.loads(line) for line in many.content.decode().splitlines()]
    assert key in answers[0]
    assert answers[1]["refused"] == "malformed_json"
    assert answers[2] == answers[0]
