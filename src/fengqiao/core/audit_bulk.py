"""Histories of records that an import enters: the same chains as ``audit.record`` writes, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb

from fengqiao.core import audit, bulk
from fengqiao.core.actor import Actor
from fengqiao.core.ids import uuid7
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
    id: UUID
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


def chain(actor: Actor, subject_type: str, subject_id: UUID, facts: Sequence[Fact]) -> list[_Row]:
    """Return the events of a new record, oldest first, each bearing the hash of the one before it."""
    rows: list[_Row] = []
    previous = ""
    for sequence, fact in enumerate(facts, start=1):
        row = _Row(
            uuid7(), subject_type, subject_id, sequence, fact.at.astimezone(UTC), actor.user_id, actor.name,
            actor.organisation_id, actor.device, fact.verb, fact.before, fact.after, fact.why, fact.data, previous, "",
        )  # fmt: skip
        previous = audit.digest(row)  # type: ignore[arg-type]  # it reads the attributes that a row has as well
        rows.append(row._replace(hash=previous))
    return rows


def write(rows: Iterable[_Row]) -> None:
    """Append events of records that are new in this transaction, and so locked against every other writer."""
    bulk.copy(AuditEvent, _Row._fields, (row._replace(data=Jsonb(row.data)) for row in rows))
