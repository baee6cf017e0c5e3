"""What the organisation table counts of money: payments made and taken back between two days."""

from datetime import date

from django.db.models import QuerySet

from fengqiao.subsidies.models import Line, Recovery
from fengqiao.subsidies.workflow import BatchState


def payments(first: date, last: date) -> QuerySet[Line]:
    """Return the lines that were paid from one local date to another, both included."""
    found = Line.objects.filter(is_live=True, batch__state=BatchState.PAID, batch__paid_on__range=(first, last))
    return found.select_related("batch", "organisation", "dispute").defer(
        "organisation__tokens", "organisation__search", "dispute__search", "dispute__narrative"
    )


def returns(first: date, last: date) -> QuerySet[Recovery]:
    """Return what was taken back from one local date to another, both included."""
    return Recovery.objects.filter(returned_on__range=(first, last)).select_related("line__organisation", "line__batch")
