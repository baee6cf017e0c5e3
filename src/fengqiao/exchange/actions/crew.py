"""Who writes: this process alone, or some processes that share the owners of rows among them, so that none waits for another."""

import multiprocessing
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from types import TracebackType
from typing import Any, Protocol

from fengqiao.core.jobs import current_schema
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.standing import stand_in

AHEAD = 3
"""Chunks that wait for each process, so that it never waits for the reader."""


class Work(Protocol):
    """What is done with a chunk of rows, here or in a process of its own; it must be picklable."""

    def __call__(self, rows: Any, *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write what is right; say what became of it."""


def _chunk(work: Work, rows: Any, is_dry: bool) -> tuple[int, Written]:
    return len(rows), work(rows, is_dry=is_dry)


class Crew:
    """Workers for one run. With one worker all is done here, in the caller's connection."""

    def __init__(self, work: Work, workers: int) -> None:
        self.task = work
        self.pools: list[ProcessPoolExecutor] = []
        if workers > 1:
            spawn = multiprocessing.get_context("spawn")
            self.pools = [
                ProcessPoolExecutor(1, mp_context=spawn, initializer=stand_in, initargs=(current_schema(),))
                for _worker in range(workers)
            ]

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
