"""A private PostgreSQL for this run of the tests, and in it one jurisdiction, Wuhan, made once."""

import fcntl
import os
import re
import subprocess
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from fengqiao.config import embedded_postgres
from fengqiao.config.environment import database
from fengqiao.core.actor import system
from fengqiao.core.loading import loading
from fengqiao.jurisdictions.actions import create_jurisdiction, sync_profiles
from fengqiao.jurisdictions.models import Domain, Jurisdiction

SOURCES = Path(__file__).parent / "src"
TEST_DATABASE = "test_fengqiao"


pytest_plugins = ["tests.office"]

# How fast an example is made says something about the machine, nothing about the rule under test.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: there is always one that waits for a browser, a start or a kill."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Read all tests as the platform reads its programs: without looking for garbage among them, neither now nor later."""
    with loading():
        return (yield)


@pytest.fixture(scope="session")
def database_url():
    """The address of a PostgreSQL server that nobody else uses, and that waits for no disk: what it holds is gone with the tests."""
    with (
        tempfile.TemporaryDirectory(prefix="fengqiao-pg-", ignore_cleanup_errors=True) as folder,
        embedded_postgres.serving(Path(folder)) as url,
    ):
        with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                server.execute(f"ALTER SYSTEM SET {setting} = off")
            server.execute("SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def known_tables():
    """Where the database lies as all present migrations make it: made by the first run, quickly restored by the next."""
    digest = sha256()
    for file in [*sorted(SOURCES.rglob("migrations/*.py")), Path(__file__), SOURCES.parent / "requirements-dev.txt"]:
        digest.update(str(file).encode() + file.read_bytes())
    folder = SOURCES.parent / "var/tests"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - 24 * 3600:
            old.unlink(missing_ok=True)
    return folder / f"{digest.hexdigest()[:16]}.dump"


@pytest.fixture(scope="session")
def turn(known_tables):
    """A lock that is held while the tables are made: who comes meanwhile waits, and restores them as soon as they are there."""
    with known_tables.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if known_tables.exists():
            fcntl.flock(lock, fcntl.LOCK_UN)
        yield lock


@pytest.fixture(scope="session")
def django_db_keepdb(known_tables, turn):
    return known_tables.exists()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url, known_tables, django_db_keepdb):
    place = database(database_url)
    connection.settings_dict.update({key: place[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})
    if django_db_keepdb:
        postgres("createdb", TEST_DATABASE)
        postgres("pg_restore", "-d", TEST_DATABASE, known_tables)


@pytest.fixture(scope="session")
def django_db_setup(known_tables, turn, django_db_keepdb, django_db_setup, django_db_blocker):
    """Make Wuhan with its rules as soon as there is a database: before the first test begins a transaction that is rolled back."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            jurisdiction = Jurisdiction(code="420100", schema_name="wuhan", name="武汉市", short_name="武汉")
            jurisdiction.save(verbosity=0)
            Domain.objects.create(domain="wuhan.localhost", tenant=jurisdiction, is_primary=True)
            half = known_tables.with_suffix(f".{os.getpid()}")
            postgres("pg_dump", "-Fc", "-f", half, TEST_DATABASE)
            half.rename(known_tables)
            fcntl.flock(turn, fcntl.LOCK_UN)
        sync_profiles(system(timezone.now(), frozenset()))


def postgres(program: str, *arguments: str | Path, told: str = "") -> str:
    """Run one of PostgreSQL's own programs on the tests' server with what it is told; return what it says."""
    place = connection.settings_dict
    command = [embedded_postgres.programs() / program, "-h", place["HOST"], "-U", place["USER"], *arguments]
    return subprocess.run(
        command, check=True, env={"LC_ALL": "C.UTF-8"}, input=told, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="session")
def wuhan(django_db_setup, django_db_blocker):
    """The jurisdiction in which every test that uses the database stands."""
    with django_db_blocker.unblock():
        return Jurisdiction.objects.get(code="420100")


@pytest.fixture(scope="session")
def make_jurisdiction(known_tables, django_db_setup, django_db_blocker):
    """Makes a jurisdiction from its profile; its tables are a copy of Wuhan's, which a start of the platform would make anew."""

    def make(slug: str) -> Jurisdiction:
        tables = re.sub(r"\bwuhan\b", slug, postgres("pg_restore", "-n", "wuhan", "-f", "-", known_tables))
        told = f"CREATE SCHEMA {slug};\n{tables}"
        postgres("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", TEST_DATABASE, told=told)
        with django_db_blocker.unblock():
            actor = system(timezone.now(), frozenset())
            return create_jurisdiction(actor, slug=slug, host=f"{slug}.localhost")

    return make


@pytest.fixture(scope="session")
def zhanqian(make_jurisdiction):
    """A second jurisdiction, for tests that nothing reaches it from the first; made only when a test asks for it."""
    return make_jurisdiction("zhanqian")


@pytest.fixture(autouse=True)
def in_wuhan(request):
    """Stand in Wuhan's schema at the start of each test: a request to the bare host before it may have left it."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        connection.set_tenant(request.getfixturevalue("wuhan"))


@pytest.fixture(autouse=True)
def in_chinese():
    """Speak Chinese at the start of each test: a request in English before it may have left its language."""
    translation.deactivate()


@pytest.fixture
def client():
    """A browser without a session at Wuhan's host."""
    return Client(HTTP_HOST="wuhan.localhost")
