"""The history of every record, as a chain of hashes."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from fengqiao.core import canonical
from fengqiao.core.actor import Actor
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import Phrase, listed, said


def _plain(data: Mapping[str, Any] | None) -> dict[str, Any]:
    given = dict(data or {})
    if isinstance(text := given.get("text"), Phrase) and text.made and isinstance(text.made[2], dict):
        given["text_of"] = {"pattern": text.made[1], "values": text.made[2]}
    result: dict[str, Any] = json.loads(json.dumps(given, cls=DjangoJSONEncoder))
    return result


def deed(event: AuditEvent) -> str:
    """Return the sentence that an event carries in its data, in the reader's language; "" when it carries none.

    What is kept is Chinese, beside the pattern and the values from which another language is made.
    """
    made = event.data.get("text_of")
    if not made:
        return said(event.data.get("text", ""))
    return said(Phrase(made["pattern"]) % {name: _value(value) for name, value in made["values"].items()})


def _value(kept: Any) -> Any:
    """Return a kept value as it was before: names that stand in a row are told in a row again."""
    if not isinstance(kept, str):
        return kept
    return listed(kept.split("、")) if said(kept) == kept else Phrase(kept)


def digest(event: AuditEvent) -> str:
    """Return the hash that an event must bear: over its content and the hash of the one before it."""
    content = {
        "subject": [event.subject_type, str(event.subject_id), event.sequence],
        "at": event.at.isoformat(),
        "actor": [str(event.actor_id or ""), event.actor_name, str(event.organisation_id or ""), event.device],
        "fact": [event.verb, event.before, event.after, event.why, event.data],
        "previous": event.previous_hash,
    }
    return canonical.digest(content)


def record(
    actor: Actor,
    subject: models.Model,
    verb: str,
    *,
    before: str = "",
    after: str = "",
    why: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Append an event to the chain of a record; call it inside the transaction that changes the record.

    The chain of one record is appended to by one transaction at a time (advisory lock until commit).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(subject.pk)])
    last = AuditEvent.objects.filter(subject_id=subject.pk).order_by("-sequence").only("sequence", "hash").first()
    event = AuditEvent(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        sequence=last.sequence + 1 if last else 1,
        at=actor.at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id,
        device=actor.device,
        verb=verb,
        before=before,
        after=after,
        why=why,
        data=_plain(data),
        previous_hash=last.hash if last else "",
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def history(subject_id: UUID) -> models.QuerySet[AuditEvent]:
    """Return the events of one record, oldest first."""
    return AuditEvent.objects.filter(subject_id=subject_id).order_by("sequence")


def broken_link(subject_id: UUID) -> AuditEvent | None:
    """Return the first event whose hash or predecessor does not fit, or None when the chain is whole."""
    previous = ""
    for expected, event in enumerate(history(subject_id), start=1):
        if event.sequence != expected or event.previous_hash != previous or event.hash != digest(event):
            return event
        previous = event.hash
    return None
