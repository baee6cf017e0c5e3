"""An import from beginning to end: rows by committee to one or more workers, a report, the run's record."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.jobs import current_schema
from fengqiao.exchange import reading
from fengqiao.exchange.actions.crew import Crew
from fengqiao.exchange.actions.writing import write
from fengqiao.exchange.actions.written import Told, Written
from fengqiao.exchange.checking import Checker
from fengqiao.exchange.models import ImportRun, Refusal, RunState
from fengqiao.exchange.reading import Row
from fengqiao.exchange.rules.raw import Fault

CHUNK = 1000
KEPT_REFUSALS = 20_000
"""So many faults are kept with a run; the file of the report holds all of them."""
_ORGANISATION = ("organisation", "调解组织", "受理单位")
_KEY = ("external_key", "外部编号", "原系统编号")

Progress = Callable[[int], None]
_checkers: dict[UUID, Checker] = {}


@dataclass(frozen=True)
class _CaseWork:
    """Writing chunks of raw cases; what a checker has looked up it keeps from chunk to chunk."""

    actor: Actor
    system: str
    run_id: UUID

    def __call__(self, rows: list[Row], *, is_dry: bool) -> Written:
        checker = _checkers.get(self.run_id)
        if checker is None:
            checker = _checkers[self.run_id] = Checker(self.actor, system=self.system, run_id=self.run_id)
        return write(self.actor, checker, rows, run_id=self.run_id, is_dry=is_dry)


@dataclass
class Outcome:
    """What an import did: the run with its counts, every fault and every difference as (line, key, fault).

    left_out: headings of the file that name no column, so that nothing below them was taken.
    """

    run: ImportRun
    faults: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether no row was refused."""
        return not self.faults


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((str(value).strip() for name in names if (value := row.values.get(name))), "")


def take_lock() -> None:
    """Let no other import of this jurisdiction begin. Raises NotNow while one is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"{current_schema()}:exchange.import"])
        if not cursor.fetchone()[0]:
            raise NotNow("import_at_work", _("正在进行另一次导入。"), next_step=_("请等它结束后再试。"))


def leave_lock() -> None:
    """Let the next import begin."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"{current_schema()}:exchange.import"])


def import_cases(
    actor: Actor,
    path: Path,
    *,
    system: str,
    is_dry: bool = False,
    takes_all: bool = False,
    workers: int = 1,
    progress: Progress = lambda rows: None,
) -> Outcome:
    """Import a file of raw cases and return what became of it; the same file again writes nothing new.

    system: the name of where they come from; with it a case's key is known again. is_dry: check only. takes_all: write only
    if every row is right, else those that are. workers: processes; with one, this process does it all. progress: is told how
    many rows are done. Rows of one committee keep their order. Raises Forbidden, Malformed for a file that cannot be read,
    NotNow while another import is at work. Faults of rows are not raised but returned.
    """
    actor.require(Permission.IMPORT)
    if not system.strip() or len(system) > 60:
        raise Malformed("system_missing", _("请写明数据来自哪个系统，不超过60字。"), field="system")
    reading.rows(path)
    take_lock()
    try:
        run = ImportRun.objects.create(
            system=system.strip(),
            file_name=path.name[:200],
            sha256=digest(path),
            is_dry=is_dry,
            takes_all=takes_all,
            started_at=actor.at,
            started_by_id=actor.user_id,
            started_by_name=actor.name,
        )
        try:
            return run_cases(actor, lambda: reading.rows(path), run, workers, progress)
        except BaseException:
            _finish(actor, run, RunState.FAILED)
            raise
    finally:
        leave_lock()


def run_cases(
    actor: Actor, rows: Callable[[], Iterator[Row]], run: ImportRun, workers: int, progress: Progress
) -> Outcome:
    """Check and write raw cases for a run and tell what became of them. rows: begins them anew."""
    try:
        with Crew(_CaseWork(actor, run.system, run.pk), workers) as crew:
            checked = _pass(crew, rows, run, progress, is_dry=True) if run.is_dry or run.takes_all else None
            if checked and run.is_dry:
                return tell(actor, run, checked)
            if checked and checked.faults:
                return tell(actor, run, checked, state=RunState.REFUSED)
            return tell(actor, run, _pass(crew, rows, run, progress, is_dry=False))
    finally:
        _checkers.pop(run.pk, None)


def _chunks(
    crew: Crew, source: Callable[[], Iterator[Row]], result: Written, run: ImportRun
) -> Iterator[tuple[int, list[Row]]]:
    """Yield chunks of rows for one worker each, every row with a key of its own."""
    seen: dict[str, int] = {}
    waiting: dict[int, list[Row]] = {}
    run.rows = 0
    for row in source():
        run.rows += 1
        key = _first(row, _KEY)
        if key and key in seen:
            reason = f"外部编号与第{seen[key]}行相同。"
            result.faults.append((row.line, key[:80], Fault("外部编号", key[:80], reason)))
            continue
        if key:
            seen[key] = row.line
        committee = _first(row, _ORGANISATION)
        heap = crew.heap(committee)
        rows = waiting.setdefault(heap, [])
        rows.append(row)
        if len(rows) == CHUNK:
            yield heap, waiting.pop(heap)
    yield from waiting.items()


def _pass(
    crew: Crew, source: Callable[[], Iterator[Row]], run: ImportRun, progress: Progress, *, is_dry: bool
) -> Written:
    result = Written()
    done = 0
    for rows, written in crew.work(_chunks(crew, source, result, run), is_dry=is_dry):
        result.add(written)
        done += rows
        progress(done)
    return result


def tell(actor: Actor, run: ImportRun, result: Written, *, state: RunState = RunState.DONE) -> Outcome:
    """Enter what became of a run, with its faults, and return it. Of a run that did not come to its end nothing is refused."""
    faults = sorted(result.faults, key=lambda fault: fault[0])
    notes = sorted(result.notes, key=lambda note: note[0])
    run.accepted, run.known, run.refused = result.accepted, result.known, result.refused
    run.differs, run.updated = result.differs, result.updated
    if state == RunState.REFUSED:
        run.accepted = run.updated = 0
    run.refusals.all().delete()
    Refusal.objects.bulk_create(
        (
            Refusal(
                run=run,
                line=line,
                external_key=key,
                column=fault.column[:80],
                value=fault.value,
                reason=fault.reason[:300],
                is_note=is_note,
            )
            for told, is_note in ((faults, False), (notes, True))
            for line, key, fault in told[:KEPT_REFUSALS]
        ),
        batch_size=1000,
    )
    _finish(actor, run, state)
    return Outcome(run, faults, notes)


def _finish(actor: Actor, run: ImportRun, state: RunState) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save()
    counts = ("rows", "accepted", "known", "differs", "updated", "refused")
    told = {name: getattr(run, name) for name in ("register", "system", "file_name", "sha256", *counts)}
    audit.record(actor, run, "import", after=state.value, data={**told, "dry": run.is_dry})
