"""The API's own manners: who may call, what a refusal looks like, what happens when a request comes twice."""

import json
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from fengqiao.accounts import actions
from fengqiao.accounts.models import SignIn, Token, User
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.tests.conftest import PASSWORD, sign_in
from fengqiao.core.api_replies import fingerprint
from fengqiao.core.models import IdempotentReply

pytestmark = pytest.mark.django_db
NEW = {"name": "与法院系统对接"}


@pytest.fixture
def call():
    """Call the API and return the response, its JSON read."""

    def call(method, path, body=None, *, token="", client=None, raw=None, **headers):
        client = client or Client(HTTP_HOST="wuhan.localhost")
        if token:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        data = raw if raw is not None else json.dumps(body) if body is not None else ""
        response = client.generic(method, f"/api/v1{path}", data, content_type="application/json", **headers)
        response.body = json.loads(response.content) if response.content else None
        return response

    return call


@pytest.fixture
def key(chen, actor):
    """A token of the mediator."""
    return actions.issue_token(actor(chen), name="手机应用")[1]


def is_problem(response, status, code):
    assert (response.status_code, response.body["code"]) == (status, code), response.body
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.body["status"] == status
    assert response.body["title"]
    assert response.body["next_step"]
    return True


def test_a_token_acts_for_its_owner(call, chen, key):
    response = call("GET", "/me", token=key)
    assert response.status_code == 200
    assert (response.body["username"], response.body["posts"][0]["role"]) == ("chenli", "mediator")
    assert Token.objects.get().last_used_at


def test_nobody_and_a_made_up_token_are_401_for_reading_and_writing(call, db):
    for method, path in (("GET", "/me"), ("POST", "/tokens")):
        for token in ("", "fq_made-up", "甲乙"):
            response = call(method, path, NEW if method == "POST" else None, token=token)
            assert is_problem(response, 401, "not_signed_in")
            assert response["WWW-Authenticate"] == "Bearer"


def test_a_bad_token_is_401_even_with_a_good_session(call, browser, chen):
    assert call("GET", "/me", client=browser(chen), token="fq_made-up").status_code == 401


def test_a_revoked_an_expired_and_a_stopped_owners_token_are_401(call, chen, key, actor):
    late = actions.issue_token(actor(chen), name="过期", days=1)[0]
    Token.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    token = Token.objects.exclude(pk=late.pk).get()
    assert call("GET", "/me", token=key).status_code == 200
    User.objects.filter(pk=chen.pk).update(is_active=False)
    assert call("GET", "/me", token=key).status_code == 401
    User.objects.filter(pk=chen.pk).update(is_active=True)
    actions.revoke_token(actor(chen), token.pk)
    assert call("GET", "/me", token=key).status_code == 401


def test_a_session_may_read_and_needs_the_csrf_token_to_write(call, chen):
    client = Client(HTTP_HOST="wuhan.localhost", enforce_csrf_checks=True)
    client.force_login(chen)
    assert call("GET", "/me", client=client).status_code == 200
    assert is_problem(call("POST", "/tokens", NEW, client=client), 403, "forbidden")
    assert not Token.objects.exists()
    client.get("/sign-out")
    csrf = client.cookies["csrftoken"].value
    assert call("POST", "/tokens", NEW, client=client, HTTP_X_CSRFTOKEN=csrf).status_code == 201


def test_a_bearer_needs_no_csrf_token(call, key):
    client = Client(HTTP_HOST="wuhan.localhost", enforce_csrf_checks=True)
    assert call("POST", "/tokens", NEW, client=client, token=key).status_code == 201


def test_a_token_has_at_most_the_scopes_it_was_given(call, chen, actor):
    key = actions.issue_token(actor(chen), name="只读", scopes=[Permission.VIEW_DISPUTES])[1]
    assert call("GET", "/me", token=key).body["permissions"] == ["dispute.view"]
    response = call("POST", "/tokens", {**NEW, "scopes": ["dispute.mediate"]}, token=key)
    assert is_problem(response, 403, "scope_not_held")
    assert Token.objects.count() == 1


def test_a_token_loses_what_its_owners_post_loses(call, chen, key, platform):
    actions.end_assignment(platform, chen.assignments.get().pk)
    assert call("GET", "/me", token=key).body["permissions"] == []


def test_a_first_token_is_given_for_name_and_password(call, chen):
    response = call("POST", "/tokens", {**NEW, "username": "ChenLi", "password": PASSWORD, "days": 3})
    assert response.status_code == 201
    assert call("GET", "/me", token=response.body["token"]).body["username"] == "chenli"
    token = Token.objects.get()
    assert response.body["token"] not in repr(vars(token))
    assert token.expires_at - token.created_at == timedelta(days=3)


def test_wrong_passwords_at_the_api_lock_the_account_like_those_in_the_form(call, client, chen):
    wrong = {**NEW, "username": "chenli", "password": "wrong-password"}
    for _ in range(5):
        assert is_problem(call("POST", "/tokens", wrong, HTTP_IDEMPOTENCY_KEY="same"), 401, "not_signed_in")
    assert call("POST", "/tokens", {**wrong, "password": PASSWORD}).status_code == 401
    assert sign_in(client, "chenli").status_code == 200
    assert SignIn.objects.filter(user=chen).count() == 7
    assert not Token.objects.exists()


def test_a_one_time_password_gets_no_token(call, make):
    make("newcomer", "新人", must_change_password=True)
    response = call("POST", "/tokens", {**NEW, "username": "newcomer", "password": PASSWORD})
    assert is_problem(response, 403, "password_change_required")


def test_unknown_paths_wrong_methods_and_malformed_bodies_are_problems(call, key):
    assert is_problem(call("GET", "/nothing-here", token=key), 404, "not_found")
    response = call("DELETE", "/me", token=key)
    assert is_problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET"
    assert is_problem(call("POST", "/tokens", raw=b"{", token=key), 400, "request_unreadable")
    assert is_problem(call("POST", "/tokens", raw=b'{"name": "\xff\xfe"}', token=key), 400, "request_unreadable")
    assert not Token.objects.exclude(name="手机应用").exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ("AAA", ""),
        ([], ""),
        (None, ""),
        ({**NEW, "days": 0}, "days"),
        ({**NEW, "days": 10**30}, "days"),
        ({**NEW, "unknown": 1}, "unknown"),
        ({"name": "空\0符"}, ""),
        ({"name": "\ud800"}, ""),
        ({"name": "   "}, "name"),
        ({**NEW, "scopes": ["nonsense"]}, "scopes.0"),
    ],
)
def test_bad_input_is_422_names_the_field_in_chinese_and_changes_nothing(call, key, body, field):
    response = call("POST", "/tokens", raw=json.dumps(body), token=key)
    assert is_problem(response, 422, "input_invalid")
    assert response.body["errors"][0]["field"] == field
    assert not response.body["errors"][0]["message"].isascii()
    assert Token.objects.count() == 1


def test_rare_characters_pass(call, key):
    assert call("POST", "/tokens", {"name": "𠮷䶮😀"}, token=key).body["name"] == "𠮷䶮😀"


def test_a_body_of_ten_megabytes_is_413(call, key):
    response = call("POST", "/tokens", raw=json.dumps({"name": "长" * 3_500_000}, ensure_ascii=False), token=key)
    assert is_problem(response, 413, "body_too_large")


def test_nul_in_the_address_is_422(call, key):
    assert is_problem(call("GET", "/me?q=a%00b", token=key), 422, "input_invalid")


def test_a_post_sent_twice_acts_once_and_answers_the_same(call, key):
    answers = [call("POST", "/tokens", NEW, token=key, HTTP_IDEMPOTENCY_KEY="k-1") for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code == 201
    assert answers[0].body == answers[1].body
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert Token.objects.filter(name=NEW["name"]).count() == 1


def test_the_kept_reply_is_not_readable_in_the_database(call, key):
    token = call("POST", "/tokens", NEW, token=key, HTTP_IDEMPOTENCY_KEY="k-1").body["token"]
    kept = bytes(IdempotentReply.objects.get().body)
    assert token.encode() not in kept


def test_a_key_used_for_another_body_is_422(call, key):
    call("POST", "/tokens", NEW, token=key, HTTP_IDEMPOTENCY_KEY="k-1")
    response = call("POST", "/tokens", {"name": "另一个"}, token=key, HTTP_IDEMPOTENCY_KEY="k-1")
    assert is_problem(response, 422, "idempotency_key_reused")
    assert Token.objects.filter(name="另一个").count() == 0


def test_a_refused_post_keeps_no_reply_so_that_it_can_be_sent_again(call, key):
    bad = {**NEW, "scopes": ["accounts.manage"]}
    assert call("POST", "/tokens", bad, token=key, HTTP_IDEMPOTENCY_KEY="k-1").status_code == 403
    assert not IdempotentReply.objects.exists()
    assert call("POST", "/tokens", NEW, token=key, HTTP_IDEMPOTENCY_KEY="k-1").status_code == 201


def test_two_accounts_may_use_the_same_key(call, key, sun, actor):
    other = actions.issue_token(actor(sun), name="审计")[1]
    for token in (key, other):
        assert call("POST", "/tokens", NEW, token=token, HTTP_IDEMPOTENCY_KEY="k-1").status_code == 201
    assert Token.objects.filter(name=NEW["name"]).count() == 2


@pytest.mark.parametrize("name", ["", "with blank", "x" * 121, "中文"])
def test_a_malformed_key_is_422(call, key, name):
    response = call("POST", "/tokens", NEW, token=key, HTTP_IDEMPOTENCY_KEY=name)
    assert is_problem(response, 422, "idempotency_key_invalid")


def test_too_many_writes_are_429_with_the_time_to_wait(call, key, settings):
    settings.API_WRITES_PER_MINUTE = 2
    for _ in range(2):
        assert call("POST", "/tokens", NEW, token=key).status_code == 201
    response = call("POST", "/tokens", NEW, token=key)
    assert is_problem(response, 429, "too_many")
    assert 1 <= int(response["Retry-After"]) <= 60
    assert call("GET", "/me", token=key).status_code == 200


def test_the_description_is_openapi_3_1_and_open_to_all(client, db):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    told = schema["paths"]["/api/v1/tokens"]["post"]
    assert "application/problem+json" in told["responses"]["4XX"]["content"]
    assert any(parameter["name"] == "Idempotency-Key" for parameter in told["parameters"])


def test_the_same_upload_is_recognised_whatever_the_boundary_between_its_parts():
    def upload(content, boundary):
        parts = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n{content}\r\n--{boundary}--\r\n'
        kind = f"multipart/form-data; boundary={boundary}"
        return RequestFactory().generic("POST", "/api/v1/x", parts, content_type=kind)

    first, again, other = upload("证据", "one"), upload("证据", "two"), upload("另一份", "one")
    assert fingerprint(first) == fingerprint(again) != fingerprint(other)
    assert first.FILES["file"].read().decode() == "证据"


def test_an_upload_over_the_bound_is_413_before_it_is_read(call, key):
    client = Client(HTTP_HOST="wuhan.localhost")
    kind = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(30 * 1024 * 1024)}
    answer = client.post("/api/v1/tokens", HTTP_AUTHORIZATION=f"Bearer {key}", **kind)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_signed_in_browser_with_a_one_time_password_gets_nothing_from_the_api(call, browser, make):
    newcomer = make("newcomer", "新人", must_change_password=True)
    assert is_problem(call("GET", "/me", client=browser(newcomer)), 403, "password_change_required")
