"""What speaks against giving a matter to somebody: suspension, absence, and ties to a party (回避)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.core.crypto import keyed_hash
from fengqiao.core.text import N_
from fengqiao.people import facts
from fengqiao.people.models import Appointment, Person, Suspension, Tie, TieKind
from fengqiao.people.queries.register import on, suspended_on


@dataclass(frozen=True)
class PartyMark:
    """A party as far as it can be known again: name; identity number and phone in the clear, "" when not known."""

    name: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Caution:
    """A reason not to give somebody the matter. ``proposes_recusal``: because of a party; else a matter of time."""

    text: str
    source: str
    proposes_recusal: bool = True


RECUSAL = "人民调解工作若干规定（当事人可以要求调解员回避）"
_SAID = {
    TieKind.RELATIVE: N_("%(party)s是其近亲属，建议回避"),
    TieKind.COLLEAGUE: N_("%(party)s是其同事，建议回避"),
    TieKind.CLIENT: N_("%(party)s是其曾经代理、服务的当事人，建议回避"),
    TieKind.INTEREST: N_("其在%(party)s任职或者持股，建议回避"),
}


def suspension(person_id: UUID, day: date) -> Suspension | None:
    """Return the suspension of a person on a local date, or None."""
    return Suspension.objects.filter(suspended_on(day), person=person_id).order_by("-starts_on").first()


def suspensions(person: Person) -> QuerySet[Suspension]:
    """Return all suspensions of a person, the newest first."""
    return person.suspensions.order_by("-starts_on", "-id")


def ties(person: Person) -> QuerySet[Tie]:
    """Return what a person declared and did not withdraw."""
    return person.ties.filter(ended_on=None).order_by("kind", "name", "id")


def cautions(person_ids: Iterable[UUID], parties: Sequence[PartyMark], day: date) -> dict[UUID, list[Caution]]:
    """Return what speaks against giving each person a matter of these parties on a local date, in four queries.

    A party is known again by identity number, phone or exact name: as a declared tie, as the person's employer, as the same
    person, or as somebody who works at the same organisation. It proposes recusal, and decides nothing.
    """
    people = {row.pk: row for row in Person.objects.filter(pk__in=set(person_ids)).defer("tokens", "search")}
    found: dict[UUID, list[Caution]] = defaultdict(list)
    for person in people.values():
        if away := _away(person, day):
            found[person.pk].append(away)
    for tie in Tie.objects.filter(person__in=people, ended_on=None).order_by("kind", "name"):
        for party in parties:
            if _is(tie, party):
                _add(found, tie.person_id, _SAID[TieKind(tie.kind)] % {"party": party.name})
    for person in people.values():
        for party in parties:
            if person.employer and person.employer == party.name.strip():
                _add(found, person.pk, N_("%(party)s是其工作单位，建议回避") % {"party": party.name})
    _colleagues(found, people, parties, day)
    return dict(found)


def _away(person: Person, day: date) -> Caution | None:
    if person.away_from is None or day < person.away_from or (person.away_until and day > person.away_until):
        return None
    until = N_("%(day)s以前不在岗") % {"day": person.away_until.isoformat()} if person.away_until else N_("现在不在岗")
    return Caution(until, "", proposes_recusal=False)


def _is(tie: Tie, party: PartyMark) -> bool:
    if tie.id_hash and party.id_number:
        return tie.id_hash == keyed_hash(party.id_number.upper())
    if tie.phone_hash and party.phone and tie.phone_hash == keyed_hash(facts.plain_phone(party.phone)):
        return True
    return tie.name == party.name.strip()


def _colleagues(
    found: dict[UUID, list[Caution]], people: dict[UUID, Person], parties: Sequence[PartyMark], day: date
) -> None:
    """Add those who are a party themselves, or belong to an organisation to which a party belongs."""
    numbers = {facts.id_hash(party.id_number): party.name for party in parties if party.id_number}
    if not numbers:
        return
    known = dict(Person.objects.filter(id_number_hash__in=numbers).values_list("id", "id_number_hash"))
    for person_id in set(known) & set(people):
        _add(found, person_id, N_("本人是当事人，应当回避"))
    held = Appointment.objects.filter(on(day), Q(person__in=people) | Q(person__in=known))
    at: dict[UUID, set[UUID]] = defaultdict(set)
    for person_id, organisation_id in held.values_list("person_id", "organisation_id"):
        at[person_id].add(organisation_id)
    for person_id in people:
        for other, hashed in known.items():
            if other != person_id and at[person_id] & at[other]:
                _add(found, person_id, N_("%(party)s与其同在一个组织任职，建议回避") % {"party": numbers[hashed]})


def _add(found: dict[UUID, list[Caution]], person_id: UUID, text: str) -> None:
    caution = Caution(text, RECUSAL)
    if caution not in found[person_id]:
        found[person_id].append(caution)
