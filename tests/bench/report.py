"""The result as a table, on the terminal and in docs/benchmarks.md."""

import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from tests.bench.drive import Result
from tests.bench.scenes import BUDGETS

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEADS = ("measurement", "budget p95", "alone p95", "16 clients p50", "p95", "p99", "requests/s", "queries", "wrong")
RATE_BUDGET = 2000


@dataclass(frozen=True)
class Import:
    """How the filling went: cases, seconds, and seconds of processor time in Python and in PostgreSQL."""

    cases: int
    seconds: float
    size: int
    workers: int

    @property
    def rate(self) -> float:
        """Cases a second."""
        return self.cases / self.seconds


def machine() -> list[str]:
    """Return what was measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    return [
        f"{os.cpu_count()} cores ({platform.machine()}), {kilobytes / 2**20:.0f} GB of memory, Python {platform.python_version()}, "
        f"PostgreSQL {version}; server, database and clients on the same cores",
        f"load of the machine when the measurement began: {os.getloadavg()[0]:.1f}",
    ]


def _row(alone: Result, busy: Result, queries: int) -> tuple[str, ...]:
    wrong = ", ".join(f"{number} × {status}" for status, number in sorted(busy.wrong.items())) or "none"
    return (
        busy.name,
        f"{BUDGETS[busy.name]} ms",
        f"{alone.percentile(95):.0f} ms",
        *(f"{busy.percentile(share):.0f} ms" for share in (50, 95, 99)),
        f"{busy.rate:.0f}",
        str(queries),
        wrong,
    )


def table(rows: list[tuple[Result, Result, int]]) -> str:
    """Return the measurements as a Markdown table."""
    lines = [HEADS, ("---",) * len(HEADS), *(_row(*row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def text(filled: Import, rows: list[tuple[Result, Result, int]], memory: float, about: list[str], on: date) -> str:
    """Return the whole report. about: the machine, as it was when the measurement began."""
    told = "\n".join(f"- {line}" for line in about)
    return f"""# Benchmarks

Written by `make bench` on {on.isoformat()}; run it again to measure your own machine.

{told}
- {filled.cases:,} cases imported in {filled.seconds:.1f} s by {filled.workers} processes: {filled.rate:,.0f} cases/s (budget {RATE_BUDGET:,})
- memory of the web server with two workers under this load: {memory:.0f} MB

Each measurement asks without a pause: first one client alone, then sixteen at once. The budgets are for server time; what
sixteen clients see holds the waiting for one another as well.

{table(rows)}

Names: 工作台待办 work list, 查找 search (one and two characters, names, numbers, phone tails), 案件页 case page, 登记 register,
受理 accept, 统计表 case table (city and counties, months to years).
"""


def write(content: str) -> None:
    """Write the document."""
    DOCUMENT.write_text(content, encoding="utf-8")
