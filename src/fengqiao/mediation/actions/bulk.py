"""Entering what mediation led to for many cases of history at once (see disputes.actions.bulk)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.ids import uuid7
from fengqiao.disputes.actions.bulk import Clock
from fengqiao.disputes.models import CourtStage, Side
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.jurisdictions.ruleset import Category
from fengqiao.mediation.actions.agreeing import CONFIRMATION, WARNING
from fengqiao.mediation.models import Agreement, Ending, MediatorAssignment, Obligation
from fengqiao.mediation.rules import effect, endings, hands
from fengqiao.mediation.rules.words import AgreementForm, Chooser, EndReason, ObligationKind, Part

_ASSIGNMENT = (
    "created_at", "dispute", "person", "part", "chosen_by", "started_at", "ended_at", "replaced_reason",
)  # fmt: skip
_AGREEMENT = (
    "id", "created_at", "dispute", "revision", "is_current", "form", "written_requested", "facts", "issues",
    "responsibilities", "other_terms", "place", "copies", "drafted_by_name", "drafted_at", "reached_at", "snapshot",
    "document_hash", "parties_signed_at", "mediator_signed_at", "sealed_at", "effective_at", "effect_rule",
)  # fmt: skip
_OBLIGATION = (
    "id", "created_at", "agreement", "seq", "debtor", "debtor_member", "creditor", "creditor_member", "kind",
    "description", "amount", "mode", "place", "due_on", "on_the_spot",
)  # fmt: skip
_ENDING = (
    "created_at", "dispute", "reason", "explanation", "party", "remedies", "undisputed_facts", "ended_at",
    "document_id",
)  # fmt: skip
_SIDES = {Side.APPLICANT: "申请人", Side.RESPONDENT: "对方当事人", Side.THIRD: "利害关系人"}
_SEXES = {"m": "男", "f": "女"}
RIGHT_LASTS = timedelta(days=60)
"""An agreement older than this has no clock of confirmation any more."""


@dataclass
class PastAgreement:
    """An agreement in effect: its one obligation tells what was agreed, with the money in it.

    due_on: by when it was to be performed; on_the_spot: performed when it was reached. The original paper stays where it is:
    the snapshot holds what the source told.
    """

    dispute_id: UUID
    matter: NewMatter
    category: Category
    party_ids: Sequence[UUID]
    committee: str
    number: str
    form: str
    reached_at: datetime
    promise: str
    amount: Decimal | None = None
    due_on: date | None = None
    on_the_spot: bool = False
    mediator: str = ""
    id: UUID = field(default_factory=uuid7)
    obligation_id: UUID = field(default_factory=uuid7)

    @property
    def what(self) -> str:
        """What was promised, in words."""
        return self.promise[:1000] or ("给付协议约定的款项" if self.amount else "履行协议约定的义务")

    @property
    def debtor(self) -> int:
        """Which party owes: the first of the other side."""
        sides = [party.side for party in self.matter.parties]
        return sides.index(Side.RESPONDENT) if Side.RESPONDENT in sides else 0

    @property
    def creditor(self) -> int | None:
        """Which party is owed: the first applicant that is not the debtor."""
        found = (n for n, party in enumerate(self.matter.parties) if party.side == Side.APPLICANT and n != self.debtor)
        return next(found, None)


@dataclass(frozen=True)
class PastEnding:
    """The end of mediation without an agreement: a code of EndReason, and when."""

    dispute_id: UUID
    category: str
    reason: str
    ended_at: datetime
    explanation: str = ""


@dataclass(frozen=True)
class PastAssignment:
    """Who mediated, from when on."""

    dispute_id: UUID
    person_id: UUID
    started_at: datetime


def clocks(agreement: PastAgreement, *, is_open: bool, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks of confirmation that still run for an agreement that was not confirmed (人民调解法第33条)."""
    if not is_open or now - agreement.reached_at > RIGHT_LASTS:
        return ()
    given = (("form", agreement.form),)
    return (
        Clock(CONFIRMATION, "JC_30", agreement.reached_at, modifiers=given),
        Clock(WARNING, "JC_30_SAFE", agreement.reached_at),
    )


def _party(party: Any) -> dict[str, Any]:
    shown = {"kind": party.kind, "role": _SIDES[party.side], "name": party.name}
    if party.kind == "group":
        return {**shown, "headcount": party.headcount}
    return {**shown, "sex": _SEXES.get(party.sex, "")} if party.kind == "person" else shown


def _snapshot(actor: Actor, row: PastAgreement) -> dict[str, Any]:
    """Return the form as plain values, as far as the source told it; contexts.Agreement and OralAgreement read it."""
    parties, obligation = row.matter.parties, {"ordinal": 1, "debtor": "", "what": row.what}
    obligation["debtor"] = parties[row.debtor].name
    if row.creditor is not None:
        obligation["creditor"] = parties[row.creditor].name
    if row.amount is not None:
        obligation["amount"] = str(row.amount)
    if row.on_the_spot:
        obligation["due_text"] = "达成协议时当场"
    elif row.due_on:
        obligation["due_on"] = row.due_on.isoformat()
    form: dict[str, Any] = {
        "committee": row.committee,
        "number": row.number,
        "parties": [_party(party) for party in parties],
        "facts": row.matter.narrative[:10_000],
        "obligations": [obligation],
        "mediators": [row.mediator] if row.mediator else [],
        "recorder": actor.name,
        "made_on": local_date(row.reached_at).isoformat(),
    }
    if row.form == AgreementForm.WRITTEN:
        form |= {"copies": max(len(parties) + 1, 2), "court_copy": row.matter.court_stage != CourtStage.NONE}
    return form


def _agreement_row(actor: Actor, row: PastAgreement) -> tuple[Any, ...]:
    snapshot = _snapshot(actor, row)
    signed = row.reached_at if row.form == AgreementForm.WRITTEN else None
    rule = effect.rule_code(form=row.form, clock=row.category.clock, court_stage=row.matter.court_stage)
    return (
        row.id, actor.at, row.dispute_id, 1, True, row.form, False, row.matter.narrative[:10_000], "", "", "",
        row.matter.place, max(len(row.matter.parties) + 1, 2), actor.name, row.reached_at, row.reached_at,
        bulk.jsonb(snapshot), hands.text_hash(snapshot), signed, signed, signed, row.reached_at, rule,
    )  # fmt: skip


def _obligation_row(actor: Actor, row: PastAgreement) -> tuple[Any, ...]:
    ids = row.party_ids
    creditor = ids[row.creditor] if row.creditor is not None else None
    kind = ObligationKind.PAY if row.amount is not None else ObligationKind.ACT
    due_on = None if row.on_the_spot else row.due_on
    return (
        row.obligation_id, actor.at, row.id, 1, ids[row.debtor], None, creditor, None, kind.value, row.what, row.amount,
        "", "", due_on, row.on_the_spot,
    )  # fmt: skip


@lru_cache(maxsize=512)
def _remedies(category: str, reason: EndReason) -> tuple[dict[str, str], ...]:
    return tuple(
        {"way": each.way, "organ": each.organ, "period": each.period, "basis": each.basis}
        for each in endings.remedies(category, reason)
    )


def _ending_row(actor: Actor, row: PastEnding) -> tuple[Any, ...]:
    reason = EndReason(row.reason)
    remedies = bulk.jsonb(list(_remedies(row.category, reason)))
    return (
        actor.at, row.dispute_id, reason.value, row.explanation, None, remedies, "", row.ended_at, None,
    )  # fmt: skip


def import_outcomes(
    actor: Actor,
    agreements: Sequence[PastAgreement],
    past_endings: Sequence[PastEnding],
    assignments: Sequence[PastAssignment],
) -> None:
    """Write agreements in effect, endings and mediators of cases that ``disputes.actions.bulk`` has just entered."""
    lead, chosen = Part.LEAD.value, Chooser.COMMITTEE.value
    if assignments:
        bulk.copy(
            MediatorAssignment,
            _ASSIGNMENT,
            ((actor.at, a.dispute_id, a.person_id, lead, chosen, a.started_at, None, "") for a in assignments),
        )
    if agreements:
        bulk.copy(Agreement, _AGREEMENT, (_agreement_row(actor, row) for row in agreements))
        bulk.copy(Obligation, _OBLIGATION, (_obligation_row(actor, row) for row in agreements))
    if past_endings:
        bulk.copy(Ending, _ENDING, (_ending_row(actor, row) for row in past_endings))


def take_back(ids: Sequence[UUID]) -> None:
    """Remove what ``import_outcomes`` wrote for cases that are being taken back; nothing of it was touched since."""
    agreements = Agreement.objects.filter(dispute__in=bulk.among(ids)).values_list("pk", flat=True)
    bulk.remove(Obligation, list(agreements), of="agreement")
    for model in (Agreement, Ending, MediatorAssignment):
        bulk.remove(model, ids, of="dispute")
