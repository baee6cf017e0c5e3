"""How the job worker runs: each job in the schema of its jurisdiction, and a job whose worker was killed once more."""

import procrastinate
from django.utils import timezone
from django_tenants.utils import schema_context
from procrastinate.jobs import Status

from fengqiao.accounts.actions import sweep as sweep_sessions
from fengqiao.core.api_replies import sweep as sweep_replies
from fengqiao.core.jobs import defer, in_tenant
from fengqiao.core.limits import sweep as sweep_limits
from fengqiao.jurisdictions.queries import jurisdictions
from fengqiao.statistics import actions as statistics

MOST_ATTEMPTS = 5
"""A job that five times did not outlive its worker has failed: it may be what kills it."""
BEAT, SILENCE = 3.0, 12.0
"""Seconds between a worker's signs of life, and after how many without one its jobs are given to another."""

tasks = procrastinate.Blueprint()
"""The sixth field of a schedule, where it has one, is the seconds."""


def set_up(app: procrastinate.App) -> None:
    """Give the application its worker's settings and the tasks below; called once by Django when all packages are loaded."""
    app.worker_defaults = {
        "task_middleware": [in_tenant],
        "delete_jobs": "successful",
        "shutdown_graceful_timeout": 15,
        "update_heartbeat_interval": BEAT,
        "stalled_worker_timeout": SILENCE,
    }
    app.add_tasks_from(tasks, namespace="config")


@tasks.periodic(cron="* * * * * */10")
@tasks.task(queueing_lock="rescue_stalled_jobs", pass_context=True)
async def rescue_stalled_jobs(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give back the jobs of workers that have fallen silent; `timestamp` is the scheduler's own."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.attempts < MOST_ATTEMPTS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@tasks.periodic(cron="*/5 * * * *")
@tasks.task(queueing_lock="lapse_offers")
def lapse_offers(timestamp: int) -> None:
    """Let each jurisdiction give back, within five minutes, the matters whose receiver did not answer in time."""
    for jurisdiction in jurisdictions():
        with schema_context(jurisdiction.schema_name):
            defer("disputes.lapse_offers")


@tasks.periodic(cron="*/1 * * * *")
@tasks.task(queueing_lock="fold_statistics")
def fold_statistics(timestamp: int) -> None:
    """Fold, every minute, what cases added to the figures into their sums, and seal closed periods."""
    for jurisdiction in jurisdictions():
        with schema_context(jurisdiction.schema_name):
            statistics.fold()
            statistics.seal_pending()


@tasks.periodic(cron="41 19 * * *")
@tasks.task(queueing_lock="count_training")
def count_training(timestamp: int) -> None:
    """Let each jurisdiction count, at 03:41 in China, how its training stands against the rules."""
    for jurisdiction in jurisdictions():
        with schema_context(jurisdiction.schema_name):
            defer("training.count")


@tasks.periodic(cron="17 19 * * *")
@tasks.task(queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Delete, at 03:17 in China, what has run out everywhere: sessions, kept replies, counts of what may be done so often."""
    now = timezone.now()
    for jurisdiction in jurisdictions():
        with schema_context(jurisdiction.schema_name):
            for clean in (sweep_sessions, sweep_replies, sweep_limits):
                clean(now)
