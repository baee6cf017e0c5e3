"""The API keeps its own description: no input, however wrong, ends in a 5xx or in an answer that is not described."""

import json

import pytest
from django.db import connection, transaction
from django.test.client import ClientHandler
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, openapi
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fengqiao.accounts import access, actions
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.config.api import api
from fengqiao.core.actor import system

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
"""Not that every input of the right shape is taken: a made-up cursor, person or place is refused, and rightly."""
ANSWERED_REFUSALS = (negative_data_rejection,)
"""Whoever asks the rules gets a refusal as an answer among answers, with its reason, not as an error."""
EXAMPLES = 3
"""Of each operation, so many inputs of the right shape and as many of a wrong one: some two thousand requests in all."""


def application(environ, start_response):
    """Wuhan's host as a WSGI application that stays in the test's transaction."""
    environ |= {"HTTP_HOST": "wuhan.localhost", "REMOTE_ADDR": "127.0.0.1"}
    response = ClientHandler(enforce_csrf_checks=True)(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [b"".join(response.streaming_content) if response.streaming else response.content]


def operations():
    """Every operation of the API, as it describes itself."""
    description = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    schema = openapi.from_dict(description)
    schema.app = application
    load_all_checks()
    return [result.ok() for result in schema.get_all_operations()]


@pytest.fixture(scope="module")
def key(wuhan, django_db_blocker):
    """A token of somebody who may do everything in the whole city, made once and gone with this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        connection.set_tenant(wuhan)
        platform = system(timezone.now(), frozenset(Permission))
        user = actions.create_user(
            platform, username="everyone", name="全能", password="every-1-permission", must_change_password=False
        )
        for role in Role:
            actions.assign(platform, user.pk, role=role, region_scope="4201")
        yield actions.issue_token(access.actor_of(user, timezone.now()), name="接口检查")[1]
        transaction.set_rollback(True)


def test_every_operation_of_the_description_is_asked():
    described = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    owed = {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}
    assert {operation.label for operation in operations()} == owed
    assert {f"POST /api/v1/explain/{kind}" for kind in ("clock", "suitability", "grade", "agreement")} <= owed


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_the_operation_answers_as_described(operation, mode, key, db, settings):
    settings.API_WRITES_PER_MINUTE = 1_000_000
    check(operation, mode, key)


def check(operation, mode, key):
    exempt = ANSWERED_REFUSALS if "explain" in operation.label else ()

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(response, checks=[check for check in CHECKS if check not in exempt])

    run()
