"""`python -m tests.bench`: fill and measure in the database that DATABASE_URL names; called by `fengqiao bench`."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up before models are imported
from django.utils import timezone  # noqa: E402 - as above

from fengqiao.exchange import actions as exchange  # noqa: E402 - as above
from fengqiao.organisations.models import Organisation  # noqa: E402 - as above
from fengqiao.statistics import actions as statistics  # noqa: E402 - as above
from tests.bench import cases, drive, place, report  # noqa: E402 - as above
from tests.bench.drive import Result  # noqa: E402 - as above
from tests.bench.scenes import Scenes  # noqa: E402 - as above

WORKERS = 2


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fill(count: int) -> report.Import:
    """Make the city and import so many cases; the time of the import alone is taken."""
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as temporary:
        folder = Path(temporary)
        (folder / "profiles").mkdir()
        say("建立辖区 / making the city …")
        actor = place.build(folder / "profiles")
        file = folder / "cases.jsonl"
        size = cases.write(file, count, timezone.localdate())
        say(f"导入 {count:,} 件 / importing ({size / 1e6:.0f} MB) …")
        began = time.monotonic()
        outcome = exchange.import_cases(actor, file, system="bench", workers=WORKERS)
        took = time.monotonic() - began
    if outcome.faults:
        raise SystemExit(f"{len(outcome.faults)} faults, the first: {outcome.faults[0]}")
    done = report.Import(outcome.run.accepted, took, size, WORKERS)
    say(f"{done.cases:,} 件,{took:.1f} 秒,每秒 {done.rate:,.0f} 件 / cases a second")
    return done


def settle() -> None:
    """Do what the database and the jobs do by themselves within minutes: fold sums, gather statistics."""
    connection.set_schema(place.SLUG)
    statistics.fold()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(scenes: Scenes, seconds: float) -> tuple[list[tuple[Result, Result, int]], float]:
    """Run every measurement, alone and with all clients, and return them with the server's memory."""
    rows = []
    with drive.serving() as (port, pid):
        for name, ask in {**scenes.reading(), "登记": scenes.registering(), "受理": scenes.accepting()}.items():
            heard = scenes.registered if name == "登记" else None
            queries = scenes.queries(ask) if name != "受理" else scenes.queries(ask, times=1)
            drive.measure(name, port, place.HOST, ask, seconds=1, clients=4, heard=heard)
            alone = drive.measure(name, port, place.HOST, ask, seconds=seconds / 4, clients=1, heard=heard)
            busy = drive.measure(name, port, place.HOST, ask, seconds=seconds, heard=heard)
            rows.append((alone, busy, queries))
            say(
                f"{name}: p50 {busy.percentile(50):.0f} p95 {busy.percentile(95):.0f} ms, {busy.rate:.0f}/s, wrong {busy.wrong}"
            )
        return rows, drive.memory(pid)


def main() -> None:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--no-docs", action="store_true")
    options = parser.parse_args()
    filled = fill(options.cases)
    settle()
    about = report.machine()
    committees = list(Organisation.objects.filter(kind__endswith="_committee", level="street")[: drive.CLIENTS])
    bureau = Organisation.objects.get(kind="bureau")
    scenes = Scenes(place.users(place.builder(), committees, bureau), [])
    rows, memory = measure(scenes, options.seconds)
    content = report.text(filled, rows, memory, about, timezone.localdate())
    say(content)
    if not options.no_docs:
        report.write(content)


if __name__ == "__main__":
    main()
