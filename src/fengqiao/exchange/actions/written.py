"""What became of rows."""

from dataclasses import dataclass, field

from fengqiao.exchange.rules.raw import Fault

Told = tuple[int, str, Fault]
"""Line, key and fault."""


@dataclass
class Written:
    """What became of a chunk: how many were written, how many were known already, and every fault (line, key, fault).

    differs: rows whose key is known with other values, left alone; told column by column in ``notes``. updated: those whose other
    values were written because it was asked for.
    """

    accepted: int = 0
    known: int = 0
    differs: int = 0
    updated: int = 0
    faults: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len({line for line, _key, _fault in self.faults})

    def add(self, other: "Written") -> None:
        """Count another chunk in."""
        self.accepted += other.accepted
        self.known += other.known
        self.differs += other.differs
        self.updated += other.updated
        self.faults += other.faults
        self.notes += other.notes
