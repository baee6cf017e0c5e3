"""A private PostgreSQL for this run of the tests, and in it one jurisdiction, Wuhan, made once."""

import tempfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from fengqiao.config import embedded_postgres
from fengqiao.config.environment import database
from fengqiao.core.actor import system
from fengqiao.jurisdictions.actions import sync_profiles
from fengqiao.jurisdictions.models import Domain, Jurisdiction


pytest_plugins = ["tests.office"]


@pytest.fixture(scope="session")
def database_url():
    """The address of a PostgreSQL server that nobody else uses."""
    with (
        tempfile.TemporaryDirectory(prefix="fengqiao-pg-", ignore_cleanup_errors=True) as folder,
        embedded_postgres.serving(Path(folder)) as url,
    ):
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url):
    place = database(database_url)
    connection.settings_dict.update({key: place[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make Wuhan with its rules as soon as there is a database: before the first test begins a transaction that is rolled back."""
    with django_db_blocker.unblock():
        jurisdiction = Jurisdiction(code="420100", schema_name="wuhan", name="武汉市", short_name="武汉")
        jurisdiction.save(verbosity=0)
        Domain.objects.create(domain="wuhan.localhost", tenant=jurisdiction, is_primary=True)
        sync_profiles(system(timezone.now(), frozenset()))


@pytest.fixture(scope="session")
def wuhan(django_db_setup, django_db_blocker):
    """The jurisdiction in which every test that uses the database stands."""
    with django_db_blocker.unblock():
        return Jurisdiction.objects.get(code="420100")


@pytest.fixture(autouse=True)
def in_wuhan(request):
    """Stand in Wuhan's schema at the start of each test: a request to the bare host before it may have left it."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        connection.set_tenant(request.getfixturevalue("wuhan"))


@pytest.fixture
def client():
    """A browser without a session at Wuhan's host."""
    return Client(HTTP_HOST="wuhan.localhost")
