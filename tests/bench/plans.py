"""What the database does for a request: how many queries, and how many rows it reads to answer each of them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fengqiao.core.jobs import current_schema

BIG = 10_000
"""A table with more rows than this is big."""
MOST_SCANNED, MOST_READ = 2500, 30_000
"""So many rows of a big table one query may read to answer a page: without an index (a scan that ends as soon as it has found
enough), and by one. What is counted is bounded, what is listed pages by key; sums over years add up many days."""
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


@dataclass
class Read:
    """What requests of one kind cost: the most queries and rows read of one request, and the scans that must not be."""

    queries: int = 0
    rows: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Read") -> None:
        """Take up another request."""
        self.queries, self.rows = max(self.queries, other.queries), max(self.rows, other.rows)
        self.faults |= other.faults


def big_tables() -> dict[str, int]:
    """Return the tables of the jurisdiction that must not be scanned, with their rows as the database estimates them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace"
            " AND reltuples > %s",
            [current_schema(), BIG],
        )
        return dict(cursor.fetchall())


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def rows_read(node: dict[str, Any]) -> int:
    """Return how many rows of its table a node of a plan read, those that it threw away included."""
    kept = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(sum(node.get(name, 0) for name in kept) * node.get("Actual Loops", 0))


def _explained(statement: str) -> dict[str, Any]:
    measured = "" if _WRITES.match(statement) else "ANALYZE, TIMING OFF, "
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({measured}FORMAT JSON) {statement}".replace("%", "%%"), [])
        content = cursor.fetchone()[0]
    found: dict[str, Any] = (json.loads(content) if isinstance(content, str) else content)[0]["Plan"]
    return found


def _is_fault(node: dict[str, Any], read: int, *, may_scan: bool) -> bool:
    if node["Node Type"] == "Seq Scan":
        return not may_scan or read > MOST_SCANNED
    return read > MOST_READ


def explain(statements: Iterable[str], tables: dict[str, int], *, may_scan: bool = True) -> Read:
    """Return what the statements of one request read. Reading ones are carried out again, within the caller's schema.

    tables: the big ones. may_scan: whether the planner is free to scan a table and to stop early; else it scans only where no index
    serves, which tells it of small tables as well.
    """
    found = Read()
    with transaction.atomic():
        if not may_scan:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
        for statement in statements:
            found.queries += 1
            if may_scan and statement.startswith("SET LOCAL"):
                with connection.cursor() as cursor:
                    cursor.execute(statement)
            if not _EXPLAINED.match(statement):
                continue
            for node in _nodes(_explained(statement)):
                table = node.get("Relation Name", "")
                read = rows_read(node) if table else 0
                found.rows += read
                if table in tables and _is_fault(node, read, may_scan=may_scan):
                    found.faults[f"{node['Node Type']} {table}"] = f"{read} rows: {statement[:1500]}"
        transaction.set_rollback(True)
    return found


class Captured:
    """The statements of what happens inside the block, as they were sent."""

    def __enter__(self) -> "Captured":
        self.context = CaptureQueriesContext(connection)
        self.context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.context.__exit__(*error)

    @property
    def statements(self) -> list[str]:
        """Each statement with its values."""
        return [query["sql"] for query in self.context.captured_queries]
