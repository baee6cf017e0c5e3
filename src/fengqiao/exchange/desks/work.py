"""What is done with a chunk of a register, in this process or in one of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import docking, grades, organisations, parts, people, regions, trainings
from fengqiao.exchange.desks.words import words_of
from fengqiao.exchange.rules.registers import REGISTERS
from fengqiao.jurisdictions.queries import current_ruleset

_PLAIN: Mapping[str, Any] = {
    "trainings": trainings.Desk,
    "trainees": trainings.Desk,
    "grades": grades.GradeDesk,
    **dict.fromkeys(parts.SHAPES, parts.PartDesk),
    **dict.fromkeys(docking.DOCKS, docking.DockDesk),
}
"""Desks that need to know no more than the register and the run."""
_desks: dict[UUID, Any] = {}


@dataclass(frozen=True)
class RegisterWork:
    """Writing chunks of one register for one run. matched: place of a cell -> column."""

    actor: Actor
    register: str
    run_id: UUID
    matched: Mapping[int, str] = field(default_factory=dict)
    updates: bool = False

    def __call__(self, rows: Any, *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write what is right; chunks of one run share what was looked up."""
        desk = _desks.get(self.run_id)
        if desk is None:
            desk = _desks[self.run_id] = self._desk()
        return desk.write(rows, is_dry=is_dry)  # type: ignore[no-any-return]  # every desk answers so

    def _desk(self) -> Any:
        words = words_of(current_ruleset(local_date(self.actor.at)))
        if self.register == "organisations":
            return organisations.Desk(self.actor, words, run_id=self.run_id, updates=self.updates)
        if self.register == "regions":
            return regions.Desk(self.actor, self.matched, words, run_id=self.run_id)
        shape = REGISTERS[self.register]
        if self.register in _PLAIN:
            return _PLAIN[self.register](self.actor, shape, self.matched, words, run_id=self.run_id)
        return people.Desk(self.actor, shape, self.matched, words, run_id=self.run_id, updates=self.updates)

    def forget(self) -> None:
        """Let go of what this process has looked up for the run."""
        _desks.pop(self.run_id, None)
