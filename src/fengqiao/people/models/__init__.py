"""People, the posts that they hold, and what is said of their conduct."""

from fengqiao.people.models.choices import (
    CERTIFYING,
    MEDIATING_POSTS,
    Education,
    Ended,
    Origin,
    Politics,
    Post,
    Sex,
    TieKind,
    Verified,
)
from fengqiao.people.models.conduct import Commendation, Complaint, Trace, TracedPerson
from fengqiao.people.models.registry import Appointment, Person, Review, Suspension, Tie

__all__ = [
    "CERTIFYING",
    "MEDIATING_POSTS",
    "Appointment",
    "Commendation",
    "Complaint",
    "Education",
    "Ended",
    "Origin",
    "Person",
    "Politics",
    "Post",
    "Review",
    "Sex",
    "Suspension",
    "Tie",
    "TieKind",
    "Trace",
    "TracedPerson",
    "Verified",
]
