"""What others may read of mediation."""

from .case import current_agreement, mediators
from .facts import case_facts
from .printable import papers_of

__all__ = ["case_facts", "current_agreement", "mediators", "papers_of"]
