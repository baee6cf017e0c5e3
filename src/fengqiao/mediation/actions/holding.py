"""Sessions: planned, held, cancelled; none before every party was told its rights and agreed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.mediation.actions import door
from fengqiao.mediation.given import NewSession
from fengqiao.mediation.models import Invitee, Session, SessionParticipant
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import moments, opening
from fengqiao.mediation.rules.words import Capacity, SessionMode, SessionStatus

FURTHEST = timedelta(days=366)
LONGEST = timedelta(hours=24)


def session_of(dispute: Dispute, session_id: UUID) -> Session:
    """Return a session of this dispute; raises NotFound for any other."""
    session = Session.objects.filter(dispute=dispute, pk=session_id).first()
    if session is None:
        raise NotFound("session_not_found", _("没有这次调解。"), next_step=_("请从本案的调解安排中选择。"))
    return session


def _check_times(starts_at: datetime, ends_at: datetime | None) -> None:
    if starts_at.tzinfo is None or (ends_at is not None and ends_at.tzinfo is None):
        raise Malformed("moment_without_zone", _("时间须写明时区。"), field="starts_at")
    if ends_at is not None and not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise Malformed("session_times_disorder", _("结束时间应当晚于开始时间，且不超过一天。"), field="ends_at")


def _closed_because(dispute: Dispute, new: NewSession, state: case.Opening) -> str:
    """Return why the session is closed, "" when it is open.

    Raises Malformed when it may not be open, or is closed without a reason.
    """
    wish = opening.closed_by_wish(state.parties, state.wishes)
    category = case.category_of(dispute)
    if not wish and category is not None and category.clock == "MED_30WD":
        wish = N_("医疗纠纷未经当事人同意不公开（医疗纠纷预防和处理条例第42条）")
    if new.is_open is None:
        return wish
    if new.is_open and wish:
        raise Malformed("must_be_closed", N_("%(wish)s，本次调解不能公开。") % {"wish": wish}, field="is_open", rule=opening.PUBLICITY,
                        next_step=_("请改为不公开进行。"))  # fmt: skip
    if new.is_open:
        return ""
    return door.filled("closed_reason", new.closed_reason or wish, _("不公开进行的，须写明理由。"), longest=200)


def plan_session(actor: Actor, dispute_id: UUID, new: NewSession, *, expected_revision: int | None = None) -> Session:
    """Plan a session and call everybody to it. Raises NotNow before mediation began, Malformed for impossible times."""
    door.one_of("mode", new.mode, [each.value for each in SessionMode])
    place = door.filled("place", new.place, _("请填写调解地点或者通话方式。"), longest=200)
    _check_times(new.starts_at, new.ends_at)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(
            dispute,
            door.MEDIATING,
            _("安排调解"),
            rule=moments.BEFORE_SESSION,
            next_step=_("请先登记各方签收的权利义务告知书和同意调解的意见，再开始调解。"),
        )
        if local_date(new.starts_at) < local_date(dispute.requested_at) or new.starts_at > actor.at + FURTHEST:
            raise Malformed("session_time_out_of_range", _("调解时间应当在申请之后、一年之内。"), field="starts_at")
        state = case.opening(dispute)
        moments.opened_before(new.starts_at, state.told)
        closed_reason = _closed_because(dispute, new, state)
        last = Session.objects.filter(dispute=dispute).aggregate(last=Max("ordinal"))["last"] or 0
        session = Session.objects.create(
            dispute=dispute,
            organisation_id=dispute.organisation_id,
            ordinal=last + 1,
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            place=place,
            mode=new.mode,
            is_open=not closed_reason,
            closed_reason=closed_reason,
            created_at=actor.at,
        )
        _call(actor, dispute, session, state, new.invitee_ids)
        text = N_("安排第%(ordinal)s次调解") % {"ordinal": session.ordinal}
        data = {
            "text": text,
            "ordinal": session.ordinal,
            "starts_at": session.starts_at,
            "place": place,
            "mode": new.mode,
        }
        lifecycle.touch(actor, dispute, "plan_session", data=data)
        return session


def _call(actor: Actor, dispute: Dispute, session: Session, state: case.Opening, invitee_ids: Collection[UUID]) -> None:
    """Call the parties, those who stand for them, the mediators, and the invited people whom every party welcomes."""
    rows = [SessionParticipant(capacity=Capacity.PARTY, party_id=each.id, name=each.name) for each in state.parties]
    rows += [
        SessionParticipant(capacity=Capacity.AGENT, party_id=each.id, agent_id=agent.id, name=agent.name)
        for each in state.parties
        for agent in each.agents
        if agent.role != "member"
    ]
    rows += [
        SessionParticipant(capacity=Capacity.MEDIATOR, person_id=each.person_id, name=each.person.name)
        for each in case.mediators(dispute)
    ]
    for invitee in Invitee.objects.filter(dispute=dispute, pk__in=list(invitee_ids)).prefetch_related("consents"):
        consented = {consent.party_id for consent in invitee.consents.all()}
        welcome = opening.invitee_welcome(invitee.name, state.parties, consented)
        if not welcome.holds:
            raise NotNow("invitee_unwelcome", welcome.detail, field="invitee_ids", rule=opening.INVITATION,
                         next_step=_("请先登记各方当事人对邀请的同意。"))  # fmt: skip
        rows.append(SessionParticipant(capacity=Capacity.INVITEE, invitee=invitee, name=invitee.name))
    for order, row in enumerate(rows, 1):
        row.session, row.order, row.created_at = session, order, actor.at
    SessionParticipant.objects.bulk_create(rows)


def hold_session(
    actor: Actor,
    dispute_id: UUID,
    session_id: UUID,
    *,
    ends_at: datetime | None = None,
    present_ids: Collection[UUID] | None = None,
    starts_at: datetime | None = None,
    expected_revision: int | None = None,
) -> Session:
    """Record that a planned session took place: when it began and ended, and who of those called was there.

    present_ids: participants by id; None: everybody. Raises NotNow when no party or no mediator was there, or when the
    consents and notices are later than the session.
    """
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.within(dispute, door.MEDIATING, _("登记调解已进行"), rule=moments.BEFORE_SESSION)
        session = session_of(dispute, session_id)
        if session.status != SessionStatus.PLANNED:
            raise NotNow("session_not_planned", _("本次调解已经登记为进行或者取消。"), field="status")
        state = case.opening(dispute)
        session.starts_at = starts_at or session.starts_at
        session.ends_at = ends_at or session.ends_at or actor.at
        _check_times(session.starts_at, session.ends_at)
        if session.ends_at > actor.at:
            raise Malformed("session_in_future", _("调解还没有结束，不能登记为已进行。"), field="ends_at")
        moments.opened_before(session.starts_at, state.told)
        people = list(session.participants.all())
        present = {each.pk for each in people} if present_ids is None else set(present_ids)
        _check_present(people, present)
        for there in (True, False):
            chosen = [each.pk for each in people if (each.pk in present) is there]
            SessionParticipant.objects.filter(pk__in=chosen).update(is_present=there)
        session.status = SessionStatus.HELD
        session.save(update_fields=["starts_at", "ends_at", "status"])
        named = [each.name for each in people if each.pk in present]
        text = N_("进行第%(ordinal)s次调解") % {"ordinal": session.ordinal}
        lifecycle.touch(actor, dispute, "hold_session", data={"text": text, "present": named})
        return session


def _check_present(people: list[SessionParticipant], present: set[UUID]) -> None:
    there = {each.capacity for each in people if each.pk in present}
    if Capacity.MEDIATOR not in there:
        raise NotNow(
            "no_mediator_present", _("没有调解员在场，不能算作调解。"), field="present_ids", rule="人民调解法第19条"
        )
    if not there & {Capacity.PARTY, Capacity.AGENT}:
        raise NotNow(
            "no_party_present", _("没有当事人或者其代理人在场。"), field="present_ids", rule="人民调解法第22条"
        )


def cancel_session(
    actor: Actor, dispute_id: UUID, session_id: UUID, *, reason: str, expected_revision: int | None = None
) -> Session:
    """Cancel a planned session with the reason."""
    reason = door.filled("reason", reason, _("取消调解安排须写明理由。"), longest=300)
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        session = session_of(dispute, session_id)
        if session.status != SessionStatus.PLANNED:
            raise NotNow("session_not_planned", _("本次调解已经登记为进行或者取消。"), field="status")
        session.status, session.cancelled_reason = SessionStatus.CANCELLED, reason
        session.save(update_fields=["status", "cancelled_reason"])
        text = N_("取消第%(ordinal)s次调解的安排") % {"ordinal": session.ordinal}
        lifecycle.touch(actor, dispute, "cancel_session", why=reason, data={"text": text})
        return session
