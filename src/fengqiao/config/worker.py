"""`fengqiao worker`: run the jobs of all jurisdictions until told to stop."""

import argparse

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from fengqiao.config.environment import BadEnvironment


def arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def main(options: argparse.Namespace) -> None:
    """Run procrastinate's worker with the settings of `config.jobs`, without a word; returns when it was told to stop.

    Raises BadEnvironment when the database goes away meanwhile.
    """
    try:
        with app.replace_connector(DjangoConnector().get_worker_connector()) as working:
            working.run_worker()
    except ConnectorException as error:
        why = error.__cause__ or error
        raise BadEnvironment(
            f"数据库连接中断,后台任务已停止。 / The job worker lost its database: {' '.join(str(why).split())}"
        ) from error
