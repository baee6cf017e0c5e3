"""An import from beginning to end: rows by committee to one or more workers, a report, the run's record."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
from fengqiao.exchange.actions.writing import Written
from fengqiao.exchange.models import ImportRun, Refusal, RunState
from fengqiao.exchange.reading import Row
from fengqiao.exchange.rules.raw import Fault

CHUNK = 1000
KEPT_REFUSALS = 20_000
"""So many faults are kept with a run; the file of the report holds all of them."""
_ORGANISATION = ("organisation", "调解组织", "受理单位")
_KEY = ("external_key", "外部编号", "原系统编号")

Progress = Callable[[int], None]


@dataclass
class Outcome:
    """What an import did: the run with its counts, and every fault as (line, key, fault)."""

    run: ImportRun
    faults: list[tuple[int, str, Fault]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether no row was refused."""
        return not self.faults


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((str(value).strip() for name in names if (value := row.values.get(name))), "")


def _take_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"{current_schema()}:exchange.import"])
        if not cursor.fetchone()[0]:
            raise NotNow("import_at_work", _("正在进行另一次导入。"), next_step=_("请等它结束后再试。"))


def _leave_lock() -> None:
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
    _take_lock()
    try:
        run = ImportRun.objects.create(
            system=system.strip(),
            file_name=path.name[:200],
            sha256=_digest(path),
            is_dry=is_dry,
            takes_all=takes_all,
            started_at=actor.at,
            started_by_id=actor.user_id,
            started_by_name=actor.name,
        )
        try:
            return _run(actor, path, run, workers, progress)
        except BaseException:
            _finish(actor, run, RunState.FAILED)
            raise
    finally:
        _leave_lock()


def _run(actor: Actor, path: Path, run: ImportRun, workers: int, progress: Progress) -> Outcome:
    with Crew(actor, run, workers) as crew:
        checked = _pass(crew, path, run, progress, is_dry=True) if run.is_dry or run.takes_all else None
        if checked and (run.is_dry or checked.faults):
            return _report(actor, run, checked)
        return _report(actor, run, _pass(crew, path, run, progress, is_dry=False))


def _chunks(crew: Crew, path: Path, result: Written, run: ImportRun) -> Iterator[tuple[int, list[Row]]]:
    """Yield chunks of rows for one worker each, every row with a key of its own."""
    seen: dict[str, int] = {}
    waiting: dict[int, list[Row]] = {}
    run.rows = 0
    for row in reading.rows(path):
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


def _pass(crew: Crew, path: Path, run: ImportRun, progress: Progress, *, is_dry: bool) -> Written:
    result = Written()
    done = 0
    for rows, written in crew.work(_chunks(crew, path, result, run), is_dry=is_dry):
        result.accepted += written.accepted
        result.known += written.known
        result.faults += written.faults
        done += rows
        progress(done)
    return result


def _report(actor: Actor, run: ImportRun, result: Written) -> Outcome:
    faults = sorted(result.faults, key=lambda fault: fault[0])
    run.accepted, run.known, run.refused = result.accepted, result.known, result.refused
    Refusal.objects.bulk_create(
        (
            Refusal(
                run=run,
                line=line,
                external_key=key,
                column=fault.column[:80],
                value=fault.value,
                reason=fault.reason[:300],
            )
            for line, key, fault in faults[:KEPT_REFUSALS]
        ),
        batch_size=1000,
    )
    stopped = run.takes_all and faults and not run.is_dry
    if stopped:
        run.accepted = 0
    _finish(actor, run, RunState.REFUSED if stopped else RunState.DONE)
    return Outcome(run, faults)


def _finish(actor: Actor, run: ImportRun, state: RunState) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save()
    told = {
        name: getattr(run, name) for name in ("system", "file_name", "sha256", "rows", "accepted", "known", "refused")
    }
    audit.record(actor, run, "import", after=state.value, data={**told, "dry": run.is_dry})
