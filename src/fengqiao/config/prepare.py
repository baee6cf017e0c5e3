"""`fengqiao prepare`: bring database and static files up to date, put in the first data, and say where everything is."""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from fengqiao.accounts.permissions import ROLE_NAMES
from fengqiao.config import demo, prepared, registers
from fengqiao.config.environment import BadEnvironment
from fengqiao.config.prepared import PORT
from fengqiao.exchange.standing import collecting_seldom
from fengqiao.jurisdictions import queries
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.profiles import ProfileError, load, slugs


def arguments(parser: argparse.ArgumentParser) -> None:
    """How the addresses read that are printed at the end."""
    parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="端口 / port")


def main(options: argparse.Namespace) -> None:
    """Do it all; what is there already is left as it is."""
    fingerprint = prepared.fingerprint()  # before the work: what changes meanwhile is for the next time
    with _wrong_profile_said():
        folder = profiles_folder()
        for slug in slugs(folder):
            load(folder, slug)
    with collecting_seldom():
        print("数据库 / Database …", flush=True)
        call_command("migrate_schemas", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        print("地区、规则与演示数据 / Jurisdictions, rules and demo data …", flush=True)
        with _wrong_profile_said():
            demo.ensure()
    print("静态文件 / Static files …", flush=True)
    _collect_static()
    text = overview()
    prepared.remember(fingerprint, text)
    print(text.replace(PORT, options.port), flush=True)


@contextmanager
def _wrong_profile_said() -> Iterator[None]:
    """Raise BadEnvironment with the place of whatever is wrong in a profile."""
    try:
        yield
    except ProfileError as error:
        raise BadEnvironment(f"规则有误,未装入。 / A profile is wrong, nothing of it was loaded.\n{error}") from error


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


def overview() -> str:
    """The table of addresses and demo accounts, as text, with PORT in the port's place."""
    hosts = queries.hosts()
    lines = ["", "地址 / Addresses", f"  http://localhost:{PORT}/"]
    lines += [f"  http://{hosts[place.slug]}:{PORT}/  {place.name}" for place in queries.jurisdictions()]
    if demo.ACCOUNTS:
        lines += ["", "演示账号 / Demo accounts"]
        lines += [
            f"  {account.username:16}{account.password:20}{ROLE_NAMES[account.role]}" for account in demo.ACCOUNTS
        ]
    others = " ".join(slug for slug in registers.MAKERS if slug not in registers.AT_FIRST)
    lines += [
        "",
        "其余辖区的全部名册 / Full registers of the others",
        f"  .venv/bin/fengqiao generate registers {others}",
    ]
    return "\n".join([*lines, "", "按 Ctrl-C 结束 / Ctrl-C ends everything", ""])
