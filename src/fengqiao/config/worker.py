"""`fengqiao worker`: run the jobs of all jurisdictions until told to stop."""

import argparse

from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def main(options: argparse.Namespace) -> None:
    """Run procrastinate's worker with the settings of `config.jobs`; returns when it was told to stop."""
    call_command("procrastinate", "worker")
