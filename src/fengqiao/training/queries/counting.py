"""What the organisation table counts of training: sessions held and who was there, between two days."""

from datetime import date

from django.db.models import QuerySet

from fengqiao.training.models import Trainee, Venue
from fengqiao.training.rules.courses import CourseState


def sessions(first: date, last: date) -> QuerySet[Venue]:
    """Return the venues of the courses that ended from one local date to another and are closed; each is a session."""
    found = Venue.objects.filter(course__state=CourseState.CLOSED, course__ends_on__range=(first, last))
    return found.select_related("course__organiser").defer("course__tokens", "course__search")


def attendances(first: date, last: date) -> QuerySet[Trainee]:
    """Return who was credited hours in such a course; somebody in two of them is there twice."""
    found = Trainee.objects.filter(course__state=CourseState.CLOSED, course__ends_on__range=(first, last), hours__gt=0)
    return found.select_related("course", "person", "organisation").defer(
        "course__tokens", "course__search", "person__tokens", "person__search", "organisation__tokens"
    )
