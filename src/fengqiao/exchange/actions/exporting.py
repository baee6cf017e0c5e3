"""Exports: a register in the shape in which it is taken in, written by the worker into a file for who asked for it."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, jobs, masking
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotNow
from fengqiao.exchange import access, storing, workbooks
from fengqiao.exchange.actions.importing import digest
from fengqiao.exchange.actions.registering import Cancelled
from fengqiao.exchange.desks.common import written
from fengqiao.exchange.desks.words import words_of
from fengqiao.exchange.models import AHEAD, ExportRun, RunState
from fengqiao.exchange.outgoing import OUTGOING, Outgoing
from fengqiao.exchange.rules.registers import Column
from fengqiao.jurisdictions.queries import current_ruleset

KEPT = timedelta(days=1)
"""So long a file may be fetched."""
TOLD_EVERY = 500
ENDINGS = ("xlsx", "csv")


@transaction.atomic
def export(
    actor: Actor,
    *,
    register: str,
    ending: str = "xlsx",
    is_masked: bool = True,
    why: str = "",
    narrowed: Mapping[str, str] | None = None,
) -> ExportRun:
    """Ask for a register as a file and return the export, which tells how far it is.

    is_masked: personal data as screens show them; the clear values need exchange.export and a reason, and are logged. narrowed:
    "region" is a prefix of the place's code. Raises Forbidden, Malformed, NotNow while the last one is still at work.
    """
    outgoing = _outgoing(register)
    actor.require(outgoing.permission)
    if not is_masked:
        actor.require(Permission.EXPORT)
        if len(why.strip()) < 2:
            raise Malformed("reason_missing", _("请写明导出未隐去信息的理由。"), field="why")
    if ending not in ENDINGS:
        raise Malformed("ending_unknown", _("请选择文件格式。"), field="ending")
    if access.exports_visible_to(actor).filter(state__in=AHEAD, started_at__gt=actor.at - KEPT / 12).exists():
        raise NotNow("export_at_work", _("您的上一次导出还在进行。"), next_step=_("请等它结束，或者先取消。"))
    _forget_old(actor)
    run = ExportRun.objects.create(
        register=register,
        ending=ending,
        is_masked=is_masked,
        why=why.strip()[:200],
        narrowed=dict(narrowed or {}),
        started_at=actor.at,
        started_by_id=actor.user_id,
        started_by_name=actor.name,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        region_scope=actor.region_scope,
    )
    audit.record(actor, run, "ask_export", why=run.why, data={"register": register, "masked": is_masked})
    jobs.defer("exchange.export", run_id=str(run.pk))
    return run


def _outgoing(register: str) -> Outgoing:
    if register not in OUTGOING:
        raise Malformed("register_unknown", _("请选择要导出的名册。"), field="register")
    return OUTGOING[register]


def _forget_old(actor: Actor) -> None:
    for run in ExportRun.objects.exclude(stored="").filter(started_at__lt=actor.at - KEPT)[:20]:
        storing.drop(run.stored)
        run.stored = ""
        run.save(update_fields=["stored"])


@transaction.atomic
def cancel_export(actor: Actor, run_id: UUID) -> ExportRun:
    """Stop an own export and return it. Raises NotFound, NotNow when it has ended."""
    run = access.export_for(actor, run_id, lock=True)
    if run.state not in AHEAD:
        raise NotNow("export_over", _("这次导出已经结束。"))
    run.is_cancelled = True
    if run.state == RunState.QUEUED:
        run.state, run.finished_at = RunState.CANCELLED, actor.at
    run.save(update_fields=["is_cancelled", "state", "finished_at"])
    return run


@transaction.atomic
def fetch(actor: Actor, run_id: UUID) -> tuple[ExportRun, Iterator[bytes]]:
    """Return an own export with its file, piece by piece, and log that it was fetched. Raises NotFound, NotNow without a file."""
    run = access.export_for(actor, run_id, lock=True)
    if run.state != RunState.DONE or not storing.is_kept(run.stored) or run.started_at < actor.at - KEPT:
        raise NotNow("export_gone", _("文件还没有生成，或者已经过期。"), next_step=_("请重新导出。"))
    if not run.is_masked:
        actor.require(Permission.EXPORT)
    audit.record(actor, run, "fetch_export", why=run.why, data={"register": run.register, "masked": run.is_masked})
    return run, storing.pieces(run.stored)


def work_off(run_id: UUID, at: Actor) -> None:
    """Write the file that was asked for, in the name of who asked. at: the platform at this moment."""
    run = ExportRun.objects.get(pk=run_id)
    if run.state not in AHEAD:
        return
    outgoing = _outgoing(run.register)
    asker = Actor(
        user_id=run.started_by_id,
        name=run.started_by_name,
        at=at.at,
        permissions=frozenset({outgoing.permission.value, *(() if run.is_masked else (Permission.EXPORT.value,))}),
        organisation_id=run.organisation_id,
        region_scope=run.region_scope,
        person_id=run.person_id,
    )
    run.state = RunState.WORKING
    run.save(update_fields=["state"])
    try:
        _work(asker, run, outgoing)
    except Cancelled:
        run.state = RunState.CANCELLED
    except DomainError as error:
        run.state, run.failed = RunState.FAILED, f"{error.message}{error.next_step}"[:500]
    run.finished_at = timezone.now()
    run.save()
    data = {"register": run.register, "rows": run.done, "masked": run.is_masked, "sha256": run.sha256}
    audit.record(asker, run, "export", after=run.state, why=run.why, data=data)


def _work(asker: Actor, run: ExportRun, outgoing: Outgoing) -> None:
    day = local_date(asker.at)
    run.total = outgoing.count(asker, run.narrowed)
    run.file_name = f"{outgoing.register.name}_{day:%Y%m%d}.{run.ending}"
    ExportRun.objects.filter(pk=run.pk).update(total=run.total)
    with tempfile.TemporaryDirectory(prefix="fengqiao-") as folder:
        path = Path(folder) / f"file.{run.ending}"
        with workbooks.opened(path, outgoing.register.name, run.ending) as target:
            for number, line in enumerate(lines(asker, outgoing, run.narrowed, is_masked=run.is_masked)):
                target.line(line)
                if number % TOLD_EVERY == 0:
                    _tell(run, number)
                run.done = number
        run.sha256, run.stored = digest(path), f"exports/{run.pk}"
        with path.open("rb") as source:
            storing.keep(run.stored, source)
    run.state = RunState.DONE


def _tell(run: ExportRun, done: int) -> None:
    ExportRun.objects.filter(pk=run.pk).update(done=done)
    if ExportRun.objects.filter(pk=run.pk, is_cancelled=True).exists():
        raise Cancelled


def lines(actor: Actor, outgoing: Outgoing, narrowed: Mapping[str, str], *, is_masked: bool) -> Iterator[list[str]]:
    """Yield the headings of a register and its rows as text, in the shape in which they are taken in."""
    columns = outgoing.register.columns
    words = words_of(current_ruleset(local_date(actor.at)))
    told = [(column, column.names(words)) for column in columns]
    yield [column.heading for column in columns]
    for values in outgoing.rows(actor, narrowed):
        yield [
            _masked(column, values.get(column.code)) if is_masked and column.is_personal else written(value, names)
            for column, names in told
            for value in (values.get(column.code),)
        ]


def _masked(column: Column, value: Any) -> str:
    if not value:
        return ""
    masks = {"id_number": masking.mask_id, "phone": masking.mask_phone, "name": masking.mask_name}
    mask = masks.get(column.code.rsplit(".", 1)[-1])
    return mask(value) if mask else "***"
