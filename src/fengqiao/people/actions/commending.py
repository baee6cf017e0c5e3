"""表彰: proposed, shown to the public for objections, awarded (人民调解法第6条: governments of counties and above commend)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.organisations import access as organisations
from fengqiao.people import access
from fengqiao.people.models import Commendation

SHOWN_DAYS = 5
"""Least number of days for which a commendation is shown before it is awarded (default of the platform)."""
State = Commendation.State


@transaction.atomic
def propose(
    actor: Actor,
    *,
    subject: str,
    title: str,
    rank: str,
    awarded_by: str,
    deeds: str,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    point: str = "",
) -> Commendation:
    """Enter a commendation that is to be made and return it.

    subject: person, organisation or point (示范点, named by ``point``, at an organisation). rank: of the body that commends.
    Raises Forbidden, NotFound, Malformed with the field.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    if subject not in Commendation.Subject.values:
        raise Malformed("subject", _("请选择表彰对象。"), field="subject")
    if rank not in Commendation.Rank.values:
        raise Malformed("rank", _("请选择级别。"), field="rank")
    row = Commendation(subject=subject, rank=rank, created_at=actor.at)
    _set_subject(actor, row, person_id, organisation_id, point)
    row.title = _line("title", title, _("请填写荣誉称号。"))
    row.awarded_by = _line("awarded_by", awarded_by, _("请填写表彰单位。"))
    row.deeds = _text("deeds", deeds)
    row.save()
    audit.record(actor, row, "register", after=row.state, data={"name": row.name, "title": row.title})
    return row


def _set_subject(
    actor: Actor, row: Commendation, person_id: UUID | None, organisation_id: UUID | None, point: str
) -> None:
    if row.subject == Commendation.Subject.PERSON:
        if person_id is None:
            raise Malformed("person", _("请选择受表彰的人。"), field="person_id")
        row.person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY)
        post = row.person.appointments.select_related("organisation").order_by("ends_on", "-starts_on").first()
        row.name, row.organisation = row.person.name, post.organisation if post else None
    else:
        if organisation_id is None:
            raise Malformed("organisation", _("请选择组织。"), field="organisation_id")
        row.organisation = organisations.get_for(actor, organisation_id, Permission.MANAGE_REGISTRY)
        is_point = row.subject == Commendation.Subject.POINT
        row.name = _line("point", point, _("请填写示范点的名称。")) if is_point else row.organisation.name
    row.region_code = row.organisation.region_code if row.organisation else actor.region_scope


@transaction.atomic
def show(actor: Actor, commendation_id: UUID, *, until: date) -> Commendation:
    """Show a proposed commendation to the public from today until a day, for objections. Raises NotNow, Malformed."""
    row = _in(actor, commendation_id, State.PROPOSED)
    today = local_date(actor.at)
    if not today + timedelta(days=SHOWN_DAYS) <= until <= today + timedelta(days=90):
        reason = _("公示不少于%(days)s天，不超过90天。") % {"days": SHOWN_DAYS}
        raise Malformed("shown_until", reason, field="until", rule="default, no source")
    row.shown_from, row.shown_until, row.state = today, until, State.SHOWN
    return _keep(actor, row, "show", {"until": until})


@transaction.atomic
def object_to(actor: Actor, commendation_id: UUID, *, text: str) -> Commendation:
    """Enter an objection made while it is shown. Raises NotNow, Malformed."""
    row = _in(actor, commendation_id, State.SHOWN)
    told = _text("text", text)
    row.objections = "\n".join(filter(None, [row.objections, told]))
    return _keep(actor, row, "object", {"text": told[:200]})


@transaction.atomic
def award(actor: Actor, commendation_id: UUID, *, on: date, number: str, answer: str = "") -> Commendation:
    """Enter the award, after the time for objections. number: of the decision. answer: how objections were dealt with.

    Raises NotNow before the time is over, Malformed.
    """
    row = _in(actor, commendation_id, State.SHOWN)
    if row.shown_until is None or local_date(actor.at) <= row.shown_until:
        raise NotNow("still_shown", _("公示期还没有届满。"), rule="default, no source")
    if not row.shown_until < on <= local_date(actor.at):
        raise Malformed("awarded_on", _("表彰日期应当在公示期满之后，不晚于今天。"), field="on")
    if row.objections and len(answer.strip()) < 4:
        raise Malformed("answer_missing", _("公示期间有异议，请写明核实处理的情况。"), field="answer")
    row.awarded_on, row.number, row.state = on, _line("number", number, _("请填写表彰决定的文号。")), State.AWARDED
    return _keep(actor, row, "award", {"on": on, "number": row.number}, why=answer.strip()[:1000])


@transaction.atomic
def drop(actor: Actor, commendation_id: UUID, *, why: str) -> Commendation:
    """Take back a commendation, proposed, shown or awarded, with the reason. Raises NotNow, Malformed."""
    row = _in(actor, commendation_id, State.PROPOSED, State.SHOWN, State.AWARDED)
    if len(why.strip()) < 4:
        raise Malformed("reason_missing", _("请写明理由。"), field="why")
    row.dropped_why, row.state = why.strip()[:1000], State.DROPPED
    return _keep(actor, row, "drop", {}, why=row.dropped_why)


def _in(actor: Actor, commendation_id: UUID, *states: str) -> Commendation:
    row = access.commendation_for(actor, commendation_id, Permission.MANAGE_REGISTRY, lock=True)
    if row.state not in states:
        raise NotNow(
            "commendation_state",
            _("这项表彰现在是“%(state)s”，不能这样办理。") % {"state": row.get_state_display()},
            next_step=_("请刷新页面查看最新状态。"),
        )
    return row


def _keep(actor: Actor, row: Commendation, verb: str, data: dict[str, Any], why: str = "") -> Commendation:
    row.save()
    audit.record(actor, row, verb, after=row.state, why=why, data=data)
    return row


def _line(field: str, text: str, reason: str) -> str:
    kept = " ".join(text.split())
    if not 1 <= len(kept) <= (60 if field == "number" else 120):
        raise Malformed(field, reason, field=field)
    return kept


def _text(field: str, text: str) -> str:
    kept = text.strip()
    if not 10 <= len(kept) <= 4000:
        raise Malformed(f"{field}_text", _("请写明，10到4000字。"), field=field)
    return kept
