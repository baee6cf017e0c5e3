"""Who writes: this process alone, or some processes that share the owners of rows among them, so that none waits for another."""

import multiprocessing
import threading
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Protocol

from django.db import connection

from fengqiao.core.jobs import current_schema
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.standing import stand_in

AHEAD = 3
"""Chunks that wait for each process, so that it never waits for the reader."""


class Work(Protocol):
    """What is done with a chunk of rows, here or in a process of its own; it must be picklable."""

    def __call__(self, rows: Any, *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write what is right; say what became of it."""


def _beginning() -> BaseContext:
    """Return how workers begin: as copies of this process, which takes no time, when it has no other threads, as a command.

    Another thread might hold something that in a copy nobody would ever let go; then workers begin anew, in a second each.
    """
    if threading.current_thread() is threading.main_thread():
        connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL; its threads end, the connection in use stays
        if threading.active_count() == 1:
            return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _ready() -> None:
    """Have a worker begin."""


def _chunk(work: Work, rows: Any, is_dry: bool) -> tuple[int, Written]:
    return len(rows), work(rows, is_dry=is_dry)


class Crew:
    """Workers for one run. With one worker all is done here, in the caller's connection."""

    def __init__(self, work: Work, workers: int) -> None:
        self.task = work
        self.pools: list[ProcessPoolExecutor] = []
        if workers > 1:
            context = _beginning()
            self.pools = [
                ProcessPoolExecutor(1, mp_context=context, initializer=stand_in, initargs=(current_schema(),))
                for _worker in range(workers)
            ]
            wait([pool.submit(_ready) for pool in self.pools])

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in self.pools:
            pool.shutdown(cancel_futures=error is not None)

    def heap(self, owner: str) -> int:
        """Return in which worker's heap the rows of an owner, as a committee or a name, lie."""
        return zlib.crc32(owner.encode()) % max(len(self.pools), 1)

    def work(self, chunks: Iterable[tuple[int, Any]], *, is_dry: bool) -> Iterator[tuple[int, Written]]:
        """Have every chunk written and yield how many rows it had and what became of them; chunks of a heap stay in order."""
        if not self.pools:
            for _heap, rows in chunks:
                yield _chunk(self.task, rows, is_dry)
            return
        waiting: set[Future[tuple[int, Written]]] = set()
        for heap, rows in chunks:
            pool = self.pools[heap]
            waiting.add(pool.submit(_chunk, self.task, rows, is_dry))
            if len(waiting) >= AHEAD * len(self.pools):
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        for future in wait(waiting).done:
            yield future.result()
