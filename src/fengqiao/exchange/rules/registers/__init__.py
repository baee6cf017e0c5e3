"""The registers that are kept as files: their shapes, by code."""

from collections.abc import Mapping

from fengqiao.exchange.rules.registers import cases, docking, grades, organisations, parts, people, regions, trainings
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register, Words

REGISTERS: Mapping[str, Register] = {
    each.code: each
    for each in (
        regions.REGISTER,
        organisations.REGISTER,
        people.REGISTER,
        people.APPOINTMENTS,
        parts.ROOMS,
        parts.SIGNAGE,
        parts.SEALS,
        docking.MEMORANDA,
        docking.ROSTERS,
        docking.JUDGES,
        grades.REGISTER,
        trainings.COURSES,
        trainings.TRAINEES,
        cases.REGISTER,
    )
}
"""In the order in which they are imported."""

__all__ = ["REGISTERS", "Column", "Kind", "Register", "Words"]
