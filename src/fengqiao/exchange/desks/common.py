"""What the desks of all registers share: places by name or code, faults told by column, what was written kept for an undo."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.models import ImportedRecord
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import Register
from fengqiao.exchange.rules.values import plain
from fengqiao.organisations import access as organisations
from fengqiao.people import facts
from fengqiao.people import queries as people
from fengqiao.regions import queries as regions

_CODE = re.compile(r"\d{12}(?:\d{3})?")


class Places:
    """Codes of places as files write them; what was looked up is kept."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.root = ""

    def look_up(self, texts: Iterable[str]) -> None:
        """Look up at once what a chunk names."""
        new = {text for text in texts if text not in self.known}
        if not new:
            return
        self.root = self.root or regions.root().path
        codes = {text: code for text in new if _CODE.fullmatch(code := plain(text))}
        there = regions.present(codes.values())
        paths = {text: "".join(text.split()) for text in new - codes.keys()}
        found = regions.all_called([*paths.values(), *(self.root + path for path in paths.values())])
        self.known |= {text: code if code in there else "" for text, code in codes.items()}
        self.known |= {text: found.get(path) or found.get(self.root + path, "") for text, path in paths.items()}

    def __getitem__(self, text: str) -> str:
        """Return the code of a place that was looked up, "" when there is none."""
        return self.known.get(text, "")


def called(actor: Actor, names: Iterable[str], *, within: bool = True) -> dict[str, UUID | None]:
    """Return the organisations that bear these names, an active one before a closed one; None for none.

    within: of the actor's region only, else whatever the actor sees.
    """
    wanted = set(names)
    seen = organisations.visible_to(actor).filter(name__in=bulk.among_texts(wanted))
    if within:
        seen = seen.filter(region__code__startswith=actor.region_scope or "-")
    return {**dict.fromkeys(wanted), **dict(seen.order_by("is_active", "id").values_list("name", "id"))}


def people_by_number(numbers: Iterable[str]) -> dict[str, UUID]:
    """Return the people of the register by their identity numbers; who is not in it is left out."""
    hashes = {number: facts.id_hash(number) for number in numbers if number}
    found = people.by_id_hash(hashes.values()) if hashes else {}
    return {number: found[code] for number, code in hashes.items() if code in found}


def fault_of(register: Register, error: DomainError, values: Mapping[str, Any], *, renamed: Mapping[str, str]) -> Fault:
    """Return a refusal of an action as a fault of the column that it concerns. renamed: field -> column, where they differ."""
    code = renamed.get(error.field, error.field)
    column = register.by_code.get(code)
    reason = f"{error.message}{error.next_step}"
    return Fault(column.heading if column else code, shown(register, code, values.get(code)), reason)


def shown(register: Register, code: str, value: Any) -> str:
    """Return a value as a file shows it."""
    column = register.by_code.get(code)
    if value is None or column is None:
        return ""
    return written(value, column.choices or {})[:200]


def written(value: Any, names: Mapping[str, str]) -> str:
    """Return a value as its column is written: names for codes, 、 between items, 是 or 否, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return "；".join("|".join(str(part) for part in item) for item in value)
    if isinstance(value, list | tuple):
        return "、".join(names.get(item, str(item)) for item in value)
    return str(names.get(value, value))


def differences(
    register: Register, given: Mapping[str, Any], known: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]
) -> list[Fault]:
    """Return what a row tells otherwise than the register; a cell that is empty tells nothing."""
    told = []
    for code, value in given.items():
        if code not in known or known[code] == value:
            continue
        words = names.get(code, {})
        now = written(known[code], words) or N_("空")
        reason = N_("与名册不一致，名册中为：%(now)s") % {"now": now[:120]}
        told.append(Fault(register.by_code[code].heading, written(value, words)[:200], reason))
    return told


def keep(run_id: UUID | None, kind: str, ids: Iterable[UUID]) -> None:
    """Keep which records a run entered, so that it can be taken back."""
    if run_id is not None and (ids := list(ids)):
        bulk.copy(ImportedRecord, ("run", "kind", "subject_id"), ((run_id, kind, pk) for pk in ids))


def refuse(result: Written, line: int, key: str, faults: Iterable[Fault]) -> None:
    """Tell the faults of a row."""
    result.faults += [(line, key[:80], fault) for fault in faults]
