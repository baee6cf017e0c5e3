"""An import of a register from beginning to end: rows read, shared among workers, checked, written, told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.exchange import sheets
from fengqiao.exchange.actions.crew import Crew
from fengqiao.exchange.actions.importing import Outcome, Progress, digest, leave_lock, run_cases, take_lock, tell
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import organisations
from fengqiao.exchange.desks.words import words_of
from fengqiao.exchange.desks.work import RegisterWork
from fengqiao.exchange.models import ColumnChoice, ImportRun, RunState
from fengqiao.exchange.reading import Row
from fengqiao.exchange.rules.registers import REGISTERS, Register
from fengqiao.exchange.rules.registers.reading import Line, Reader
from fengqiao.exchange.standing import collecting_seldom
from fengqiao.jurisdictions.queries import current_ruleset

CHUNK = 1000
BEGUN_WITH = 250
"""Rows of each worker's first chunk: it shall not wait for long while the file's first rows are read."""
Lines = Callable[[], Iterable[Line]]
"""Begins the rows of a file anew; they are gone through once to check and once to write."""


class Cancelled(Exception):
    """Somebody asked for the import to stop."""


@dataclass(frozen=True)
class Source:
    """Rows of a register, the headings above them, and which cell of a row is which column."""

    register: Register
    lines: Lines
    matched: Mapping[int, str]
    headings: Sequence[str] = ()

    @property
    def left_out(self) -> list[str]:
        """The headings that name no column."""
        return [heading for place, heading in enumerate(self.headings) if heading and place not in self.matched]


def import_register(
    actor: Actor,
    source: Path | Iterable[Mapping[str, Any]],
    *,
    register: str,
    is_dry: bool = False,
    takes_all: bool = False,
    updates: bool = False,
    workers: int = 1,
    progress: Progress = lambda rows: None,
) -> Outcome:
    """Import a register from a file (.xlsx, .csv) or from rows (heading or code -> value); the same rows again write nothing.

    register: a code of REGISTERS. is_dry: check only. takes_all: write only if every row is right, in one transaction, else those
    that are. updates: write other values of known organisations and people; otherwise they are told and left alone. workers:
    processes. progress: is told how many rows are done. Headings that name no column are left out, and told. Faults of rows are
    returned. Raises Forbidden, Malformed for a file that cannot be read or lacks a required column, NotNow while another is at work.
    """
    actor.require(Permission.IMPORT)
    opened, name, code = _opened(source, register)
    require_columns(opened.register, opened.matched)
    take_lock()
    try:
        run = ImportRun.objects.create(
            register=register,
            file_name=name[:200],
            sha256=code,
            headings=list(opened.headings),
            matched={str(place): column for place, column in opened.matched.items()},
            is_dry=is_dry,
            takes_all=takes_all,
            updates=updates,
            started_at=actor.at,
            started_by_id=actor.user_id,
            started_by_name=actor.name,
            organisation_id=actor.organisation_id,
            region_scope=actor.region_scope,
        )
        outcome = carry_out(actor, run, opened, workers=workers, progress=progress)
    finally:
        leave_lock()
    outcome.left_out = opened.left_out
    return outcome


def _opened(source: Path | Iterable[Mapping[str, Any]], register: str) -> tuple[Source, str, str]:
    shape = register_of(register)
    if isinstance(source, Path):
        table = sheets.open_table(source, shape)
        matched = known_columns(shape, table.headings)
        return Source(shape, table.lines, matched, table.headings), source.name, digest(source)
    headings, lines = sheets.from_rows(source)
    kept = list(lines)
    code = sha256(repr((headings, [line.cells for line in kept])).encode()).hexdigest()
    return Source(shape, lambda: kept, shape.match(headings), headings), shape.name, code


def headings_code(headings: Iterable[str]) -> str:
    """Return by what files with the same headings are known again."""
    return sha256("\n".join(headings).encode()).hexdigest()


def known_columns(register: Register, headings: Sequence[str]) -> dict[int, str]:
    """Return which heading is which column: as somebody chose for the same headings before, else by their names."""
    known = ColumnChoice.objects.filter(register=register.code, headings_sha256=headings_code(headings)).first()
    if known is None:
        return register.match(headings)
    return {int(place): code for place, code in known.matched.items() if code in register.by_code}


def register_of(code: str) -> Register:
    """Return a register. Raises Malformed."""
    if code not in REGISTERS:
        raise Malformed("register_unknown", _("请选择要导入的名册。"), field="register")
    return REGISTERS[code]


def require_columns(register: Register, matched: Mapping[int, str]) -> None:
    """Raise Malformed unless every required column was found."""
    if missing := register.missing(matched):
        raise Malformed(
            "columns_missing",
            _("缺少必填的栏：%(columns)s") % {"columns": "、".join(column.heading for column in missing)},
            field="file",
            next_step=_("请核对栏名，或者下载模板。"),
            extra={"columns": [column.code for column in missing]},
        )


def carry_out(actor: Actor, run: ImportRun, source: Source, *, workers: int, progress: Progress) -> Outcome:
    """Do the work of a run and tell what became of it; whatever it raises, the run tells that it failed."""
    if source.register.code == "cases":
        return _cases(actor, run, source, workers, progress)
    work = RegisterWork(actor, source.register.code, run.pk, source.matched, run.updates)
    try:
        with collecting_seldom():
            return _carried_out(actor, run, source, work, workers, progress)
    except Cancelled:
        return tell(actor, run, Written(accepted=run.records.count()), state=RunState.CANCELLED)
    except BaseException:
        tell(actor, run, Written(accepted=run.records.count()), state=RunState.FAILED)
        raise
    finally:
        work.forget()


def _cases(actor: Actor, run: ImportRun, source: Source, workers: int, progress: Progress) -> Outcome:
    headings = [(place, source.register.by_code[code].heading) for place, code in source.matched.items()]

    def rows() -> Iterator[Row]:
        for line in source.lines():
            broken = line.broken or (N_("含有公式，请粘贴为数值。") if line.formulas else "")
            cells = line.cells
            values = {heading: cells[place] for place, heading in headings if place < len(cells)}
            yield Row(line.number, values, broken)

    try:
        return run_cases(actor, rows, run, workers, progress)
    except Cancelled:
        return tell(actor, run, Written(accepted=run.cases.count()), state=RunState.CANCELLED)
    except BaseException:
        tell(actor, run, Written(accepted=run.cases.count()), state=RunState.FAILED)
        raise


def _carried_out(
    actor: Actor, run: ImportRun, source: Source, work: RegisterWork, workers: int, progress: Progress
) -> Outcome:
    if run.is_dry or run.takes_all:
        with Crew(work, workers) as crew:
            checked = _pass(actor, crew, run, source, progress, is_dry=True)
        if run.is_dry:
            return tell(actor, run, checked)
        if checked.faults:
            return tell(actor, run, checked, state=RunState.REFUSED)
        workers = 1
    with Crew(work, workers) as crew, transaction.atomic() if run.takes_all else nullcontext():
        written = _pass(actor, crew, run, source, progress, is_dry=False)
        if run.takes_all and written.faults:
            raise Malformed("rows_changed", _("导入期间名册有变化，没有导入。"), next_step=_("请重新试导入。"))
    return tell(actor, run, written)


def _pass(actor: Actor, crew: Crew, run: ImportRun, source: Source, progress: Progress, *, is_dry: bool) -> Written:
    result = Written()
    run.rows = 0
    if source.register.code == "organisations":
        steps = _in_stages(actor, crew, run, source, result, is_dry=is_dry)
    else:
        steps = crew.work(_chunks(crew, run, source), is_dry=is_dry)
    done = 0
    for rows, written in steps:
        result.add(written)
        done += rows
        progress(done)
    return result


def _chunks(crew: Crew, run: ImportRun, source: Source) -> Iterator[tuple[int, list[Line]]]:
    """Yield chunks of rows for one worker each; all rows that belong together go to the same worker, in their order."""
    names = [place for place, code in source.matched.items() if code == source.register.together]
    waiting: dict[int, list[Line]] = {}
    begun: set[int] = set()
    for line in source.lines():
        run.rows += 1
        cell = line.cells[names[0]] if names and names[0] < len(line.cells) else ""
        heap = crew.heap("".join(cell.split()))
        rows = waiting.setdefault(heap, [])
        rows.append(line)
        if len(rows) == (CHUNK if heap in begun else BEGUN_WITH):
            begun.add(heap)
            yield heap, waiting.pop(heap)
    yield from waiting.items()


def _in_stages(
    actor: Actor, crew: Crew, run: ImportRun, source: Source, result: Written, *, is_dry: bool
) -> Iterator[tuple[int, Written]]:
    reader = Reader(source.register, source.matched, words_of(current_ruleset(local_date(actor.at))))
    plan = organisations.Plan(reader.read(line) for line in _bounded(source))
    run.rows = plan.count
    for rows in plan.stages():
        shares = max(len(crew.pools), 1)
        shares *= -(-len(rows) // (CHUNK * shares))
        size = -(-len(rows) // max(shares, 1))
        chunks = [plan.chunk(rows[start : start + size]) for start in range(0, len(rows), size or 1)]
        stage = Written()
        for count, written in crew.work(_dealt(chunks, crew), is_dry=is_dry):
            stage.add(written)
            yield count, written
        plan.settle(rows, stage)
    result.faults += plan.faults


def _dealt(chunks: Iterable[Any], crew: Crew) -> Iterator[tuple[int, Any]]:
    for number, chunk in enumerate(chunks):
        yield number % max(len(crew.pools), 1), chunk


def _bounded(source: Source) -> Iterator[Line]:
    """Yield rows of a register that is held as a whole, at most as many as may be held."""
    for count, line in enumerate(source.lines(), start=1):
        if count > source.register.most_rows:
            raise sheets.too_many(source.register.most_rows)
        yield line
