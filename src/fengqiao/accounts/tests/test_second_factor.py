"""One-time codes: set up, asked for, used once, counted, lost."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils import timezone

from fengqiao.accounts import actions
from fengqiao.accounts.models import SignIn, SignInResult, User
from fengqiao.accounts.tests.conftest import PASSWORD, sign_in
from fengqiao.core.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_code_used_before():
    cache.clear()


def code_of(secret):
    """Return the code that the device shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def set_up(client, chen, django_capture_on_commit_callbacks):
    """Sign in, confirm the password, set a device up; return its secret and the recovery codes."""
    sign_in(client, "chenli")
    asked = client.get("/account/codes/activate")
    assert asked["Location"].startswith("/account/confirm")
    client.post(asked["Location"], {"password": PASSWORD})
    secret = client.get("/account/codes/activate").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/account/codes/activate", {"code": code_of(secret)})
    assert done["Location"] == "/account/codes/recovery"
    codes = client.get("/account/codes/recovery").context["unused_codes"]
    cache.clear()
    client.post("/sign-out")
    return secret, codes


def test_with_a_device_the_password_alone_does_not_come_in(client, set_up):
    assert sign_in(client, "chenli")["Location"].startswith("/sign-in/code")
    assert client.get("/account/").status_code == 302
    assert client.get("/api/v1/me").status_code == 401


def test_password_and_code_come_in_and_a_code_works_once(client, set_up, chen):
    secret, _codes = set_up
    code = code_of(secret)
    sign_in(client, "chenli")
    assert client.post("/sign-in/code", {"code": code})["Location"] == "/"
    assert client.get("/account/").status_code == 200
    client.post("/sign-out")
    sign_in(client, "chenli")
    assert client.post("/sign-in/code", {"code": code}).status_code == 200


def test_a_recovery_code_comes_in_once(client, set_up):
    _secret, codes = set_up
    for expected in (302, 200):
        sign_in(client, "chenli")
        assert client.post("/sign-in/code", {"code": codes[0]}).status_code == expected
        client.post("/sign-out")


def test_recovery_codes_are_shown_once(client, set_up):
    secret, codes = set_up
    sign_in(client, "chenli")
    client.post("/sign-in/code", {"code": code_of(secret)})
    asked = client.get("/account/codes/recovery")
    cache.clear()
    client.post(asked["Location"], {"password": PASSWORD, "code": code_of(secret)})
    page = client.get("/account/codes/recovery")
    assert page.status_code == 200
    assert not any(code in page.content.decode() for code in codes)


def test_the_secret_is_encrypted_in_the_database(set_up, chen):
    secret, codes = set_up
    kept = str(list(Authenticator.objects.filter(user=chen).values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_five_wrong_codes_lock_the_account_for_the_right_one_too(client, set_up, chen):
    secret, _codes = set_up
    sign_in(client, "chenli")
    for _ in range(5):
        assert client.post("/sign-in/code", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/code", {"code": code_of(secret)}).status_code == 200
    assert sign_in(client, "chenli").status_code in (200, 302)
    assert client.get("/account/").status_code == 302
    assert SignIn.objects.filter(user=chen, result=SignInResult.CODE_REFUSED).count() == 5
    assert User.objects.get(pk=chen.pk).locked_until > timezone.now() + timedelta(minutes=14)


def test_the_api_asks_for_the_code_too(client, set_up):
    secret, _codes = set_up
    body = {"name": "手机应用", "username": "chenli", "password": PASSWORD}
    post = {"content_type": "application/json"}
    assert client.post("/api/v1/tokens", body, **post).status_code == 401
    assert client.post("/api/v1/tokens", {**body, "code": "000000"}, **post).status_code == 401
    assert client.post("/api/v1/tokens", {**body, "code": code_of(secret)}, **post).status_code == 201


def test_setting_up_and_switching_off_stand_in_the_history(client, set_up, chen):
    secret, _codes = set_up
    sign_in(client, "chenli")
    client.post("/sign-in/code", {"code": code_of(secret)})
    asked = client.get("/account/codes/deactivate")
    cache.clear()
    client.post(asked["Location"], {"password": PASSWORD, "code": code_of(secret)})
    assert client.post("/account/codes/deactivate").status_code == 302
    assert not Authenticator.objects.filter(user=chen).exists()
    verbs = set(AuditEvent.objects.filter(subject_id=chen.pk).values_list("verb", flat=True))
    assert {"activate_second_factor", "deactivate_second_factor"} <= verbs


def test_an_administrator_removes_the_codes_of_a_lost_device(client, set_up, chen, zhou, actor):
    actions.remove_second_factor(actor(zhou), chen.pk, why="手机遗失，已当面核实")
    assert sign_in(client, "chenli")["Location"] == "/"
