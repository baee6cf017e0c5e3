"""Taking a step of the life-cycle: the only writer of a dispute's status."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core import audit, events
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, Forbidden, NotNow, Stale
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import listed, said
from fengqiao.disputes.access import in_scope
from fengqiao.disputes.actions import deadlines
from fengqiao.disputes.models import Dispute, OfferState, RouteOffer
from fengqiao.disputes.workflow import ENDED, STATUS_NAMES, STEPS, By, Desk, Finding, Status, Step, Verb, missing

MOST_TOLD = 3
"""So many of the latest changes are told to somebody whose page is out of date."""


def facts_of(dispute: Dispute) -> dict[str, Finding]:
    """Return all facts that the packages know about a dispute, by name."""
    result: dict[str, Finding] = {}
    for answer in events.collect("case_facts", dispute=dispute):
        result.update(answer)
    return result


def _deed(event: AuditEvent) -> str:
    """Return who did what: 程继红（受理）."""
    step = STEPS.get(Verb(event.verb)) if event.verb in Verb.__members__.values() else None
    what = _(step.name) if step else audit.deed(event) or _("更改")
    return _("%(who)s（%(what)s）") % {"who": event.actor_name, "what": what}


def _check_revision(dispute: Dispute, expected: int | None) -> None:
    if expected is None or expected == dispute.revision:
        return
    changes = (
        AuditEvent.objects.filter(subject_id=dispute.pk)
        .exclude(verb="reveal")
        .order_by("-sequence")[: max(dispute.revision - expected, 1)]
    )
    told = [
        {"verb": event.verb, "by": event.actor_name, "at": event.at.isoformat(), "why": event.why} for event in changes
    ]
    raise Stale(
        "dispute_changed",
        _("您打开页面之后，这件纠纷已有变化：%(what)s。") % {"what": _("；").join(map(_deed, changes[:MOST_TOLD]))},
        next_step=_("请查看最新情况后再办理，刚才填写的内容没有保存。"),
        extra={"changes": told, "revision": dispute.revision},
    )


def is_theirs(actor: Actor, dispute: Dispute, by: By) -> bool:
    """Whether a step that belongs to the keeper, the receiver or the region of a dispute belongs to the actor."""
    own = actor.organisation_id
    receiver = dispute.next_organisation_id if dispute.status == Status.REFERRED else dispute.organisation_id
    return {
        By.HOLDER: own == dispute.organisation_id,
        By.RECEIVER: own == receiver,
        By.HOLDER_OR_SCOPE: own == dispute.organisation_id or in_scope(actor, dispute.region_code),
        By.SCOPE: True,
    }[by]


def _owner(dispute: Dispute, by: By) -> str:
    """Return the name of the organisation whose turn a step is."""
    receiver = dispute.next_organisation if by == By.RECEIVER and dispute.status == Status.REFERRED else None
    return (receiver or dispute.organisation).name


def _check_who(actor: Actor, dispute: Dispute, step: Step) -> None:
    actor.require(step.permission)
    if not is_theirs(actor, dispute, step.by):
        raise Forbidden(
            "not_your_turn",
            _("“%(step)s”应由%(who)s办理。") % {"step": _(step.name), "who": _owner(dispute, step.by)},
            rule=step.source,
            next_step=_("请联系承办单位，或者通过督办提醒。"),
        )


def _check_status(dispute: Dispute, step: Step) -> None:
    status = Status(dispute.status)
    if status not in step.sources:
        possible = said(listed(item.name for item in STEPS.values() if status in item.sources and item.is_offered))
        raise NotNow(
            "step_not_now",
            _("这件纠纷%(status)s，不能“%(step)s”。") % {"status": _(STATUS_NAMES[status]), "step": _(step.name)},
            rule=step.source,
            next_step=_("现在可以办理：%(steps)s。") % {"steps": possible or _("无")},
            extra={"status": status.value, "verb": step.verb.value},
        )


def _check_needs(dispute: Dispute, step: Step) -> None:
    lacking = missing(step, facts_of(dispute)) if step.needs else []
    if lacking:
        need, detail = lacking[0]
        raise NotNow(
            f"missing_{need.fact}",
            detail or _(need.missing),
            rule=need.source,
            next_step=_("请先补齐以上事项，再“%(step)s”。") % {"step": _(step.name)},
            extra={"missing": [{"fact": n.fact, "detail": d or n.missing, "rule": n.source} for n, d in lacking]},
        )


def keeper_only(actor: Actor, dispute: Dispute, what: str) -> None:
    """Raise Forbidden unless the actor's organisation keeps the dispute; what: the deed that is no step, by name."""
    if not is_theirs(actor, dispute, By.HOLDER):
        raise Forbidden(
            "not_your_turn",
            _("“%(step)s”应由%(who)s办理。") % {"step": what, "who": _owner(dispute, By.HOLDER)},
            next_step=_("请联系承办单位，或者通过督办提醒。"),
        )


def check(actor: Actor, dispute: Dispute, verb: Verb, *, expected_revision: int | None = None) -> None:
    """Raise unless the actor may take this step with this locked dispute now; nothing is written.

    Raises Forbidden (not theirs), Stale (changed since it was read), NotNow (status or a missing precondition, with the rule).
    """
    step = STEPS[verb]
    _check_who(actor, dispute, step)
    _check_revision(dispute, expected_revision)
    _check_status(dispute, step)
    _check_needs(dispute, step)


def why_not_open(actor: Actor, dispute: Dispute, verb: Verb) -> DomainError | None:
    """Return why a step is not the actor's to take with the dispute as it stands, None when it is; its needs are not asked."""
    try:
        _check_who(actor, dispute, STEPS[verb])
        _check_status(dispute, STEPS[verb])
    except (Forbidden, NotNow) as refusal:
        return refusal
    return None


def apply(
    actor: Actor,
    dispute: Dispute,
    verb: Verb,
    *,
    why: str = "",
    data: Mapping[str, Any] | None = None,
    desk: Desk | None = None,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    outcome: str = "",
) -> Dispute:
    """Write a step that ``check`` has just allowed, together with what the caller changed on the row.

    desk: overrides whose turn it is next. organisation_id: at which organisation, when not the one that keeps the matter.
    person_id: the person whose turn it is. outcome: how it ended, for ending steps.
    """
    step = STEPS[verb]
    before = dispute.status
    if step.target is not None:
        dispute.status = step.target
    next_desk = desk or step.next_desk
    if next_desk is not None:
        dispute.next_desk = next_desk
        dispute.next_organisation_id = organisation_id or dispute.organisation_id
        dispute.next_person_id = person_id
    if step.target in ENDED and dispute.ended_at is None:
        dispute.ended_at = actor.at
    if outcome:
        dispute.outcome = outcome
    dispute.revision += 1
    dispute.save()
    if before == Status.REFERRED and dispute.status != before:
        _close_offer(actor, dispute, why)
    deadlines.stop(actor, dispute, *step.stops)
    audit.record(actor, dispute, verb.value, before=before, after=dispute.status, why=why, data=data)
    events.publish(f"dispute.{verb.value}", actor=actor, dispute=dispute)
    return dispute


def _close_offer(actor: Actor, dispute: Dispute, why: str) -> None:
    """Answer the open offer of a matter that is offered no longer, however that came: an open one would lapse later."""
    state = OfferState.ACCEPTED if dispute.status == Status.ACCEPTED else OfferState.RETURNED
    open_offer = RouteOffer.objects.filter(dispute=dispute, state=OfferState.OPEN)
    open_offer.update(state=state, answered_at=actor.at, answer=why)


def take(
    actor: Actor,
    dispute: Dispute,
    verb: Verb,
    *,
    why: str = "",
    data: Mapping[str, Any] | None = None,
    desk: Desk | None = None,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    outcome: str = "",
    expected_revision: int | None = None,
) -> Dispute:
    """Check and write one step with a dispute that the caller locked in this transaction; see ``check`` and ``apply``."""
    check(actor, dispute, verb, expected_revision=expected_revision)
    return apply(
        actor,
        dispute,
        verb,
        why=why,
        data=data,
        desk=desk,
        organisation_id=organisation_id,
        person_id=person_id,
        outcome=outcome,
    )


def touch(
    actor: Actor,
    dispute: Dispute,
    verb: str,
    *,
    why: str = "",
    data: Mapping[str, Any] | None = None,
    desk: Desk | None = None,
) -> Dispute:
    """Record a fact of a locked dispute that is no step (a record written, evidence added): history and revision grow.

    desk: whose turn it is from now on, at the organisation that keeps the matter; unchanged for None.
    """
    dispute.revision += 1
    changed = ["revision"]
    if desk is not None:
        dispute.next_desk, dispute.next_organisation_id, dispute.next_person_id = desk, dispute.organisation_id, None
        changed += ["next_desk", "next_organisation", "next_person_id"]
    dispute.save(update_fields=changed)
    audit.record(actor, dispute, verb, before=dispute.status, after=dispute.status, why=why, data=data)
    events.publish("dispute.touched", actor=actor, dispute=dispute, verb=verb)
    return dispute


def expect(dispute: Dispute, expected_revision: int | None) -> None:
    """Raise Stale when the record changed since the person read it; for facts that are no step."""
    _check_revision(dispute, expected_revision)
