"""The clocks of a dispute: due moments are stored with the rule that made them, and moved only here."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes.models import NO_DUE, Dispute, DueMoment, DueState
from fengqiao.disputes.rules.clocks import Due, due
from fengqiao.jurisdictions.queries import current_ruleset

RIGHTS_OF_PARTIES = frozenset(
    {"limitation", "enforcement", "confirmation", "confirmation_warning", "objection", "third_objection"}
)
"""Clocks of what parties may do; they are shown and warned of, but make nobody's work overdue."""


def _end(counted: Due) -> datetime:
    if counted.ends_at is None:
        raise ValueError(f"{counted.rule.code} has no end yet")
    return counted.ends_at


def start(
    actor: Actor,
    dispute: Dispute,
    clock: str,
    rule_code: str,
    started_at: datetime,
    modifiers: Mapping[str, Any] | None = None,
    *,
    beside: bool = False,
) -> DueMoment:
    """Start a clock of the catalogue; a running one of the same name is replaced.

    beside: earlier ones of the same name go on, because each runs for somebody else. Raises Malformed when the rule refuses its
    input.
    """
    rule = current_ruleset().clock(rule_code)
    if rule is None:
        raise Malformed("clock_unknown", N_("规则目录中没有期限%(rule)s。") % {"rule": rule_code}, field="rule")
    counted = due(rule, started_at, modifiers)
    earlier = dispute.clocks.filter(clock=clock).count() if beside else 0
    if not beside:
        drop(actor, dispute, clock)
    moment = DueMoment.objects.create(
        dispute=dispute,
        clock=clock,
        rule=f"{rule.code}.{earlier + 1}" if earlier else rule.code,
        title=rule.title,
        started_at=started_at,
        due_at=_end(counted),
        first_due_at=_end(counted),
        is_provisional=counted.is_provisional,
        modifiers=dict(modifiers or {}),
        source=rule.source,
        explanation=counted.explanation,
        created_at=actor.at,
    )
    refresh(dispute)
    return moment


def start_hours(actor: Actor, dispute: Dispute, clock: str, *, title: str, hours: int, source: str) -> DueMoment:
    """Start a clock of the jurisdiction's own that runs so many hours from now."""
    drop(actor, dispute, clock)
    due_at = actor.at + timedelta(hours=hours)
    moment = DueMoment.objects.create(
        dispute=dispute,
        clock=clock,
        rule=clock,
        title=title,
        started_at=actor.at,
        due_at=due_at,
        first_due_at=due_at,
        source=source,
        created_at=actor.at,
    )
    refresh(dispute)
    return moment


def start_until(
    actor: Actor, dispute: Dispute, clock: str, rule: str, *, title: str, due_at: datetime, source: str
) -> DueMoment:
    """Start a clock whose end is given by the record itself: an agreed day of performance, a visit owed."""
    moment = DueMoment.objects.create(
        dispute=dispute,
        clock=clock,
        rule=rule,
        title=title,
        started_at=actor.at,
        due_at=due_at,
        first_due_at=due_at,
        source=source,
        created_at=actor.at,
    )
    refresh(dispute)
    return moment


def _finish(dispute: Dispute, clocks: tuple[str, ...], at: datetime, state: DueState | None, rule: str = "") -> None:
    running = dispute.clocks.filter(clock__in=clocks, state__in=[DueState.RUNNING, DueState.PAUSED])
    for moment in running.filter(rule=rule) if rule else running:
        moment.state = state or (DueState.MET if at <= moment.due_at else DueState.LATE)
        moment.ended_at = at
        moment.save(update_fields=["state", "ended_at"])
    refresh(dispute)


def stop(actor: Actor, dispute: Dispute, *clocks: str, rule: str = "") -> None:
    """End clocks because what they were for was done: in time or late."""
    if clocks:
        _finish(dispute, clocks, actor.at, None, rule)


def drop(actor: Actor, dispute: Dispute, *clocks: str) -> None:
    """End clocks that no longer apply."""
    _finish(dispute, clocks, actor.at, DueState.DROPPED)


def pause(actor: Actor, dispute: Dispute, clock: str, *, reason: str) -> None:
    """Stop counting from today until ``resume``; the days between are excluded (profile, article of the rule)."""
    for moment in dispute.clocks.filter(clock=clock, state=DueState.RUNNING):
        excluded = [
            *moment.modifiers.get("exclude", []),
            {"reason": reason, "first_excluded_day": _local_day(actor.at)},
        ]
        moment.modifiers = {**moment.modifiers, "exclude": excluded}
        moment.state = DueState.PAUSED
        moment.save(update_fields=["modifiers", "state"])
    refresh(dispute)


def resume(actor: Actor, dispute: Dispute, clock: str) -> None:
    """Count again from today, and move the due moment by the days that were excluded."""
    for moment in dispute.clocks.filter(clock=clock, state=DueState.PAUSED):
        *earlier, last = moment.modifiers["exclude"]
        today = _local_day(actor.at)
        closed = [] if last["first_excluded_day"] == today else [{**last, "first_counted_day_again": today}]
        moment.modifiers = {**moment.modifiers, "exclude": [*earlier, *closed]}
        moment.state = DueState.RUNNING
        _recount(moment)
    refresh(dispute)


def extend(actor: Actor, dispute: Dispute, clock: str, *, extension: Sequence[Mapping[str, Any]]) -> None:
    """Move a due moment by all extensions so far (each {days|months, agreed_by, agreed_on}).

    Raises Malformed when the article forbids one.
    """
    for moment in dispute.clocks.filter(clock=clock, state__in=[DueState.RUNNING, DueState.PAUSED]):
        moment.modifiers = {**moment.modifiers, "extension": list(extension)}
        _recount(moment)
    refresh(dispute)


def _recount(moment: DueMoment) -> None:
    rule = current_ruleset().clock(moment.rule)
    if rule is None:
        raise Malformed("clock_unknown", N_("规则目录中没有期限%(rule)s。") % {"rule": moment.rule}, field="rule")
    counting = {**moment.modifiers}
    if moment.state == DueState.PAUSED:
        counting["exclude"] = [item for item in counting.get("exclude", []) if "first_counted_day_again" in item]
    counted = due(rule, moment.started_at, counting)
    moment.due_at = _end(counted)
    moment.is_provisional = counted.is_provisional
    moment.explanation = counted.explanation
    moment.save(update_fields=["due_at", "is_provisional", "explanation", "modifiers", "state"])


def _local_day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()


def refresh(dispute: Dispute) -> None:
    """Set when somebody must act next: the earliest running clock of those that bind the office."""
    dispute.next_due_at = (
        dispute.clocks.filter(state=DueState.RUNNING)
        .exclude(clock__in=RIGHTS_OF_PARTIES)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    ) or NO_DUE
    dispute.save(update_fields=["next_due_at"])
