"""What others may read of mediation."""

from .facts import case_facts

__all__ = ["case_facts"]
