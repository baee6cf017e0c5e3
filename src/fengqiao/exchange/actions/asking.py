"""Imports from a page or the API: a file is handed in, its columns matched, then the worker checks it and, when told, writes."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, bulk, jobs
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, Malformed, NotNow
from fengqiao.core.text import N_
from fengqiao.exchange import access, sheets, storing
from fengqiao.exchange.actions import telling
from fengqiao.exchange.actions.importing import digest, leave_lock, take_lock
from fengqiao.exchange.actions.registering import (
    Cancelled,
    Source,
    carry_out,
    headings_code,
    known_columns,
    register_of,
    require_columns,
)
from fengqiao.exchange.models import AHEAD, ColumnChoice, ImportRun, RunState

KEPT = timedelta(days=7)
"""So long a file waits for somebody to go on with it."""
MANY = 5000
"""Files with more rows than this are shared among processes."""
EVERY = frozenset({Permission.IMPORT.value, Permission.VIEW_REGISTRY.value})
REGISTRY = frozenset({Permission.MANAGE_REGISTRY.value})
KEEPING = frozenset({Permission.KEEP_ORGANISATION.value})
TRAINING = frozenset({Permission.VIEW_TRAINING.value, Permission.PLAN_TRAINING.value})
DOCKING = frozenset({Permission.KEEP_DOCKING.value})
GRADING = frozenset({Permission.VIEW_ASSESSMENTS.value, Permission.PREPARE_ASSESSMENTS.value})
BESIDES: Mapping[str, frozenset[str]] = {
    "cases": frozenset(),
    **dict.fromkeys(("rooms", "signs", "seals"), KEEPING),
    **dict.fromkeys(("memoranda", "rosters", "judges"), DOCKING),
    **dict.fromkeys(("trainings", "trainees"), TRAINING),
    "grades": GRADING,
}
"""What an import of a register needs besides; of the others, the keeping of the register."""


def needed(register: str) -> frozenset[str]:
    """Return what an import of a register needs; the worker holds just that in the name of who asked, who held all of it."""
    return EVERY | BESIDES.get(register, REGISTRY)


def upload(actor: Actor, *, register: str, name: str, content: Iterable[bytes]) -> ImportRun:
    """Take a file of a register in and return the import, its columns matched as far as they are known; nothing is entered.

    name: the sender's file name, of which the ending counts. content: its bytes in pieces. Raises Forbidden, Malformed for a
    file that cannot be taken (see ``sheets.open_table``).
    """
    shape = register_of(register)
    for permission in sorted(needed(register)):
        actor.require(permission)
    plain = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:]
    with tempfile.TemporaryDirectory(prefix="fengqiao-") as folder:
        path = Path(folder) / f"file{Path(plain).suffix.lower()[:10]}"
        storing.write(path, _bounded(content))
        table = sheets.open_table(path, shape)
        run = ImportRun(
            register=register,
            file_name=plain,
            sha256=digest(path),
            headings=list(table.headings),
            matched={str(place): code for place, code in known_columns(shape, table.headings).items()},
            state=RunState.MATCHING,
            total=sheets.guessed_rows(table),
            is_dry=True,
            started_at=actor.at,
            started_by_id=actor.user_id,
            started_by_name=actor.name,
            organisation_id=actor.organisation_id,
            region_scope=actor.region_scope,
        )
        run.upload = f"imports/{run.pk}"
        with path.open("rb") as source:
            storing.keep(run.upload, source)
    run.save()
    _forget_old(actor)
    return run


def _bounded(content: Iterable[bytes]) -> Iterable[bytes]:
    """Yield content until there is more of it than a file may have, which the check of the file then says."""
    size = 0
    for piece in content:
        yield piece
        size += len(piece)
        if size > settings.EXCHANGE_MOST_BYTES:
            return


def _forget_old(actor: Actor) -> None:
    for run in ImportRun.objects.exclude(upload="").filter(started_at__lt=actor.at - KEPT)[:20]:
        _let_go(run)


def _let_go(run: ImportRun) -> None:
    storing.drop(run.upload)
    run.upload = ""
    run.save(update_fields=["upload"])


@transaction.atomic
def match(actor: Actor, run_id: UUID, matched: Mapping[int, str]) -> ImportRun:
    """Say which heading (by its place) is which column and return the import; the choice is remembered for such files.

    Headings that are left out are not imported. Raises NotNow once it is at work, Malformed for an unknown or repeated column or
    when a required one is missing.
    """
    run = _held(actor, run_id)
    shape, chosen = register_of(run.register), {place: code for place, code in matched.items() if code}
    for place, code in chosen.items():
        if code not in shape.by_code or not 0 <= place < len(run.headings):
            raise Malformed("column_unknown", _("没有这一栏。"), field=f"column_{place}")
        if list(chosen.values()).count(code) > 1:
            reason = _("“%(column)s”选了两次。") % {"column": shape.by_code[code].heading}
            raise Malformed("column_twice", reason, field=f"column_{place}")
    require_columns(shape, chosen)
    run.matched = {str(place): code for place, code in chosen.items()}
    run.save(update_fields=["matched"])
    ColumnChoice.objects.update_or_create(
        register=run.register,
        headings_sha256=headings_code(run.headings),
        defaults={"matched": run.matched, "chosen_at": actor.at, "chosen_by_name": actor.name},
    )
    return run


@transaction.atomic
def start(
    actor: Actor, run_id: UUID, *, is_dry: bool = True, takes_all: bool = False, updates: bool = False
) -> ImportRun:
    """Have the worker check a file (dry) or import it, and return the import, which tells how far it is.

    takes_all: every row or none. updates: other values of known rows are written. Raises NotNow while it is at work, after it has
    been imported or when the file lies here no more, Malformed when a required column was not matched.
    """
    run = _held(actor, run_id)
    require_columns(register_of(run.register), source_columns(run))
    run.is_dry, run.takes_all, run.updates = is_dry, takes_all, updates
    run.state, run.done, run.doing, run.failed, run.is_cancelled = RunState.QUEUED, 0, "", "", False
    run.save()
    jobs.defer("exchange.import", one_at_a_time="exchange", run_id=str(run.pk))
    return run


def source_columns(run: ImportRun) -> dict[int, str]:
    """Return which cell of a row is which column."""
    return {int(place): code for place, code in run.matched.items()}


def _held(actor: Actor, run_id: UUID) -> ImportRun:
    run = access.get_for(actor, run_id, lock=True)
    if run.state in AHEAD:
        raise NotNow("import_at_work", _("这次导入正在进行。"), next_step=_("请等它结束，或者先取消。"))
    if run.state == RunState.UNDONE or not (run.upload and storing.is_kept(run.upload)):
        raise NotNow("import_over", _("这次导入已经结束。"), next_step=_("请重新上传文件。"))
    return run


@transaction.atomic
def cancel(actor: Actor, run_id: UUID) -> ImportRun:
    """Stop an import and return it: at once when it waits, after the rows in hand when it is at work; what is entered stays."""
    run = access.get_for(actor, run_id, lock=True)
    if run.is_undoing:
        raise NotNow("undo_at_work", _("正在撤销这次导入。"), next_step=_("请等它结束。"))
    if run.state == RunState.WORKING:
        ImportRun.objects.filter(pk=run.pk).update(is_cancelled=True)
        return run
    if run.state not in (RunState.MATCHING, RunState.QUEUED, RunState.DONE) or (
        run.state == RunState.DONE and not run.is_dry
    ):
        raise NotNow("import_over", _("这次导入已经结束。"))
    run.state, run.is_cancelled, run.finished_at = RunState.CANCELLED, True, actor.at
    run.save(update_fields=["state", "is_cancelled", "finished_at"])
    audit.record(actor, run, "cancel_import")
    _let_go(run)
    return run


def work_off(run_id: UUID, at: Actor) -> None:
    """Do what was asked for, in the name of who asked. at: the platform at this moment; an import that has ended is left alone."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state not in AHEAD or run.is_undoing:
        return
    asker = Actor(
        user_id=run.started_by_id,
        name=run.started_by_name,
        at=at.at,
        permissions=needed(run.register),
        organisation_id=run.organisation_id,
        region_scope=run.region_scope,
    )
    run.state, run.doing = RunState.WORKING, N_("核对") if run.is_dry or run.takes_all else N_("写入")
    run.save(update_fields=["state", "doing"])
    try:
        take_lock()
        try:
            _work(asker, run)
        finally:
            leave_lock()
    except DomainError as error:
        ImportRun.objects.filter(pk=run_id).update(
            state=RunState.FAILED, failed=f"{error.message}{error.next_step}"[:500], finished_at=at.at
        )
        return
    run.refresh_from_db()
    if not run.is_dry and run.state in (RunState.DONE, RunState.CANCELLED):
        _let_go(run)
        bulk.tell_planner()


def _work(asker: Actor, run: ImportRun) -> None:
    def heard(done: int) -> None:
        tell(done)
        if ImportRun.objects.filter(pk=run.pk, is_cancelled=True).exists():
            run.is_cancelled = True
            raise Cancelled

    with storing.opened(run.upload, Path(run.file_name).suffix.lower()) as path, telling.teller(run) as tell:
        table = sheets.open_table(path, register_of(run.register))
        source = Source(register_of(run.register), table.lines, source_columns(run))
        workers = min(2, os.cpu_count() or 1) if run.total > MANY else 1
        carry_out(asker, run, source, workers=workers, progress=heard)
