"""`fengqiao manage …`: Django's own commands."""

import argparse

from django.core.management import execute_from_command_line


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it stands."""
    parser.add_argument("django", nargs=argparse.REMAINDER, metavar="…")


def main(options: argparse.Namespace) -> None:
    """Hand it on to Django."""
    execute_from_command_line(["fengqiao manage", *options.django])
