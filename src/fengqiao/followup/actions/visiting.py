"""Visits after mediation: made, or dropped with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import Verb
from fengqiao.documents import actions as documents
from fengqiao.followup import papers, queries
from fengqiao.followup.models import Visit
from fengqiao.followup.queries import VISIT_CLOCK
from fengqiao.followup.rules.words import Satisfaction, VisitState, Way

TEXTS = (
    ("visited", 120),
    ("performance", 2000),
    ("remedies_used", 1000),
    ("risk", 1000),
    ("action", 1000),
    ("visitors", 200),
)


@dataclass(frozen=True)
class NewVisit:
    """A visit as it was made. way: visit, phone, online or office; satisfaction: satisfied, fair, unsatisfied or "".

    visited: who was spoken to; performance: what was found, composed from the record when left out; remedies_used: whether
    anybody went to arbitration or court and with what result; visitors: names parted by 、, the actor's when left out.
    """

    way: str
    visited: str
    visited_at: datetime | None = None
    performance: str = ""
    satisfaction: str = ""
    remedies_used: str = ""
    risk: str = ""
    action: str = ""
    visitors: str = ""


def _checked(actor: Actor, dispute: Dispute, made: NewVisit) -> dict[str, object]:
    if made.way not in [way.value for way in Way]:
        raise Malformed("way_unknown", _("请选择回访方式。"), field="way")
    if made.satisfaction and made.satisfaction not in [each.value for each in Satisfaction]:
        raise Malformed("satisfaction_unknown", _("请选择满意程度。"), field="satisfaction")
    values: dict[str, object] = {"way": made.way, "satisfaction": made.satisfaction}
    for name, longest in TEXTS:
        text = str(getattr(made, name)).strip()
        if len(text) > longest:
            raise Malformed(f"{name}_too_long", _("不得超过%(most)s字。") % {"most": longest}, field=name)
        values[name] = text
    if not values["visited"]:
        raise Malformed("visited_missing", _("请填写被回访人。"), field="visited")
    at = made.visited_at or actor.at
    since = dispute.accepted_at or dispute.registered_at
    if at.tzinfo is None or at > actor.at or local_date(at) < local_date(since):
        raise Malformed("visited_at_out_of_range", _("回访时间应当在受理之后、现在之前。"), field="visited_at")
    values["visited_at"] = at
    values["visitors"] = values["visitors"] or actor.name
    values["performance"] = values["performance"] or performance_words(dispute)
    return values


def performance_words(dispute: Dispute) -> str:
    """Return how far the agreement is performed, in words, for the record of a visit: that is Chinese."""
    found = queries.overview(dispute)
    if found is None:
        return "本案没有需要履行的协议。"
    if found.is_performed:
        return "协议已全部履行。"
    done = sum(each.is_performed for each in found.progress)
    words = f"协议共{len(found.progress)}项（期），已履行{done}项（期）。"
    rest = "；".join(each.owed() for each in found.progress if not each.is_performed)
    return f"{words}{rest}。"[:2000]


def visit(
    actor: Actor,
    dispute_id: UUID,
    made: NewVisit,
    *,
    visit_id: UUID | None = None,
    expected_revision: int | None = None,
) -> Visit:
    """Record a visit and return it with its paper made (人民调解工作若干规定; 人民调解法第31条).

    visit_id: the owed visit that this is, None for one that no rule owes. Raises Malformed naming the field, NotFound for a
    visit of another dispute, NotNow for one that was made or dropped.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.VISIT, expected_revision=expected_revision)
        row = _planned(dispute, visit_id) if visit_id else Visit(dispute=dispute, title=N_("回访"), created_at=actor.at)
        for name, value in _checked(actor, dispute, made).items():
            setattr(row, name, value)
        row.state = VisitState.DONE
        row.save()
        if row.rule:
            deadlines.stop(actor, dispute, VISIT_CLOCK, rule=row.rule)
        form = papers.follow_up_record(dispute, row)
        documents.produce(actor, subject_type="dispute", subject_id=dispute.pk, form=form, part=row.pk.hex)
        data = {"visit": str(row.pk), "rule": row.rule, "satisfaction": row.satisfaction, "way": row.way}
        why = f"{row.visited}：{row.performance}" + (f"隐患：{row.risk}" if row.risk else "")
        lifecycle.apply(actor, dispute, Verb.VISIT, why=why, data=data)
        events.publish("dispute.told", actor=actor, dispute=dispute, text=why, occasion="visit")
    return row


def _planned(dispute: Dispute, visit_id: UUID) -> Visit:
    row = Visit.objects.filter(dispute=dispute, pk=visit_id).first()
    if row is None:
        raise NotFound("visit_not_found", _("没有找到这次回访安排。"))
    if row.state != VisitState.PLANNED:
        raise NotNow("visit_not_planned", _("这次回访%(state)s。") % {"state": row.get_state_display()})
    return row


def drop_visit(
    actor: Actor, dispute_id: UUID, visit_id: UUID, *, why: str, expected_revision: int | None = None
) -> Visit:
    """Drop an owed visit that can no longer be made; the reason stays. Raises Malformed without one."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明不再回访的理由。"), field="why")
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.FOLLOW_UP, lock=True)
        lifecycle.check(actor, dispute, Verb.VISIT, expected_revision=expected_revision)
        row = _planned(dispute, visit_id)
        row.state, row.dropped_reason = VisitState.DROPPED, why.strip()[:300]
        row.save(update_fields=["state", "dropped_reason"])
        deadlines.stop(actor, dispute, VISIT_CLOCK, rule=row.rule)
        data = {"text": N_("不再进行“%(title)s”") % {"title": row.title}, "visit": str(row.pk)}
        lifecycle.touch(actor, dispute, "drop_visit", why=why.strip(), data=data)
    return row
