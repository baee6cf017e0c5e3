"""A job whose worker was killed is done once more, but not for ever."""

import asyncio
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from fengqiao.config.jobs import MOST_ATTEMPTS, rescue_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def left_behind():
    """Makes a job in the hands of a worker that was last heard of some seconds ago; gives the job's number."""

    def make(attempts: int, silent_seconds: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
                [silent_seconds],
            )
            [worker] = cursor.fetchone()
            cursor.execute(
                "INSERT INTO procrastinate_jobs (task_name, queue_name, status, attempts, worker_id)"
                " VALUES ('work', 'default', 'doing', %s, %s) RETURNING id",
                [attempts, worker],
            )
            return cursor.fetchone()[0]

    yield make
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def status_after_rescue(job: int) -> str:
    async def rescue() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await rescue_stalled_jobs.func(SimpleNamespace(app=app), timestamp=0)

    asyncio.run(rescue())
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


def test_the_job_of_a_silent_worker_waits_for_another(left_behind):
    assert status_after_rescue(left_behind(attempts=1, silent_seconds=60)) == "todo"


def test_the_job_of_a_worker_that_is_alive_stays_with_it(left_behind):
    assert status_after_rescue(left_behind(attempts=1, silent_seconds=5)) == "doing"


def test_a_job_that_outlives_no_worker_has_failed(left_behind):
    assert status_after_rescue(left_behind(attempts=MOST_ATTEMPTS, silent_seconds=60)) == "failed"
