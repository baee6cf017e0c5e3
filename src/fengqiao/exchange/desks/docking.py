"""Rows of courts' memoranda, rosters and guiding judges. A person is known by identity number, else by the name alone."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from uuid import UUID

from fengqiao.core.actor import Actor
from fengqiao.core.text import N_
from fengqiao.exchange.desks import common
from fengqiao.exchange.desks.parts import Desk, Faults, Made, Shape
from fengqiao.exchange.rules.registers import Register
from fengqiao.exchange.rules.registers.reading import Entry
from fengqiao.organisations import actions, queries
from fengqiao.organisations.actions import PastDocking, PastInvitation, PastJudge, PastMemorandum

DOCKS: Mapping[str, Shape] = {
    "memoranda": Shape(
        "memorandum",
        PastMemorandum,
        ("organisation_id", "title", "signed_on"),
        queries.all_memoranda,
        ("title", "terms", "signed_on", "valid_from", "valid_to", "ended_why"),
        "court",
    ),
    "rosters": Shape(
        "invitation",
        PastInvitation,
        ("organisation_id", "person_name", "since"),
        queries.all_invitations,
        ("person_name", "fields", "certificate", "is_resident", "since", "until", "ended_why"),
        "court",
    ),
    "judges": Shape(
        "judge",
        PastJudge,
        ("person_name", "region_id", "since"),
        queries.all_judges,
        ("person_name", "title", "telephone", "since", "until"),
        "court",
    ),
}
_ELSEWHERE = {"telephone": "phone"}
"""Columns that the table calls otherwise."""


class DockDesk(Desk):
    """Memoranda, entries of rosters, or guiding judges."""

    owner = "court"
    renamed = {"court_id": "court", "organisation_id": "organisation", "region_code": "region"}

    def __init__(self, actor: Actor, register: Register, *given: Any, run_id: UUID | None) -> None:
        super().__init__(actor, register, *given, run_id=run_id)
        self.dock = DOCKS[register.code]
        self.kind = self.dock.kind
        self.places = common.Places()
        self.partners: dict[str, UUID | None] = {}
        self.people: dict[str, UUID] = {}

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Look up courts, the organisations that they work with, people and places."""
        super().look_up(entries)
        new = {name for entry in entries if (name := entry.values.get("organisation"))} - self.partners.keys()
        self.partners |= common.called(self.actor, new, within=False) if new else {}
        self.places.look_up(place for entry in entries if (place := entry.values.get("region")))
        self.people |= common.people_by_number(entry.values.get("id_number", "") for entry in entries)
        for entry in entries:
            values = entry.values
            if (name := values.get("organisation")) and self.partners[name] is None:
                self.fault(entry, "organisation", N_("名册中没有这个组织。"))
            if (place := values.get("region")) and not self.places[place]:
                self.fault(entry, "region", N_("没有这个地区，请填写完整名称或者区划代码。"))
            if (number := values.get("id_number")) and number not in self.people:
                self.fault(entry, "id_number", N_("人员名册中没有这个身份证号。"))

    def known(self, rows: Sequence[Entry]) -> Mapping[Hashable, Mapping[str, Any]]:
        """Return what these courts have; an entry that points to a person is known by the name alone too."""
        told: dict[Hashable, Mapping[str, Any]] = {}
        for row in self.dock.rows().filter(court__in={self.place(entry) for entry in rows}):
            about, key = facts(row, self.dock), (row.court_id, *(getattr(row, code) or "" for code in self.dock.key))
            told.setdefault((*key, None), about)
            told[(*key, getattr(row, "person_id", None))] = about
        return told

    def key(self, entry: Entry) -> Hashable:
        """Return the court and by what an entry is known again."""
        given = {**entry.values, **self._meant(entry)}
        given |= {"organisation_id": given.get("organisation_id", ""), "region_id": given.get("region_code", "")}
        return (
            self.place(entry),
            *(given.get(code, "") for code in self.dock.key),
            self.people.get(entry.values.get("id_number", "")),
        )

    def _meant(self, entry: Entry) -> dict[str, Any]:
        """Return the ids and codes of what a row names."""
        values, meant = entry.values, dict[str, Any]()
        if name := values.get("organisation"):
            meant["organisation_id"] = self.partners[name]
        if place := values.get("region"):
            meant["region_code"] = self.places[place]
        if number := values.get("id_number"):
            meant["person_id"] = self.people[number]
        return meant

    def enter(self, rows: Sequence[Entry], *, is_dry: bool) -> tuple[Made, Faults]:
        """Enter the rows."""
        added = actions.add_docking(self.actor, [self._part(entry) for entry in rows], is_dry=is_dry)
        return added.parts, added.faults

    def _part(self, entry: Entry) -> PastDocking:
        given = {code: entry.values[code] for code in self.dock.columns if code in entry.values}
        part: PastDocking = self.dock.part(court_id=self.place(entry), **given, **self._meant(entry))
        return part


def facts(row: Any, dock: Shape) -> dict[str, Any]:
    """Return what a file tells of an entry, by column, but for the court and those whom it names."""
    return {code: getattr(row, _ELSEWHERE.get(code, code)) for code in dock.columns}
