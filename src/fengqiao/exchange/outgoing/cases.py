"""Cases with their parties as they go out."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fengqiao.archive.models import CaseFile
from fengqiao.confirmation.actions.bulk import NOTE
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.rules.words import Result
from fengqiao.core.actor import Actor
from fengqiao.core.clock import SHANGHAI
from fengqiao.disputes import access
from fengqiao.disputes.models import CourtStage, Dispute, Party
from fengqiao.disputes.queries.filtering import filtered
from fengqiao.disputes.workflow import Status
from fengqiao.exchange.models import ImportedCase
from fengqiao.exchange.rules.columns import PARTY, RESULTS, SIDES
from fengqiao.exchange.rules.registers.cases import SEATS
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.rules.words import Part
from fengqiao.regions import queries as regions

FETCHED = 500
_PLAIN = (
    "place",
    "source",
    "entruster",
    "entrusting_organ",
    "entrusting_reference",
    "narrative",
    "amount",
    "grade",
    "occurred_on",
)


def _cases(actor: Actor, narrowed: Mapping[str, str]) -> QuerySet[Dispute]:
    found = filtered(actor, narrowed)
    scope = narrowed.get("region")
    return found.filter(region_code__startswith=scope) if scope else found


def count(actor: Actor, narrowed: Mapping[str, str]) -> int:
    """Return how many rows there are."""
    return _cases(actor, narrowed).count()


def rows(actor: Actor, narrowed: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield the cases in the actor's sight, as the list of disputes is narrowed, the oldest first."""
    names = {item.code: item.name for item in current_ruleset().categories.items}
    version = current_ruleset().categories.version
    found = _cases(actor, narrowed).defer(*access.UNREAD)
    found = found.select_related("organisation", "imported_as", "performance_plan", "case_file").prefetch_related(
        "parties",
        "agreements__obligations",
        "performance_plan__performances",
        "confirmation_applications",
        "mediator_assignments__person",
    )
    places: dict[str, str] = {}
    for dispute in found.order_by("registered_at", "id").iterator(FETCHED):
        if dispute.region_code not in places:
            places |= regions.paths([dispute.region_code])
        yield {
            **_matter(dispute),
            "region": places.get(dispute.region_code, dispute.region_code),
            "category": names.get(dispute.category, dispute.category),
            "category_version": "" if dispute.category_version == version else dispute.category_version,
            **_course(dispute),
            **_parties(sorted(dispute.parties.all(), key=lambda party: party.order)),
        }


def _moment(value: datetime | None) -> str:
    """Return a moment as a file has it: a date for the beginning of a day."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return local.isoformat() if local.time() != datetime.min.time() else local.date().isoformat()


def _imported(dispute: Dispute) -> ImportedCase | None:
    return getattr(dispute, "imported_as", None)


def _matter(dispute: Dispute) -> dict[str, Any]:
    came = _imported(dispute)
    return {
        **{code: getattr(dispute, code) for code in _PLAIN},
        "external_key": came.external_key if came else dispute.receipt_number,
        "original_number": (came.original_number if came else "") or dispute.file_number,
        "organisation": dispute.organisation.name,
        "court_stage": "" if dispute.court_stage == CourtStage.NONE else dispute.court_stage,
        "is_difficult": dispute.is_difficult,
        "requested_at": _moment(dispute.requested_at),
        "registered_at": _moment(dispute.registered_at),
        "accepted_at": _moment(dispute.accepted_at),
    }


def _course(dispute: Dispute) -> dict[str, Any]:
    """Return how a case went on: who mediated, the agreement and what became of it, or how it ended without one."""
    leads = [each for each in dispute.mediator_assignments.all() if each.part == Part.LEAD and each.ended_at is None]
    told: dict[str, Any] = {"mediator": leads[0].person.name if leads else ""}
    in_effect = [each for each in dispute.agreements.all() if each.is_current and each.effective_at]
    agreement = in_effect[0] if in_effect else None
    if agreement is not None:
        told |= _agreed(dispute, agreement)
    elif dispute.outcome in RESULTS:
        told |= {"result": dispute.outcome, "ended_at": _moment(dispute.ended_at)}
    if dispute.status == Status.ARCHIVED:
        told["archived_at"] = _archived(dispute)
    return told


def _archived(dispute: Dispute) -> str:
    came = _imported(dispute)
    if came and came.archived_at:
        return _moment(came.archived_at)
    file: CaseFile | None = getattr(dispute, "case_file", None)
    return _moment((file.sealed_at if file else None) or dispute.ended_at)


def _agreed(dispute: Dispute, agreement: Agreement) -> dict[str, Any]:
    owed = sorted(agreement.obligations.all(), key=lambda each: each.seq)
    money = [each.amount for each in owed if each.amount is not None]
    plan = getattr(dispute, "performance_plan", None)
    done = plan.performances.all() if plan and plan.performed_at else ()
    days = [each.performed_on for each in done if each.struck_at is None]
    dues: list[date] = [each.due_on for each in owed if each.due_on]
    rulings = [each for each in dispute.confirmation_applications.all() if each.result == Result.VALID]
    return {
        "agreed_at": _moment(agreement.reached_at),
        "form": agreement.form,
        "promise": "；".join(each.description for each in owed)[:1000],
        "agreement_amount": sum(money, Decimal(0)) if money else None,
        "due_on": max(dues) if dues else None,
        "performed_on": max(days) if days else None,
        **(_confirmed(rulings[0]) if rulings else {}),
    }


def _confirmed(ruling: Application) -> dict[str, Any]:
    is_guessed = ruling.result_note.startswith(NOTE) and ruling.result_note != NOTE
    return {
        "filed_at": "" if is_guessed else _moment(ruling.filed_at),
        "confirmed_on": ruling.decided_on,
        "court": ruling.court_name,
        "ruling_number": ruling.ruling_number,
    }


def _parties(parties: list[Party]) -> dict[str, Any]:
    """Return the parties: the first of each side in columns of their own, the others as a list."""
    told: dict[str, Any] = {}
    others: list[dict[str, Any]] = []
    seats = dict.fromkeys(SIDES, 0)
    for party in parties:
        values = {column.code: getattr(party, column.code) for column in PARTY}
        values["headcount"] = party.headcount if party.headcount > 1 else None
        seats[party.side] += 1
        if seats[party.side] <= SEATS[party.side]:
            told |= {f"{party.side}{seats[party.side]}.{code}": value for code, value in values.items()}
        else:
            given = {code: value for code, value in values.items() if value not in ("", None)}
            others.append({"side": party.side, **given})
    told["parties"] = json.dumps(others, ensure_ascii=False) if others else ""
    return told
