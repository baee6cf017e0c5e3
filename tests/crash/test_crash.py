"""Whatever is killed, whenever: what was acknowledged is there, and nothing is there by half."""

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from fengqiao.config import embedded_postgres
from tests.crash.clerks import Clerks
from tests.crash.platform import Platform
from tests.waiting import eventually

pytestmark = pytest.mark.django_db  # the tests' own database is where the tables are copied from
KILLS = [
    *("job_worker", "web_workers", "database_connections", "web_workers", "database_connections", "job_worker"),
    *("web_workers", "database_connections", "web_workers", "database_connections", "web", "database_connections"),
    *("web_workers", "job_worker", "everything", "database_connections", "web_workers", "database"),
    *("web_workers", "database_connections"),
]
FILES = 4


@pytest.fixture
def platform(django_db_setup, known_tables):
    """The platform with a database of its own, ended after the test."""
    with TemporaryDirectory(prefix="fengqiao-crash-", ignore_cleanup_errors=True) as folder:
        platform = Platform(Path(folder) / "var")
        platform.restore(known_tables)
        yield platform
        platform.stop()


def unfinished(platform: Platform) -> int:
    """How many jobs that somebody asked for are not done."""
    with psycopg.connect(embedded_postgres.url(platform.folder / "pg")) as connection:
        [count] = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'archive.assemble' AND status IN ('todo', 'doing')"
        ).fetchone()
        return count


def test_what_was_acknowledged_outlives_twenty_kills_and_nothing_is_half_written(platform):
    assert len(KILLS) == 20
    clerks = Clerks(platform.port, platform.inside("tests.crash.town.build", FILES))
    platform.start()
    clerks.start(3)
    for part in KILLS:
        before = len(clerks.told)
        eventually(lambda: clerks.faults or len(clerks.told) > before + 2, 120)  # noqa: B023 - called at once
        assert not clerks.faults, (clerks.faults, platform.log.read_text()[-3000:])
        time.sleep(random.uniform(0, 0.3))
        platform.kill(part)
    clerks.stop()
    assert not clerks.faults, (clerks.faults, platform.log.read_text()[-3000:])
    assert clerks.retries, "every kill went unnoticed: nothing was proved"
    eventually(lambda: not unfinished(platform), 120)
    for each in random.sample(clerks.told, 60):
        status, content, headers = clerks.send(each.asked)
        assert (status, content, headers["idempotency-replayed"]) == (each.status, each.content, "true")
    platform.stop()
    told = {"deeds": clerks.deeds, "before": clerks.town["to_file"], "assemblies": clerks.assemblies}
    assert platform.inside("tests.crash.witness.faults", told) == []
