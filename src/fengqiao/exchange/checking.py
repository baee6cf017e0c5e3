"""A raw case against the rules and registers of the jurisdiction: what it becomes, or why it is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from fengqiao.confirmation.actions.bulk import PastConfirmation
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed
from fengqiao.disputes.actions.bulk import PastCase
from fengqiao.disputes.models import CourtStage
from fengqiao.disputes.rules import matter as matters
from fengqiao.disputes.rules.clocks import due
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.workflow import Status
from fengqiao.exchange.rules.columns import COLUMNS, PARTY_COLUMNS, SIDES
from fengqiao.exchange.rules.history import sentence, standing
from fengqiao.exchange.rules.raw import Fault, RawCase
from fengqiao.followup.actions import bulk as followup
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import Category
from fengqiao.mediation.actions import bulk as mediation
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import queries as people
from fengqiao.people.models import Appointment
from fengqiao.regions import queries as regions
from fengqiao.statistics.queries.records import is_top, present_category, row_of
from fengqiao.statistics.rules.facts import Dims, Fact

_PARTY_FIELD = re.compile(r"parties\[(\d+)\](?:\.agents\[\d+\])?\.(\w+)")
_CODE = re.compile(r"\d{12}(\d{3})?")
_DATES = (
    "registered_at",
    "accepted_at",
    "agreed_at",
    "performed_on",
    "filed_at",
    "confirmed_on",
    "ended_at",
    "archived_at",
)


@dataclass
class Ready:
    """A case that can be written: what each package takes of it."""

    line: int
    external_key: str
    case: PastCase
    original_number: str = ""
    archived_at: datetime | None = None
    fact: Fact | None = None
    agreement: mediation.PastAgreement | None = None
    plan: followup.PastPlan | None = None
    confirmation: PastConfirmation | None = None
    ending: mediation.PastEnding | None = None
    assignment: mediation.PastAssignment | None = None


def _held(post: Appointment, day: date) -> bool:
    return post.starts_on <= day and (post.ends_on is None or day <= post.ends_on)


class Checker:
    """Checks raw cases for one import; what it looked up once it keeps.

    actor: who imports, within the own region; at: the moment of the import; system: where the cases come from.
    """

    def __init__(self, actor: Actor, *, system: str, run_id: UUID) -> None:
        self.actor, self.system, self.run_id = actor, system, run_id
        self.now, self.today = actor.at, timezone.localtime(actor.at).date()
        self.rules = current_ruleset(self.today)
        self.categories: dict[tuple[str, str], Category | None] = {}
        self.committees: dict[str, Organisation | None] = {}
        self.places: dict[str, str] = {}
        self.courts: dict[str, UUID | None] = {}
        self.posts: dict[UUID, list[Appointment]] = {}
        self.confirmation_ends: dict[tuple[date, str], datetime] = {}
        self.pack_id: UUID | None = None

    def look_up(self, cases: Sequence[RawCase]) -> None:
        """Look up at once what a chunk of cases names and was not looked up before."""
        names = {raw.organisation for raw in cases} - self.committees.keys()
        if names:
            found = organisations.all_called(names)
            self.committees |= {**dict.fromkeys(names), **found}
            self.posts |= people.mediating_posts([committee.pk for committee in found.values()])
        codes = {raw.region for raw in cases if _CODE.fullmatch(raw.region)} - self.places.keys()
        if codes:
            self.places |= {**dict.fromkeys(codes, ""), **{code: code for code in regions.paths(codes)}}

    def check(self, line: int, raw: RawCase) -> tuple[Ready | None, list[Fault]]:
        """Return what a case becomes, or its faults; ``look_up`` has seen the case before."""
        faults: list[Fault] = []
        committee = self._committee(raw, faults)
        category = self._category(raw, faults)
        place = self._place(raw, committee, faults)
        self._dates(raw, faults)
        if committee is None or category is None or faults:
            return None, faults
        mediator = self._mediator(raw, committee, faults)
        try:
            matter, category = matters.check(self._matter(raw, category, place), self.rules, self.now, self.today)
        except Malformed as error:
            return None, [*faults, self._fault(raw, error)]
        if faults:
            return None, faults
        return self._ready(line, raw, matter, category, committee, mediator), []

    def _matter(self, raw: RawCase, category: Category, place: str) -> NewMatter:
        return NewMatter(
            narrative=raw.narrative,
            category=category.code,
            category_confirmed=True,
            region_code=place,
            parties=raw.parties,
            source=raw.source,
            door="import",
            amount=raw.amount,
            place=raw.place,
            entruster=raw.entruster,
            entrusting_organ=raw.entrusting_organ,
            entrusting_reference=raw.entrusting_reference,
            court_stage=raw.court_stage,
            occurred_on=raw.occurred_on,
            requested_at=raw.requested_at or raw.registered_at,
            is_difficult=raw.is_difficult,
        )

    def _fault(self, raw: RawCase, error: Malformed) -> Fault:
        reason = error.message + (error.next_step or "")
        if found := _PARTY_FIELD.fullmatch(error.field):
            party = raw.parties[int(found[1])]
            column = PARTY_COLUMNS.get(found[2])
            heading = f"{SIDES[party.side]}{column.label if column else found[2]}"
            return Fault(heading, str(getattr(party, found[2], "")), reason)
        code = "region" if error.field == "region_code" else error.field
        column = COLUMNS.get(code)
        heading = raw.headings.get(code) or (column.label if column else error.field)
        value = getattr(raw, code, "") if code != "parties" else ""
        return Fault(heading, str(value if value is not None else "")[:200], reason)

    def _told(self, raw: RawCase, code: str, reason: str, faults: list[Fault]) -> None:
        faults.append(Fault(raw.headings.get(code, COLUMNS[code].label), str(getattr(raw, code))[:200], reason))

    def _committee(self, raw: RawCase, faults: list[Fault]) -> Organisation | None:
        found = self.committees[raw.organisation]
        if found is None or not (self.actor.region_scope and found.region_code.startswith(self.actor.region_scope)):
            self._told(raw, "organisation", "您负责的地区没有这个组织，请按名册全称填写。", faults)
            return None
        if raw.accepted_at and not found.mediates:  # what is registered only lies at whoever keeps a counter
            self._told(raw, "organisation", "该单位不是调解组织，不能受理。", faults)
            return None
        return found

    def _category(self, raw: RawCase, faults: list[Fault]) -> Category | None:
        key = (raw.category, raw.category_version)
        if key not in self.categories:
            listed = self.rules.categories
            code = present_category(listed, raw.category, raw.category_version or listed.version)
            named = (item for item in listed.items if raw.category in (item.name, f"{item.name}纠纷"))
            self.categories[key] = listed.get(code) or next(named, None)
        found = self.categories[key]
        if found is None:
            self._told(raw, "category", "纠纷类型不在目录中，旧版类型请写明类型版本。", faults)
        return found

    def _place(self, raw: RawCase, committee: Organisation | None, faults: list[Fault]) -> str:
        if not raw.region:
            return committee.region_code if committee else ""
        if raw.region not in self.places:
            known = regions.called(raw.region)
            self.places[raw.region] = known.code if known else ""
        found = self.places[raw.region]
        if not found:
            self._told(raw, "region", "没有这个地区，请填写区划代码或者完整名称。", faults)
        return found

    def _dates(self, raw: RawCase, faults: list[Fault]) -> None:
        for code in _DATES:
            value = getattr(raw, code)
            if value is not None and (value > self.now if isinstance(value, datetime) else value > self.today):
                self._told(raw, code, "晚于今天。", faults)
        if raw.filed_at and raw.agreed_at and raw.filed_at > self._confirmation_end(raw.agreed_at, raw.form):
            self._told(raw, "filed_at", "超过协议生效之日起三十日（人民调解法第33条）。", faults)

    def _mediator(self, raw: RawCase, committee: Organisation, faults: list[Fault]) -> UUID | None:
        if not raw.mediator:
            return None
        day = local_date(raw.accepted_at or raw.registered_at or self.now)
        named = (post for post in self.posts[committee.pk] if post.person.name == raw.mediator)
        found = next((post.person_id for post in named if _held(post, day) or _held(post, self.today)), None)
        if found is None:
            self._told(raw, "mediator", "该组织的名册中没有这名调解员。", faults)
        return found

    def _ready(
        self,
        line: int,
        raw: RawCase,
        matter: NewMatter,
        category: Category,
        committee: Organisation,
        mediator: UUID | None,
    ) -> Ready:
        stands = standing(raw)
        case = PastCase(
            matter=matter,
            category=category,
            keeper_id=committee.pk,
            keeper_short=committee.short_name,
            registered_at=raw.registered_at or self.now,
            status=stands.status,
            desk=stands.desk,
            outcome=stands.outcome,
            told=sentence(raw, self.system),
            import_data={
                "run": str(self.run_id),
                "system": self.system,
                "external_key": raw.external_key,
                "line": line,
                "original_number": raw.original_number,
            },
            accepted_at=raw.accepted_at,
            settled_at=raw.agreed_at,
            ended_at=self._ended_at(raw),
            grade=raw.grade,
            person_id=mediator if stands.status in (Status.ACCEPTED, Status.PERFORMING) else None,
            extra_words=f"{raw.original_number} {raw.external_key}",
        )
        ready = Ready(line, raw.external_key, case, raw.original_number, raw.archived_at)
        if raw.accepted_at:
            ready.fact = self._count(raw, case, committee)
            if mediator:
                ready.assignment = mediation.PastAssignment(case.id, mediator, raw.accepted_at)
        if raw.agreed_at:
            self._agreed(raw, ready, committee)
        elif raw.result and raw.ended_at and raw.result not in ("declined", "transferred"):
            ready.ending = mediation.PastEnding(case.id, category.code, raw.result, raw.ended_at)
        return ready

    def _ended_at(self, raw: RawCase) -> datetime | None:
        if raw.performed_on and raw.agreed_at:
            return max(raw.agreed_at, followup.start_of(raw.performed_on))
        return raw.ended_at

    def _count(self, raw: RawCase, case: PastCase, committee: Organisation) -> Fact:
        matter, agreed = case.matter, raw.agreed_at is not None
        dims = Dims(
            row=row_of(self.rules, committee.kind),
            source=matter.source,
            entruster=matter.entruster,
            category=matter.category,
            form=raw.form if agreed else "",
            is_difficult=matter.is_difficult,
            is_performed=agreed and raw.performed_on is not None,
            is_confirmed=agreed and raw.confirmed_on is not None,
            is_top=is_top(committee.region_code),
        )
        fen = int((raw.agreement_amount or Decimal(0)) * 100) if agreed else 0
        day = local_date(raw.accepted_at or self.now)
        headcount = sum(party.headcount for party in matter.parties)
        return Fact(case.id, committee.pk, committee.region_code, day, dims, headcount, fen)

    def _agreed(self, raw: RawCase, ready: Ready, committee: Organisation) -> None:
        case, reached_at = ready.case, raw.agreed_at or self.now
        reached_on = local_date(reached_at)
        agreement = mediation.PastAgreement(
            dispute_id=case.id,
            matter=case.matter,
            category=case.category,
            party_ids=case.party_ids,
            committee=committee.name,
            number="",
            form=raw.form,
            reached_at=reached_at,
            promise=raw.promise,
            amount=raw.agreement_amount,
            due_on=raw.due_on,
            on_the_spot=raw.performed_on == reached_on,
            mediator=raw.mediator,
        )
        plan = followup.PastPlan(
            case.id,
            agreement.id,
            agreement.obligation_id,
            raw.agreement_amount,
            None if agreement.on_the_spot else raw.due_on,
            raw.performed_on,
        )
        ready.agreement, ready.plan = agreement, plan
        if case.status == Status.PERFORMING:
            debtor = case.matter.parties[agreement.debtor].name
            case.clocks = (
                *mediation.clocks(agreement, is_open=raw.confirmed_on is None, now=self.now),
                *followup.clocks(plan, effective_at=reached_at, debtor=debtor),
            )
        if raw.confirmed_on:
            ready.confirmation = PastConfirmation(
                dispute_id=case.id,
                court_name=raw.court,
                court_id=self._court(raw.court),
                is_invited=case.matter.court_stage != CourtStage.NONE,
                due_at=self._confirmation_end(reached_at, raw.form),
                decided_on=raw.confirmed_on,
                filed_at=raw.filed_at,
                ruling_number=raw.ruling_number,
            )

    def _court(self, name: str) -> UUID | None:
        if name not in self.courts:
            found = organisations.called(name)
            self.courts[name] = found.pk if found and found.kind == organisations.COURT else None
        return self.courts[name]

    def _confirmation_end(self, reached_at: datetime, form: str) -> datetime:
        key = (local_date(reached_at), form)
        if key not in self.confirmation_ends:
            rule = self.rules.clock("JC_30")
            ends_at = due(rule, reached_at, {"form": form}).ends_at if rule else None
            self.confirmation_ends[key] = ends_at or reached_at
        return self.confirmation_ends[key]
