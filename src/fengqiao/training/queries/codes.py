"""The code by which people sign in at a venue: another one every day, from the record and the key; nothing is stored."""

import base64
from datetime import date
from uuid import UUID

from fengqiao.core.crypto import keyed_hash
from fengqiao.training.models import Venue
from fengqiao.training.rules.courses import CourseState

LENGTH = 6


def code_of(venue_id: UUID, day: date) -> str:
    """Return a venue's code of a local day: six letters and digits."""
    digest = bytes.fromhex(keyed_hash(f"sign-in:{venue_id}:{day.isoformat()}"))
    return base64.b32encode(digest)[:LENGTH].decode()


def venue_of(code: str, day: date) -> Venue | None:
    """Return the venue whose code of a local day this is, with its course, among the courses that run that day; else None."""
    wanted = "".join(code.split()).upper()
    if len(wanted) != LENGTH:
        return None
    running = Venue.objects.filter(
        course__state=CourseState.PLANNED, course__starts_on__lte=day, course__ends_on__gte=day
    )
    found = next((pk for pk in running.values_list("pk", flat=True) if code_of(pk, day) == wanted), None)
    return running.select_related("course__organiser").filter(pk=found).first() if found else None
