"""Whatever is wrong with a request to the API is answered with a problem document in Chinese, and nothing is written."""

import json

import pytest

from fengqiao.disputes.models import Party
from tests.bad_input.counter import MATTER, PARTIES, browser, state

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/disputes"
JSON = "application/json"


@pytest.fixture
def counter(office):
    """涂海洋's programs."""
    return browser(office)


def changed(**changes) -> dict:
    return {**MATTER, **changes}


def party(**changes) -> dict:
    return changed(parties=[{**PARTIES[0], **changes}, PARTIES[1]])


def raw(**changes) -> bytes:
    """The body with values that JSON's own grammar does not know, as Python's writer makes them: NaN, Infinity."""
    return json.dumps(changed(**changes)).encode()


def refused(answer, status: int) -> None:
    """Assert that an answer is a problem document that says something in Chinese."""
    assert answer.status_code == status, answer.content.decode()[:500]
    assert answer["Content-Type"].startswith("application/problem+json")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["title"])


BODIES = {
    "broken UTF-8": (b'{"narrative": "\xff\xfe\xe6"}', 400),
    "no JSON": (b"\x00\x01", 400),
    "empty": (b"", 422),
    "half of it": (json.dumps(MATTER).encode()[:-20], 400),
    "a text": (b'"AAA"', 422),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "lone surrogate": (json.dumps(changed(narrative="\ud800漏水")).encode(), 422),
    "NUL": (changed(narrative="漏水\0"), 422),
    "NUL as name": (changed(**{"a\0b": 1}), 422),
    "10 MB": (changed(narrative="漏" * (10 * 1024 * 1024 // 3)), 413),
    "too long": (changed(narrative="漏" * 20_001), 422),
    "too deep": (b'{"narrative": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
    "number of 5,000 digits": (json.dumps(MATTER).encode()[:-1] + b', "amount": ' + b"9" * 5000 + b"}", 400),
    "unknown field": (changed(status="archived"), 422),
    "check digit of an ID number": (party(id_number="110105194912310021"), 422),
    "check digit of a credit code": (party(kind="organisation", credit_code="91420100MA4KABCD00"), 422),
    "phone": (party(phone="12345"), 422),
    "born in the year 0": (party(birth_on="0000-01-01"), 422),
    "born in the year 9999": (party(birth_on="9999-12-31"), 422),
    "happened in the year 0": (changed(occurred_on="0000-00-00"), 422),
    "happened in the year 9999": (changed(occurred_on="9999-12-31"), 422),
    "asked before time began": (changed(requested_at="0001-01-01T00:00:00+14:00"), 422),
    "asked after time ended": (changed(requested_at="9999-12-31T23:59:59-12:00"), 422),
    "negative money": (changed(amount="-1"), 422),
    "NaN as text": (changed(amount="NaN"), 422),
    "NaN": (raw(amount=float("nan")), 422),
    "Infinity": (raw(amount=float("inf")), 422),
    "-Infinity": (raw(amount=float("-inf")), 422),
    "1e400": (json.dumps(MATTER).encode()[:-1] + b', "amount": 1e400}', 422),
    "1e30": (changed(amount="1e30"), 422),
    "a third of a fen": (changed(amount="0.001"), 422),
    "a billion people": (party(headcount=1_000_000_000), 422),
    "no such place": (changed(region_code="000000000000"), 422),
    "no such kind": (changed(category="nonsense"), 422),
    "a path as code": (changed(category="../../etc/passwd"), 422),
    "nobody": (changed(parties=[]), 422),
    "a thousand parties": (changed(parties=PARTIES * 500), 422),
}


@pytest.mark.parametrize("case", BODIES)
def test_a_wrong_body_is_refused(counter, case):
    body, status = BODIES[case]
    before = state()
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    refused(counter.generic("POST", ADDRESS, content, content_type=JSON), status)
    assert state() == before


@pytest.mark.parametrize(
    ("headers", "kind", "status"),
    [
        ({"HTTP_IDEMPOTENCY_KEY": "键"}, JSON, 422),
        ({"HTTP_IDEMPOTENCY_KEY": "a" * 121}, JSON, 422),
        ({"HTTP_IDEMPOTENCY_KEY": ""}, JSON, 422),
        ({"HTTP_AUTHORIZATION": "Bearer \xff\xfe"}, JSON, 401),
        ({"HTTP_AUTHORIZATION": "Bearer " + "a" * 9000}, JSON, 401),
        ({"HTTP_AUTHORIZATION": "Bearer"}, JSON, 401),
        ({"CONTENT_LENGTH": str(10**12)}, JSON, 413),
    ],
    ids=str,
)
def test_a_wrong_header_is_refused(counter, headers, kind, status):
    before = state()
    answer = counter.generic("POST", ADDRESS, json.dumps(MATTER), content_type=kind, **headers)
    assert answer.status_code in (status, 422), answer.content.decode()[:300]
    refused(answer, answer.status_code)
    assert state() == before


def test_an_unknown_charset_or_language_is_no_reason_to_fail(counter):
    given = {"HTTP_ACCEPT_LANGUAGE": "\xff;q=NaN," * 500, "HTTP_USER_AGENT": "\xff" * 5000}
    answer = counter.generic(
        "POST", ADDRESS, json.dumps(MATTER), content_type="application/json; charset=klingon", **given
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%00", "cursor=%00", "cursor=%FF", "size=-1", "size=9" + "9" * 400, "status=%F0%A0%AE%B7"]
)
def test_a_wrong_question_is_answered_or_refused(counter, query):
    answer = counter.get(f"{ADDRESS}?{query}")
    if answer.status_code != 200:
        refused(answer, 422)


@pytest.mark.parametrize(
    "address",
    ["/api/v1/disputes/%00", "/api/v1/disputes/..%2f..%2fetc%2fpasswd", "/api/v1/%FF%FE", "/api/v1/" + "a" * 9000],
)
def test_a_wrong_address_is_refused(counter, address):
    answer = counter.get(address)
    refused(answer, answer.status_code)
    assert answer.status_code in (404, 422)


ANONYMOUS = {
    "too deep": b"[" * 100_000,
    "broken UTF-8": b'{"username": "\xff"}',
    "NUL": b'{"username": "a\\u0000", "password": "x", "name": "x"}',
    "lone surrogates": b'{"username": "\\ud800", "password": "\\ud800", "name": "x"}',
}


@pytest.mark.parametrize("case", ANONYMOUS)
def test_a_program_without_a_token_is_refused_whatever_it_sends(client, case):
    before = state()
    answer = client.generic("POST", "/api/v1/tokens", ANONYMOUS[case], content_type=JSON)
    refused(answer, answer.status_code)
    assert (answer.status_code in (400, 401, 422), state()) == (True, before)


@pytest.mark.parametrize("name", ["𠮷田䶮", "王😀", "欧阳·买买提", "e\u0301tienne"])
def test_rare_characters_are_kept_as_they_are(counter, name):
    made = counter.generic("POST", ADDRESS, json.dumps(party(name=name)), content_type=JSON)
    assert made.status_code == 201
    assert Party.objects.get(side="applicant").name == name
    found = counter.get(ADDRESS, {"q": name[:2]}).json()["items"]
    assert [item["id"] for item in found] == [made.json()["id"]]
