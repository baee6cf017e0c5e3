"""Reads of people and their posts that others may use."""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.search import matching
from fengqiao.people import access, facts
from fengqiao.people.models import MEDIATING_POSTS, Appointment, Person, Post, Suspension

ORDER = "pinyin,id"
"""The order of every list of people, as its index has it."""
MEDIATING = "mediating"
"""Stands for every mediating post where one is asked for."""
EXPIRING_ORDER = {"term": "term_ends_on,id", "certificate": "certificate_until,id"}
_ID_NUMBER = re.compile(r"^\d{17}[\dXx]$")
_PHONE = re.compile(r"^\+?\d{7,13}$")


def on(day: date) -> Q:
    """Return the condition that a post is held on a local date."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def suspended(day: date) -> Exists:
    """Return the condition on a post that its holder is suspended on a local date."""
    return Exists(Suspension.objects.filter(suspended_on(day), person=OuterRef("person")))


def suspended_on(day: date) -> Q:
    """Return the condition that a suspension holds on a local date; it holds no more on the day on which it is lifted."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def mediators(organisation_id: UUID, day: date) -> list[Appointment]:
    """Return who may mediate for an organisation on a local date, the director first, each person once, with the person.

    Who is suspended that day is left out.
    """
    order = {post: index for index, post in enumerate(MEDIATING_POSTS)}
    posts = Appointment.objects.filter(on(day), organisation=organisation_id, post__in=MEDIATING_POSTS)
    posts = posts.exclude(suspended(day))
    by_person: dict[UUID, Appointment] = {}
    for row in sorted(
        posts.select_related("person"), key=lambda row: (order[Post(row.post)], row.person.pinyin, row.pk)
    ):
        by_person.setdefault(row.person_id, row)
    return list(by_person.values())


def mediating_posts(organisation_ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    """Return by organisation all posts in which somebody mediates or mediated for it, with the persons, the newest first."""
    held = Appointment.objects.filter(organisation__in=organisation_ids, post__in=MEDIATING_POSTS)
    found: dict[UUID, list[Appointment]] = {pk: [] for pk in organisation_ids}
    for post in held.select_related("person").order_by("-starts_on", "id"):
        found[post.organisation_id].append(post)
    return found


def is_mediator(person_id: UUID, organisation_id: UUID, day: date) -> bool:
    """Whether a person may mediate for an organisation on a local date; not while suspended."""
    held = Appointment.objects.filter(on(day), person=person_id, organisation=organisation_id)
    held = held.exclude(suspended(day))
    return held.filter(post__in=MEDIATING_POSTS).exists()


def appointments(person: Person) -> QuerySet[Appointment]:
    """Return all posts of a person, the newest first."""
    return person.appointments.select_related("organisation").order_by("-starts_on", "-id")


def posts_of(person_ids: Iterable[UUID]) -> QuerySet[Appointment]:
    """Return all posts of these people, with the organisations."""
    return Appointment.objects.filter(person__in=set(person_ids)).select_related("organisation")


def holders_called(organisation_ids: Iterable[UUID], names: Iterable[str]) -> QuerySet[Appointment]:
    """Return the posts that people of these names hold or held at these organisations, with the people, the newest first."""
    found = Appointment.objects.filter(organisation__in=set(organisation_ids), person__name__in=set(names))
    return found.select_related("person").order_by("-starts_on", "-id")


def entered_with(person_ids: Iterable[UUID]) -> list[UUID]:
    """Return the posts that came into the register together with these people."""
    found = Appointment.objects.filter(person__in=set(person_ids), created_at=F("person__created_at"))
    return list(found.values_list("pk", flat=True))


def held_by(post_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return whose posts these are: post -> person."""
    return dict(Appointment.objects.filter(pk__in=bulk.among(post_ids)).values_list("pk", "person_id"))


def holders(organisation_id: UUID, day: date) -> QuerySet[Appointment]:
    """Return the posts held at an organisation on a local date, with the persons."""
    held = Appointment.objects.filter(on(day), organisation=organisation_id)
    return held.select_related("person").order_by("post", "person__pinyin", "id")


def get(person_id: UUID) -> Person | None:
    """Return a person whatever the reader may see, for the records that name the person; None when there is none."""
    return Person.objects.filter(pk=person_id).defer("tokens", "search").first()


def known(name: str, phone: str) -> Person | None:
    """Return the person of this name and phone, or None."""
    return Person.objects.filter(name=name, phone_hash=facts.phone_hash(phone)).first()


def by_id_hash(hashes: Iterable[str]) -> dict[str, UUID]:
    """Return people by the hash of their identity number, in one query; who is unknown is left out."""
    return dict(_numbered(hashes).values_list("id_number_hash", "id"))


def keyed(id_hashes: Collection[str], phone_hashes: Collection[str]) -> list[UUID]:
    """Return the people whose identity number, or whose phone, has one of these hashes, whoever may see them."""
    found = list(_numbered(id_hashes).values_list("id", flat=True)) if id_hashes else []
    called = Person.objects.filter(phone_hash__in=bulk.among_texts(phone_hashes))
    return [*found, *called.values_list("id", flat=True)] if phone_hashes else found


def _numbered(hashes: Iterable[str]) -> QuerySet[Person]:
    """Who has a number, by its hash: said, so that the index of those who have one serves however many there are."""
    return Person.objects.exclude(id_number_hash="").filter(id_number_hash__in=bulk.among_texts(hashes))


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by id, in one query."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("id", "name"))


def listed(
    actor: Actor,
    day: date,
    *,
    q: str = "",
    organisation: UUID | None = None,
    post: str = "",
    region: str = "",
    full_time: bool | None = None,
    state: str = "active",
) -> QuerySet[Person]:
    """Return what the actor sees of the register of people on a local date, narrowed, each with the posts held that day.

    q: any part of the name, its pinyin or initials, the last four digits of the phone, or a whole phone or identity number.
    region: prefix of the region code. state: active (holds a post that day), former or all.
    """
    held = Appointment.objects.filter(on(day), person=OuterRef("pk"))
    if organisation:
        held = held.filter(organisation=organisation)
    if post:
        held = held.filter(post__in=MEDIATING_POSTS if post == MEDIATING else (post,))
    if region:
        held = held.filter(organisation__region__code__startswith=region)
    if full_time is not None:
        held = held.filter(is_full_time=full_time)
    found = access.visible_to(actor).filter(_searched(q))
    narrowed = bool(organisation or post or region or full_time is not None)
    if state == "former":
        found = found.filter(~Exists(Appointment.objects.filter(on(day), person=OuterRef("pk"))))
    elif state == "active" or narrowed:
        found = found.filter(Exists(held))
    posts = Appointment.objects.filter(on(day)).select_related("organisation").order_by("starts_on", "id")
    posts = posts.defer("organisation__tokens", "organisation__search")
    return found.defer("tokens", "search").prefetch_related(Prefetch("appointments", posts, to_attr="posts"))


def expiring(actor: Actor, day: date, *, what: str, within: int) -> QuerySet[Appointment]:
    """Return the open posts in sight whose term (what="term") or certificate runs out within so many days, or ran out.

    Earliest first (keyset: EXPIRING_ORDER). Derived on reading: nothing has to be set to be reminded.
    """
    column = "term_ends_on" if what == "term" else "certificate_until"
    found = access.posts_visible_to(actor).filter(ends_on=None, **{f"{column}__lte": day + timedelta(days=within)})
    return found.select_related("person", "organisation").defer(
        "person__tokens", "person__search", "organisation__tokens", "organisation__search"
    )


def _searched(q: str) -> Q:
    text = "".join(q.split())
    if not text:
        return Q()
    if _ID_NUMBER.match(text):
        return Q(id_number_hash=facts.id_hash(text))
    if _PHONE.match(facts.plain_phone(text)):
        return Q(phone_hash=facts.phone_hash(text))
    condition = matching(q)
    return Q(search=condition) if condition is not None else Q(pk__in=[])
