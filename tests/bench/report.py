"""The result as tables, on the terminal and in docs/benchmarks.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import connection

from fengqiao.config.bodies import WORKING
from tests.bench.drive import PROCESSES, Result, percentile
from tests.bench.plans import MOST_READ, Read
from tests.bench.scenes import Scene

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
RATE_BUDGET = 2000
_SERVER = (
    "measurement", "budget", "1 client p50", "p95", "p99", "16 clients p50", "p95", "p99", "CPU a request", "budget kept",
)  # fmt: skip
_CLIENT = (
    "measurement", "1 client p50", "p95", "requests/s", "16 clients p50", "p95", "p99", "requests/s", "wrong", "queries",
    "rows read",
)  # fmt: skip


@dataclass(frozen=True)
class Import:
    """How the filling went: cases, seconds, bytes, processes, and seconds of processor time in Python and in PostgreSQL."""

    cases: int
    seconds: float
    size: int
    workers: int
    python: float
    database: float

    @property
    def rate(self) -> float:
        """Cases a second."""
        return self.cases / self.seconds

    @property
    def work(self) -> float:
        """Processor time for a case in milliseconds, Python and PostgreSQL together."""
        return (self.python + self.database) * 1000 / self.cases


@dataclass(frozen=True)
class Row:
    """One measurement: what the database read, what one client saw, what all saw."""

    scene: Scene
    read: Read
    alone: Result
    busy: Result

    @property
    def keeps(self) -> str:
        """Whether the server answered 95 of 100 within the budget: one client, and all of them."""
        told = {True: "yes", False: "no"}
        return " / ".join(told[percentile(r.served, 95) <= self.scene.budget] for r in (self.alone, self.busy))

    @property
    def faults(self) -> list[str]:
        """What must not be: scans of big tables, wrong answers."""
        wrong = [
            f"{number} x {status} {r.reasons.get(status, '')}".strip()
            for r in (self.alone, self.busy)
            for status, number in r.wrong.items()
        ]
        return [f"{self.scene.name}: {what}" for what in (*(f"{k}: {v}" for k, v in self.read.faults.items()), *wrong)]


@dataclass
class Outcome:
    """All that one run found out. memory: megabytes by process. machine: as it was when the measurement began."""

    filled: Import
    rows: list[Row] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    machine: list[str] = field(default_factory=list)
    took: float = 0.0
    registers: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What fails the benchmark: slowness does not, on a machine that may be busy with other things."""
        return [fault for row in self.rows for fault in row.faults]


def machine() -> list[str]:
    """Return what is measured on, and how busy it is."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return [
        f"{os.cpu_count()} cores ({model or platform.machine()}), {kilobytes / 2**20:.0f} GB of memory, Python"
        f" {platform.python_version()}, PostgreSQL {version}; server, database and clients on the same cores",
        f"processes that wanted a processor before the run began (load of one minute): {os.getloadavg()[0]:.1f}",
    ]


def _ms(times: list[float], *shares: float) -> list[str]:
    return [f"{percentile(times, share):.0f} ms" for share in shares]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _server(row: Row) -> list[str]:
    alone, busy = _ms(row.alone.served, 50, 95, 99), _ms(row.busy.served, 50, 95, 99)
    name = f"{row.scene.name} {row.scene.english}"
    return [name, f"{row.scene.budget} ms", *alone, *busy, f"{row.alone.work:.0f} ms", row.keeps]


def _client(row: Row) -> list[str]:
    alone, busy = row.alone, row.busy
    wrong = sum(alone.wrong.values()) + sum(busy.wrong.values())
    seen = [*_ms(alone.seen, 50, 95), f"{alone.rate:.0f}", *_ms(busy.seen, 50, 95, 99), f"{busy.rate:.0f}"]
    return [row.scene.name, *seen, str(wrong), str(row.read.queries), f"{row.read.rows:,}"]


def text(found: Outcome, on: date) -> str:
    """Return the whole report."""
    filled = found.filled
    told = "\n".join(f"- {line}" for line in found.machine)
    registers = "".join(f"- {line}\n" for line in found.registers)
    memory = ", ".join(f"{name} {size:.0f} MB" for name, size in found.memory.items())
    faults = "\n".join(f"- {fault}" for fault in found.faults) or "None."
    return f"""# Benchmarks

Written by `make bench` on {on.isoformat()}, which took {found.took / 60:.1f} minutes; run it again to measure your own machine.

{told}
- import: {filled.cases:,} cases ({filled.size / 1e6:.0f} MB) in {filled.seconds:.1f} s by {filled.workers} processes, {filled.rate:,.0f} cases/s
  (budget {RATE_BUDGET:,}); {filled.work:.2f} ms of processor time a case: {filled.python:.0f} s in Python, {filled.database:.0f} s in PostgreSQL
{registers}- memory after all measurements (proportional set size): {memory}

## How to read it

The budgets are for the time in the server, and the first table is what they are held against: from the moment at which
work on a request begins until its answer does, taken inside the web process. With one client this is what a request costs.
Sixteen clients that ask again as soon as they are answered keep two cores busier than any city does: {PROCESSES * WORKING}
requests are always being worked on, the others wait their turn, which the second table shows. So the time of sixteen is a
multiple of that of one, by arithmetic and not by a fault of a page; what can be read from it is how many requests a second the
machine serves, and whether a page suffers more than others from company. "CPU a request" is processor time of the web process alone.

The second table is what clients see, waiting for a free thread of the server included, and what a request costs the database:
the most queries and the most rows read of all tables by any request that was tried. The benchmark explains every query of a
page (`EXPLAIN ANALYZE`) and fails when one reads a big table from end to end or more than {MOST_READ:,} rows of it.

## Time in the server

{_table(_SERVER, [_server(row) for row in found.rows])}

"Budget kept": 95 of 100 requests within it, one client / sixteen clients.

## What clients see

{_table(_CLIENT, [_client(row) for row in found.rows])}

## Scans and wrong answers

{faults}
"""


def write(content: str) -> None:
    """Write the document."""
    DOCUMENT.write_text(content, encoding="utf-8")
