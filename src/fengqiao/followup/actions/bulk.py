"""Entering the performance of many agreements of history at once (see disputes.actions.bulk)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI, end_of
from fengqiao.core.ids import uuid7
from fengqiao.disputes.actions.bulk import Clock
from fengqiao.followup.models import Performance, Plan
from fengqiao.followup.queries import CLOCK, ENFORCEMENT
from fengqiao.followup.rules import parts as rules

_PLAN = ("id", "created_at", "dispute", "agreement", "parts", "last_due_on", "performed_at")
_PERFORMANCE = (
    "created_at", "plan", "obligation", "instalment", "amount", "performed_on", "voucher", "note", "recorded_at",
    "recorded_by_name", "struck_at", "struck_reason",
)  # fmt: skip
NOTE = "历史数据导入，凭证见原卷宗"


@dataclass(frozen=True)
class PastPlan:
    """What an agreement with one obligation owes, and since when it is performed (None: still owed)."""

    dispute_id: UUID
    agreement_id: UUID
    obligation_id: UUID
    amount: Decimal | None
    due_on: date | None
    performed_on: date | None


def start_of(day: date) -> datetime:
    """Return the beginning of a local day."""
    return datetime.combine(day, time.min, SHANGHAI)


def clocks(plan: PastPlan, *, effective_at: datetime, debtor: str) -> tuple[Clock, ...]:
    """Return the clocks that run for an agreement still to be performed: its day, and the two years for enforcement."""
    if plan.performed_on is not None:
        return ()
    if plan.due_on is None:
        return (Clock(ENFORCEMENT, "ENF_2Y", effective_at, modifiers=(("no_performance_period", True),)),)
    title, source = f"履行第1项（{debtor}）"[:80], f"调解协议第1项；{rules.SUPERVISION}"
    return (
        Clock(CLOCK, f"{CLOCK}.1", effective_at, due_at=end_of(plan.due_on), title=title, source=source),
        Clock(ENFORCEMENT, "ENF_2Y", start_of(plan.due_on)),
    )


def import_plans(actor: Actor, plans: Sequence[PastPlan]) -> None:
    """Write what is owed and was performed under agreements that ``mediation.actions.bulk`` has just entered."""
    rows, performed = [], []
    for plan in plans:
        pk, done = uuid7(), plan.performed_on
        at = start_of(done) if done else None
        rows.append((pk, actor.at, plan.dispute_id, plan.agreement_id, 1, plan.due_on, at))
        if done:
            paid: tuple[Any, ...] = (
                actor.at, pk, plan.obligation_id, None, plan.amount, done, None, NOTE, actor.at, actor.name,
                None, "",
            )  # fmt: skip
            performed.append(paid)
    if rows:
        bulk.copy(Plan, _PLAN, rows)
    if performed:
        bulk.copy(Performance, _PERFORMANCE, performed)


def take_back(ids: Sequence[UUID]) -> None:
    """Remove what ``import_plans`` wrote for cases that are being taken back; nothing of it was touched since."""
    plans = Plan.objects.filter(dispute__in=bulk.among(ids)).values_list("pk", flat=True)
    bulk.remove(Performance, list(plans), of="plan")
    bulk.remove(Plan, ids, of="dispute")
