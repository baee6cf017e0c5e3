"""When an agreement takes effect: what it owes is listed, each with its clock, and the visits that the rules owe."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI, end_of, local_date
from fengqiao.disputes.actions import deadlines
from fengqiao.disputes.models import Dispute
from fengqiao.followup.models import Performance, Plan, Visit
from fengqiao.followup.queries import CLOCK, ENFORCEMENT, VISIT_CLOCK, parts_of
from fengqiao.followup.rules import parts as rules
from fengqiao.followup.rules import visits
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case


def plan(*, actor: Actor, dispute: Dispute) -> None:
    """List what a locked dispute's effective agreement owes (event dispute.take_effect; 人民调解法第31条).

    Each part that has a day gets a clock until the end of that local day; what was performed when the agreement was reached
    is recorded as performed, except where a paper must prove it (治安管理处罚法第9条).
    """
    agreement = case.current_agreement(dispute)
    if agreement is None or agreement.effective_at is None:
        return
    found = parts_of(agreement)
    reached_on = local_date(agreement.reached_at or agreement.effective_at)
    made = Plan.objects.create(
        dispute=dispute,
        agreement=agreement,
        parts=len(found),
        last_due_on=rules.last_due_on(found),
        created_at=actor.at,
    )
    at_once = [part for part in found if part.on_the_spot and not rules.needs_voucher(dispute.entruster)]
    _perform_at_once(actor, made, at_once, reached_on)
    if all(part in at_once or part.is_lasting for part in found):
        made.performed_at = actor.at
        made.save(update_fields=["performed_at"])
    start_clocks(actor, dispute, [part for part in found if part not in at_once], reached_on)
    if made.performed_at is None:
        _start_enforcement(actor, dispute, agreement, found)
    owed = visits.owed(
        current_ruleset().follow_up,
        form=agreement.form,
        on_the_spot=all(part.on_the_spot for part in found),
        grade=dispute.grade,
        effective_on=local_date(agreement.effective_at),
        last_due_on=made.last_due_on,
    )
    plan_visits(actor, dispute, owed)


def _perform_at_once(actor: Actor, made: Plan, found: Iterable[rules.Part], reached_on: date) -> None:
    Performance.objects.bulk_create(
        Performance(
            plan=made,
            obligation_id=part.key[0],
            instalment_id=part.key[1],
            amount=part.amount,
            performed_on=reached_on,
            note="达成协议时当场履行",
            recorded_at=actor.at,
            recorded_by_name=actor.name,
            created_at=actor.at,
        )
        for part in found
    )


def clock_rule(part: rules.Part) -> str:
    """Return the name under which the clock of a part runs."""
    return f"{CLOCK}.{part.number}"


def start_clocks(actor: Actor, dispute: Dispute, found: Iterable[rules.Part], reached_on: date) -> None:
    """Start the clock of each part that has a day; one performed on the spot was due on ``reached_on``."""
    for part in found:
        due_on = reached_on if part.on_the_spot else part.due_on
        if due_on is None:
            continue
        title = f"履行{part.label}（{part.debtor}）"
        source = f"调解协议{part.label}；{rules.SUPERVISION}"
        deadlines.start_until(
            actor, dispute, CLOCK, clock_rule(part), title=title[:80], due_at=end_of(due_on), source=source
        )


def _start_enforcement(actor: Actor, dispute: Dispute, agreement: Agreement, found: Iterable[rules.Part]) -> None:
    """Start the two years for enforcement from the end of the last period (民事诉讼法第250条); a right of the parties."""
    days = [part.due_on for part in found if part.due_on]
    modifiers: Mapping[str, Any]
    if days:
        started_at = datetime.combine(max(days), time.min, SHANGHAI)
        modifiers = {"instalments": [day.isoformat() for day in sorted(set(days))]} if len(days) > 1 else {}
    else:
        started_at = agreement.effective_at or actor.at
        modifiers = {"no_performance_period": True}
    deadlines.start(actor, dispute, ENFORCEMENT, "ENF_2Y", started_at, modifiers)


def plan_visits(actor: Actor, dispute: Dispute, owed: Iterable[visits.Owed]) -> None:
    """Plan the visits that are owed, each with its clock; one of the same rule that is still owed stays as it is."""
    planned = set(dispute.visits.filter(state="planned").values_list("rule", flat=True))
    for each in owed:
        if each.rule in planned:
            continue
        Visit.objects.create(
            dispute=dispute,
            rule=each.rule,
            title=each.name,
            source=each.source[:300],
            due_on=each.due_on,
            created_at=actor.at,
        )
        deadlines.start_until(
            actor,
            dispute,
            VISIT_CLOCK,
            each.rule,
            title=each.name,
            due_at=end_of(each.due_on),
            source=each.source[:300],
        )
