"""All writes to people and their posts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import access, facts
from fengqiao.people.models import MEDIATING_POSTS, Appointment, Origin, Person, Post


@dataclass(frozen=True)
class NewPost:
    """A post as it is given to somebody. term_ends_on: end of the term (人民调解法第9条：每届三年), None for none."""

    organisation_id: UUID
    post: str
    starts_on: date
    origin: str = ""
    is_full_time: bool = False
    is_purchased: bool = False
    term_ends_on: date | None = None
    certificate: str = ""


@transaction.atomic
def register(
    actor: Actor,
    *,
    name: str,
    post: NewPost,
    sex: str = "",
    birth_on: date | None = None,
    id_number: str = "",
    phone: str = "",
    specialities: Sequence[str] = (),
    interests: str = "",
) -> Person:
    """Enter a person with a first post and return the person.

    Everybody in the register belongs to an organisation (人民调解法第13条). An identity number gives sex and birth date.
    Raises Forbidden, Malformed with the field (also when that identity number is registered already), NotFound for an
    organisation out of sight, NotNow for a closed one.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    person = Person()
    _fill(actor, person, name, sex, birth_on, id_number, phone, specialities, interests)
    _save(person)
    audit.record(actor, person, "register")
    _appoint(actor, person, post)
    return person


@transaction.atomic
def change(
    actor: Actor,
    person_id: UUID,
    *,
    name: str,
    sex: str = "",
    birth_on: date | None = None,
    id_number: str = "",
    phone: str = "",
    specialities: Sequence[str] = (),
    interests: str = "",
) -> Person:
    """Enter what is now true of a person and return the person; takes and raises what ``register`` does.

    What was masked on the form comes back as it is: an identity number or phone with asterisks stays unchanged.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    before = {column: getattr(person, column) for column in facts.COLUMNS}
    id_number = person.id_number if id_number == person.masked_id_number else id_number
    phone = person.phone if phone == person.masked_phone else phone
    _fill(actor, person, name, sex, birth_on, id_number, phone, specialities, interests)
    changed = [column for column, old in before.items() if getattr(person, column) != old]
    if changed:
        _save(person)
        audit.record(actor, person, "change", data={"columns": changed})
    return person


@transaction.atomic
def appoint(actor: Actor, person_id: UUID, post: NewPost) -> Appointment:
    """Give a registered person a further post and return it.

    Raises Forbidden, NotFound, Malformed with the field, NotNow for a closed organisation or a post that the person holds.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    return _appoint(actor, person, post)


@transaction.atomic
def end(actor: Actor, appointment_id: UUID, *, on: date, why: str) -> Appointment:
    """End a post on a local date, its last day, and return it; the person and the history stay.

    Raises NotNow when it has ended, Malformed without a reason or for a day before it began or after today.
    """
    appointment = access.appointment_for(actor, appointment_id, Permission.MANAGE_REGISTRY)
    if appointment.ends_on is not None:
        raise NotNow("appointment_ended", _("这项任职已经结束。"))
    if not why.strip():
        raise Malformed("reason_missing", _("请写明结束任职的原因。"), field="why")
    if not appointment.starts_on <= on <= local_date(actor.at):
        raise Malformed("ends_on", _("结束日期不能早于任职开始，也不能晚于今天。"), field="on")
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    data = {
        "appointment": appointment.pk,
        "post": appointment.post,
        "organisation": appointment.organisation.name,
        "on": on,
    }
    audit.record(actor, appointment.person, "end_post", why=why.strip(), data=data)
    return appointment


@transaction.atomic
def reveal(actor: Actor, person_id: UUID, *, field: str, why: str) -> str:
    """Return a person's identity number or phone in the clear and log who looked, at what and why.

    field: "id_number" or "phone". Raises Forbidden, NotFound, Malformed without a reason.
    """
    person = access.get_for(actor, person_id, Permission.REVEAL)
    if field not in ("id_number", "phone"):
        raise Malformed("field_unknown", _("只有身份证号和电话可以查看。"), field="field")
    if len(why.strip()) < 2:
        raise Malformed("reason_missing", _("请写明查看的理由。"), field="reason")
    audit.record(actor, person, "reveal", why=why.strip(), data={"field": field})
    return str(person.phone if field == "phone" else person.id_number)


def _fill(
    actor: Actor,
    person: Person,
    name: str,
    sex: str,
    birth_on: date | None,
    id_number: str,
    phone: str,
    specialities: Sequence[str],
    interests: str,
) -> None:
    today = local_date(actor.at)
    facts.set_name(person, name)
    facts.set_id_number(person, id_number)
    facts.set_birth_and_sex(person, birth_on, sex, today)
    facts.set_phone(person, phone)
    facts.set_specialities(person, specialities, current_ruleset(today))
    person.interests = interests.strip()[:2000]
    facts.set_tokens(person)


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the database knows each identity number once
        reason = _("这个身份证号已经登记，请在人员列表中查找后增加任职。")
        raise Malformed("person_known", reason, field="id_number") from error


def _appoint(actor: Actor, person: Person, new: NewPost) -> Appointment:
    organisation = organisations.get_for(actor, new.organisation_id, Permission.MANAGE_REGISTRY)
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用，不能再任职。"), field="organisation_id")
    _check_post(actor, person, organisation, new)
    appointment = Appointment.objects.create(person=person, **asdict(new))
    data = {**asdict(new), "appointment": appointment.pk, "organisation": organisation.name}
    audit.record(actor, person, "appoint", data=data)
    return appointment


def _check_post(actor: Actor, person: Person, organisation: Organisation, new: NewPost) -> None:
    if new.post not in Post.values:
        raise Malformed("post", _("请选择职务。"), field="post")
    if new.post in MEDIATING_POSTS and new.origin not in Origin.values:
        reason = _("请写明调解员是推选还是聘任。")
        raise Malformed("origin", reason, field="origin", rule="人民调解法 第9条、第13条")
    if not date(1949, 10, 1) <= new.starts_on <= local_date(actor.at):
        raise Malformed("starts_on", _("任职开始日期不能晚于今天。"), field="starts_on")
    if new.post in MEDIATING_POSTS and person.birth_on and facts.age(person.birth_on, new.starts_on) < facts.ADULT:
        raise Malformed("not_adult", _("人民调解员应当由成年公民担任。"), field="birth_on", rule="人民调解法 第14条")
    if new.term_ends_on and new.term_ends_on < new.starts_on:
        raise Malformed("term_ends_on", _("任期届满不能早于任职开始。"), field="term_ends_on")
    if Appointment.objects.filter(person=person, organisation=organisation, post=new.post, ends_on=None).exists():
        raise NotNow("post_held", _("此人已在该组织担任这一职务。"), field="post")
