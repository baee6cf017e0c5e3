"""Coming in: with the right password, with lock-out, without telling who has an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import actions
from fengqiao.accounts.models import Session, SignIn, SignInResult, User
from fengqiao.accounts.tests.conftest import PASSWORD, sign_in
from fengqiao.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def message(response):
    return response.context["form"].errors.as_text()


def test_a_mediator_comes_in_and_the_session_gets_a_new_key(client, chen):
    client.get("/sign-in")
    before = client.session.session_key
    response = sign_in(client, "chenli")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert Session.objects.get(user_id=chen.pk).started_at
    assert SignIn.objects.get(user=chen).result == SignInResult.SUCCESS


def test_the_user_name_is_taken_in_any_case_and_with_blanks_around_it(client, chen):
    assert sign_in(client, "  ChenLi ").status_code == 302


def test_a_wrong_password_an_unknown_name_and_a_stopped_account_are_told_apart_by_nobody(client, chen, wu):
    User.objects.filter(pk=wu.pk).update(is_active=False)
    answers = {
        message(sign_in(client, *who)) for who in [("chenli", "wrong-password"), ("nobody", PASSWORD), ("wuping",)]
    }
    assert len(answers) == 1
    assert "_auth_user_id" not in client.session


def test_five_failures_lock_the_account_and_the_right_password_then_looks_just_as_wrong(client, chen):
    first = message(sign_in(client, "chenli", "wrong-password"))
    for _ in range(4):
        sign_in(client, "chenli", "wrong-password")
    assert message(sign_in(client, "chenli")) == first
    assert SignIn.objects.filter(user=chen, result=SignInResult.LOCKED).count() == 1
    assert AuditEvent.objects.get(subject_id=chen.pk, verb="lock_out").after == "locked"


def test_a_lock_ends_by_itself_after_fifteen_minutes(chen):
    now = timezone.now()
    for _ in range(5):
        actions.check_password("chenli", "wrong-password", at=now)
    assert actions.check_password("chenli", PASSWORD, at=now + timedelta(minutes=14)) is None
    assert actions.check_password("chenli", PASSWORD, at=now + timedelta(minutes=15)) == chen


def test_coming_in_starts_the_count_of_failures_anew(client, chen):
    for _ in range(4):
        sign_in(client, "chenli", "wrong-password")
    assert sign_in(client, "chenli").status_code == 302
    client.logout()
    for _ in range(4):
        sign_in(client, "chenli", "wrong-password")
    assert sign_in(client, "chenli").status_code == 302


def test_an_unknown_name_leaves_only_its_hash_and_a_network_in_the_log(client, chen):
    sign_in(client, "13800138000", "whatever-it-is")
    (trace,) = SignIn.objects.all()
    assert trace.user is None
    assert trace.network == "127.0.0.0/24"
    assert "13800138000" not in repr(vars(trace))


def test_a_one_time_password_must_be_changed_before_anything_else(client, make):
    make("newcomer", "新人", must_change_password=True)
    assert sign_in(client, "newcomer")["Location"] == "/account/password"
    assert client.get("/account/")["Location"] == "/account/password"
    response = client.post(
        "/account/password", {"old": PASSWORD, "password": "another-9-phrase", "again": "another-9-phrase"}
    )
    assert response["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_signing_out_ends_the_session(client, chen):
    sign_in(client, "chenli")
    client.post("/sign-out")
    assert not Session.objects.filter(user_id=chen.pk).exists()
    assert client.get("/account/")["Location"] == "/sign-in?next=/account/"


def test_there_is_no_public_sign_up(client, db):
    assert client.get("/sign-up").status_code == 404
    assert client.get("/signup").status_code == 404


def test_the_way_back_leads_to_no_other_site(client, chen):
    response = client.post("/sign-in?next=https://evil.example/", {"login": "chenli", "password": PASSWORD})
    assert response["Location"] == "/"


def test_the_sign_in_form_needs_its_token(chen):

    client = Client(HTTP_HOST="wuhan.localhost", enforce_csrf_checks=True)
    assert client.post("/sign-in", {"login": "chenli", "password": PASSWORD}).status_code == 403


def test_nul_and_endless_names_are_refused_like_any_other(client, db):
    for name in ("a\0b", "x" * 5000, "𠮷" * 30):
        assert sign_in(client, name, "some-password").status_code == 200


def test_each_comes_to_the_own_first_page(client, chen, zhou, wu):
    for username, page in (("chenli", "/todo"), ("zhoumin", "/accounts/"), ("wuping", "/account/")):
        sign_in(client, username)
        assert client.get("/")["Location"] == page
        client.post("/sign-out")
