"""What others may read of the archive."""

from .file import (
    annexes,
    case_facts,
    facts_of,
    file_of,
    items_of,
    latest_assembly,
    outside_papers,
    remarks_of,
    retention_of,
)
from .papers import Paper, digest, papers_of

__all__ = [
    "Paper",
    "annexes",
    "case_facts",
    "digest",
    "facts_of",
    "file_of",
    "items_of",
    "latest_assembly",
    "outside_papers",
    "papers_of",
    "remarks_of",
    "retention_of",
]
