"""The host name chooses the jurisdiction."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_unknown_host_is_refused_in_plain_words():
    answer = Client(HTTP_HOST="nowhere.localhost").get("/")
    assert answer.status_code == 404
    assert "没有使用这个地址的地区" in answer.content.decode()


def test_health_is_answered_under_any_host_without_a_jurisdiction():
    answer = Client(HTTP_HOST="127.0.0.1").get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
