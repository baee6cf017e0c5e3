"""A browser of somebody with a role, for tests of staff pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import actions
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import system


@pytest.fixture
def sign_in(db):
    """Make an account with a role in a region, and return a browser in which it is signed in."""

    def sign_in(role, region_scope="4201"):
        platform = system(timezone.now(), frozenset({Permission.MANAGE_ACCOUNTS.value}))
        user = actions.create_user(
            platform,
            username=f"desk-{role.value}",
            name="鲁敏慧",
            password="correct-horse-7",
            must_change_password=False,
        )
        starts_on = timezone.localdate() - timedelta(days=30)
        actions.assign(platform, user.pk, role=role, region_scope=region_scope, starts_on=starts_on)
        browser = Client(HTTP_HOST="wuhan.localhost")
        browser.force_login(user)
        return browser

    return sign_in
