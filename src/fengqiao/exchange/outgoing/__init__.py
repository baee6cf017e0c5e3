"""What each register gives out: how many rows, and the rows in a fixed order, in the shape in which it is taken in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.exchange.desks.docking import DOCKS
from fengqiao.exchange.desks.parts import SHAPES
from fengqiao.exchange.outgoing import cases, docking, parts, registry, trainings
from fengqiao.exchange.rules.registers import REGISTERS, Register

Values = Mapping[str, Any]
Narrowed = Mapping[str, str]


@dataclass(frozen=True)
class Outgoing:
    """A register that can be given out: what may be seen of it needs ``permission``."""

    register: Register
    permission: Permission
    count: Callable[[Actor, Narrowed], int]
    rows: Callable[[Actor, Narrowed], Iterator[Values]]


OUTGOING: Mapping[str, Outgoing] = {
    each.register.code: each
    for each in (
        Outgoing(
            REGISTERS["organisations"],
            Permission.VIEW_REGISTRY,
            registry.count_organisations,
            registry.organisation_rows,
        ),
        Outgoing(REGISTERS["people"], Permission.VIEW_REGISTRY, registry.count_posts, registry.people_rows),
        Outgoing(REGISTERS["appointments"], Permission.VIEW_REGISTRY, registry.count_posts, registry.people_rows),
        *(Outgoing(REGISTERS[code], Permission.VIEW_REGISTRY, *parts.going_out(code)) for code in SHAPES),
        *(Outgoing(REGISTERS[code], Permission.VIEW_REGISTRY, *docking.going_out(code)) for code in DOCKS),
        Outgoing(REGISTERS["grades"], Permission.VIEW_ASSESSMENTS, parts.count_grades, parts.grade_rows),
        Outgoing(REGISTERS["regions"], Permission.VIEW_REGISTRY, registry.count_grids, registry.grid_rows),
        Outgoing(REGISTERS["trainings"], Permission.VIEW_TRAINING, trainings.count_courses, trainings.course_rows),
        Outgoing(REGISTERS["trainees"], Permission.VIEW_TRAINING, trainings.count_trainees, trainings.trainee_rows),
        Outgoing(REGISTERS["cases"], Permission.VIEW_DISPUTES, cases.count, cases.rows),
    )
}
