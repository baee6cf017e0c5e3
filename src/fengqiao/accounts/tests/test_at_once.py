"""Many requests at the same moment: one action for one key, no more tries at a password than are allowed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import access, actions
from fengqiao.accounts.models import SignIn, SignInResult, Token
from fengqiao.core import limits
from fengqiao.core.errors import TooMany
from fengqiao.core.models import Allowance

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times, act):
    """Run the same thing in as many threads at once; return what each returned."""

    def one(number):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_of_posts_with_one_key_at_once_one_acts_and_all_get_its_answer(chen):
    _token, key = actions.issue_token(access.actor_of(chen, timezone.now()), name="手机应用")

    def send(_number):
        client = Client(HTTP_HOST="wuhan.localhost", HTTP_AUTHORIZATION=f"Bearer {key}", HTTP_IDEMPOTENCY_KEY="k")
        return client.post("/api/v1/tokens", {"name": "对接"}, content_type="application/json")

    answers = at_once(6, send)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Token.objects.filter(name="对接").count() == 1


def test_many_wrong_passwords_at_once_are_counted_one_by_one(chen, wuhan):
    at = timezone.now()

    def guess(number):
        connection.set_tenant(wuhan)
        return actions.check_password("chenli", f"guess-number-{number}", at=at)

    at_once(8, guess)
    results = list(SignIn.objects.values_list("result", flat=True))
    assert (results.count(SignInResult.REFUSED), results.count(SignInResult.LOCKED)) == (5, 3)


def test_an_allowance_is_counted_exactly_and_renewed_after_its_window(wuhan):
    at = timezone.now()

    def take(_number):
        connection.set_tenant(wuhan)
        try:
            limits.take("who", limit=5, seconds=60, at=at)
        except TooMany as refused:
            return refused.extra["retry_after"]
        return 0

    assert sorted(at_once(8, take)) == [0, 0, 0, 0, 0, 60, 60, 60]
    limits.take("who", limit=5, seconds=60, at=at + timedelta(seconds=60))
    assert Allowance.objects.get().used == 1
    limits.sweep(at + timedelta(days=2))
    assert not Allowance.objects.exists()
