"""Histories of records that an import enters: the same chains as ``audit.record`` writes, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from fengqiao.core import audit, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.models import AuditEvent


class Fact(NamedTuple):
    """One fact of a new record's history; ``data`` holds plain JSON values only."""

    verb: str
    at: datetime
    after: str
    data: Mapping[str, Any]
    before: str = ""
    why: str = ""


class _Row(NamedTuple):
    subject_type: str
    subject_id: UUID
    sequence: int
    at: datetime
    actor_id: UUID | None
    actor_name: str
    organisation_id: UUID | None
    device: str
    verb: str
    before: str
    after: str
    why: str
    data: Any
    previous_hash: str
    hash: str


_DATA = _Row._fields.index("data")


def chain(
    actor: Actor, subject_type: str, subject_id: UUID, facts: Sequence[Fact], *, after: tuple[int, str] = (0, "")
) -> list[_Row]:
    """Return the events of a record, oldest first, each bearing the hash of the one before it.

    after: sequence and hash of the last event that it has; none for a new record.
    """
    rows: list[_Row] = []
    previous = after[1]
    for sequence, fact in enumerate(facts, start=after[0] + 1):
        row = _Row(
            subject_type, subject_id, sequence, fact.at.astimezone(UTC), actor.user_id, actor.name,
            actor.organisation_id, actor.device, fact.verb, fact.before, fact.after, fact.why, fact.data, previous, "",
        )  # fmt: skip
        previous = audit.digest(row)  # type: ignore[arg-type]  # it reads the attributes that a row has as well
        rows.append(_Row(*row[:-1], previous))
    return rows


def write(rows: Iterable[_Row]) -> None:
    """Write events of records that this transaction holds: new ones, or those that ``append`` has locked."""
    bulk.copy(AuditEvent, _Row._fields, ((*row[:_DATA], bulk.jsonb(row.data), *row[_DATA + 1 :]) for row in rows))


def append(actor: Actor, subject_type: str, facts: Mapping[UUID, Sequence[Fact]], *, is_held: bool = False) -> None:
    """Append events to the chains of records that have a history; the chains are held until commit, as ``audit.record`` does.

    is_held: the caller holds the rows of the records themselves; the database has no room for locks on ten thousands of chains.
    """
    ids = sorted(facts)
    if not is_held:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest(%s::text[]) AS id",
                [[str(pk) for pk in ids]],
            )
    last = (
        AuditEvent.objects.filter(subject_id__in=bulk.among(ids))
        .order_by("subject_id", "-sequence")
        .distinct("subject_id")
    )
    ends = {pk: (sequence, hash) for pk, sequence, hash in last.values_list("subject_id", "sequence", "hash")}
    write(row for pk in ids for row in chain(actor, subject_type, pk, facts[pk], after=ends.get(pk, (0, ""))))
