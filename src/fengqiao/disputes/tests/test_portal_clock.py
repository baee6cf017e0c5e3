"""Anybody works out a limit on the portal, without a script and without an account."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def ask(client, **query):
    response = client.get(reverse("portal:clock"), query)
    return response.status_code, response.content.decode()


def test_the_way_leads_from_the_first_page(client, office):
    assert reverse("portal:clock") in client.get(reverse("portal:home")).content.decode()
    status, page = ask(client)
    assert status == 200
    assert "人民调解期限（一个月）" in page
    assert "宁波" not in page
    assert "生效时刻" not in page


def test_the_answer_names_day_rule_article_and_reason(client, office):
    status, page = ask(client, rule="PM_MONTH", start_at="2026-11-20T10:00")
    assert status == 200
    assert "12月20日" in page
    assert "人民调解工作若干规定" in page
    assert "延长的天数" in page


def test_an_extension_counts_only_when_all_agreed_whom_the_article_asks(client, office):
    question = {"rule": "PM_MONTH", "start_at": "2026-11-20T10:00", "extended_days": "15", "extended_on": "2026-12-01"}
    assert "1月4日" in ask(client, **question, is_agreed="on")[1]
    alone = ask(client, **question)[1]
    assert "12月20日" in alone
    assert "没有计入" in alone


def test_excluded_days_move_the_end(client, office):
    page = ask(
        client, rule="PM_MONTH", start_at="2026-11-20T10:00", exclude_from="2026-11-25", exclude_until="2026-11-29"
    )[1]
    assert "12月25日" in page


@pytest.mark.parametrize(
    "query",
    [
        {"rule": "NONSENSE", "start_at": "2026-11-20T10:00"},
        {"rule": "PM_MONTH", "start_at": ""},
        {"rule": "PM_MONTH", "start_at": "0000-00-00T00:00"},
        {"rule": "PM_MONTH", "start_at": "9999-12-31T23:59"},
        {"rule": "PM_MONTH", "start_at": "2026-11-20T10:00", "exclude_from": "2026-11-25"},
        {
            "rule": "PM_MONTH",
            "start_at": "2026-11-20T10:00",
            "exclude_from": "2026-11-25",
            "exclude_until": "2026-11-20",
        },
        {
            "rule": "PM_MONTH",
            "start_at": "2026-11-20T10:00",
            "exclude_from": "2026-11-25",
            "exclude_until": "9999-12-31",
        },
        {"rule": "PM_MONTH", "start_at": "2026-11-20T10:00", "extended_days": "-1"},
        {"rule": "PM_MONTH", "start_at": "2026-11-20T10:00", "extended_days": "5"},
    ],
)
def test_a_question_that_cannot_be_counted_is_told_why(client, office, query):
    status, page = ask(client, **query)
    assert status == 422
    assert "error-summary" in page
