"""Entering people and what is true of them."""

from collections.abc import Sequence
from typing import Any, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.people import access, facts
from fengqiao.people.actions import posts
from fengqiao.people.facts import Given
from fengqiao.people.models import Person, Verified

MOST_PHOTO = 2 * 1024 * 1024
"""Bytes of a photo."""


@transaction.atomic
def register(actor: Actor, *, post: posts.NewPost, **given: Unpack[Given]) -> Person:
    """Enter a person with a first post and return the person.

    Everybody in the register belongs to an organisation (人民调解法第13条). An identity number gives sex and birth date.
    Raises Forbidden, Malformed with the field (also when that identity number is registered already), NotFound for an
    organisation out of sight, NotNow for a closed one or where the post needs an admission review first.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    person = enter(actor, given, certificates=[post.certificate])
    posts.give(actor, person, post)
    return person


@transaction.atomic
def take_over(actor: Actor, *, posts_held: Sequence[posts.NewPost], **given: Unpack[Given]) -> Person:
    """Enter somebody who was in office before this register began: all posts at once, without an admission review.

    Raises as ``register`` does.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    person = enter(actor, given, certificates=[post.certificate for post in posts_held])
    for post in posts_held:
        posts.give(actor, person, post, is_admitted=True)
    return person


def enter(actor: Actor, given: Given, *, certificates: list[str]) -> Person:
    """Enter a person without a post, in the caller's transaction; raises Malformed."""
    person = Person()
    today = local_date(actor.at)
    facts.fill(person, given, today, current_ruleset(today))
    facts.set_tokens(person, certificates)
    _save(person)
    audit.record(actor, person, "register")
    return person


@transaction.atomic
def change(actor: Actor, person_id: UUID, **given: Unpack[Given]) -> Person:
    """Enter what is now true of a person and return the person; raises what ``register`` does. What is left out stays.

    What was masked on the form comes back as it is: an identity number or phone with asterisks stays unchanged. A changed
    identity number must be verified anew.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    before = facts.told(person)
    now: dict[str, Any] = {**before, **given}
    now["id_number"] = person.id_number if now["id_number"] == person.masked_id_number else now["id_number"]
    now["phone"] = person.phone if now["phone"] == person.masked_phone else now["phone"]
    today = local_date(actor.at)
    facts.fill(person, Given(**now), today, current_ruleset(today))  # type: ignore[typeddict-item]  # same names as told()
    changed = [column for column, old in before.items() if getattr(person, column) != old]
    if changed:
        if {"id_number", "name"} & set(changed):
            person.verified_on, person.verified_how = None, ""
        facts.set_tokens(person, posts.certificates(person))
        _save(person)
        audit.record(actor, person, "change", data={"columns": changed})
    return person


@transaction.atomic
def verify(actor: Actor, person_id: UUID, *, how: str) -> Person:
    """Enter that a person was made sure to be who the identity number says; return the person.

    how: of Verified. Raises Malformed, NotNow without an identity number.
    """
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    if how not in Verified.values:
        raise Malformed("verified_how", _("请选择核验方式。"), field="how")
    if not person.id_number:
        raise NotNow(
            "id_number_missing", _("没有登记身份证号，不能核验身份。"), next_step=_("请先在“变更”中填写身份证号。")
        )
    person.verified_on, person.verified_how = local_date(actor.at), how
    person.save(update_fields=["verified_on", "verified_how"])
    audit.record(actor, person, "verify", data={"how": how})
    return person


@transaction.atomic
def set_photo(actor: Actor, person_id: UUID, *, name: str, content: bytes) -> Person:
    """Keep a photo (PNG or JPEG, at most 2 MB) and return the person; raises Malformed."""
    person = access.get_for(actor, person_id, Permission.MANAGE_REGISTRY, lock=True)
    try:
        person.photo = files.store(actor, name, content, allow=("png", "jpeg"), most=MOST_PHOTO)
    except Malformed as error:
        error.field = "photo"
        raise
    person.save(update_fields=["photo"])
    audit.record(actor, person, "photo", data={"sha256": person.photo.sha256})
    return person


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


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the database knows each identity number once
        reason = _("这个身份证号已经登记，请在人员列表中查找后增加任职。")
        raise Malformed("person_known", reason, field="id_number") from error
