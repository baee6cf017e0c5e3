"""Rows of grids and groups: known by code, else by name below their village or community."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from fengqiao.core.actor import Actor
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import common
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import REGISTERS, Words
from fengqiao.exchange.rules.registers.reading import Entry, Line, Reader
from fengqiao.regions import actions, queries
from fengqiao.regions.actions import NewGrid
from fengqiao.regions.models import Region

REGISTER = REGISTERS["regions"]
_RENAMED = {"parent_code": "parent"}


class Desk:
    """Writes chunks; places that it looked up it keeps."""

    def __init__(self, actor: Actor, matched: Mapping[int, str], words: Words, *, run_id: Any) -> None:
        self.actor, self.run_id = actor, run_id
        self.reader = Reader(REGISTER, matched, words)
        self.places = common.Places()
        self.tried: dict[tuple[str, str], int] = {}

    def write(self, lines: Sequence[Line], *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write those rows that are right, in one transaction."""
        result = Written()
        with transaction.atomic():
            entries = [self.reader.read(line) for line in lines]
            self.places.look_up(entry.values["parent"] for entry in entries if "parent" in entry.values)
            rows = [entry for entry in entries if self._is_right(entry, result)]
            known = self._known(rows)
            fresh = []
            for entry in rows:
                found = known.get(entry.values.get("code", "")) or known.get(self._place(entry))
                if found is not None:
                    self._compare(entry, found, result)
                elif is_dry and self._was_tried(entry):
                    result.known += 1
                else:
                    fresh.append(entry)
            self._enter(fresh, result, is_dry=is_dry)
        return result

    def _is_right(self, entry: Entry, result: Written) -> bool:
        parent = entry.values.get("parent", "")
        if parent and not self.places[parent]:
            reason = "没有这个村（社区），请填写完整名称或者12位代码。"
            entry.faults.append(Fault(REGISTER.by_code["parent"].heading, parent, reason))
        common.refuse(result, entry.line, entry.values.get("name", ""), entry.faults)
        return not entry.faults

    def _place(self, entry: Entry) -> str:
        return f"{self.places[entry.values['parent']]}/{entry.values['name']}"

    def _was_tried(self, entry: Entry) -> bool:
        key = (self._place(entry), entry.values.get("code", ""))
        first = self.tried.setdefault(key, entry.line)
        return first != entry.line

    def _known(self, rows: Sequence[Entry]) -> dict[str, Region]:
        parents = {self.places[entry.values["parent"]] for entry in rows}
        found: dict[str, Region] = {}
        for region in queries.grids_below(parents):
            found[region.code] = region
            if region.valid_to is None:
                found[f"{region.parent_id}/{region.name}"] = region
        return found

    def _compare(self, entry: Entry, known: Region, result: Written) -> None:
        given = {**entry.values, "parent": self.places[entry.values["parent"]]}
        told = common.differences(REGISTER, given, facts(known), {})
        result.differs += bool(told)
        result.known += not told
        result.notes += [(entry.line, known.name[:80], fault) for fault in told]

    def _enter(self, fresh: Sequence[Entry], result: Written, *, is_dry: bool) -> None:
        if not fresh:
            return
        rows = [
            NewGrid(
                parent_code=self.places[entry.values["parent"]],
                **{code: value for code, value in entry.values.items() if code != "parent"},
            )
            for entry in fresh
        ]
        made, faults = actions.add_grids(self.actor, rows, is_dry=is_dry)
        result.accepted += len(made)
        if made and not is_dry:
            common.keep(self.run_id, "region", made.values())
        for index, error in faults.items():
            entry = fresh[index]
            fault = common.fault_of(REGISTER, error, entry.values, renamed=_RENAMED)
            common.refuse(result, entry.line, entry.values["name"], [fault])


def facts(region: Region) -> dict[str, Any]:
    """Return what a file tells of a grid, by column, its parent as a code."""
    return {
        "parent": region.parent_id,
        "name": region.name,
        "code": region.code,
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
    }
