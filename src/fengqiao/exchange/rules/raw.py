"""Reading one raw case: every value by its column, every fault told with its column, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fengqiao.core.clock import local_date
from fengqiao.core.text import N_
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.exchange.rules.columns import (
    COLUMNS,
    REQUIRED,
    SIDES,
    Column,
    PartyCell,
    column_of,
    party_column_of,
)
from fengqiao.exchange.rules.values import Unreadable, one_of

_read_side = one_of(SIDES)
LONGEST = {
    "external_key": 80,
    "original_number": 60,
    "place": 200,
    "entrusting_organ": 120,
    "entrusting_reference": 80,
    "promise": 1000,
    "court": 120,
    "ruling_number": 80,
}
BEFORE_ACCEPTANCE = frozenset({"declined", "withdrawn", "settled_privately", "transferred"})
"""Endings that a matter can have without ever having been accepted."""
PARTY_LONGEST = {"occupation": 60, "legal_representative": 60, "address": 200, "ethnicity": 20}


@dataclass(frozen=True)
class Fault:
    """Why a row is refused: the column as its file calls it, the value found there, the reason."""

    column: str
    value: str
    reason: str


@dataclass
class RawCase:
    """A raw case as read: typed values, not yet checked against the rules. Moments are in UTC."""

    external_key: str = ""
    original_number: str = ""
    organisation: str = ""
    region: str = ""
    place: str = ""
    category: str = ""
    category_version: str = ""
    source: str = ""
    entruster: str = ""
    entrusting_organ: str = ""
    entrusting_reference: str = ""
    court_stage: str = "none"
    narrative: str = ""
    amount: Decimal | None = None
    is_difficult: bool = False
    grade: str = ""
    mediator: str = ""
    occurred_on: date | None = None
    requested_at: datetime | None = None
    registered_at: datetime | None = None
    accepted_at: datetime | None = None
    agreed_at: datetime | None = None
    form: str = ""
    promise: str = ""
    agreement_amount: Decimal | None = None
    due_on: date | None = None
    performed_on: date | None = None
    filed_at: datetime | None = None
    confirmed_on: date | None = None
    court: str = ""
    ruling_number: str = ""
    result: str = ""
    ended_at: datetime | None = None
    archived_at: datetime | None = None
    parties: tuple[NewParty, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)
    """Column code -> heading under which the file has it, for the report."""


def _shown(value: Any) -> str:
    return str(value)[:200]


def _party(side: str, values: Mapping[str, Any]) -> NewParty:
    kind = values.get("kind") or ("organisation" if values.get("credit_code") else "person")
    kind = "group" if values.get("headcount", 1) > 1 else kind
    return NewParty(**{**values, "side": side, "kind": kind, "name": values.get("name", "")})


def _read(column: Column, heading: str, value: Any, faults: list[Fault], longest: Mapping[str, int]) -> Any:
    """Return what a value says, None when it says nothing or cannot be read (then the fault is added)."""
    if value is None or value == "":
        return None
    try:
        found = column.read(value)
    except Unreadable as error:
        faults.append(Fault(heading, _shown(value), f"{error}。"))
        return None
    most = longest.get(column.code)
    if most and isinstance(found, str) and len(found) > most:
        faults.append(Fault(heading, _shown(value), f"不得超过{most}字。"))
        return None
    return found if found != "" else None


def _listed_parties(heading: str, items: list[Mapping[str, Any]], faults: list[Fault]) -> list[NewParty]:
    result = []
    for number, item in enumerate(items):
        values: dict[str, Any] = {}
        side = ""
        for name, value in item.items():
            where = f"{heading}[{number}].{name}"
            if name in ("side", "一方"):
                try:
                    side = _read_side(value)
                except Unreadable as error:
                    faults.append(Fault(where, _shown(value), f"{error}。"))
                continue
            column = party_column_of(name)
            if column is None:
                faults.append(Fault(where, _shown(value), N_("没有这一栏。")))
            elif (found := _read(column, where, value, faults, PARTY_LONGEST)) is not None:
                values[column.code] = found
        if not side:
            faults.append(Fault(f"{heading}[{number}].side", "", N_("请写明是申请人还是对方当事人。")))
        else:
            result.append(_party(side, values))
    return result


def read(record: Mapping[str, Any]) -> tuple[RawCase, list[Fault]]:
    """Return a raw case from a row (heading or code -> value), and everything that is wrong with it by itself."""
    case = RawCase()
    faults: list[Fault] = []
    flat: dict[tuple[str, int], dict[str, Any]] = {}
    listed: list[NewParty] = []
    for heading, value in record.items():
        column = column_of(heading)
        if isinstance(column, Column):
            case.headings[column.code] = heading
            found = _read(column, heading, value, faults, LONGEST)
            if found is None:
                continue
            if column.code == "parties":
                listed = _listed_parties(heading, found, faults)
            else:
                setattr(case, column.code, found)
        elif isinstance(column, PartyCell):
            found = _read(column.column, heading, value, faults, PARTY_LONGEST)
            if found is not None:
                flat.setdefault((column.side, column.number), {})[column.column.code] = found
        elif value not in (None, ""):
            faults.append(Fault(heading, _shown(value), N_("没有这一栏，请改用规定的栏名。")))
    order = list(SIDES)
    ranked = sorted(flat.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    case.parties = (*(_party(side, values) for (side, _number), values in ranked), *listed)
    _require(case, faults)
    _check_order(case, faults)
    return case, faults


def _heading(case: RawCase, code: str) -> str:
    return case.headings.get(code, COLUMNS[code].label)


def _require(case: RawCase, faults: list[Fault]) -> None:
    told = {fault.column for fault in faults}
    for code in REQUIRED:
        heading = _heading(case, code)
        if not getattr(case, code) and heading not in told:
            faults.append(Fault(heading, "", N_("必填。")))


_NEEDS = (
    ("agreed_at", "accepted_at", N_("已达成协议的，须有受理日期。")),
    ("form", "agreed_at", N_("没有协议日期的，不填协议形式。")),
    ("agreement_amount", "agreed_at", N_("没有协议日期的，不填协议金额。")),
    ("performed_on", "agreed_at", N_("没有协议日期的，不填履行日期。")),
    ("confirmed_on", "agreed_at", N_("没有协议日期的，不填司法确认日期。")),
    ("confirmed_on", "court", N_("已司法确认的，须写明确认法院。")),
    ("filed_at", "confirmed_on", N_("没有司法确认日期的，不填申请日期。")),
    ("result", "ended_at", N_("未达成协议而结束的，须有结束日期。")),
    ("ended_at", "result", N_("有结束日期的，须写明调解结果；达成协议的填协议日期。")),
)
_LATER = (
    ("registered_at", "occurred_on"),
    ("registered_at", "requested_at"),
    ("accepted_at", "registered_at"),
    ("agreed_at", "accepted_at"),
    ("performed_on", "agreed_at"),
    ("filed_at", "agreed_at"),
    ("confirmed_on", "filed_at"),
    ("confirmed_on", "agreed_at"),
    ("due_on", "agreed_at"),
    ("ended_at", "registered_at"),
    ("ended_at", "accepted_at"),
    ("archived_at", "ended_at"),
    ("archived_at", "performed_on"),
)
_DATED = tuple(dict.fromkeys(code for pair in _LATER for code in pair))


def _on(value: date | datetime) -> date:
    return local_date(value) if isinstance(value, datetime) else value


def _check_order(case: RawCase, faults: list[Fault]) -> None:
    for code, needed, reason in _NEEDS:
        value = getattr(case, code)
        if value not in (None, "") and not getattr(case, needed):
            faults.append(Fault(_heading(case, code), _shown(value), reason))
    days = {code: _on(value) for code in _DATED if (value := getattr(case, code))}
    for late, early in _LATER:
        if late in days and early in days and days[late] < days[early]:
            faults.append(Fault(_heading(case, late), _shown(days[late]), f"早于{COLUMNS[early].label}。"))
    if case.agreed_at and case.result:
        faults.append(Fault(_heading(case, "result"), case.result, N_("已达成协议的，不填未达成协议的结果。")))
    if case.agreed_at and not case.form:
        faults.append(Fault(_heading(case, "form"), "", N_("已达成协议的，须写明口头还是书面。")))
    if case.result == "declined" and case.accepted_at:
        faults.append(Fault(_heading(case, "result"), case.result, N_("已经受理的，不能不予受理。")))
    if case.result and case.result not in BEFORE_ACCEPTANCE and not case.accepted_at:
        faults.append(Fault(_heading(case, "accepted_at"), "", N_("调解过的案件须有受理日期。")))
    if case.archived_at and not (case.result or case.performed_on):
        faults.append(Fault(_heading(case, "archived_at"), _shown(_on(case.archived_at)), N_("尚未办结，不能归档。")))
