"""Lists of batches, their lines and what waits."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.subsidies import access
from fengqiao.subsidies.models import Batch, CallBack, Line, Objection, Recovery, Waiting

ORDER = "-created_at,-id"
LINES, WAITING = "position,id", "id"


def listed(actor: Actor, *, kind: str = "", state: str = "", year: int | None = None) -> QuerySet[Batch]:
    """Return the batches in the actor's sight, narrowed."""
    wanted = {"kind": kind, "state": state, "year": year}
    return access.visible_to(actor).filter(**{name: value for name, value in wanted.items() if value})


def lines(batch: Batch) -> QuerySet[Line]:
    """Return the lines of a batch, the struck ones too, with person, organisation and case."""
    found = Line.objects.filter(batch=batch).select_related("organisation", "dispute")
    return found.defer("dispute__narrative", "dispute__tokens", "dispute__search", "dispute__narrative_bands")


def line(batch: Batch, line_id: UUID) -> Line | None:
    """Return one line of a batch, or None."""
    return lines(batch).filter(pk=line_id).first()


def waiting(batch: Batch) -> QuerySet[Waiting]:
    """Return the cases of a batch that wait, with the case."""
    found = Waiting.objects.filter(batch=batch).select_related("dispute__organisation")
    return found.only(
        "batch", "reasons", "proofs", "dispute__title", "dispute__file_number", "dispute__organisation__name"
    )


def objections(batch: Batch) -> list[Objection]:
    """Return the objections against a batch, the open ones first."""
    found = Objection.objects.filter(line__batch=batch).select_related("line__organisation", "line__dispute")
    return sorted(found, key=lambda each: (each.outcome != "", each.made_at))


def recoveries(batch: Batch) -> list[Recovery]:
    """Return what was asked back of a batch."""
    return list(Recovery.objects.filter(line__batch=batch).select_related("line"))


def by_person(batch: Batch) -> list[tuple[str, str, int, Decimal]]:
    """Return (name, organisation, number of lines, sum) of each payee of a batch, as a payment file lists them."""
    found = Line.objects.filter(batch=batch, is_live=True).order_by("person_name", "person_id")
    rows: dict[tuple[UUID, UUID], list[Line]] = {}
    for each in found.select_related("organisation").only(
        "person", "person_name", "amount", "organisation__name", "organisation_id"
    ):
        rows.setdefault((each.person_id, each.organisation_id), []).append(each)
    return [
        (mine[0].person_name, mine[0].organisation.name, len(mine), sum((each.amount for each in mine), Decimal(0)))
        for mine in rows.values()
    ]


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
