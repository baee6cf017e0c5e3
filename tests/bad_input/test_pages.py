"""Whatever is wrong with a page that is sent is said beside its field, and nothing is written."""

import pytest
from django.test import Client
from django.urls import reverse

from fengqiao.disputes.models import Dispute, Party
from tests.bad_input.counter import PAGE, REGISTER, browser, state
from tests.bad_input.test_twice import STORY

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def counter(office):
    """涂海洋's browser."""
    return browser(office)


@pytest.mark.parametrize(
    "changes",
    [
        {"narrative": "漏水\0"},
        {"narrative": "漏" * 20_001},
        {"narrative": "  "},
        {"parties-0-name": "张\0建国"},
        {"parties-0-id_number": "110105194912310021"},
        {"parties-0-kind": "organisation", "parties-0-credit_code": "91420100MA4KABCD00"},
        {"parties-0-phone": "12345"},
        {"parties-0-birth_on": "0000-01-01"},
        {"parties-0-birth_on": "9999-12-31"},
        {"parties-0-headcount": "-1"},
        {"parties-0-side": "judge"},
        {"occurred_on": "0000-00-00"},
        {"occurred_on": "9999-12-31"},
        {"requested_at": "0001-01-01T00:00"},
        {"requested_at": "9999-12-31T23:59"},
        {"amount": "-1"},
        {"amount": "NaN"},
        {"amount": "Infinity"},
        {"amount": "1e30"},
        {"amount": "9" * 5000},
        {"region_code": "nonsense"},
        {"region_code": "\0"},
        {"category": "nonsense"},
        {"source": "../../etc/passwd"},
        {"parties-TOTAL_FORMS": "nonsense"},
        {"parties-TOTAL_FORMS": "99999999"},
        {"parties-TOTAL_FORMS": "-1"},
    ],
    ids=lambda changes: str(changes)[:50],
)
def test_the_page_refuses_it_beside_its_field_and_writes_nothing(counter, changes):
    before = state()
    answer = counter.post(REGISTER, {**PAGE, **changes})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"narrative=%FF%FE%E6", FORM),
        (b"\xff\xfe=\xe6&narrative=\xff", FORM),
        (b"narrative=x", f"{FORM}; charset=klingon"),
        (b"narrative=x", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data; name=\"narrative\"\r\n\r\n\xff\xfe", "multipart/form-data; boundary=x"),
        (b"&".join(b"f%d=1" % number for number in range(1500)), FORM),
        (b"narrative=" + b"a" * 6_000_000, FORM),
        (b"{}", "application/json"),
        (b"", FORM),
    ],
    ids=["broken percent", "broken bytes", "charset", "no boundary", "broken part", "1500 fields", "6 MB", "JSON", "nothing"],
)  # fmt: skip
def test_a_body_that_is_no_form_is_refused(counter, body, kind):
    before = state()
    answer = counter.generic("POST", REGISTER, body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.content.decode())
    assert state() == before


@pytest.mark.parametrize(
    "address",
    [
        "/disputes/%00",
        "/%FF%FE",
        "/disputes/..%2f..%2fetc%2fpasswd",
        "/static/..%2f..%2fsecrets.json",
        "/" + "a" * 9000,
    ],
)
def test_an_address_that_is_none_is_not_found(counter, address):
    assert counter.get(address).status_code in (400, 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=\xff\xfe; csrftoken=\x01; theme=\xff"},
        {"HTTP_COOKIE": "sessionid=" + "a" * 9000},
        {"HTTP_ACCEPT_LANGUAGE": "\xff;q=NaN," * 500},
        {"HTTP_USER_AGENT": "\xff\xfe" * 3000},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "\xff://["},
        {"HTTP_REFERER": "\xff\xfe://["},
    ],
    ids=lambda headers: str(headers)[:40],
)
def test_a_header_that_makes_no_sense_is_passed_over(office, headers):
    visitor = Client(HTTP_HOST="wuhan.localhost")
    assert visitor.get("/", **headers).status_code == 200
    assert visitor.get("/follow", **headers).status_code == 200


@pytest.mark.parametrize("name", ["𠮷田䶮", "王😀", "欧阳·买买提"])
def test_rare_characters_are_kept_and_shown_as_they_are(counter, name):
    made = counter.post(REGISTER, {**PAGE, "parties-0-name": name, "narrative": f"{name}家楼上漏水，天花板坏了😀。"})
    assert made.status_code == 302
    assert Party.objects.get(side="applicant").name == name
    assert "😀" in Dispute.objects.get().narrative
    assert name in counter.get(reverse("disputes:parties", args=[Dispute.objects.get().pk])).content.decode()


WRONG = {
    "story": [{"narrative": "短"}, {"narrative": "漏" * 3001}, {"narrative": "漏水漏水漏水漏水漏水\0"}],
    "place": [{"region": "火星"}, {"region": "\0"}, {"region": "洪珞社区", "region_text": "洪珞社区", "region_code": "\0"}],
    "self": [{"name": "张建国", "phone": "\0"}, {"name": "张" * 61, "phone": "13800005678"}],
    "other": [{"kind": "dragon", "name": "李秀英"}, {"kind": "person", "name": "\0"}],
    "wish": [{"wish": "修好", "amount": amount} for amount in ("-1", "NaN", "Infinity", "1e30", "0.001", "9" * 400)],
}  # fmt: skip


@pytest.mark.parametrize("page", WRONG)
def test_the_portal_refuses_it_on_the_page_where_it_is_asked(office, page):
    visitor = Client(HTTP_HOST="wuhan.localhost")
    for known, answers in STORY.items():
        if known == page:
            break
        visitor.post(reverse("portal:apply", args=[known]), answers)
    for wrong in WRONG[page]:
        answer = visitor.post(reverse("portal:apply", args=[page]), wrong)
        assert (answer.status_code, "error-summary" in answer.content.decode()) == (422, True), wrong
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("changes", [{"phone": "12345"}, {"id_number": "110105194912310021"}])
def test_the_portal_refuses_on_the_page_of_the_answer_and_leads_back_to_it(office, changes):
    visitor = Client(HTTP_HOST="wuhan.localhost")
    answers = {**STORY, "self": {**STORY["self"], **changes}}
    statuses = {page: visitor.post(reverse("portal:apply", args=[page]), answers[page]).status_code for page in answers}
    assert statuses["self"] == 422
    end = visitor.post(reverse("portal:apply", args=["check"]), {"told": "on"})
    assert (end.status_code, end["Location"]) == (302, reverse("portal:apply", args=["self"]))
    assert not Dispute.objects.exists()


def test_a_made_up_code_follows_nothing(office):
    visitor = Client(HTTP_HOST="wuhan.localhost")
    for code, tail in (("\0" * 10, "5678"), ("𠮷" * 10, "5678"), ("A" * 10, "\0" * 4), ("A" * 10, "😀😀😀😀")):
        assert visitor.post(reverse("portal:follow"), {"code": code, "phone_tail": tail}).status_code in (404, 422)


def test_visitors_without_an_address_are_served_too(office):
    visitor = Client(HTTP_HOST="wuhan.localhost", REMOTE_ADDR="")
    for page, answers in STORY.items():
        visitor.post(reverse("portal:apply", args=[page]), answers)
    assert visitor.post(reverse("portal:apply", args=["check"]), {"told": "on"}).status_code == 302
    assert Dispute.objects.count() == 1
    assert visitor.post(reverse("portal:follow"), {"code": "A" * 10, "phone_tail": "5678"}).status_code == 404
    wrong = visitor.post("/sign-in", {"login": "nobody", "password": "wrong"})
    assert (wrong.status_code, "账号或密码不正确" in wrong.content.decode()) == (200, True)
    given = {"name": "对接", "username": "nobody", "password": "wrong"}
    assert visitor.post("/api/v1/tokens", given, content_type="application/json").status_code == 401
