"""Everything that changes training. Each verb is one function; order inside: door, permission, guard, write, audit."""

from fengqiao.training.actions.bulk import Added, Attendance, PastCourse, add_many
from fengqiao.training.given import NewCourse, NewModule, NewPlan, NewVenue

__all__ = [
    "Added",
    "Attendance",
    "NewCourse",
    "NewModule",
    "NewPlan",
    "NewVenue",
    "PastCourse",
    "add_many",
]
