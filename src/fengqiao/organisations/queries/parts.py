"""Reading what belongs to an organisation: venue, signs, seals, centre, docking, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from fengqiao.organisations.models import (
    Duty,
    GuidingJudge,
    Invitation,
    Memorandum,
    Organisation,
    PastName,
    Photo,
    ResidentUnit,
    Room,
    Seal,
    Sign,
    SignageCheck,
    Succession,
    Window,
)
from fengqiao.organisations.queries.register import people_of


@dataclass(frozen=True)
class Venue:
    """Rooms in use, the latest state of each sign (None: never looked at), photographs, seals (newest first)."""

    rooms: list[Room]
    signs: list[tuple[Sign, SignageCheck | None]]
    photos: list[Photo]
    seals: list[Seal]


@dataclass(frozen=True)
class CentreParts:
    """Who is in a centre now, and who is on duty in the days to come."""

    units: list[ResidentUnit]
    windows: list[Window]
    duties: list[Duty]


@dataclass(frozen=True)
class Docking:
    """A court's docking: memoranda, the roster of organisations and of mediators, guiding judges; or an organisation's part.

    The register of people says who holds the post of an invited mediator or guiding judge there; the roster, for what and where the
    court invited or named them. ``unlisted``: posts of which the roster says nothing.
    """

    memoranda: list[Memorandum]
    organisations: list[Invitation]
    mediators: list[Invitation]
    judges: list[GuidingJudge]
    unlisted: list[Any]

    @property
    def unlisted_mediators(self) -> list[Any]:
        """Who holds the post of an invited mediator and stands on no roster."""
        return [post for post in self.unlisted if post.post == INVITED]

    @property
    def unlisted_judges(self) -> list[Any]:
        """Who holds the post of a guiding judge and guides no place by the roster."""
        return [post for post in self.unlisted if post.post == GUIDING]


INVITED, GUIDING = "court_invited", "guiding_judge"
"""Posts of the register of people."""


class Mention(NamedTuple):
    """That a court invited somebody (``what``: for which disputes), named somebody to guide a place, or a studio bears the name."""

    how: str
    at_id: UUID
    at_name: str
    what: str
    is_resident: bool
    since: date | None


@dataclass(frozen=True)
class Lineage:
    """Names borne before, what it came out of, what came out of it."""

    names: list[PastName]
    origins: list[Succession]
    successions: list[Succession]


def venue(organisation_id: UUID) -> Venue:
    """Return the venue record of an organisation."""
    return Venue(
        rooms=list(Room.objects.filter(organisation=organisation_id, until=None).order_by("kind", "name")),
        signs=signs(organisation_id),
        photos=list(
            Photo.objects.filter(organisation=organisation_id, removed_at=None)
            .select_related("file")
            .order_by("-taken_on", "-id")
        ),
        seals=list(Seal.objects.filter(organisation=organisation_id).order_by("-valid_from", "-id")),
    )


def signs(organisation_id: UUID) -> list[tuple[Sign, SignageCheck | None]]:
    """Return how each of the signs was found last."""
    found = SignageCheck.objects.filter(organisation=organisation_id).order_by("sign", "-checked_on", "-id")
    latest = {row.sign: row for row in found.distinct("sign")}
    return [(sign, latest.get(sign.value)) for sign in Sign]


def photo(organisation_id: UUID, photo_id: UUID) -> Photo | None:
    """Return a photograph of this organisation that was not removed, or None."""
    found = Photo.objects.filter(organisation=organisation_id, pk=photo_id, removed_at=None)
    return found.select_related("file").first()


def seal(organisation_id: UUID, seal_id: UUID) -> Seal | None:
    """Return a seal of this organisation, or None."""
    return Seal.objects.filter(organisation=organisation_id, pk=seal_id).select_related("image").first()


def seal_on(organisation_id: UUID, day: date) -> Seal | None:
    """Return the seal that was valid on a local date, or None."""
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    return Seal.objects.filter(valid, organisation=organisation_id, valid_from__lte=day).order_by("-valid_from").first()


def centre_parts(centre_id: UUID, day: date, *, days: int = 14) -> CentreParts:
    """Return the units and windows of a centre now, and the roster of the days from a local date on."""
    units = ResidentUnit.objects.filter(centre=centre_id, until=None).order_by("name")
    windows = Window.objects.filter(centre=centre_id, until=None).select_related("unit").order_by("number")
    duties = Duty.objects.filter(centre=centre_id, on__gte=day, on__lt=day + timedelta(days=days))
    return CentreParts(
        units=list(units),
        windows=list(windows),
        duties=list(duties.select_related("window", "unit").order_by("on", "shift", "person_name")),
    )


def docking_of(organisation: Organisation, day: date, *, is_court: bool) -> Docking:
    """Return the docking of a court now, or what of courts' docking names an organisation. day: today, of the posts."""
    own = Q(court=organisation.pk) if is_court else Q(organisation=organisation.pk)
    found = list(
        Invitation.objects.filter(own, until=None)
        .select_related("organisation", "court")
        .order_by("person_name", "id")[:1000]
    )
    judges = GuidingJudge.objects.filter(court=organisation.pk, until=None).select_related("region")
    guiding = list(judges.order_by("region__code", "person_name")) if is_court else []
    listed = {(INVITED, row.person_id) for row in found} | {(GUIDING, row.person_id) for row in guiding}
    posts = [post for post in people_of(organisation.pk, day) if post.post in (INVITED, GUIDING)]
    return Docking(
        memoranda=list(
            Memorandum.objects.filter(own).select_related("court", "organisation").order_by("-signed_on", "-id")[:100]
        ),
        organisations=[row for row in found if not row.person_name],
        mediators=[row for row in found if row.person_name],
        judges=guiding,
        unlisted=[post for post in posts if (post.post, post.person_id) not in listed],
    )


def all_rooms() -> QuerySet[Room]:
    """Return the rooms of all organisations, those given up as well, for registers as files."""
    return Room.objects.all()


def all_signs() -> QuerySet[SignageCheck]:
    """Return how the signs of all organisations were ever found."""
    return SignageCheck.objects.all()


def all_seals() -> QuerySet[Seal]:
    """Return the seals of all organisations, those no longer in use as well."""
    return Seal.objects.all()


def all_memoranda() -> QuerySet[Memorandum]:
    """Return the memoranda of all courts, those that have ended as well."""
    return Memorandum.objects.all()


def all_invitations() -> QuerySet[Invitation]:
    """Return the entries of all courts' rosters, those taken off as well."""
    return Invitation.objects.all()


def all_judges() -> QuerySet[GuidingJudge]:
    """Return the guiding judges of all courts, those of before as well."""
    return GuidingJudge.objects.all()


def memorandum(court_id: UUID, memorandum_id: UUID) -> Memorandum | None:
    """Return a memorandum of this court, or None."""
    found = Memorandum.objects.filter(court=court_id, pk=memorandum_id)
    return found.select_related("file", "organisation").first()


def lineage(organisation_id: UUID) -> Lineage:
    """Return the dated history of an organisation."""
    links = Succession.objects.select_related("predecessor", "successor").order_by("-on", "-id")
    return Lineage(
        names=list(PastName.objects.filter(organisation=organisation_id).order_by("-until", "-id")),
        origins=list(links.filter(successor=organisation_id)),
        successions=list(links.filter(predecessor=organisation_id)),
    )


def tells_of(person_id: UUID) -> list[Mention]:
    """Return what the register of organisations tells of a person now: courts' rosters, places guided, studios so named."""
    plain: dict[str, Any] = {"is_resident": Value(False), "since": Cast(Value(None), DateField())}
    columns = ("how", "at_id", "at_name", "what", "is_resident", "since")
    court = {"at_id": F("court_id"), "at_name": F("court__name")}
    invited = Invitation.objects.filter(person_id=person_id, until=None)
    guiding = GuidingJudge.objects.filter(person_id=person_id, until=None)
    named = Organisation.objects.filter(named_person_id=person_id)
    found = (
        invited.annotate(how=Value("invited"), **court, what=F("fields")).values_list(*columns),
        guiding.annotate(how=Value("guiding"), **court, what=F("region__path"), is_resident=Value(False)).values_list(
            *columns
        ),
        named.annotate(how=Value("named"), at_id=F("id"), at_name=F("name"), what=F("address"), **plain).values_list(
            *columns
        ),
    )
    rows = found[0].union(*found[1:], all=True)
    return sorted(
        (Mention(*row) for row in rows), key=lambda row: (row.how != "invited", row.how, row.at_name, row.what)
    )


def named_after(person_ids: Iterable[UUID]) -> list[Organisation]:
    """Return the studios that bear these people's names, closed ones too."""
    found = Organisation.objects.filter(named_person_id__in=list(person_ids))
    return list(found.defer("tokens", "search").order_by("name", "id"))
