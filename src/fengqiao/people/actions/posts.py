"""Giving posts, giving them anew, and ending them."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, events
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import listed
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import access, facts
from fengqiao.people.models import MEDIATING_POSTS, Appointment, Ended, Origin, Person, Post
from fengqiao.people.queries.register import on

_POSTS, _MEDIATING, _ORIGINS = frozenset(Post.values), frozenset(MEDIATING_POSTS), frozenset(Origin.values)
FARTHEST = timedelta(days=366)
"""So far ahead a renewal may begin."""


@dataclass(frozen=True)
class NewPost:
    """A post as it is given to somebody. term_ends_on: end of the term (人民调解法第9条：每届三年), None for none.

    body: who elects or appoints; the organisation itself when an appointment names nobody (人民调解法第13条).
    """

    organisation_id: UUID
    post: str
    starts_on: date
    origin: str = ""
    is_full_time: bool = False
    is_purchased: bool = False
    term_ends_on: date | None = None
    certificate: str = ""
    certificate_issuer: str = ""
    certificate_from: date | None = None
    certificate_until: date | None = None
    body: str = ""


@transaction.atomic
def appoint(actor: Actor, person_id: UUID, post: NewPost) -> Appointment:
    """Give a registered person a further post and return it.

    Raises Forbidden, NotFound, Malformed with the field, NotNow for a closed organisation, a post that the person holds, or
    a mediating post where the jurisdiction wants an admission review first.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    return give(actor, person, post)


def give(actor: Actor, person: Person, new: NewPost, *, is_admitted: bool = False) -> Appointment:
    """Give a person, held by the caller's transaction, a post; raises as ``appoint``. is_admitted: a review stands behind it."""
    organisation = organisations.get_for(actor, new.organisation_id, Permission.MANAGE_REGISTRY)
    if not organisation.is_active:
        raise NotNow("organisation_closed", _("该组织已经停用，不能再任职。"), field="organisation_id")
    check(person, new, local_date(actor.at))
    if not is_admitted:
        _check_admission(new, local_date(actor.at))
    if Appointment.objects.filter(person=person, organisation=organisation, post=new.post, ends_on=None).exists():
        raise NotNow("post_held", _("此人已在该组织担任这一职务。"), field="post")
    appointment = _enter(person, organisation, new)
    data = {**asdict(new), "appointment": appointment.pk, "organisation": organisation.name}
    audit.record(actor, person, "appoint", data=data)
    return appointment


@transaction.atomic
def renew(
    actor: Actor,
    appointment_id: UUID,
    *,
    starts_on: date,
    term_ends_on: date | None,
    body: str = "",
    certificate: str = "",
    certificate_issuer: str = "",
    certificate_from: date | None = None,
    certificate_until: date | None = None,
) -> Appointment:
    """Begin a new term of the same post (人民调解法第9条：可以连选连任) and return it; the old term ends the day before.

    What is left out of the certificate is taken over. Raises NotNow when the post has ended, Malformed with the field.
    """
    old = access.appointment_for(actor, appointment_id, Permission.MANAGE_REGISTRY)
    if old.ends_on is not None:
        raise NotNow("appointment_ended", _("这项任职已经结束。"))
    today = local_date(actor.at)
    if not old.starts_on < starts_on <= today + FARTHEST:
        raise Malformed("starts_on", _("新任期应当晚于原任期的开始，并在一年之内。"), field="starts_on")
    new = NewPost(
        organisation_id=old.organisation_id,
        post=old.post,
        starts_on=starts_on,
        origin=old.origin,
        is_full_time=old.is_full_time,
        is_purchased=old.is_purchased,
        term_ends_on=term_ends_on,
        body=body or old.body,
        certificate=certificate or old.certificate,
        certificate_issuer=certificate_issuer or old.certificate_issuer,
        certificate_from=certificate_from or old.certificate_from,
        certificate_until=certificate_until or old.certificate_until,
    )
    check(old.person, new, max(today, starts_on))
    old.ends_on, old.ended_how = starts_on - timedelta(days=1), Ended.RENEWED
    old.save(update_fields=["ends_on", "ended_how"])
    term = _enter(old.person, old.organisation, new, renews=old)
    data = {"appointment": term.pk, "organisation": old.organisation.name, "post": old.post, "starts_on": starts_on}
    audit.record(actor, old.person, "renew", data={**data, "term_ends_on": term_ends_on})
    return term


@transaction.atomic
def end(actor: Actor, appointment_id: UUID, *, on: date, why: str, how: str = Ended.OTHER, by: str = "") -> Appointment:
    """End a post on a local date, its last day, and return it; the person and the history stay.

    how: of Ended; the elected are removed by who elected them, the appointed dismissed by who appointed them (人民调解法第15条),
    named by ``by``. Raises NotNow when it has ended or matters must be handed over first, Malformed with the field.
    """
    appointment = access.appointment_for(actor, appointment_id, Permission.MANAGE_REGISTRY)
    return close(actor, appointment, on=on, why=why, how=how, by=by)


def close(actor: Actor, appointment: Appointment, *, on: date, why: str, how: str, by: str = "") -> Appointment:
    """End a post that the caller's transaction holds; raises as ``end``."""
    if appointment.ends_on is not None:
        raise NotNow("appointment_ended", _("这项任职已经结束。"))
    if not why.strip():
        raise Malformed("reason_missing", _("请写明结束任职的原因。"), field="why")
    if not appointment.starts_on <= on <= local_date(actor.at):
        raise Malformed("ends_on", _("结束日期不能早于任职开始，也不能晚于今天。"), field="on")
    by = _decided_by(appointment, how, by)
    _check_handed_over(appointment, on)
    appointment.ends_on, appointment.ended_how, appointment.ended_by = on, how, by
    appointment.ended_why = why.strip()[:1000]
    appointment.save(update_fields=["ends_on", "ended_how", "ended_by", "ended_why"])
    data = {
        "appointment": appointment.pk,
        "post": appointment.post,
        "organisation": appointment.organisation.name,
        "on": on,
        "how": how,
        "by": by,
    }
    audit.record(actor, appointment.person, "end_post", why=why.strip(), data=data)
    return appointment


def _decided_by(appointment: Appointment, how: str, by: str) -> str:
    rule = "人民调解法 第15条"
    if how not in Ended.values or how == Ended.RENEWED:
        raise Malformed("ended_how", _("请选择结束任职的方式。"), field="how")
    if how == Ended.REMOVED and appointment.origin != Origin.ELECTED:
        reason = _("只有推选产生的委员由推选单位罢免；聘任的由聘任单位解聘。")
        raise Malformed("not_elected", reason, field="how", rule=rule, next_step=_("请选择“解聘”。"))
    if how == Ended.DISMISSED and appointment.origin != Origin.APPOINTED:
        reason = _("只有聘任的调解员由聘任单位解聘；推选产生的由推选单位罢免。")
        raise Malformed("not_appointed", reason, field="how", rule=rule, next_step=_("请选择“罢免”。"))
    if how not in (Ended.REMOVED, Ended.DISMISSED):
        return ""
    named = " ".join(by.split())[:120] or appointment.body
    if not named and how == Ended.DISMISSED:
        named = appointment.organisation.name
    if not named:
        raise Malformed("by_missing", _("请写明作出罢免决定的推选单位。"), field="by", rule=rule)
    return named


def _check_handed_over(appointment: Appointment, day: date) -> None:
    """Raise NotNow while matters are with the person here and no other mediating post here goes on."""
    if appointment.post not in MEDIATING_POSTS:
        return
    others = Appointment.objects.filter(
        on(day), person=appointment.person_id, organisation=appointment.organisation_id, post__in=MEDIATING_POSTS
    ).exclude(pk=appointment.pk)
    if others.filter(ends_on=None).exists():
        return
    asked = {"person_id": appointment.person_id, "organisation_id": appointment.organisation_id}
    told = [text for answer in events.collect("people.obstacles", **asked) for text in answer]
    if told:
        raise NotNow(
            "cases_open",
            _("%(reasons)s。") % {"reasons": listed(told)},
            next_step=_("请先在各件纠纷中更换调解员，再结束任职。"),
        )


def certificates(person: Person) -> list[str]:
    """Return the numbers of the certificates that a person holds or held."""
    return list(person.appointments.exclude(certificate="").values_list("certificate", flat=True).distinct())


def _enter(person: Person, organisation: Organisation, new: NewPost, renews: Appointment | None = None) -> Appointment:
    given = asdict(new)
    given["body"] = body_of(new, organisation.name)
    given["certificate"] = new.certificate.strip()
    appointment = Appointment.objects.create(person=person, renews=renews, **given)
    if given["certificate"]:
        facts.set_tokens(person, certificates(person))
        person.save(update_fields=["tokens"])
    return appointment


def body_of(new: NewPost, organisation: str) -> str:
    """Return who elected or appointed: as named, else the organisation itself for whom it appointed."""
    return " ".join(new.body.split()) or (organisation if new.origin == Origin.APPOINTED else "")


def check(person: Person, new: NewPost, today: date) -> None:
    """Check a post by itself and for this person; raises Malformed with the field."""
    if new.post not in _POSTS:
        raise Malformed("post", _("请选择职务。"), field="post")
    is_mediating = new.post in _MEDIATING
    if is_mediating and new.origin not in _ORIGINS:
        reason = _("请写明调解员是推选还是聘任。")
        raise Malformed("origin", reason, field="origin", rule="人民调解法 第9条、第13条")
    if new.origin and new.origin not in _ORIGINS:
        raise Malformed("origin", _("请选择产生方式。"), field="origin")
    if not date(1949, 10, 1) <= new.starts_on <= today:
        raise Malformed("starts_on", _("任职开始日期不能晚于今天。"), field="starts_on")
    if is_mediating and person.birth_on and facts.age(person.birth_on, new.starts_on) < facts.ADULT:
        raise Malformed("not_adult", _("人民调解员应当由成年公民担任。"), field="birth_on", rule="人民调解法 第14条")
    if new.term_ends_on and new.term_ends_on < new.starts_on:
        raise Malformed("term_ends_on", _("任期届满不能早于任职开始。"), field="term_ends_on")
    if new.certificate_until and new.certificate_from and new.certificate_until < new.certificate_from:
        raise Malformed("certificate_until", _("证书有效期的结束不能早于开始。"), field="certificate_until")
    for name, most in (("certificate", 40), ("certificate_issuer", 120), ("body", 120)):
        if len(getattr(new, name)) > most:
            reason = _("不能超过%(most)s个字。") % {"most": most}
            raise Malformed("too_long", reason, field=name)


def _check_admission(new: NewPost, today: date) -> None:
    rule = current_ruleset(today).admission
    if rule is not None and new.post in MEDIATING_POSTS and new.post in rule.posts:
        raise NotNow(
            "admission_needed",
            _("本地规定调解员任职前须经准入审核。"),
            field="post",
            rule=rule.source,
            next_step=_("请在“准入审核”中提交申请，审核通过后自动任职。"),
        )
