"""A private PostgreSQL for this run of the tests, and one jurisdiction, Wuhan, made in it once."""

import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from fengqiao.config import embedded_postgres


@pytest.fixture(scope="session")
def database_server():
    with tempfile.TemporaryDirectory(prefix="fengqiao-pg-", ignore_cleanup_errors=True) as folder:
        with embedded_postgres.serving(Path(folder)) as url:
            yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server):
    parts = urlsplit(database_server)
    connection.settings_dict.update(HOST=parse_qs(parts.query)["host"][0], USER=parts.username, PASSWORD="", PORT="")


if settings.TENANTS:
    from fengqiao.jurisdictions.models import Domain, Jurisdiction

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock():
            wuhan = Jurisdiction(code="420100", schema_name="wuhan", name="武汉市")
            wuhan.save(verbosity=0)
            Domain(domain="wuhan.localhost", tenant=wuhan).save()

    @pytest.fixture(scope="session")
    def wuhan(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock():
            return Jurisdiction.objects.get(code="420100")

    @pytest.fixture(autouse=True)
    def in_wuhan(request):
        if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
            request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
            connection.set_tenant(request.getfixturevalue("wuhan"))
