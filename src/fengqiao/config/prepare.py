"""`fengqiao prepare`: bring database and static files up to date, put in the first data, and say where everything is."""

import argparse
import os
import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from fengqiao.config import demo
from fengqiao.jurisdictions import queries


def arguments(parser: argparse.ArgumentParser) -> None:
    """How the addresses read that are printed at the end."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="端口 / port")


def main(options: argparse.Namespace) -> None:
    """Do it all; what is there already is left as it is."""
    call_command("migrate_schemas", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    demo.ensure()
    _collect_static()
    print(overview(options.port), flush=True)


def _collect_static() -> None:
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    newest = max(
        Path(storage.path(name)).stat().st_mtime for finder in get_finders() for name, storage in finder.list([])
    )
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return
    started = time.time()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=StringIO())
    stamp.touch()
    os.utime(stamp, (started, started))


def overview(port: int) -> str:
    """The table of addresses and demo accounts, as text."""
    hosts = queries.hosts()
    lines = ["", "地址 / Addresses", f"  http://localhost:{port}/"]
    lines += [f"  http://{hosts[place.slug]}:{port}/  {place.name}" for place in queries.jurisdictions()]
    if demo.ACCOUNTS:
        lines += ["", "演示账号 / Demo accounts"]
        lines += [f"  {account.username:16}{account.password:20}{account.role}" for account in demo.ACCOUNTS]
    return "\n".join([*lines, "", "按 Ctrl-C 结束 / Ctrl-C ends everything", ""])
