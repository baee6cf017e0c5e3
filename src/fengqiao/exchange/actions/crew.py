"""Who writes: this process alone, or some processes that share the committees among them, so that none waits for a number."""

import multiprocessing
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from types import TracebackType
from uuid import UUID

from fengqiao.core.actor import Actor
from fengqiao.core.jobs import current_schema
from fengqiao.exchange.actions.writing import Written, write
from fengqiao.exchange.checking import Checker
from fengqiao.exchange.models import ImportRun
from fengqiao.exchange.reading import Row
from fengqiao.exchange.standing import stand_in

AHEAD = 3
"""Chunks that wait for each process, so that it never waits for the reader."""

_checkers: dict[UUID, Checker] = {}


def _chunk(actor: Actor, system: str, run_id: UUID, rows: list[Row], is_dry: bool) -> tuple[int, Written]:
    checker = _checkers.get(run_id)
    if checker is None:
        checker = _checkers[run_id] = Checker(actor, system=system, run_id=run_id)
    return len(rows), write(actor, checker, rows, run_id=run_id, is_dry=is_dry)


class Crew:
    """Workers for one run. With one worker all is done here, in the caller's connection."""

    def __init__(self, actor: Actor, run: ImportRun, workers: int) -> None:
        self.actor, self.run = actor, run
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
        _checkers.pop(self.run.pk, None)
        for pool in self.pools:
            pool.shutdown(cancel_futures=error is not None)

    def heap(self, committee: str) -> int:
        """Return in which worker's heap the rows of a committee lie."""
        return zlib.crc32(committee.encode()) % max(len(self.pools), 1)

    def work(self, chunks: Iterable[tuple[int, list[Row]]], *, is_dry: bool) -> Iterator[tuple[int, Written]]:
        """Have every chunk written and yield how many rows it had and what became of them; chunks of a heap stay in order."""
        actor, system, run_id = self.actor, self.run.system, self.run.pk
        if not self.pools:
            for _heap, rows in chunks:
                yield _chunk(actor, system, run_id, rows, is_dry)
            return
        waiting: set[Future[tuple[int, Written]]] = set()
        for heap, rows in chunks:
            pool = self.pools[heap]
            waiting.add(pool.submit(_chunk, actor, system, run_id, rows, is_dry))
            if len(waiting) >= AHEAD * len(self.pools):
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        for future in wait(waiting).done:
            yield future.result()
