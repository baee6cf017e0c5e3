"""Named people: an administrator, a mediator, an auditor; and somebody without any post."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import access, actions
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import system

PASSWORD = "correct-horse-7-battery"


@pytest.fixture
def platform(db):
    """The platform itself, as it makes the first accounts."""
    return system(timezone.now(), frozenset({Permission.MANAGE_ACCOUNTS.value}))


@pytest.fixture
def make(platform):
    """Make an account, with a post when a role is named."""

    def make(username, name, role=None, *, password=PASSWORD, must_change_password=False, **post):
        user = actions.create_user(
            platform, username=username, name=name, password=password, must_change_password=must_change_password
        )
        if role:
            starts_on = timezone.localdate() - timedelta(days=30)
            actions.assign(platform, user.pk, role=role, **{"starts_on": starts_on, **post})
        return user

    return make


@pytest.fixture
def zhou(make):
    """周敏, the administrator."""
    return make("zhoumin", "周敏", Role.ADMINISTRATOR)


@pytest.fixture
def chen(make):
    """陈立, a mediator."""
    return make("chenli", "陈立", Role.MEDIATOR)


@pytest.fixture
def sun(make):
    """孙倩, the auditor."""
    return make("sunqian", "孙倩", Role.AUDITOR)


@pytest.fixture
def wu(make):
    """吴平, an account without any post."""
    return make("wuping", "吴平")


@pytest.fixture
def actor():
    """Return a user as actor."""
    return lambda user: access.actor_of(user, timezone.now())


@pytest.fixture
def browser():
    """A browser in which a user is signed in."""

    def browser(user):
        client = Client(HTTP_HOST="wuhan.localhost")
        client.force_login(user)
        return client

    return browser


def sign_in(client, username, password=PASSWORD):
    """Post the sign-in form."""
    return client.post("/sign-in", {"login": username, "password": password})
