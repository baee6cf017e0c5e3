"""Entering rooms, signs and seals of many organisations at once, by COPY: the same checks and the same history as one by one.

For imports (exchange), in the caller's transaction. What the organisations have already is looked up once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Malformed, NotFound
from fengqiao.core.text import N_
from fengqiao.organisations import access
from fengqiao.organisations.actions.entry import line
from fengqiao.organisations.actions.keeping import room_of, sign_of
from fengqiao.organisations.models import (
    GuidingJudge,
    Invitation,
    Memorandum,
    Organisation,
    Room,
    Seal,
    SignageCheck,
)

_HASH = re.compile(r"[0-9a-f]{64}")
_SUBJECT = Organisation._meta.label_lower


@dataclass(frozen=True, kw_only=True)
class PastRoom:
    """A room as a register has it; until: the first day without it."""

    organisation_id: UUID
    kind: str
    name: str
    seats: int | None = None
    area: Decimal | None = None
    note: str = ""
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PastSign:
    """How a sign was found on a day."""

    organisation_id: UUID
    sign: str
    state: str
    checked_on: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PastSeal:
    """A seal as a register has it, without its image. sha256: of the image, when it is known; valid_to: its last day."""

    organisation_id: UUID
    custodian_name: str
    custodian_id: UUID | None = None
    sha256: str = ""
    valid_from: date
    valid_to: date | None = None
    ended_why: str = ""


PastPart = PastRoom | PastSign | PastSeal
Part = Room | SignageCheck | Seal | Memorandum | Invitation | GuidingJudge
Ids = Mapping[type[models.Model], Sequence[UUID]]


@dataclass
class AddedParts:
    """What became of the rows, by their place in what was given: the new part's id, or what is wrong."""

    parts: dict[int, UUID] = field(default_factory=dict)
    faults: dict[int, DomainError] = field(default_factory=dict)


class _Standing:
    """What the organisations have already, and what the rows add to it."""

    def __init__(self, ids: set[UUID]) -> None:
        rooms = Room.objects.filter(organisation__in=ids, until=None).values_list("organisation_id", "name")
        self.rooms: set[tuple[UUID, str]] = set(rooms)
        self.seals: dict[UUID, list[tuple[date, date]]] = {}
        for pk, since, until in Seal.objects.filter(organisation__in=ids).values_list(
            "organisation_id", "valid_from", "valid_to"
        ):
            self.seals.setdefault(pk, []).append((since, until or date.max))


def _room(actor: Actor, row: PastRoom, standing: _Standing) -> Room:
    given = {each.name: getattr(row, each.name) for each in fields(row) if each.name != "until"}
    room = room_of(actor, **given)
    room.until = end(actor, row.since, row.until, "until")
    if room.until is None:
        if (row.organisation_id, room.name) in standing.rooms:
            raise Malformed("room_known", N_("已有同名的房间。"), field="name")
        standing.rooms.add((row.organisation_id, room.name))
    return room


def _sign(actor: Actor, row: PastSign, standing: _Standing) -> SignageCheck:
    return sign_of(actor, **vars(row))


def _seal(actor: Actor, row: PastSeal, standing: _Standing) -> Seal:
    code = row.sha256.lower()
    if code and not _HASH.fullmatch(code):
        raise Malformed("seal_hash", N_("印模校验码为64位的SHA-256，不知道的不填。"), field="sha256")
    if row.valid_from > local_date(actor.at):
        raise Malformed("valid_from", N_("日期不能晚于今天。"), field="valid_from")
    until = end(actor, row.valid_from, row.valid_to, "valid_to")
    if bool(until) != bool(row.ended_why.strip()):
        raise Malformed("reason_missing", N_("停用的，请写明日期和原因。"), field="ended_why")
    span = (row.valid_from, until or date.max)
    held = standing.seals.setdefault(row.organisation_id, [])
    if any(span[0] <= other[1] and other[0] <= span[1] for other in held):
        raise Malformed("seal_overlap", N_("与该组织另一枚印章的使用时间重叠。"), field="valid_from")
    held.append(span)
    return Seal(
        organisation_id=row.organisation_id,
        sha256=code,
        custodian_id=row.custodian_id,
        custodian_name=line(row.custodian_name, "custodian_name", 60, needed=N_("请填写保管人。")),
        valid_from=row.valid_from,
        valid_to=until,
        ended_why=line(row.ended_why, "ended_why", 200),
        created_at=actor.at,
    )


def end(actor: Actor, since: date, until: date | None, name: str) -> date | None:
    """Return the day on which something ended, if it did. Raises Malformed for one before its beginning or in the future."""
    if until is not None and not since <= until <= local_date(actor.at):
        raise Malformed("ended_on", N_("结束日期不能早于开始日期，也不能晚于今天。"), field=name)
    return until


_MAKERS: Mapping[type[Any], Callable[[Actor, Any, _Standing], Room | SignageCheck | Seal]] = {
    PastRoom: _room,
    PastSign: _sign,
    PastSeal: _seal,
}
_VERBS: Mapping[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Room: ("add_room", ("name", "kind", "since", "until")),
    SignageCheck: ("check_sign", ("sign", "state", "checked_on")),
    Seal: ("register_seal", ("sha256", "custodian_name", "valid_from", "valid_to")),
    Memorandum: ("sign_memorandum", ("title", "organisation_id", "signed_on", "valid_from", "valid_to")),
    Invitation: ("invite_to_roster", ("person_name", "organisation_id", "fields", "since", "until")),
    GuidingJudge: ("name_judge", ("person_name", "region_id", "since", "until")),
}
"""What is told of each in the history of the organisation that it belongs to."""
COURTS = (Memorandum, Invitation, GuidingJudge)
"""What belongs to courts."""


def add_parts(actor: Actor, rows: Sequence[PastPart], *, is_dry: bool = False) -> AddedParts:
    """Check rooms, signs and seals and, unless dry, write those that are right; return what became of each row.

    Of closed organisations too, for it is history. Raises Forbidden; everything else is a fault of its row.
    """
    actor.require(Permission.KEEP_ORGANISATION)
    ids = {row.organisation_id for row in rows}
    seen = access.visible_to(actor).filter(pk__in=ids, region__code__startswith=actor.region_scope or "-")
    known, standing = set(seen.values_list("pk", flat=True)), _Standing(ids)
    result, made = AddedParts(), []
    for index, row in enumerate(rows):
        try:
            if row.organisation_id not in known:
                raise NotFound("organisation_not_found", N_("没有找到这个组织。"), field="organisation_id")
            part = _MAKERS[type(row)](actor, row, standing)
        except DomainError as error:
            result.faults[index] = error
            continue
        made.append(part)
        result.parts[index] = part.pk
    if made and not is_dry:
        write(actor, made)
    return result


def write(actor: Actor, made: Sequence[Part]) -> None:
    """Write checked parts, each with its line in the history of whose it is."""
    facts: dict[UUID, list[audit_bulk.Fact]] = {}
    for model, (verb, told) in _VERBS.items():
        rows = [row for row in made if isinstance(row, model)]
        columns = [each.name for each in model._meta.concrete_fields]
        names = [each.attname for each in model._meta.concrete_fields]
        if rows:
            bulk.copy(model, columns, ([getattr(row, name) for name in names] for row in rows))
        for row in rows:
            data = {name: _plain(getattr(row, name)) for name in told}
            fact = audit_bulk.Fact(verb, actor.at, "", {**data, "part": str(row.pk), "imported": True})
            owner: UUID = getattr(row, "court_id" if model in COURTS else "organisation_id")
            facts.setdefault(owner, []).append(fact)
    audit_bulk.append(actor, _SUBJECT, facts)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | UUID) else value


@transaction.atomic
def take_back_parts(actor: Actor, found: Ids, *, why: str) -> None:
    """Remove rooms, signs and seals that were entered by mistake; that they were there stays in the organisations' history.

    found: of these models, or memoranda and entries of rosters. Raises Forbidden, NotFound when one is not within the actor's region.
    """
    facts: dict[UUID, list[audit_bulk.Fact]] = {}
    for model, ids in found.items():
        actor.require(Permission.KEEP_DOCKING if model in COURTS else Permission.KEEP_ORGANISATION)
        owner_is = "court" if model in COURTS else "organisation"
        within = {f"{owner_is}__region__code__startswith": actor.region_scope or "-"}
        rows: Any = model._default_manager.filter(pk__in=ids, **within)
        owners = dict(rows.values_list("pk", f"{owner_is}_id"))
        if len(owners) != len(set(ids)):
            raise NotFound("entry_not_found", N_("没有找到这条记录。"))
        for pk, owner in owners.items():
            fact = audit_bulk.Fact("take_back", actor.at, "", {"part": str(pk), "imported": True}, why=why)
            facts.setdefault(owner, []).append(fact)
    audit_bulk.append(actor, _SUBJECT, facts)
    for model, ids in found.items():
        bulk.remove(model, ids)
