"""Where a case of history stands today, and the sentence that tells what was taken over."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from fengqiao.core.clock import local_date
from fengqiao.core.text import N_
from fengqiao.disputes.workflow import Desk, Status
from fengqiao.exchange.rules.columns import FORMS, RESULTS
from fengqiao.exchange.rules.raw import RawCase

_ENDED = {
    "declined": Status.DECLINED,
    "withdrawn": Status.WITHDRAWN,
    "settled_privately": Status.WITHDRAWN,
    "transferred": Status.TRANSFERRED,
}


class Standing(NamedTuple):
    """Status, at which desk it lies, and its outcome."""

    status: Status
    desk: Desk
    outcome: str


def standing(case: RawCase) -> Standing:
    """Return where a case stands: archived, closed or ended, being performed, accepted, or only registered."""
    if case.agreed_at:
        found = Standing(Status.PERFORMING, Desk.PARTIES, "agreed")
        if case.performed_on:
            found = Standing(Status.CLOSED, Desk.ARCHIVIST, "agreed")
    elif case.result:
        found = Standing(_ENDED.get(case.result, Status.TERMINATED), Desk.ARCHIVIST, case.result)
    elif case.accepted_at:
        found = Standing(Status.ACCEPTED, Desk.MEDIATOR if case.mediator else Desk.DIRECTOR, "")
    else:
        found = Standing(Status.REGISTERED, Desk.TRIAGE, "")
    return found._replace(status=Status.ARCHIVED, desk=Desk.NOBODY) if case.archived_at else found


def _told(when: date | datetime) -> str:
    day = local_date(when) if isinstance(when, datetime) else when
    return f"{day.year}年{day.month}月{day.day}日"


def sentence(case: RawCase, system: str) -> str:
    """Return what the history of the case says about its import."""
    parts = [
        f"{_told(when)}{what}"
        for when, what in (
            (case.registered_at, N_("登记")),
            (case.accepted_at, N_("受理")),
            (case.agreed_at, f"达成{FORMS.get(case.form, '')}协议"),
            (case.ended_at, RESULTS.get(case.result, "")),
            (case.performed_on, N_("履行完毕")),
            (case.confirmed_on, f"{case.court}裁定协议有效"),
            (case.archived_at, N_("归档")),
        )
        if when
    ]
    return f"由历史数据导入（{system} {case.external_key}）：{'，'.join(parts)}"
