"""Browsers in which the named people of the office are signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system

PEOPLE = {
    "涂海洋": (Role.FRONT_DESK, "centre", ""),
    "龚雪琴": (Role.TRIAGE_OFFICER, "centre", "420111"),
    "程继红": (Role.DIRECTOR, "street", ""),
    "夏云峰": (Role.MEDIATOR, "street", ""),
    "蔡晓梅": (Role.VILLAGE_MEDIATOR, "community", ""),
    "鲁敏慧": (Role.COUNTY_BUREAU, "bureau", "420111"),
    "彭书雅": (Role.MEDIATOR, "medical", ""),
    "审计": (Role.AUDITOR, "bureau", "420111"),
}


@pytest.fixture
def browser(office):
    """Gives the browser of somebody by name; the office's cases are of today."""
    office.now = timezone.now() - timedelta(minutes=5)

    def browser(name: str) -> Client:
        role, place, scope = PEOPLE[name]
        platform = system(office.now - timedelta(days=1), frozenset({Permission.MANAGE_ACCOUNTS.value}))
        user = accounts.create_user(
            platform,
            username=f"person{list(PEOPLE).index(name)}",
            name=name,
            password="correct-horse-7-battery",
            must_change_password=False,
        )
        accounts.assign(
            platform,
            user.pk,
            role=role,
            organisation_id=getattr(office, place).pk,
            region_scope=scope,
            starts_on=timezone.localdate() - timedelta(days=30),
        )
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        return client

    return browser
