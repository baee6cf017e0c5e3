"""`fengqiao bench`: fill a database of its own with cases through the importer, and measure the platform over HTTP."""

import argparse
import os
import subprocess
import sys

import psycopg
from psycopg import sql

from fengqiao.config import server
from fengqiao.config.environment import ROOT, BadEnvironment

DATABASE = "fengqiao_bench"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and whether the database stays for a look."""
    parser.add_argument("--cases", type=int, default=100_000, help="案件数 / how many cases (100 to 2,000,000)")
    parser.add_argument("--seconds", type=float, default=8, help="每项测量的秒数 / seconds for each measurement")
    parser.add_argument("--keep", action="store_true", help="保留压测数据库 / keep the database afterwards")
    parser.add_argument("--no-docs", action="store_true", help="不更新 docs/benchmarks.md / leave the document alone")


def main(options: argparse.Namespace) -> int:
    """Measure in a fresh database beside the platform's own, and drop it again; returns the exit code of the measurement."""
    if not 100 <= options.cases <= 2_000_000 or not 1 <= options.seconds <= 120:
        raise BadEnvironment("案件数应为100至2000000,秒数应为1至120。 / Cases: 100 to 2,000,000, seconds: 1 to 120.")
    with server.serving():
        url = os.environ["DATABASE_URL"]
        _drop(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        words = [sys.executable, "-m", "tests.bench", "--cases", str(options.cases), "--seconds", str(options.seconds)]
        words += ["--no-docs"] if options.no_docs else []
        try:
            return subprocess.run(
                words, cwd=ROOT, env={**os.environ, "DATABASE_URL": _own(url)}, check=False
            ).returncode
        finally:
            if not options.keep:
                _drop(url)


def _own(url: str) -> str:
    """Return the address of the benchmark's database on the same server."""
    head, mark, options = url.partition("?")
    return f"{head.rpartition('/')[0]}/{DATABASE}{mark}{options}"


def _drop(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
