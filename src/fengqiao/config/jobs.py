"""How the job worker runs: each job in the schema of its jurisdiction, and a job whose worker was killed once more."""

import procrastinate
from procrastinate.jobs import Status

from fengqiao.core.jobs import in_tenant

MOST_ATTEMPTS = 5
"""A job that five times did not outlive its worker has failed: it may be what kills it."""

tasks = procrastinate.Blueprint()


def set_up(app: procrastinate.App) -> None:
    """Give the application its worker's settings and the tasks below; called once by Django when all packages are loaded."""
    app.worker_defaults = {"task_middleware": [in_tenant], "delete_jobs": "successful", "shutdown_graceful_timeout": 15}
    app.add_tasks_from(tasks, namespace="config")


@tasks.periodic(cron="*/30 * * * * *")
@tasks.task(queueing_lock="rescue_stalled_jobs", pass_context=True)
async def rescue_stalled_jobs(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give back the jobs of workers that have not been heard of for 30 seconds; `timestamp` is the scheduler's own."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        if job.attempts < MOST_ATTEMPTS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
