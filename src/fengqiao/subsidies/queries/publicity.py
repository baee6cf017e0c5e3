"""What everybody may read: lists that are public or were paid, with masked names."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.subsidies.models import Batch, BatchState, Line

ORDER = "-public_until,-id"
LINES = "position,id"


def listed() -> QuerySet[Batch]:
    """Return the batches that are or were public, the latest first."""
    shown = Batch.objects.filter(public_until__isnull=False, state__in=[BatchState.PUBLIC, BatchState.PAID])
    return shown.select_related("organisation")


def batch(batch_id: UUID) -> Batch | None:
    """Return a batch that is or was public, or None."""
    return listed().filter(pk=batch_id).first()


def lines(of: Batch) -> QuerySet[Line]:
    """Return the lines of a public batch that stand, with what a list of them needs."""
    found = Line.objects.filter(batch=of, is_live=True).select_related("organisation", "dispute")
    return found.only(
        "batch", "position", "person_name", "amount", "rule_name", "month", "organisation__name", "dispute__file_number"
    )


def line(line_id: UUID, *, lock: bool = False) -> Line | None:
    """Return a standing line of a batch that is or was public, or None."""
    found = Line.objects.filter(pk=line_id, is_live=True, batch__in=listed()).select_related(
        "batch__organisation", "organisation"
    )
    return (found.select_for_update(of=("self", "batch")) if lock else found).first()


def is_open(of: Batch, day: date) -> bool:
    """Whether objections are taken on a local day."""
    return of.state == BatchState.PUBLIC and of.public_until is not None and day <= of.public_until
