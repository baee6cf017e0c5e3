"""What bears on whether somebody may be given a matter: declared ties, and suspension."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.identity import identity
from fengqiao.people import access, facts
from fengqiao.people.models import Complaint, Person, Suspension, Tie, TieKind

MOST_TIES = 100


@transaction.atomic
def declare(
    actor: Actor, person_id: UUID, *, kind: str, name: str, id_number: str = "", phone: str = "", note: str = ""
) -> Tie:
    """Enter for whose sake a person should step aside, and return it.

    kind: of TieKind. name: of the person or organisation. Identity number and phone are kept as hashes only, under which the
    parties of a matter are found. Raises Malformed with the field.
    """
    person = access.to_declare_for(actor, person_id)
    if kind not in TieKind.values:
        raise Malformed("tie_kind", _("请选择关系。"), field="kind")
    name = " ".join(name.split())
    if not 2 <= len(name) <= 120:
        raise Malformed("tie_name", _("请填写姓名或者单位名称。"), field="name")
    number = id_number.strip().upper()
    if number:
        try:
            identity(number)
        except ValueError as error:
            raise Malformed("id_number", _("身份证号有误，请核对18位号码。"), field="id_number") from error
    plain = facts.plain_phone(phone)
    if plain and not facts.is_phone(plain):
        raise Malformed("phone", _("请填写11位手机号或者带区号的座机号。"), field="phone")
    if Tie.objects.filter(person=person, ended_on=None).count() >= MOST_TIES:
        raise NotNow("ties_too_many", _("申报的关系过多。"), next_step=_("请先结束不再存在的关系。"))
    tie = Tie.objects.create(
        person=person,
        kind=kind,
        name=name,
        id_hash=keyed_hash(number) if number else "",
        phone_hash=keyed_hash(plain) if plain else "",
        note=" ".join(note.split())[:200],
        created_at=actor.at,
    )
    audit.record(actor, person, "declare_tie", data={"tie": tie.pk, "kind": kind, "name": name})
    return tie


@transaction.atomic
def withdraw_tie(actor: Actor, person_id: UUID, tie_id: UUID, *, why: str) -> Tie:
    """End a declared tie as of today and return it. Raises NotFound, Malformed without a reason."""
    person = access.to_declare_for(actor, person_id)
    tie = Tie.objects.filter(pk=tie_id, person=person, ended_on=None).first()
    if tie is None:
        raise NotFound("tie_not_found", _("没有找到这项申报。"))
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明理由。"), field="why")
    tie.ended_on = local_date(actor.at)
    tie.save(update_fields=["ended_on"])
    audit.record(actor, person, "withdraw_tie", why=why.strip(), data={"tie": tie.pk, "name": tie.name})
    return tie


@transaction.atomic
def suspend(actor: Actor, person_id: UUID, *, why: str, complaint: Complaint | None = None) -> Suspension:
    """Let a person be given no matter from today on, until lifted (a measure of the platform; no article orders it).

    Raises Malformed without a reason, NotNow when the person is suspended already.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    if actor.person_id == person.pk:
        raise NotNow("own_person", _("不能办理与本人有关的事项。"))
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明理由。"), field="why")
    if Suspension.objects.filter(person=person, ends_on=None).exists():
        raise NotNow("already_suspended", _("此人已经暂停指派。"))
    suspension = Suspension.objects.create(
        person=person,
        starts_on=local_date(actor.at),
        why=why.strip()[:1000],
        complaint=complaint,
        created_at=actor.at,
    )
    told = {"complaint": complaint.number} if complaint else {}
    audit.record(actor, person, "suspend", why=why.strip(), data=told)
    return suspension


@transaction.atomic
def lift(actor: Actor, person_id: UUID, *, why: str) -> Suspension:
    """End the suspension of a person as of today and return it. Raises NotNow when there is none, Malformed."""
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    if actor.person_id == person.pk:
        raise NotNow("own_person", _("不能办理与本人有关的事项。"))
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明理由。"), field="why")
    found = Suspension.objects.filter(person=person, ends_on=None).first()
    if found is None:
        raise NotNow("not_suspended", _("此人没有暂停指派。"))
    return end_suspension(actor, person, found, local_date(actor.at), why.strip())


def end_suspension(actor: Actor, person: Person, found: Suspension, on: date, why: str) -> Suspension:
    """End a suspension in the caller's transaction."""
    found.ends_on, found.lifted_why = on, why[:1000]
    found.save(update_fields=["ends_on", "lifted_why"])
    audit.record(actor, person, "lift_suspension", why=why)
    return found
