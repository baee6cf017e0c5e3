"""Recording what was performed, whole or in part; the last part settles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import end_of, local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, files, lifecycle
from fengqiao.disputes.models import Dispute, DisputeFile
from fengqiao.disputes.workflow import Desk, Status, Verb
from fengqiao.followup import queries
from fengqiao.followup.actions import planning
from fengqiao.followup.models import Default, Performance, Plan
from fengqiao.followup.queries import CLOCK, Overview
from fengqiao.followup.rules import parts as rules
from fengqiao.followup.rules.words import Outcome
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.queries import case


def performance_of(dispute: Dispute) -> Overview:
    """Return the performance of a locked dispute; raises NotNow before its agreement took effect."""
    found = queries.overview(dispute)
    if found is None:
        raise NotNow("no_performance_plan", _("协议尚未生效，没有需要履行的事项。"), rule="人民调解法第29条、第30条")
    return found


def chosen_of(found: Overview, keys: Sequence[rules.Key]) -> list[rules.Progress]:
    """Return the chosen parts; raises Malformed for none or for one of another agreement."""
    chosen = found.find(keys)
    if not chosen or len(chosen) != len(set(keys)):
        raise Malformed(
            "part_unknown", _("请从本案协议的义务中选择。"), field="parts", next_step=_("请刷新页面后重新选择。")
        )
    return chosen


def day_of(actor: Actor, found: Overview, day: date | None, field: str) -> date:
    """Return the local day, today for None; raises Malformed for one in the future or before the agreement."""
    today = local_date(actor.at)
    if day is not None and not reached_on(found) <= day <= today:
        raise Malformed(f"{field}_out_of_range", _("日期应当在达成协议之日至今天之间。"), field=field)
    return day or today


def reached_on(found: Overview) -> date:
    """Return the local day on which the parties agreed."""
    return local_date(found.agreement.reached_at or found.agreement.drafted_at)


def _voucher(actor: Actor, dispute: Dispute, voucher: Upload | None) -> DisputeFile | None:
    if voucher is None:
        if rules.needs_voucher(dispute.entruster):
            raise Malformed(
                "voucher_missing",
                _("公安机关委托的纠纷，履行情况关系到是否给予治安管理处罚，须上传履行凭证。"),
                field="voucher",
                rule=rules.PUBLIC_SECURITY,
                next_step=_("请上传收条、转账凭证或者当场履行的照片。"),
            )
        return None
    return files.keep(actor, dispute, kind="performance_voucher", name=voucher.name, content=voucher.content)


def _told(given: Sequence[tuple[rules.Part, Decimal | None]]) -> str:
    lines = [
        f"{part.label}{part.debtor}{f'支付{amount:,.2f}元' if amount is not None else f'已{part.what}'}"
        for part, amount in given[:10]
    ]
    return "；".join(lines) + (f"等{len(given)}项" if len(given) > 10 else "")


def record_performance(
    actor: Actor,
    dispute_id: UUID,
    *,
    parts: Sequence[rules.Key],
    amount: Decimal | None = None,
    performed_on: date | None = None,
    voucher: Upload | None = None,
    note: str = "",
    expected_revision: int | None = None,
) -> list[Performance]:
    """Record that parts of the agreement were performed (人民调解法第31条) and return the rows made.

    parts: obligations or instalments, several at once; amount: yuan that fill them in order, None for all that they still
    owe; performed_on: the local day, today when None; voucher: a receipt or photo, required where the police entrusted the
    matter (治安管理处罚法第9条). The last part settles the agreement. Raises Malformed naming the field.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.RECORD_PERFORMANCE, expected_revision=expected_revision)
        found = performance_of(dispute)
        given = rules.allot(chosen_of(found, parts), amount)
        day = day_of(actor, found, performed_on, "performed_on")
        kept = _voucher(actor, dispute, voucher)
        rows = Performance.objects.bulk_create(
            Performance(
                plan=found.plan,
                obligation_id=part.key[0],
                instalment_id=part.key[1],
                amount=paid,
                performed_on=day,
                voucher=kept,
                note=note.strip()[:500],
                recorded_at=actor.at,
                recorded_by_name=actor.name,
                created_at=actor.at,
            )
            for part, paid in given
        )
        data = {"parts": [part.number for part, _paid in given], "performed_on": day, "proved": kept is not None}
        after = performance_of(dispute)
        _settle(actor, dispute, after, day, [part.key for part, _paid in given])
        lead = next(iter(case.mediators(dispute)), None) if after.is_settled else None
        lifecycle.apply(
            actor,
            dispute,
            Verb.RECORD_PERFORMANCE,
            why=_told(given),
            data=data,
            desk=Desk.MEDIATOR if after.is_settled else None,
            person_id=lead.person_id if lead else None,
        )
    return rows


def _settle(actor: Actor, dispute: Dispute, after: Overview, day: date, keys: Sequence[rules.Key]) -> None:
    """Stop the clocks and close the defaults of parts that are performed now, and write when the last one was."""
    in_time = replace(actor, at=min(actor.at, end_of(day)))
    for each in after.find(keys):
        if each.is_performed:
            deadlines.stop(in_time, dispute, CLOCK, rule=planning.clock_rule(each.part))
            close_default(actor, after.plan, each.part.key, Outcome.PERFORMED)
    if after.is_performed:
        after.plan.performed_at = actor.at
        after.plan.save(update_fields=["performed_at"])


def close_default(actor: Actor, plan: Plan, key: rules.Key, outcome: Outcome, note: str = "") -> int:
    """Write the outcome of the open default of a part; returns how many there were (none or one)."""
    of_part = {"obligation_id": key[0], "instalment_id": key[1]}
    found = Default.objects.filter(plan=plan, settled_at__isnull=True, **of_part)
    return found.update(outcome=outcome, outcome_note=note, settled_at=actor.at)


def strike_performance(
    actor: Actor, dispute_id: UUID, performance_id: UUID, *, why: str, expected_revision: int | None = None
) -> Performance:
    """Strike out a performance that was recorded by mistake; the entry stays with the reason, its part is owed again.

    Raises Malformed without a reason, NotFound for an entry of another dispute, NotNow when it is struck out already or the
    matter is no longer being performed.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明作废理由。"), field="why")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.RECORD_PERFORMANCE, expected_revision=expected_revision)
        found = performance_of(dispute)
        row = next((each for each in found.performances if each.pk == performance_id), None)
        if row is None:
            raise NotFound("performance_not_found", _("没有找到这条履行记录。"))
        if row.struck_at is not None or Status(dispute.status) != Status.PERFORMING:
            raise NotNow("performance_struck", _("这条履行记录已经作废。"))
        row.struck_at, row.struck_reason = actor.at, why.strip()[:300]
        row.save(update_fields=["struck_at", "struck_reason"])
        _owe_again(actor, dispute, (row.obligation_id, row.instalment_id))
        lifecycle.touch(
            actor,
            dispute,
            "strike_performance",
            why=why.strip(),
            data={"text": N_("作废一条履行记录"), "row": str(row.pk)},
        )
    return row


def _owe_again(actor: Actor, dispute: Dispute, key: rules.Key) -> None:
    found = performance_of(dispute)
    found.plan.performed_at = None
    found.plan.save(update_fields=["performed_at"])
    parts = [each.part for each in found.find([key]) if not each.is_performed]
    running = dispute.clocks.filter(clock=CLOCK, state__in=["running", "paused"]).values_list("rule", flat=True)
    owed = [part for part in parts if planning.clock_rule(part) not in set(running)]
    planning.start_clocks(actor, dispute, owed, reached_on(found))
