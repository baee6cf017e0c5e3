"""The register of court docking. Kept by the court itself and by the bureaus that answer for its region."""

from datetime import date
from typing import Required, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.organisations import queries
from fengqiao.organisations.actions import door
from fengqiao.organisations.actions.entry import line, phone
from fengqiao.organisations.actions.keeping import Upload
from fengqiao.organisations.models import GuidingJudge, Invitation, Memorandum, Organisation
from fengqiao.regions import queries as regions


class Agreed(TypedDict, total=False):
    """What a memorandum says: its text as terms, and from when to when it is valid, from its signing on when nothing is said."""

    title: Required[str]
    terms: Required[str]
    signed_on: Required[date]
    valid_from: date | None
    valid_to: date | None


class Invited(TypedDict, total=False):
    """Who is invited besides the organisation, for which fields; is_resident: works at the court."""

    person_name: str
    person_id: UUID | None
    fields: str
    certificate: str
    is_resident: bool
    since: date | None


class Named(TypedDict, total=False):
    """Which judge guides the committees of which region."""

    person_name: Required[str]
    region_code: Required[str]
    person_id: UUID | None
    title: str
    telephone: str
    since: date | None


@transaction.atomic
def sign_memorandum(
    actor: Actor, court_id: UUID, *, organisation_id: UUID, upload: Upload | None = None, **agreed: Unpack[Agreed]
) -> Memorandum:
    """Enter what a court and an organisation agreed on and return it. upload: a scan of the paper."""
    court = _court(actor, court_id)
    row = memorandum_of(actor, court, _partner(organisation_id, court), **agreed)
    row.file = files.store(actor, upload.name, upload.content, allow=files.SCANS) if upload else None
    row.save(force_insert=True)
    audit.record(actor, court, "sign_memorandum", data={"title": row.title, "with": row.organisation.name})
    return row


def memorandum_of(
    actor: Actor,
    court: Organisation,
    organisation: Organisation,
    *,
    title: str,
    terms: str,
    signed_on: date,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Memorandum:
    """Return a memorandum that may be entered, not yet written. Raises Malformed."""
    since = valid_from or signed_on
    if valid_to and valid_to < since:
        raise Malformed("valid_to", _("有效期的止日不能早于起日。"), field="valid_to")
    if not terms.strip():
        raise Malformed("terms_missing", _("请填写约定的内容。"), field="terms")
    return Memorandum(
        court=court,
        organisation=organisation,
        title=line(title, "title", 120, needed=_("请填写备忘录名称。")),
        terms=terms.strip()[:20000],
        signed_on=door.began(actor, signed_on, "signed_on"),
        valid_from=since,
        valid_to=valid_to,
        created_at=actor.at,
    )


@transaction.atomic
def end_memorandum(
    actor: Actor, court_id: UUID, memorandum_id: UUID, *, on: date | None = None, why: str
) -> Memorandum:
    """End a memorandum before its time and return it."""
    court = _court(actor, court_id)
    row = door.part(Memorandum.objects.filter(court=court), memorandum_id)
    today = door.began(actor, on, "on")
    if row.valid_to and row.valid_to <= today:
        raise NotNow("already_ended", _("这份备忘录已经到期。"))
    row.valid_to, row.ended_why = max(today, row.valid_from), line(why, "why", 200, needed=_("请写明原因。"))
    row.save(update_fields=["valid_to", "ended_why"])
    audit.record(actor, court, "end_memorandum", why=row.ended_why, data={"title": row.title, "part": row.pk})
    return row


@transaction.atomic
def invite(
    actor: Actor, court_id: UUID, *, organisation_id: UUID | None = None, **invited: Unpack[Invited]
) -> Invitation:
    """Put an organisation or a mediator on a court's roster and return the entry (特邀调解规定第5条至第10条).

    Without a person it is the organisation that is invited; with one, the organisation is where the person works. A name that
    just one person bears who holds a post there is that person of the register. Raises Malformed when neither is given or the
    entry stands already.
    """
    court = _court(actor, court_id)
    organisation = _partner(organisation_id, court) if organisation_id else None
    row = invitation_of(actor, court, organisation, **invited)
    reason, field = _("已经在这个法院的名册上。"), "person_name" if row.person_name else "organisation_id"
    door.kept(row, code="invitation_known", reason=reason, field=field)
    audit.record(actor, court, "invite_to_roster", data={"name": str(row), "fields": row.fields})
    return row


def invitation_of(
    actor: Actor,
    court: Organisation,
    organisation: Organisation | None,
    *,
    person_name: str = "",
    person_id: UUID | None = None,
    fields: str = "",
    certificate: str = "",
    is_resident: bool = False,
    since: date | None = None,
) -> Invitation:
    """Return an entry of a roster that may be made, not yet written. Raises Malformed."""
    name = line(person_name, "person_name", 60)
    if organisation is None and not name:
        raise Malformed("invitation_of_nobody", _("请选择特邀调解组织，或者填写特邀调解员。"), field="organisation_id")
    if person_id and not name:
        raise Malformed("invitation_person", _("请填写特邀调解员姓名。"), field="person_name")
    return Invitation(
        court=court,
        organisation=organisation,
        person_id=person_id or _registered(actor, name, court, organisation),
        person_name=name,
        fields=line(fields, "fields", 200),
        certificate=line(certificate, "certificate", 60),
        is_resident=is_resident,
        since=door.began(actor, since),
        created_at=actor.at,
    )


@transaction.atomic
def end_invitation(
    actor: Actor, court_id: UUID, invitation_id: UUID, *, on: date | None = None, why: str
) -> Invitation:
    """Take an entry off the roster and return it; it stays in the history."""
    court = _court(actor, court_id)
    row = door.part(Invitation.objects.filter(court=court), invitation_id)
    row.ended_why = line(why, "why", 200, needed=_("请写明原因。"))
    row.save(update_fields=["ended_why"])
    day = door.ended(actor, row, on)
    audit.record(actor, court, "end_invitation", why=row.ended_why, data={"name": str(row), "on": day, "part": row.pk})
    return row


@transaction.atomic
def name_judge(actor: Actor, court_id: UUID, **named: Unpack[Named]) -> GuidingJudge:
    """Name a judge who guides the committees of a place and return the entry (人民调解法第5条: 基层人民法院业务指导).

    A name that just one person bears who holds a post at the court is that person of the register.
    """
    court = _court(actor, court_id)
    row = judge_of(actor, court, **named)
    door.kept(row, code="judge_known", reason=_("这位法官已经在名册上指导该地区。"), field="person_name")
    audit.record(actor, court, "name_judge", data={"name": row.person_name, "region": row.region.path})
    return row


def judge_of(
    actor: Actor,
    court: Organisation,
    *,
    person_name: str,
    region_code: str,
    person_id: UUID | None = None,
    title: str = "",
    telephone: str = "",
    since: date | None = None,
) -> GuidingJudge:
    """Return a guiding judge who may be entered, not yet written. Raises Malformed."""
    region = regions.get(region_code)
    if region is None or region.valid_to is not None:
        raise Malformed("region_unknown", _("请选择指导的地区。"), field="region_code")
    name = line(person_name, "person_name", 60, needed=_("请填写法官姓名。"))
    return GuidingJudge(
        court=court,
        person_id=person_id or _registered(actor, name, court),
        person_name=name,
        title=line(title, "title", 60),
        phone=phone(telephone),
        region=region,
        since=door.began(actor, since),
        created_at=actor.at,
    )


@transaction.atomic
def end_judge(actor: Actor, court_id: UUID, judge_id: UUID, *, on: date | None = None) -> GuidingJudge:
    """Take a judge off the roster and return the entry."""
    court = _court(actor, court_id)
    row = door.part(GuidingJudge.objects.filter(court=court), judge_id)
    day = door.ended(actor, row, on)
    audit.record(actor, court, "end_judge", data={"name": row.person_name, "on": day, "part": row.pk})
    return row


def _registered(actor: Actor, name: str, *places: Organisation | None) -> UUID | None:
    """Return the one person of this name who holds a post at one of these organisations today, or None."""
    if not name:
        return None
    today = local_date(actor.at)
    held = [post for place in places if place for post in queries.people_of(place.pk, today)]
    found = {post.person_id for post in held if post.person.name == name}
    return found.pop() if len(found) == 1 else None


def _court(actor: Actor, court_id: UUID) -> Organisation:
    court = door.open_to(actor, court_id, Permission.KEEP_DOCKING)
    if court.kind != queries.COURT:
        raise NotNow("not_a_court", _("只有人民法院登记诉调对接名册。"))
    return court


def _partner(organisation_id: UUID, court: Organisation) -> Organisation:
    organisation = queries.get(organisation_id)
    if organisation is None or not organisation.is_active or organisation.pk == court.pk:
        raise Malformed("partner_unknown", _("请从列表中选择一个在用的组织。"), field="organisation_id")
    return organisation
