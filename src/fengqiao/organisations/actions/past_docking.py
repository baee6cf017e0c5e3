"""Entering memoranda and rosters of many courts at once: the same checks and the same history as one by one.

For imports (exchange), in the caller's transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.text import N_
from fengqiao.organisations import access
from fengqiao.organisations.actions.docking import invitation_of, judge_of, memorandum_of
from fengqiao.organisations.actions.entry import line
from fengqiao.organisations.actions.past import AddedParts, Part, end, write
from fengqiao.organisations.models import GuidingJudge, Invitation, Memorandum, Organisation
from fengqiao.organisations.queries import COURT


@dataclass(frozen=True, kw_only=True)
class PastMemorandum:
    """A memorandum as a register has it, without its scan."""

    court_id: UUID
    organisation_id: UUID
    title: str
    terms: str
    signed_on: date
    valid_from: date | None = None
    valid_to: date | None = None
    ended_why: str = ""


@dataclass(frozen=True, kw_only=True)
class PastInvitation:
    """An entry of a roster: an organisation, or a mediator and where that one works. until: the day on which it ended."""

    court_id: UUID
    organisation_id: UUID | None = None
    person_name: str = ""
    person_id: UUID | None = None
    fields: str = ""
    certificate: str = ""
    is_resident: bool = False
    since: date
    until: date | None = None
    ended_why: str = ""


@dataclass(frozen=True, kw_only=True)
class PastJudge:
    """A guiding judge and the place that is guided. until: the day on which it ended."""

    court_id: UUID
    person_name: str
    person_id: UUID | None = None
    region_code: str
    title: str = ""
    telephone: str = ""
    since: date
    until: date | None = None


PastDocking = PastMemorandum | PastInvitation | PastJudge


class _Standing:
    """What the courts' rosters have already, and what the rows add to it; the organisations that the rows name."""

    def __init__(self, actor: Actor, rows: Sequence[PastDocking]) -> None:
        seen = access.visible_to(actor).select_related("region").defer("tokens", "search")
        courts = seen.filter(pk__in={row.court_id for row in rows}, kind=COURT)
        within = courts.filter(region__code__startswith=actor.region_scope or "-")
        self.courts = {court.pk: court for court in within}
        named = {pk for row in rows if (pk := getattr(row, "organisation_id", None))}
        self.partners = {each.pk: each for each in seen.filter(pk__in=named)}
        listed = Invitation.objects.filter(court__in=self.courts, until=None)
        guiding = GuidingJudge.objects.filter(court__in=self.courts, until=None)
        self.taken = {_place(row) for row in listed} | {_place(row) for row in guiding}

    def partner(self, court: Organisation, pk: UUID | None) -> Organisation | None:
        """Return the organisation that a row names. Raises Malformed."""
        if pk is not None and (pk not in self.partners or pk == court.pk):
            raise Malformed("partner_unknown", N_("名册中没有这个组织。"), field="organisation_id")
        return self.partners[pk] if pk else None

    def take(self, row: Invitation | GuidingJudge, field: str) -> None:
        """Keep that a place on a roster is taken. Raises Malformed when it is."""
        if row.until is None and _place(row) in self.taken:
            raise Malformed("invitation_known", N_("已经在这个法院的名册上。"), field=field)
        self.taken |= {_place(row)} if row.until is None else set()


def _place(row: Invitation | GuidingJudge) -> tuple[Any, ...]:
    """Return what may stand once on a roster."""
    if isinstance(row, GuidingJudge):
        return row.court_id, "judge", row.person_name, row.region_id
    if row.person_id:
        return row.court_id, "person", row.person_id
    return (row.court_id, "organisation", row.organisation_id) if not row.person_name else (row.pk,)


def _memorandum(actor: Actor, row: PastMemorandum, court: Organisation, standing: _Standing) -> Memorandum:
    partner = standing.partner(court, row.organisation_id)
    assert partner is not None  # noqa: S101 - an id was given, and an unknown one refused
    given = {name: getattr(row, name) for name in ("title", "terms", "signed_on", "valid_from", "valid_to")}
    made = memorandum_of(actor, court, partner, **given)
    made.ended_why = line(row.ended_why, "ended_why", 200)
    return made


def _invitation(actor: Actor, row: PastInvitation, court: Organisation, standing: _Standing) -> Invitation:
    names = ("person_name", "person_id", "fields", "certificate", "is_resident", "since")
    partner = standing.partner(court, row.organisation_id)
    made = invitation_of(actor, court, partner, **{name: getattr(row, name) for name in names})
    made.until, made.ended_why = end(actor, row.since, row.until, "until"), line(row.ended_why, "ended_why", 200)
    if bool(made.until) != bool(made.ended_why):
        raise Malformed("reason_missing", N_("移出名册的，请写明日期和原因。"), field="ended_why")
    standing.take(made, "person_name" if made.person_name else "organisation_id")
    return made


def _judge(actor: Actor, row: PastJudge, court: Organisation, standing: _Standing) -> GuidingJudge:
    names = ("person_name", "person_id", "region_code", "title", "telephone", "since")
    made = judge_of(actor, court, **{name: getattr(row, name) for name in names})
    made.until = end(actor, row.since, row.until, "until")
    standing.take(made, "person_name")
    return made


_MAKERS: Mapping[type[Any], Callable[[Actor, Any, Organisation, _Standing], Part]] = {
    PastMemorandum: _memorandum,
    PastInvitation: _invitation,
    PastJudge: _judge,
}


def add_docking(actor: Actor, rows: Sequence[PastDocking], *, is_dry: bool = False) -> AddedParts:
    """Check memoranda and entries of rosters and, unless dry, write those that are right; return what became of each row.

    Raises Forbidden; everything else is a fault of its row.
    """
    actor.require(Permission.KEEP_DOCKING)
    standing, result, made = _Standing(actor, rows), AddedParts(), list[Part]()
    for index, row in enumerate(rows):
        try:
            court = standing.courts.get(row.court_id)
            if court is None:
                raise NotFound("organisation_not_found", N_("您负责的地区没有这个人民法院。"), field="court_id")
            part = _MAKERS[type(row)](actor, row, court, standing)
        except DomainError as error:
            result.faults[index] = error
            continue
        made.append(part)
        result.parts[index] = part.pk
    if made and not is_dry:
        write(actor, made)
    return result
