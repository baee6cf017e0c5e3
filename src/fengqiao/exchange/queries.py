"""Reads of imports and exports that others may use."""

from django.db.models import QuerySet
from django.urls import reverse

from fengqiao.accounts.notices import MOST, REMEMBERED, Notice
from fengqiao.core import masking
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.text import N_, said
from fengqiao.exchange import access
from fengqiao.exchange.desks.words import words_of
from fengqiao.exchange.models import ExportRun, ImportRun, Refusal, RunState
from fengqiao.exchange.rules.registers import REGISTERS, Words
from fengqiao.exchange.rules.registers.people import ID_NUMBER, PHONE
from fengqiao.jurisdictions.queries import current_ruleset

ORDER = "-started_at,-id"
REFUSALS = "line,id"


def listed(actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports that the actor may see, for the newest first."""
    return access.visible_to(actor).defer("headings", "matched")


def refusals(run: ImportRun) -> QuerySet[Refusal]:
    """Return the faults and differences of an import."""
    return run.refusals.all()


def shown(row: Refusal, register: str) -> str:
    """Return the value of a fault of a register as screens show it; an organisation's telephone is public."""
    if register == "organisations":
        return str(row.value)
    if row.column.endswith((ID_NUMBER.heading, "身份证号码")):
        return masking.mask_id(str(row.value))
    if row.column.endswith((PHONE.heading, "电话")):
        return masking.mask_phone(str(row.value))
    return str(row.value)


def exports(actor: Actor) -> QuerySet[ExportRun]:
    """Return the actor's own exports."""
    return access.exports_visible_to(actor)


def words(actor: Actor) -> Words:
    """Return the lists of the jurisdiction's rules that columns name."""
    return words_of(current_ruleset(local_date(actor.at)))


def name_of(register: str) -> str:
    """Return what a register is called."""
    shape = REGISTERS.get(register)
    return said(shape.name if shape else N_("历史案件"))


_ENDED = {
    RunState.DONE: (N_("导入已完成"), "good"),
    RunState.REFUSED: (N_("有不合格行，没有导入"), "bad"),
    RunState.FAILED: (N_("导入未完成"), "bad"),
}
_EXPORTED = {RunState.DONE: (N_("导出文件已生成"), "good"), RunState.FAILED: (N_("导出未完成"), "bad")}


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices" for imports and exports that the reader asked for, at most MOST of each."""
    if actor.user_id is None:
        return []
    since = actor.at - REMEMBERED
    ended = ImportRun.objects.filter(started_by_id=actor.user_id, finished_at__gte=since).exclude(
        upload="", is_dry=True
    )
    found = [
        Notice(
            run.finished_at,
            what,
            name_of(run.register),
            reverse("exchange:run", args=[run.pk]),
            "",
            run.file_name,
            tone,
        )
        for run in ended.order_by("-finished_at")[:MOST]
        for what, tone in [_ENDED.get(RunState(run.state), ("", ""))]
        if run.finished_at and what
    ]
    written = ExportRun.objects.filter(started_by_id=actor.user_id, finished_at__gte=since)
    found += [
        Notice(run.finished_at, what, name_of(run.register), reverse("exchange:exports"), "", run.file_name, tone)
        for run in written.order_by("-finished_at")[:MOST]
        for what, tone in [_EXPORTED.get(RunState(run.state), ("", ""))]
        if run.finished_at and what
    ]
    return found
