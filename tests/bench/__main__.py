"""`python -m tests.bench`: fill and measure in the database that DATABASE_URL names; called by `fengqiao bench`."""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before models are imported
from django.utils import timezone  # noqa: E402 - as above

from fengqiao.exchange import actions as exchange  # noqa: E402 - as above
from fengqiao.statistics import actions as statistics  # noqa: E402 - as above
from tests.bench import cases, drive, place, plans, registers, report  # noqa: E402 - as above
from tests.bench.place import CHANGSHA  # noqa: E402 - as above
from tests.bench.scenes import Scenes  # noqa: E402 - as above

WORKERS = 2


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def postmaster() -> int | None:
    """Return the process id of the database server when it runs on this machine."""
    if not str(connection.settings_dict["HOST"]).startswith("/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    return int(status.read_text().rpartition(")")[2].split()[1]) if status.exists() else None


def _worked() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _database() -> float:
    server = postmaster()
    return drive.processor(server) if server else 0.0


def fill(count: int) -> report.Import:
    """Make the city and import so many cases; the time of the import alone is taken."""
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as temporary:
        folder = Path(temporary)
        (folder / "profiles").mkdir()
        say("建立辖区 / making the city …")
        place.build(CHANGSHA, folder / "profiles")
        file = folder / "cases.jsonl"
        size = cases.write(file, CHANGSHA, count, timezone.localdate())
        say(f"导入 {count:,} 件 / importing ({size / 1e6:.0f} MB) …")
        database = _database()
        began, worked = time.monotonic(), _worked()
        outcome = exchange.import_cases(place.builder(CHANGSHA), file, system="bench", workers=WORKERS)
        took, worked = time.monotonic() - began, _worked() - worked
        database = _database() - database
    if outcome.faults:
        raise SystemExit(f"{len(outcome.faults)} faults, the first: {outcome.faults[0]}")
    done = report.Import(outcome.run.accepted, took, size, WORKERS, worked, database)
    say(f"{done.cases:,} 件,{took:.1f} 秒,每秒 {done.rate:,.0f} 件 / cases a second, {done.work:.2f} ms CPU a case")
    return done


def settle() -> None:
    """Do what the database and the jobs do by themselves within minutes: fold sums, gather statistics."""
    statistics.fold()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(scenes: Scenes, seconds: float, found: report.Outcome) -> None:
    """Make every measurement: what the database reads, what one client sees, what all see; then take the memory."""
    tables = plans.big_tables()
    with drive.serving() as (port, processes):
        for scene in scenes.all():
            read = scenes.read(scene, tables)
            given = {"heard": scenes.heard(scene)}
            drive.measure(scene.name, port, scenes.host, scene.ask, seconds=min(seconds / 4, 1), clients=4, **given)
            alone = drive.measure(scene.name, port, scenes.host, scene.ask, seconds=seconds / 2, clients=1, **given)
            busy = drive.measure(scene.name, port, scenes.host, scene.ask, seconds=seconds, **given)
            row = report.Row(scene, read, alone, busy)
            found.rows.append(row)
            p95 = [drive.percentile(times, 95) for times in (alone.served, busy.served, busy.seen)]
            say(
                f"{scene.name}: p95 {p95[0]:.0f} ms (1), {p95[1]:.0f} ms ({drive.CLIENTS}), seen {p95[2]:.0f} ms,"
                f" {busy.rate:.0f}/s, {read.queries} queries, {read.rows} rows, {alone.work:.1f} ms CPU"
            )
            for fault in row.faults:
                say(f"  {fault}")
        if server := postmaster():
            processes["PostgreSQL"] = server
        found.memory = {name: drive.memory(pid) for name, pid in processes.items()}


def main() -> int:
    """Fill, measure, print, write; returns 1 when a page scans a big table or an answer was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--no-docs", action="store_true")
    options = parser.parse_args()
    began, about = time.monotonic(), report.machine()
    found = report.Outcome(fill(options.cases), machine=about)
    settle()
    measure(Scenes(CHANGSHA.host, place.users(CHANGSHA)), options.seconds, found)
    say("导入名册 / importing registers …")
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as folder:
        taken = registers.measure(CHANGSHA, Path(folder), WORKERS, lambda: _worked() + _database())
        found.registers = [each.told for each in taken]
    found.took = time.monotonic() - began
    content = report.text(found, timezone.localdate())
    say(content)
    if not options.no_docs:
        report.write(content)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
