"""Every change after the agreement took effect, one function a verb."""

from .closing import close
from .defaulting import note_default, reopened, settle_default
from .performing import record_performance, strike_performance
from .planning import plan
from .visiting import NewVisit, drop_visit, visit

__all__ = [
    "NewVisit",
    "close",
    "drop_visit",
    "note_default",
    "plan",
    "record_performance",
    "reopened",
    "settle_default",
    "strike_performance",
    "visit",
]
