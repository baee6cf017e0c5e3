"""Every address answers every role as tests/permission_matrix.py says, and no address is missing there."""

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from fengqiao.accounts import actions
from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from fengqiao.config.api import api
from fengqiao.core.actor import system
from tests.permission_matrix import ROWS
from tests.permission_row import ANYBODY, SIGNED_IN, Row

NO_POST = "no post"


def addresses(patterns=None, space="") -> Iterator[str]:
    """The name of every address of a jurisdiction's host."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else f"(no name) {pattern.pattern}"


def operations() -> Iterator[tuple[str, str]]:
    """The name and method of every operation of the API."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                name = getattr(operation, "url_name", "") or api.get_operation_url_name(operation, router.template)
                for method in operation.methods:
                    yield f"api:{name}", method


def test_every_address_has_a_row():
    missing = sorted(set(addresses()) - {row.url for row in ROWS})
    assert not missing, f"add rows to tests/permission_matrix.py for: {missing}"


def test_every_operation_of_the_api_has_a_row():
    missing = sorted(set(operations()) - {(row.url, row.method) for row in ROWS})
    assert not missing, f"add rows to tests/permission_matrix.py for: {missing}"


def test_every_row_has_its_address():
    assert not sorted({row.url for row in ROWS} - set(addresses()))


@pytest.fixture(scope="module")
def sessions(wuhan, django_db_blocker):
    """The key of a session for each role and for an account without a post, made once and gone with this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        connection.set_tenant(wuhan)
        platform = system(timezone.now(), frozenset(Permission))
        made = {}
        for role in (*Role, NO_POST):
            user = actions.create_user(
                platform,
                username=f"matrix-{role.replace(' ', '-').replace('_', '-')}",
                name="某某",
                password="walks-9-every-door",
                must_change_password=False,
            )
            if role != NO_POST:
                actions.assign(platform, user.pk, role=role, region_scope="4201")
            browser = Client(HTTP_HOST="wuhan.localhost")
            browser.force_login(user)
            made[role] = browser.session.session_key
        yield made
        transaction.set_rollback(True)


def ask(client: Client, session: str, row: Row) -> int:
    """Return the status that the address answers."""
    client.cookies.clear()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    url = reverse(row.url, kwargs=dict(row.args))
    if row.url.startswith("api:"):
        body = json.dumps(dict(row.body)) if row.method != "GET" else ""
        return client.generic(row.method, url, body, content_type="application/json").status_code
    return client.post(url, dict(row.body)).status_code if row.method == "POST" else client.get(url).status_code


def expected(row: Row, role: Role | str) -> int:
    """Return the status that the table owes a role."""
    if row.who in (ANYBODY, SIGNED_IN):
        return row.allowed
    return row.allowed if role != NO_POST and row.who in ROLE_PERMISSIONS[Role(role)] else row.refused


@pytest.fixture(autouse=True)
def unwritten_pages(monkeypatch):
    """What a page looks like is looked at elsewhere; to write it out for all who may see it takes most of the time."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_page: "")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.url}")
def test_the_address_answers_each_role_as_the_table_says(row: Row, sessions, client, db):
    answers = {str(role): ask(client, session, row) for role, session in {"nobody": "", **sessions}.items()}
    owed = {"nobody": row.to_nobody, **{str(role): expected(row, role) for role in sessions}}
    assert answers == owed
