"""What others may read of mediation."""

from .case import current_agreement, load_of, mediators, wishes_for_mediators
from .facts import case_facts
from .handlers import marks, matter, obstacles
from .printable import papers_of

__all__ = [
    "case_facts",
    "current_agreement",
    "load_of",
    "marks",
    "matter",
    "mediators",
    "obstacles",
    "papers_of",
    "wishes_for_mediators",
]
