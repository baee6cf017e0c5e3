"""A job whose worker was killed is done once more, but not for ever; what ran out is swept away."""

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from croniter import croniter
from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app

from fengqiao.accounts.models import Session
from fengqiao.config.jobs import MOST_ATTEMPTS, rescue_stalled_jobs, sweep
from fengqiao.core.models import Allowance, IdempotentReply

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


def test_silent_workers_are_looked_for_every_ten_seconds():
    [schedule] = [
        each.cron for each in app.periodic_registry.periodic_tasks.values() if each.task is rescue_stalled_jobs
    ]
    times = croniter(schedule, datetime(2026, 11, 22, 3, 5, 1))
    assert [times.get_next(datetime).strftime("%H:%M:%S") for _number in range(3)] == [
        "03:05:10",
        "03:05:20",
        "03:05:30",
    ]


def test_what_ran_out_is_swept_in_every_jurisdiction(zhanqian):
    long_ago = timezone.now() - timedelta(days=3)
    for slug in ("wuhan", "zhanqian"):
        with schema_context(slug):
            IdempotentReply.objects.create(key="k", user_id=UUID(int=0), status=200, body=b"", at=long_ago)
            Allowance.objects.create(key="who", since=long_ago, used=1)
            for key, expires in (("old", long_ago), ("young", timezone.now() + timedelta(hours=1))):
                Session.objects.create(session_key=key, session_data="", expire_date=expires)
    sweep.func(timestamp=0)
    for slug in ("wuhan", "zhanqian"):
        with schema_context(slug):
            assert not IdempotentReply.objects.exists()
            assert not Allowance.objects.exists()
            assert [session.session_key for session in Session.objects.all()] == ["young"]
            Session.objects.all().delete()
