"""Rows of what belongs to organisations: rooms, signs, seals. Known again by the columns that the register names."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import common
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import Register, Words
from fengqiao.exchange.rules.registers.reading import Entry, Line, Reader
from fengqiao.organisations import actions, queries
from fengqiao.organisations.actions import PastPart, PastRoom, PastSeal, PastSign

Made = Mapping[int, UUID]
Faults = Mapping[int, DomainError]


class Desk(ABC):
    """Writes chunks of rows that name an organisation; what it looked up it keeps, and the keys of this file."""

    kind = ""
    """What the records are called that an import keeps for an undo."""
    owner = "organisation"
    """The column that names the organisation to which a row belongs."""
    renamed: Mapping[str, str] = {"organisation_id": "organisation"}

    def __init__(
        self, actor: Actor, register: Register, matched: Mapping[int, str], words: Words, *, run_id: UUID | None
    ) -> None:
        self.actor, self.register, self.run_id = actor, register, run_id
        self.reader = Reader(register, matched, words)
        self.names = {code: column.names(words) for code, column in register.by_code.items()}
        self.organisations: dict[str, UUID | None] = {}
        self.lines: dict[Hashable, int] = {}

    def write(self, lines: Sequence[Line], *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write those rows that are right, in one transaction."""
        result = Written()
        with transaction.atomic():
            entries = [self.reader.read(line) for line in lines]
            self.look_up(entries)
            rows = []
            for entry in entries:
                common.refuse(result, entry.line, self.title(entry), entry.faults)
                if not entry.faults:
                    rows.append(entry)
            known, fresh = self.known(rows), []
            for entry in rows:
                key = self.key(entry)
                if (now := known.get(key)) is not None:
                    self._compare(entry, now, result)
                elif (first := self.lines.setdefault(key, entry.line)) != entry.line:
                    reason = N_("与第%(line)s行相同。") % {"line": first}
                    common.refuse(result, entry.line, self.title(entry), [Fault("", "", reason)])
                else:
                    fresh.append(entry)
            self._enter(fresh, result, is_dry=is_dry)
        return result

    def title(self, entry: Entry) -> str:
        """Return by what a report names a row."""
        return str(entry.values.get(self.owner, ""))

    def fault(self, entry: Entry, code: str, reason: str) -> None:
        """Say what is wrong with a column of a row."""
        column = self.register.by_code[code]
        entry.faults.append(Fault(column.heading, str(entry.values.get(code, ""))[:200], reason))

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Look up at once what a chunk names and say which rows name nothing."""
        new = {name for entry in entries if (name := entry.values.get(self.owner))} - self.organisations.keys()
        if new:
            self.organisations |= common.called(self.actor, new)
        for entry in entries:
            if (name := entry.values.get(self.owner)) and self.organisations[name] is None:
                self.fault(entry, self.owner, N_("您负责的地区没有这个组织，请按名册全称填写。"))

    def place(self, entry: Entry) -> UUID:
        """Return the organisation of a row, which was looked up."""
        found = self.organisations[entry.values[self.owner]]
        assert found is not None  # noqa: S101 - rows at unknown organisations were refused
        return found

    @abstractmethod
    def known(self, rows: Sequence[Entry]) -> Mapping[Hashable, Mapping[str, Any]]:
        """Return what the register has at these organisations: key -> what a file tells of it."""

    @abstractmethod
    def key(self, entry: Entry) -> Hashable:
        """Return by what a row is known again."""

    @abstractmethod
    def enter(self, rows: Sequence[Entry], *, is_dry: bool) -> tuple[Made, Faults]:
        """Have the rows written and return the ids of the new records, and why others were refused, by place."""

    def _compare(self, entry: Entry, now: Mapping[str, Any], result: Written) -> None:
        told = common.differences(self.register, entry.values, now, self.names)
        result.differs += bool(told)
        result.known += not told
        result.notes += [(entry.line, self.title(entry)[:80], fault) for fault in told]

    def _enter(self, fresh: Sequence[Entry], result: Written, *, is_dry: bool) -> None:
        if not fresh:
            return
        made, faults = self.enter(fresh, is_dry=is_dry)
        result.accepted += len(made)
        if made and not is_dry:
            common.keep(self.run_id, self.kind, made.values())
        for index, error in faults.items():
            entry = fresh[index]
            del self.lines[self.key(entry)]
            fault = common.fault_of(self.register, error, entry.values, renamed=self.renamed)
            common.refuse(result, entry.line, self.title(entry), [fault])


class Shape(NamedTuple):
    """How rows of one register become parts. key: by what of the table one is known again, beside whose it is (``owner``)."""

    kind: str
    part: type[Any]
    key: tuple[str, ...]
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[str, ...]
    owner: str = "organisation"


SHAPES: Mapping[str, Shape] = {
    "rooms": Shape(
        "room",
        PastRoom,
        ("name", "since"),
        queries.all_rooms,
        ("name", "kind", "seats", "area", "note", "since", "until"),
    ),
    "signs": Shape(
        "sign",
        PastSign,
        ("sign", "state", "checked_on", "note"),
        queries.all_signs,
        ("sign", "state", "checked_on", "note"),
    ),
    "seals": Shape(
        "seal",
        PastSeal,
        ("valid_from",),
        queries.all_seals,
        ("custodian_name", "valid_from", "valid_to", "ended_why", "sha256"),
    ),
}
CUSTODIAN = "custodian.id_number"


class PartDesk(Desk):
    """Rooms, signs or seals."""

    renamed = {**Desk.renamed, "custodian_id": CUSTODIAN}

    def __init__(self, actor: Actor, register: Register, *given: Any, run_id: UUID | None) -> None:
        super().__init__(actor, register, *given, run_id=run_id)
        self.shape = SHAPES[register.code]
        self.kind = self.shape.kind
        self.people: dict[str, UUID] = {}

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Look up organisations, and who keeps seals."""
        super().look_up(entries)
        self.people |= common.people_by_number(entry.values.get(CUSTODIAN, "") for entry in entries)
        for entry in entries:
            if (number := entry.values.get(CUSTODIAN)) and number not in self.people:
                self.fault(entry, CUSTODIAN, N_("人员名册中没有这个身份证号。"))

    def known(self, rows: Sequence[Entry]) -> Mapping[Hashable, Mapping[str, Any]]:
        """Return the parts that these organisations have."""
        found = self.shape.rows().filter(organisation__in={self.place(entry) for entry in rows})
        return {
            (row.organisation_id, *(getattr(row, code) or "" for code in self.shape.key)): facts(row, self.shape)
            for row in found
        }

    def key(self, entry: Entry) -> Hashable:
        """Return the organisation and the columns by which a part is known again."""
        return (self.place(entry), *(entry.values.get(code, "") for code in self.shape.key))

    def enter(self, rows: Sequence[Entry], *, is_dry: bool) -> tuple[Made, Faults]:
        """Enter the parts."""
        added = actions.add_parts(self.actor, [self._part(entry) for entry in rows], is_dry=is_dry)
        return added.parts, added.faults

    def _part(self, entry: Entry) -> PastPart:
        given = {code: entry.values[code] for code in self.shape.columns if code in entry.values}
        if number := entry.values.get(CUSTODIAN):
            given["custodian_id"] = self.people[number]
        part: PastPart = self.shape.part(organisation_id=self.place(entry), **given)
        return part


def facts(row: Any, shape: Shape) -> dict[str, Any]:
    """Return what a file tells of a part, by column, but for its organisation and people."""
    return {code: getattr(row, code) for code in shape.columns}
