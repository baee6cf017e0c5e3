"""Rows of the register of organisations: above before below, known by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.ids import uuid7
from fengqiao.core.text import N_
from fengqiao.exchange.actions.written import Told, Written
from fengqiao.exchange.desks import common
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import REGISTERS, Words
from fengqiao.exchange.rules.registers.reading import Entry
from fengqiao.organisations import access, actions
from fengqiao.organisations.actions import NewOrganisation
from fengqiao.organisations.models import Organisation

REGISTER = REGISTERS["organisations"]
_PLAIN = tuple(
    code for code in REGISTER.by_code if code not in ("name", "region", "parent", "host", "closed_on", "kind", "short_name", "past_names")
)  # fmt: skip
_RENAMED = {"region_code": "region", "parent_id": "parent", "host_id": "host_name"}
Key = tuple[str, date | None]


@dataclass(frozen=True)
class Row:
    """A row that may be entered: its line, the id that a new organisation gets, its values."""

    line: int
    id: UUID
    values: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """By what the row is known again."""
        return self.values["name"], self.values.get("closed_on")

    @property
    def above(self) -> list[str]:
        """The names of others that must be there before."""
        names = (self.values.get("parent"), self.values.get("host") or _squeezed(self.values.get("host_name")))
        return [name for name in names if name and name != self.values["name"]]


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split())


@dataclass
class Chunk:
    """Rows of one stage, with the ids of others in the file that they may name."""

    rows: list[Row]
    expected: dict[str, UUID] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


class Plan:
    """All rows of a file in stages: who is named as above or host comes before those who name it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.count = 0
        self.faults: list[Told] = []
        self.wrong: dict[str, int] = {}
        self.entered: dict[str, UUID] = {}
        self.rows: dict[Key, Row] = {}
        self.shorts: dict[str, Row] = {}
        self.active: dict[str, Row] = {}
        for entry in entries:
            self.count += 1
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        name = entry.values.get("name", "")
        if not entry.faults:
            row = Row(entry.line, uuid7(), entry.values)
            if (first := self.rows.get(row.key)) is not None:
                reason = N_("组织名称与第%(line)s行相同。") % {"line": first.line}
                self.faults.append((entry.line, name[:80], Fault("组织名称", name, reason)))
                return
            short = row.values.get("short_name")
            if short and (bearer := self.shorts.setdefault(short, row)) is not row:
                self._refuse(row, "short_name", N_("简称与第%(line)s行相同，编号会重复。") % {"line": bearer.line})
                return
            self.rows[row.key] = row
            if row.key[1] is None:
                self.active[name] = row
            return
        self.wrong.setdefault(name, entry.line)
        self.faults += [(entry.line, name[:80], fault) for fault in entry.faults]

    def stages(self) -> Iterator[list[Row]]:
        """Yield the rows that can be entered now; ``settle`` is told what became of them before the next are asked for."""
        waiting = list(self.rows.values())
        while waiting:
            names = {row.values["name"] for row in waiting if row.key[1] is None}
            ready = [row for row in waiting if not any(name in names for name in row.above)]
            if not ready:
                for row in waiting:
                    self._refuse(row, "parent", N_("上级组织或者设立单位互相循环。"))
                return
            held = {row.key for row in ready}
            waiting = [row for row in waiting if row.key not in held]
            yield [row for row in ready if not self._is_lost(row)]

    def _is_lost(self, row: Row) -> bool:
        for code in ("parent", "host"):
            name = row.values.get(code)
            if name and name in self.wrong and name not in self.entered:
                reason = N_("所指的组织在第%(line)s行，该行不合格。") % {"line": self.wrong[name]}
                self._refuse(row, code, reason)
                return True
        return False

    def _refuse(self, row: Row, code: str, reason: str) -> None:
        name = row.values["name"]
        heading = REGISTER.by_code[code].heading
        self.faults.append((row.line, name[:80], Fault(heading, str(row.values.get(code, "")), reason)))
        self.wrong.setdefault(name, row.line)

    def chunk(self, rows: Sequence[Row]) -> Chunk:
        """Return rows of a stage with the ids of those of earlier stages that they name."""
        named = {name for row in rows for name in row.above}
        return Chunk(list(rows), {name: self.entered[name] for name in named if name in self.entered})

    def settle(self, rows: Sequence[Row], written: Written) -> None:
        """Take in what became of a stage."""
        refused = {line for line, _key, _fault in written.faults}
        for row in rows:
            if row.line in refused:
                self.wrong.setdefault(row.values["name"], row.line)
            elif row.key[1] is None:
                self.entered[row.values["name"]] = row.id


class Desk:
    """Writes chunks; what it looked up it keeps."""

    def __init__(self, actor: Actor, words: Words, *, run_id: UUID | None, updates: bool) -> None:
        self.actor, self.words, self.run_id, self.updates = actor, words, run_id, updates
        self.places = common.Places()
        self.names = {code: column.names(words) for code, column in REGISTER.by_code.items()}

    def write(self, chunk: Chunk, *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write those rows that are right, in one transaction."""
        result = Written()
        with transaction.atomic():
            self.places.look_up(row.values["region"] for row in chunk.rows)
            known = self._known(chunk.rows)
            ids = self._referred(chunk)
            fresh: list[tuple[Row, NewOrganisation]] = []
            for row in chunk.rows:
                faults = self._faults(row, ids)
                if faults:
                    common.refuse(result, row.line, row.values["name"], faults)
                elif row.key in known:
                    self._compare(row, known[row.key], ids, result, is_dry=is_dry)
                else:
                    fresh.append((row, self._new(row, ids)))
            self._enter(fresh, {pk: name for name, pk in chunk.expected.items()}, result, is_dry=is_dry)
        return result

    def _known(self, rows: Sequence[Row]) -> dict[Key, Organisation]:
        found = access.visible_to(self.actor).filter(name__in=bulk.among_texts(row.values["name"] for row in rows))
        found = (
            found.select_related("region", "parent", "host").defer("tokens", "search").prefetch_related("past_names")
        )
        return {(each.name, each.closed_on): each for each in found}

    def _referred(self, chunk: Chunk) -> dict[str, UUID]:
        wanted = {name for row in chunk.rows for name in row.above}
        seen = access.visible_to(self.actor).filter(name__in=bulk.among_texts(wanted), is_active=True) if wanted else ()
        return {**chunk.expected, **{each.name: each.pk for each in seen}}

    def _faults(self, row: Row, ids: Mapping[str, UUID]) -> list[Fault]:
        faults = []
        values = row.values
        if not self.places[values["region"]]:
            reason = N_("没有这个地区，请填写完整名称或者区划代码。")
            faults.append(Fault(REGISTER.by_code["region"].heading, values["region"], reason))
        for code in ("parent", "host"):
            if (name := values.get(code)) and name not in ids and name != values["name"]:
                reason = N_("名册和文件中都没有这个组织。")
                faults.append(Fault(REGISTER.by_code[code].heading, name, reason))
        return faults

    def _new(self, row: Row, ids: Mapping[str, UUID]) -> NewOrganisation:
        return NewOrganisation(
            id=row.id,
            kind=row.values["kind"],
            short_name=row.values.get("short_name", ""),
            closed_on=row.values.get("closed_on"),
            past_names=row.values.get("past_names", ()),
            **self._entry(row, ids),
        )

    def _entry(self, row: Row, ids: Mapping[str, UUID]) -> dict[str, Any]:
        values = row.values
        given = {code: values[code] for code in _PLAIN if code in values}
        given |= {"name": values["name"], "region_code": self.places[values["region"]]}
        if parent := values.get("parent"):
            given["parent_id"] = ids.get(parent)
        if host := ids.get(values.get("host") or _squeezed(values.get("host_name"))):
            given["host_id"] = host
        return given

    def _enter(
        self,
        fresh: Sequence[tuple[Row, NewOrganisation]],
        expected: Mapping[UUID, str],
        result: Written,
        *,
        is_dry: bool,
    ) -> None:
        made, faults = actions.enter_right(self.actor, [new for _row, new in fresh], is_dry=is_dry, expected=expected)
        for index, error in faults.items():
            row = fresh[index][0]
            fault = common.fault_of(REGISTER, error, row.values, renamed=_RENAMED)
            common.refuse(result, row.line, row.values["name"], [fault])
        result.accepted += len(made)
        if made and not is_dry:
            common.keep(self.run_id, "organisation", [each.pk for each in made])

    def _compare(
        self, row: Row, known: Organisation, ids: Mapping[str, UUID], result: Written, *, is_dry: bool
    ) -> None:
        given = {**row.values, "region": self.places[row.values["region"]]}
        told = common.differences(REGISTER, given, facts(known), self.names)
        if not told:
            result.known += 1
            return
        fixed = {REGISTER.by_code[code].heading for code in ("kind", "short_name", "closed_on", "past_names")}
        if not self.updates or any(fault.column in fixed for fault in told):
            result.differs += 1
            result.notes += [(row.line, known.name[:80], fault) for fault in told]
            return
        before = {name: getattr(known, name) for name in actions.Entry.__dataclass_fields__}
        try:
            if not is_dry:
                with transaction.atomic():
                    actions.change(self.actor, known.pk, **{**before, **self._entry(row, ids)})
        except DomainError as error:
            fault = common.fault_of(REGISTER, error, row.values, renamed=_RENAMED)
            common.refuse(result, row.line, known.name, [fault])
        else:
            result.updated += 1


def facts(organisation: Organisation) -> dict[str, Any]:
    """Return what a file tells of an organisation, by column, its place as a code."""
    told = {code: getattr(organisation, code) for code in _PLAIN}
    host = organisation.host.name if organisation.host else ""
    return {
        **told,
        "name": organisation.name,
        "kind": organisation.kind,
        "short_name": organisation.short_name,
        "region": organisation.region_code,
        "parent": organisation.parent.name if organisation.parent else "",
        "host": "" if host == _squeezed(organisation.host_name) else host,
        "closed_on": organisation.closed_on,
        "past_names": sorted(((each.name, each.until) for each in organisation.past_names.all()), key=itemgetter(1)),
    }
