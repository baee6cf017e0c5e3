"""What somebody is told under 通知: drawn from the records, read or unread for each account by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fengqiao.accounts.models import User
from fengqiao.core.actor import system
from fengqiao.disputes import actions
from fengqiao.disputes.actions.routing import lapse
from fengqiao.disputes.models import Dispute
from tests.office import leak
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:notices")


def shown(client, **query) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def offered(office, browser):
    """A leak that the centre offered to the street."""
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk, why="就在本街道")
    return dispute


def test_whoever_must_answer_is_told_and_others_are_not(office, browser, offered):
    told = shown(browser("程继红"))
    assert "待接收" in told
    assert offered.title in told
    assert offered.title not in shown(browser("彭书雅"))


def test_what_was_read_is_under_all_only_and_only_for_the_reader(office, browser, offered):
    cheng = browser("程继红")
    assert "条未读" in cheng.get(reverse("accounts:notices_count")).content.decode()
    cheng.post(reverse("accounts:read_notices"))
    assert offered.title not in shown(cheng)
    assert offered.title in shown(cheng, view="all")
    assert not cheng.get(reverse("accounts:notices_count")).content.strip()
    assert User.objects.filter(notices_read_at__isnull=False).count() == 1


def test_what_happens_after_reading_is_unread_again(office, browser, offered):
    cheng = browser("程继红")
    cheng.post(reverse("accounts:read_notices"))
    Dispute.objects.filter(pk=offered.pk).update(next_due_at=office.now - timedelta(hours=1))
    User.objects.update(notices_read_at=office.now - timedelta(hours=2))
    assert "已逾期" in shown(cheng)


def test_the_level_above_is_told_what_is_overdue_below(office, browser, offered):
    lu = browser("鲁敏慧")
    assert offered.title not in shown(lu)
    Dispute.objects.filter(pk=offered.pk).update(next_due_at=office.now - timedelta(hours=1))
    told = shown(lu)
    assert "辖区逾期" in told
    assert office.centre.name in told


def test_the_sender_is_told_of_an_offer_that_nobody_answered(office, browser, offered):
    offer = offered.offers.get()
    type(offer).objects.update(due_at=office.now)
    lapse(system(office.now + timedelta(minutes=1), frozenset()), offer.pk)
    told = shown(browser("龚雪琴"))
    assert "分流逾期未答复" in told
    assert office.street.name in told


def test_many_notices_make_no_more_queries(office, browser):
    for _number in range(3):
        dispute = actions.register(office.tu, leak())
        actions.route(office.gong, dispute.pk, receiver_id=office.street.pk, why="就在本街道")
    assert_query_budget(browser("程继红"), "accounts:notices")
    assert_query_budget(browser("鲁敏慧"), "accounts:notices_count")
