"""Beginning, resting, resuming and lengthening mediation."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.language import official
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle, paperwork
from fengqiao.disputes.models import Dispute, DueMoment, Party, Side
from fengqiao.disputes.workflow import Verb
from fengqiao.mediation import papers
from fengqiao.mediation.actions import door
from fengqiao.mediation.models import Extension, Suspension

PERIOD = "mediation_period"
EXTENSION = "人民调解工作若干规定第33条"


def start(actor: Actor, dispute_id: UUID, *, expected_revision: int | None = None) -> Dispute:
    """Begin mediation: a mediator is set, every party was told its rights and agreed (人民调解法第17条、第23条)."""
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        return lifecycle.take(actor, dispute, Verb.START, expected_revision=expected_revision)


def suspend(
    actor: Actor,
    dispute_id: UUID,
    *,
    reason: str,
    expected_on: date | None = None,
    expected_revision: int | None = None,
) -> Suspension:
    """Let mediation rest (appraisal, illness ...): the period stops counting from today; the notice is printed.

    expected_on: when it will probably go on.
    """
    reason = door.filled("reason", reason, _("中止调解须写明理由。"), longest=500)
    if expected_on is not None and expected_on < local_date(actor.at):
        raise Malformed("expected_day_past", _("预计恢复的日期不能早于今天。"), field="expected_on")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        lifecycle.take(actor, dispute, Verb.SUSPEND, why=reason, expected_revision=expected_revision)
        suspension = Suspension.objects.create(
            dispute=dispute, reason=reason, started_at=actor.at, expected_on=expected_on, created_at=actor.at
        )
        deadlines.pause(actor, dispute, PERIOD, reason=reason)
        paperwork.keep(actor, dispute, papers.suspension(dispute, suspension))
        return suspension


def resume(actor: Actor, dispute_id: UUID, *, note: str = "", expected_revision: int | None = None) -> Dispute:
    """Go on with mediation: the period counts again from today, moved by the days of rest."""
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        lifecycle.take(actor, dispute, Verb.RESUME, why=note.strip(), expected_revision=expected_revision)
        Suspension.objects.filter(dispute=dispute, ended_at__isnull=True).update(ended_at=actor.at)
        deadlines.resume(actor, dispute, PERIOD)
        return dispute


def _period(dispute: Dispute) -> DueMoment:
    running = dispute.clocks.filter(clock=PERIOD, state__in=["running", "paused"]).first()
    if running is None:
        raise NotNow("no_period", _("本案没有正在计算的调解期限，无需延长。"), rule=EXTENSION)
    return running


@official
def _sides(dispute: Dispute, agreeing: Sequence[Party]) -> list[str]:
    """Return the sides of which every party agrees, as the rule of the period wants them named."""
    keys = {party.pk for party in agreeing}
    parties = list(dispute.parties.all())
    return [
        str(Side(side).label)
        for side in (Side.APPLICANT, Side.RESPONDENT)
        if all(party.pk in keys for party in parties if party.side == side)
    ]


def extend(
    actor: Actor,
    dispute_id: UUID,
    *,
    reason: str,
    agreed_by: Sequence[UUID],
    days: int | None = None,
    months: int | None = None,
    agreed_on: date | None = None,
    expected_revision: int | None = None,
) -> Extension:
    """Lengthen the period by days or months to which the parties agreed.

    agreed_by: ids of the parties that agree. Raises Malformed when the rule of the period wants the word of more.
    """
    reason = door.filled("reason", reason, _("延长期限须写明理由。"), longest=500)
    if (days is None) == (months is None) or not 1 <= (days or months or 0) <= 365:
        raise Malformed("extension_length", _("请填写延长的天数或者月数，二者取其一。"), field="days", rule=EXTENSION)
    agreed_on = agreed_on or local_date(actor.at)
    if agreed_on > local_date(actor.at):
        raise Malformed("agreed_day_future", _("同意延长的日期不能晚于今天。"), field="agreed_on")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
        lifecycle.check(actor, dispute, Verb.EXTEND, expected_revision=expected_revision)
        parties = [door.party_of(dispute, party_id, field="agreed_by") for party_id in dict.fromkeys(agreed_by)]
        clock = _period(dispute)
        length = {"days": days} if days else {"months": months}
        names = [party.name for party in parties]
        extension = {**length, "agreed_by": _sides(dispute, parties), "agreed_on": agreed_on.isoformat()}
        deadlines.extend(actor, dispute, PERIOD, extension=[*clock.modifiers.get("extension", []), extension])
        after = _period(dispute)
        if after.due_at <= clock.due_at:
            raise Malformed("extension_without_effect", _("延长期限未取得依据所要求的同意，不生效。"), field="agreed_by",
                            rule=after.source, next_step=after.explanation)  # fmt: skip
        row = Extension.objects.create(
            dispute=dispute,
            reason=reason,
            days=days,
            months=months,
            agreed_on=agreed_on,
            due_before=clock.due_at,
            due_after=after.due_at,
            created_at=actor.at,
        )
        row.agreed_by.set(parties)
        data = {"from": clock.due_at, "to": after.due_at, "agreed_by": names}
        lifecycle.apply(actor, dispute, Verb.EXTEND, why=reason, data=data)
        paperwork.keep(actor, dispute, papers.extension(dispute, row, names, after.source))
        return row
