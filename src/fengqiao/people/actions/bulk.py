"""Entering many people with their posts at once, by COPY: the same checks, the same rows and the same history as one by one.

For imports (exchange), in the caller's transaction. Organisations are looked up once, and one query each finds those who are
registered already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk, crypto
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.ids import uuid7
from fengqiao.core.text import N_
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import access as organisations
from fengqiao.people import access, facts
from fengqiao.people.actions.posts import NewPost, body_of, check
from fengqiao.people.facts import Given
from fengqiao.people.models import Appointment, Ended, Person
from fengqiao.people.queries import by_id_hash

_PERSON = (
    "id", "created_at", "name", "pinyin", "sex", "birth_on", "ethnicity", "education", "politics", "employer",
    "id_number", "id_number_hash", "phone", "phone_hash", "phone_tail", "specialities", "languages", "hours", "away_from",
    "away_until", "interests", "verified_on", "verified_how", "tokens",
)  # fmt: skip
_POST = (
    "id", "created_at", "person", "organisation", "post", "origin", "is_full_time", "is_purchased", "starts_on",
    "term_ends_on", "ends_on", "certificate", "body", "certificate_issuer", "certificate_from", "certificate_until",
    "ended_how", "ended_by", "ended_why",
)  # fmt: skip
_SUBJECT = Person._meta.label_lower
_GIVEN = tuple(each.name for each in fields(NewPost))


@dataclass(frozen=True)
class PastPost:
    """A post of history: as given, and how it ended, if it did. ended_how: of Ended, but not renewed."""

    post: NewPost
    ends_on: date | None = None
    ended_how: str = ""
    ended_by: str = ""
    ended_why: str = ""


@dataclass(frozen=True)
class NewPerson:
    """Somebody with at least one post. ``key`` is the importer's own and comes back with what was wrong."""

    given: Given
    posts: Sequence[PastPost]
    key: str = ""


@dataclass
class Added:
    """What became of the rows, by their place in what was given: the new person's id, or what is wrong."""

    people: dict[int, UUID] = field(default_factory=dict)
    faults: dict[int, DomainError] = field(default_factory=dict)


def add_many(actor: Actor, rows: Sequence[NewPerson], *, is_dry: bool = False) -> Added:
    """Check people and their posts and, unless dry, write those that are right; return what became of each row.

    Takes over who is in office: no admission review is asked for. Raises Forbidden; everything else is a fault of its row.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    today = local_date(actor.at)
    rules = current_ruleset(today)
    ids = frozenset(past.post.organisation_id for row in rows for past in row.posts)
    names = _names(actor, ids)
    result, made, seen, blank = Added(), [], _registered(rows), bulk.blanks(Person)
    for index, row in enumerate(rows):
        try:
            person = _checked(blank(), row, names, today, rules)
            if person.id_number_hash and person.id_number_hash in seen:
                reason = N_("这个身份证号已经登记，或者在文件中重复。")
                raise Malformed("person_known", reason, field="id_number")
        except DomainError as error:
            result.faults[index] = error
            continue
        if person.id_number_hash:
            seen.add(person.id_number_hash)
        made.append((index, row, person))
        result.people[index] = person.pk
    if made and not is_dry:
        _write(actor, [(row, person) for _index, row, person in made], names)
    return result


def _names(actor: Actor, ids: frozenset[UUID]) -> Mapping[UUID, tuple[str, bool]]:
    found = organisations.visible_to(actor).filter(
        pk__in=bulk.among(ids), region__code__startswith=actor.region_scope or "-"
    )
    return {pk: (name, active) for pk, name, active in found.values_list("pk", "name", "is_active")}


def _registered(rows: Sequence[NewPerson]) -> set[str]:
    hashes = [facts.id_hash(number) for row in rows if (number := row.given.get("id_number", "").strip())]
    return set(by_id_hash(hashes))


def _checked(
    person: Person, row: NewPerson, names: Mapping[UUID, tuple[str, bool]], today: date, rules: RuleSet
) -> Person:
    facts.fill(person, row.given, today, rules)
    facts.set_tokens(person, [past.post.certificate for past in row.posts if past.post.certificate])
    if not row.posts:
        raise Malformed("post_missing", N_("请填写所在的组织和职务。"), field="post", rule="人民调解法 第13条")
    held: set[tuple[UUID, str]] = set()
    for number, past in enumerate(row.posts):
        try:
            _check_post(person, past, names, held, today)
        except DomainError as error:
            error.extra["post"] = number
            raise
    return person


def _check_post(
    person: Person,
    past: PastPost,
    names: Mapping[UUID, tuple[str, bool]],
    held: set[tuple[UUID, str]],
    today: date,
) -> None:
    known = names.get(past.post.organisation_id)
    if known is None:
        raise NotFound("organisation_not_found", N_("没有找到这个组织。"), field="organisation_id")
    check(person, past.post, today)
    _check_end(past, known[1], today)
    place = (past.post.organisation_id, past.post.post)
    if past.ends_on is None and place in held:
        raise Malformed("post_held", N_("同一职务重复。"), field="post")
    held |= {place} if past.ends_on is None else set()


@dataclass
class AddedPosts:
    """What became of the rows, by their place in what was given: the new post's id, or what is wrong."""

    posts: dict[int, UUID] = field(default_factory=dict)
    faults: dict[int, DomainError] = field(default_factory=dict)


@transaction.atomic
def add_posts(actor: Actor, rows: Sequence[tuple[UUID, PastPost]], *, is_dry: bool = False) -> AddedPosts:
    """Give further posts to people of the register, each by the person's id; return what became of each row.

    Takes over posts that are held: no admission review is asked for. People whom the actor does not see are not found. Raises
    Forbidden; everything else is a fault of its row.
    """
    actor.require(Permission.MANAGE_REGISTRY)
    today, ids = local_date(actor.at), {person_id for person_id, _past in rows}
    names = _names(actor, frozenset(past.post.organisation_id for _person_id, past in rows))
    people = {person.pk: person for person in access.visible_to(actor).filter(pk__in=ids).defer("search")}
    held = {pk: set[tuple[UUID, str]]() for pk in people}
    open_posts = Appointment.objects.filter(person__in=list(people), ends_on=None)
    for pk, organisation, post in open_posts.values_list("person_id", "organisation_id", "post"):
        held[pk].add((organisation, post))
    result, posts, facts_told = AddedPosts(), [], dict[UUID, list[audit_bulk.Fact]]()
    for index, (person_id, past) in enumerate(rows):
        try:
            if (person := people.get(person_id)) is None:
                raise NotFound("person_not_found", N_("没有找到这个人。"), field="name")
            _check_post(person, past, names, held[person_id], today)
        except DomainError as error:
            result.faults[index] = error
            continue
        pk, name = uuid7(), names[past.post.organisation_id][0]
        result.posts[index] = pk
        posts.append(_post_row(actor, pk, person_id, past, name))
        facts_told.setdefault(person_id, []).append(audit_bulk.Fact("appoint", actor.at, "", _told(pk, past, name)))
    if posts and not is_dry:
        bulk.copy(Appointment, _POST, posts)
        audit_bulk.append(actor, _SUBJECT, facts_told)
        _find_by_certificates([people[pk] for pk in facts_told], [rows[index][1] for index in result.posts])
    return result


def _find_by_certificates(people: Sequence[Person], added: Sequence[PastPost]) -> None:
    """Let people be found by certificates that came with further posts."""
    if not any(past.post.certificate for past in added):
        return
    numbers: dict[UUID, list[str]] = {person.pk: [] for person in people}
    known = Appointment.objects.filter(person__in=list(numbers)).exclude(certificate="").order_by("starts_on", "id")
    for pk, number in known.values_list("person_id", "certificate"):
        numbers[pk].append(number)
    for person in people:
        facts.set_tokens(person, numbers[person.pk])
    Person.objects.bulk_update(people, ["tokens"], batch_size=500)


def _check_end(past: PastPost, is_active: bool, today: date) -> None:
    if past.ends_on is None:
        if not is_active:
            raise Malformed("organisation_closed", N_("该组织已经停用，不能再任职。"), field="organisation_id")
        if past.ended_how:
            raise Malformed("ends_on", N_("写明了结束的方式，没有写明结束日期。"), field="ends_on")
        return
    if not past.post.starts_on <= past.ends_on <= today:
        raise Malformed("ends_on", N_("结束日期不能早于任职开始，也不能晚于今天。"), field="ends_on")
    if past.ended_how and past.ended_how not in Ended.values:
        raise Malformed("ended_how", N_("请选择结束任职的方式。"), field="ended_how")
    wanted = {Ended.REMOVED.value: "elected", Ended.DISMISSED.value: "appointed"}.get(past.ended_how)
    if wanted and past.post.origin != wanted:
        reason = N_("只有推选产生的委员由推选单位罢免；聘任的由聘任单位解聘。")
        raise Malformed("ended_how", reason, field="ended_how", rule="人民调解法 第15条")


def _secret(text: str) -> bytes:
    return crypto.encrypt(text) if text else b""


def _write(actor: Actor, made: Sequence[tuple[NewPerson, Person]], names: Mapping[UUID, tuple[str, bool]]) -> None:
    people, posts, events = [], [], []
    for row, person in made:
        people.append(
            (
                person.pk, actor.at, person.name, person.pinyin, person.sex, person.birth_on, person.ethnicity,
                person.education, person.politics, person.employer, _secret(person.id_number), person.id_number_hash,
                _secret(person.phone), person.phone_hash, person.phone_tail, person.specialities, person.languages,
                person.hours, person.away_from, person.away_until, person.interests, None, "", person.tokens,
            )
        )  # fmt: skip
        told = [audit_bulk.Fact("register", actor.at, "", {"imported": True})]
        for past in row.posts:
            pk, name = uuid7(), names[past.post.organisation_id][0]
            posts.append(_post_row(actor, pk, person.pk, past, name))
            told.append(audit_bulk.Fact("appoint", actor.at, "", _told(pk, past, name)))
        events += audit_bulk.chain(actor, _SUBJECT, person.pk, told)
    bulk.leave_for_later()
    bulk.copy(Person, _PERSON, people)
    bulk.copy(Appointment, _POST, posts)
    audit_bulk.write(events)


def _post_row(actor: Actor, pk: UUID, person: UUID, past: PastPost, organisation: str) -> tuple[Any, ...]:
    post = past.post
    return (
        pk, actor.at, person, post.organisation_id, post.post, post.origin, post.is_full_time, post.is_purchased,
        post.starts_on, post.term_ends_on, past.ends_on, post.certificate.strip(), body_of(post, organisation),
        post.certificate_issuer, post.certificate_from, post.certificate_until,
        past.ended_how or (Ended.OTHER.value if past.ends_on else ""), past.ended_by[:120], past.ended_why[:1000],
    )  # fmt: skip


def _told(pk: UUID, past: PastPost, organisation: str) -> dict[str, Any]:
    told = {name: getattr(past.post, name) for name in _GIVEN}
    told |= {"appointment": pk, "organisation": organisation, "imported": True}
    if past.ends_on:
        told |= {"ends_on": past.ends_on, "ended_how": past.ended_how}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value
        for name, value in told.items()
    }
