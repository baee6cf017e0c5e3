"""`python -m tests.bench`: fill and measure in the database that DATABASE_URL names; called by `fengqiao bench`."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up before models are imported

from fengqiao.exchange import actions as exchange  # noqa: E402 - as above
from tests.bench import cases, place  # noqa: E402 - as above


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--profile")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as temporary:
        folder = Path(temporary)
        began = time.monotonic()
        (folder / "profiles").mkdir()
        actor = place.build(folder / "profiles")
        say(f"place {time.monotonic() - began:.1f}s")
        began = time.monotonic()
        file = folder / "cases.jsonl"
        size = cases.write(file, options.cases, timezone.localdate())
        say(f"file {time.monotonic() - began:.1f}s {size / 1e6:.0f} MB")
        began = time.monotonic()
        import cProfile, os, resource
        from django.db import connection as cn
        with cn.cursor() as c:
            c.execute("select pg_backend_pid()"); pid=c.fetchone()[0]
        def cpu():
            f=open(f"/proc/{pid}/stat").read().rsplit(")",1)[1].split(); return (int(f[11])+int(f[12]))/100
        c0=cpu(); p0=time.process_time()
        pr = cProfile.Profile()
        if options.profile: pr.enable()
        outcome = exchange.import_cases(actor, file, system="bench", workers=options.workers)
        if options.profile: pr.disable(); pr.dump_stats(options.profile)
        took = time.monotonic() - began
        say(f"python cpu/case {(time.process_time()-p0)/options.cases*1e6:.0f}us, pg cpu/case {(cpu()-c0)/options.cases*1e6:.0f}us")
        say(
            f"import {took:.1f}s {outcome.run.accepted / took:.0f}/s accepted {outcome.run.accepted} refused {outcome.run.refused}"
        )
        for line, key, fault in outcome.faults[:5]:
            say(f"{line} {key} {fault}")


if __name__ == "__main__":
    main()
