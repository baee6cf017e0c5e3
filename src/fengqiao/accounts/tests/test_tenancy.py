"""Nothing by which somebody is known in one jurisdiction is known in another."""

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from fengqiao.accounts import actions
from fengqiao.accounts.models import Session, Token, User
from fengqiao.accounts.tests.conftest import PASSWORD, sign_in
from fengqiao.core.models import IdempotentReply

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(zhanqian):
    """A browser at the other jurisdiction's host."""
    return Client(HTTP_HOST="zhanqian.localhost")


def test_a_token_of_wuhan_is_401_elsewhere(client, elsewhere, chen, actor):
    _token, key = actions.issue_token(actor(chen), name="手机应用")
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 200
    assert elsewhere.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 401
    with schema_context("zhanqian"):
        assert not Token.objects.exists()


def test_a_session_cookie_of_wuhan_is_nobodys_elsewhere(client, elsewhere, chen):
    sign_in(client, "chenli")
    elsewhere.cookies["sessionid"] = client.cookies["sessionid"].value
    assert elsewhere.get("/account/")["Location"].startswith("/sign-in")
    assert elsewhere.get("/api/v1/me").status_code == 401
    assert client.get("/account/").status_code == 200


def test_an_account_of_wuhan_cannot_sign_in_elsewhere(elsewhere, chen):
    assert sign_in(elsewhere, "chenli").status_code == 200
    with schema_context("zhanqian"):
        assert not User.objects.exists()
        assert not Session.objects.exclude(user_id=None).exists()


def test_failures_elsewhere_lock_nobody_here(client, elsewhere, chen):
    for _ in range(6):
        sign_in(elsewhere, "chenli", "wrong-password")
    assert sign_in(client, "chenli").status_code == 302


def test_a_reply_kept_in_wuhan_is_not_given_elsewhere(client, elsewhere, chen):
    body = {"name": "对接", "username": "chenli", "password": PASSWORD}
    headers = {"content_type": "application/json", "HTTP_IDEMPOTENCY_KEY": "same"}
    assert client.post("/api/v1/tokens", body, **headers).status_code == 201
    assert elsewhere.post("/api/v1/tokens", body, **headers).status_code == 401
    with schema_context("zhanqian"):
        assert not IdempotentReply.objects.exists()
