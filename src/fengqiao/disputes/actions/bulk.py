"""Entering many cases of history at once: the same rows that registering and accepting write, by COPY.

What a clerk does case by case is done here for thousands; the rules that a matter must satisfy are applied before, by
``rules.matter.check``. Written in the transaction of the caller (exchange), who holds the import's own lock.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from fengqiao.core import audit_bulk, bulk, crypto, numbering, search
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.ids import uuid7
from fengqiao.disputes import queries
from fengqiao.disputes.actions.acceptance import COURT_CLOCKS, SERIES, number_text
from fengqiao.disputes.actions.deadlines import RIGHTS_OF_PARTIES
from fengqiao.disputes.actions.register import tokens_of
from fengqiao.disputes.models import (
    NO_DUE,
    CourtStage,
    Dispute,
    DueMoment,
    DueState,
    FileNumber,
    Involvement,
    Party,
    PartyAgent,
)
from fengqiao.disputes.rules import matter as matters
from fengqiao.disputes.rules import similarity
from fengqiao.disputes.rules.clocks import due
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.workflow import Desk, Status
from fengqiao.jurisdictions.queries import current_ruleset, ruleset
from fengqiao.jurisdictions.ruleset import Category, RuleSet

_DISPUTE = (
    "id", "created_at", "receipt_number", "file_number", "title", "narrative", "category", "category_version",
    "category_suggested", "category_confirmed", "amount", "region_code", "county_code", "street_code", "place", "source",
    "entruster", "entrusting_organ", "entrusting_reference", "court_stage", "door", "occurred_on", "requested_at", "status",
    "grade", "is_difficult", "organisation", "next_organisation", "next_desk", "next_person_id", "next_due_at",
    "registered_at", "registered_by_id", "registered_by_name", "accepted_at", "ended_at", "outcome", "people_count",
    "follow_code_hash", "ruleset_version", "narrative_bands", "revision", "search",
)  # fmt: skip
_PARTY = (
    "id", "created_at", "dispute", "order", "side", "kind", "name", "sex", "ethnicity", "birth_on", "occupation",
    "id_number", "id_hash", "credit_code", "legal_representative", "legal_representative_post", "phone", "phone_hash",
    "phone_tail", "address", "headcount",
)  # fmt: skip
_AGENT = (
    "created_at", "party", "order", "role", "name", "relation", "authority", "id_number", "id_hash", "phone",
)  # fmt: skip
_CLOCK = (
    "created_at", "dispute", "clock", "rule", "title", "started_at", "due_at", "first_due_at", "state", "ended_at",
    "is_provisional", "modifiers", "source", "explanation",
)  # fmt: skip
_NUMBER = (
    "created_at", "organisation", "year", "series", "serial", "text", "dispute", "voided_at", "void_reason",
)  # fmt: skip
_INVOLVEMENT = ("dispute", "organisation", "part", "registered_at")
_SUBJECT = Dispute._meta.label_lower


class Clock(NamedTuple):
    """A clock that a case of history has: its name, rule and beginning, and when it ended, if it did.

    due_at, title, source: of a clock whose end the record itself gives; else the rule of the catalogue counts.
    """

    clock: str
    rule: str
    started_at: datetime
    ended_at: datetime | None = None
    modifiers: tuple[tuple[str, Any], ...] = ()
    due_at: datetime | None = None
    title: str = ""
    source: str = ""


@dataclass
class PastCase:
    """A case as it is entered from history. ``matter`` has passed ``rules.matter.check``; moments know their zone.

    status, desk, outcome: where it stands today. person_id: whose turn it is. clocks: besides limitation and the period of
    mediation, which follow from the dates. told: what is said of the case in its history, with ``import_data`` beside it.
    Its id, parties' ids and numbers are given here, before anything is written, so that other packages can refer to them.
    """

    matter: NewMatter
    category: Category
    keeper_id: UUID
    keeper_short: str
    registered_at: datetime
    status: Status
    desk: Desk
    told: str
    import_data: dict[str, Any]
    accepted_at: datetime | None = None
    settled_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    grade: str = ""
    person_id: UUID | None = None
    due_at: datetime | None = None
    extra_words: str = ""
    clocks: tuple[Clock, ...] = ()
    id: UUID = field(default_factory=uuid7)
    party_ids: tuple[UUID, ...] = ()
    file_number: str | None = None
    receipt_number: str = ""

    def __post_init__(self) -> None:
        self.party_ids = self.party_ids or tuple(uuid7() for _party in self.matter.parties)


@lru_cache(maxsize=65536)
def _counted(version: str, code: str, started_at: datetime, modifiers: tuple[tuple[str, Any], ...]) -> tuple[Any, ...]:
    rule = ruleset(version).clock(code)
    if rule is None:
        raise KeyError(code)
    found = due(rule, started_at, dict(modifiers))
    if found.ends_at is None:
        raise ValueError(f"{code} has no end")
    return rule.title, found.ends_at, found.is_provisional, bulk.jsonb(dict(modifiers)), rule.source, found.explanation


def series_of(keeper_id: UUID, year: int) -> str:
    """Return the name of the counter of a committee's file numbers of a year."""
    return f"file:{keeper_id}:{year}:{SERIES}"


def _allot(cases: Sequence[PastCase], rules: RuleSet) -> list[tuple[Any, ...]]:
    """Give each accepted case the next number of its committee and year, in the order of the cases; return the rows."""
    series: dict[str, list[tuple[PastCase, int]]] = defaultdict(list)
    for case in cases:
        if case.accepted_at is not None:
            year = local_date(case.accepted_at).year
            series[series_of(case.keeper_id, year)].append((case, year))
    if not series:
        return []
    blocks = numbering.allot_blocks({name: len(members) for name, members in series.items()})
    rows = []
    for name, members in series.items():
        for (case, year), serial in zip(members, blocks[name], strict=True):
            case.file_number, keeper = number_text(rules, case.keeper_short, year, serial), case.keeper_id
            rows.append((case.accepted_at, keeper, year, SERIES, serial, case.file_number, case.id, None, ""))
    return rows


def _give_receipts(cases: Sequence[PastCase]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('disputes_receipt_seq') FROM generate_series(1, %s)", [len(cases)])
        serials = [row[0] for row in cursor.fetchall()]
    for case, serial in zip(cases, serials, strict=True):
        case.receipt_number = f"D{local_date(case.registered_at):%Y%m%d}-{serial:06d}"


def _clocks(case: PastCase, rules: RuleSet) -> list[Clock]:
    requested_at = case.matter.requested_at or case.registered_at
    found = [Clock("limitation", "LIMITATION_3Y", requested_at)]
    if case.accepted_at is not None:
        code, modifiers = COURT_CLOCKS.get(CourtStage(case.matter.court_stage), (case.category.clock, {}))
        start = requested_at if code == "LAB_15" else case.accepted_at
        found.append(Clock("mediation_period", code, start, case.settled_at or case.ended_at, tuple(modifiers.items())))
    return [*found, *case.clocks]


def _clock_rows(case: PastCase, rules: RuleSet, now: datetime) -> tuple[list[tuple[Any, ...]], datetime]:
    """Return the rows of a case's clocks, and the earliest moment by which somebody must act."""
    rows, next_due = [], case.due_at or NO_DUE
    for clock in _clocks(case, rules):
        title, due_at, provisional, modifiers, source, explanation = (
            (clock.title, clock.due_at, False, bulk.jsonb({}), clock.source, "")
            if clock.due_at
            else _counted(rules.version, clock.rule, clock.started_at, clock.modifiers)
        )
        state = DueState.RUNNING
        if clock.ended_at is not None:
            state = DueState.MET if clock.ended_at <= due_at else DueState.LATE
        elif clock.clock not in RIGHTS_OF_PARTIES:
            next_due = min(next_due, due_at)
        rows.append(
            (
                now, case.id, clock.clock, clock.rule, title, clock.started_at, due_at, due_at, state.value,
                clock.ended_at, provisional, modifiers, source, explanation,
            )
        )  # fmt: skip
    return rows, next_due


def _bands(actor: Actor, case: PastCase, rules: RuleSet) -> list[int]:
    """Return by what a near-same narrative is found; a case too old to be a likely duplicate needs nothing."""
    is_recent = case.registered_at >= actor.at - timedelta(days=rules.limits.duplicate_window_days)
    return similarity.bands(case.matter.narrative) if is_recent else []


def _dispute_row(actor: Actor, case: PastCase, rules: RuleSet, title: str, next_due: datetime) -> tuple[Any, ...]:
    matter = case.matter
    return (
        case.id, actor.at, case.receipt_number, case.file_number, title, matter.narrative, matter.category,
        rules.categories.version, "", True, matter.amount, matter.region_code, matter.region_code[:6],
        matter.region_code[:9], matter.place, matter.source, matter.entruster, matter.entrusting_organ,
        matter.entrusting_reference, matter.court_stage, matter.door, matter.occurred_on,
        matter.requested_at or case.registered_at, case.status.value, case.grade, matter.is_difficult, case.keeper_id,
        case.keeper_id, case.desk.value, case.person_id, next_due, case.registered_at, actor.user_id, actor.name,
        case.accepted_at, case.ended_at, case.outcome, sum(party.headcount for party in matter.parties),
        crypto.keyed_hash(queries.follow_code(case.id)), rules.version, _bands(actor, case, rules), 1,
        search.packed(
            tokens_of(matter.parties, matter, case.receipt_number, case.file_number or "", title, case.extra_words)
        ),
    )  # fmt: skip


def _secret(text: str) -> bytes:
    return crypto.encrypt(text) if text else b""


def _hash(text: str) -> str:
    return crypto.keyed_hash(text) if text else ""


def _party_rows(case: PastCase, now: datetime) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    parties, agents = [], []
    for order, (pk, party) in enumerate(zip(case.party_ids, case.matter.parties, strict=True), start=1):
        parties.append(
            (
                pk, now, case.id, order, party.side, party.kind, party.name, party.sex, party.ethnicity, party.birth_on,
                party.occupation, _secret(party.id_number), _hash(party.id_number), party.credit_code,
                party.legal_representative, party.legal_representative_post, _secret(party.phone), _hash(party.phone),
                party.phone[-4:], party.address, party.headcount,
            )
        )  # fmt: skip
        agents += [
            (
                now, pk, place, agent.role, agent.name, agent.relation, agent.authority,
                _secret(agent.id_number), _hash(agent.id_number), _secret(agent.phone),
            )
            for place, agent in enumerate(party.agents, start=1)
        ]  # fmt: skip
    return parties, agents


def _events(actor: Actor, case: PastCase, rules: RuleSet) -> list[Any]:
    told = {
        **case.import_data,
        "text": case.told,
        "receipt_number": case.receipt_number,
        "file_number": case.file_number or "",
        "requested_at": (case.matter.requested_at or case.registered_at).astimezone(UTC).isoformat(),
        "parties": [matters.shown_name(party.kind, party.name, party.headcount) for party in case.matter.parties],
        "ruleset": rules.version,
    }
    return audit_bulk.chain(actor, _SUBJECT, case.id, (audit_bulk.Fact("import", actor.at, case.status.value, told),))


def import_cases(actor: Actor, cases: Sequence[PastCase]) -> None:
    """Write cases of history with parties, numbers, clocks, involvement and the beginning of their chains.

    Numbers follow the order of the cases within each committee and year, without gaps. The history of each begins now, with
    an event that tells everything that was taken over: nobody here saw it registered.
    """
    rules = current_ruleset()
    numbers = _allot(cases, rules)
    _give_receipts(cases)
    disputes, parties, agents, clocks, events = [], [], [], [], []
    for case in cases:
        title = matters.title(case.matter.parties, case.category)
        of_case, next_due = _clock_rows(case, rules, actor.at)
        clocks += of_case
        disputes.append(_dispute_row(actor, case, rules, title, next_due))
        of_party, of_agents = _party_rows(case, actor.at)
        parties += of_party
        agents += of_agents
        events += _events(actor, case, rules)
    bulk.copy(Dispute, _DISPUTE, disputes)
    bulk.copy(Party, _PARTY, parties)
    if agents:
        bulk.copy(PartyAgent, _AGENT, agents)
    bulk.copy(Involvement, _INVOLVEMENT, ((case.id, case.keeper_id, "keeper", case.registered_at) for case in cases))
    bulk.copy(FileNumber, _NUMBER, numbers)
    bulk.copy(DueMoment, _CLOCK, clocks)
    audit_bulk.write(events)
