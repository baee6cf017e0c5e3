"""Lists of batches, their lines and what waits."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.subsidies import access
from fengqiao.subsidies.models import Batch, CallBack, Line, Objection, Recovery, ServiceCheck, Share, Waiting

ORDER = "-created_at,-id"
LINES, WAITING = "position,id", "id"


def listed(actor: Actor, *, kind: str = "", state: str = "", year: int | None = None) -> QuerySet[Batch]:
    """Return the batches in the actor's sight, narrowed."""
    wanted = {"kind": kind, "state": state, "year": year}
    return access.visible_to(actor).filter(**{name: value for name, value in wanted.items() if value})


def lines(batch: Batch) -> QuerySet[Line]:
    """Return the lines of a batch, the struck ones too, with person, organisation and case."""
    found = Line.objects.filter(batch=batch).select_related("organisation", "dispute").prefetch_related("shares")
    unread = ("narrative", "search", "narrative_bands")
    return found.defer("organisation__tokens", "organisation__search", *(f"dispute__{name}" for name in unread))


def line(batch: Batch, line_id: UUID) -> Line | None:
    """Return one line of a batch, or None."""
    return lines(batch).filter(pk=line_id).first()


def waiting(batch: Batch) -> QuerySet[Waiting]:
    """Return what of a batch waits: cases, or months in post."""
    found = Waiting.objects.filter(batch=batch).select_related("dispute__organisation", "organisation")
    return found.only(
        "batch", "month", "appointment", "person", "person_name", "amount", "reasons", "proofs", "organisation__name",
        "dispute__title", "dispute__file_number", "dispute__organisation__name",
    )  # fmt: skip


def objections(batch: Batch) -> list[Objection]:
    """Return the objections against a batch, the open ones first."""
    found = Objection.objects.filter(line__batch=batch).select_related("line__organisation", "line__dispute")
    return sorted(found, key=lambda each: (each.outcome != "", each.made_at))


def recoveries(batch: Batch) -> list[Recovery]:
    """Return what was asked back of a batch."""
    return list(Recovery.objects.filter(line__batch=batch).select_related("line"))


def by_person(batch: Batch) -> list[tuple[str, str, int, Decimal]]:
    """Return (name, organisation, number of lines, sum) of each payee of a batch, as a payment file lists them.

    A line that is shared counts once for each who has a part of it.
    """
    found = Line.objects.filter(batch=batch, is_live=True).select_related("organisation").prefetch_related("shares")
    wanted = found.only("person", "person_name", "amount", "organisation__name", "organisation_id")
    rows: dict[tuple[UUID, UUID], list[tuple[str, str, Decimal]]] = {}
    for line in wanted:
        parts: list[Line | Share] = [*line.shares.all()] or [line]
        for part in parts:
            row = part.person_name, line.organisation.name, part.amount
            rows.setdefault((part.person_id, line.organisation_id), []).append(row)
    listed_by_name = sorted(rows.items(), key=lambda each: (each[1][0][0], each[0][0]))
    return [
        (mine[0][0], mine[0][1], len(mine), sum((each[2] for each in mine), Decimal(0)))
        for _key, mine in listed_by_name
    ]


def service_checks(waiting: Iterable[Waiting]) -> dict[tuple[UUID, date], list[ServiceCheck]]:
    """Return what units said of months in post, by (appointment, month)."""
    wanted = {(row.appointment, row.month) for row in waiting if row.appointment and row.month}
    found: dict[tuple[UUID, date], list[ServiceCheck]] = {}
    if wanted:
        rows = ServiceCheck.objects.filter(
            appointment__in={appointment for appointment, _month in wanted},
            month__in={month for _post, month in wanted},
        )
        for row in rows:
            found.setdefault((row.appointment, row.month), []).append(row)
    return found


def call_backs(dispute_ids: Iterable[UUID]) -> dict[UUID, list[CallBack]]:
    """Return the call backs of cases, by case."""
    found: dict[UUID, list[CallBack]] = {}
    for row in CallBack.objects.filter(dispute__in=list(dispute_ids)).select_related("party"):
        found.setdefault(row.dispute_id, []).append(row)
    return found


def waits_in(actor: Actor, dispute_id: UUID) -> UUID | None:
    """Return the newest batch in the actor's sight in which a case waits, or None."""
    found = Waiting.objects.filter(dispute=dispute_id, batch__in=access.visible_to(actor))
    return found.order_by("-batch__created_at").values_list("batch_id", flat=True).first()
