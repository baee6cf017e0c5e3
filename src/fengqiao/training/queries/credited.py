"""Hours of training as they stand to somebody's credit."""

from datetime import date

from django.db.models import QuerySet

from fengqiao.training.models import Trainee
from fengqiao.training.rules.courses import CourseState


def credited(first: date, last: date) -> QuerySet[Trainee]:
    """Return who was at courses that ended within local days; ``hours`` are those credited."""
    found = Trainee.objects.filter(hours__gt=0, course__ends_on__range=(first, last))
    return found.exclude(course__state=CourseState.CANCELLED)
