"""Reading confirmation: competent courts, what a court will look at, the applications, what was confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fengqiao.confirmation.models import Applicant, Application
from fengqiao.confirmation.rules import alternatives, courts, precheck
from fengqiao.confirmation.rules.words import Ground, Result, State
from fengqiao.core.text import N_
from fengqiao.disputes import queries as disputes
from fengqiao.disputes.models import AgentRole, CourtStage, Dispute, DueMoment, Entruster, Party, PartyKind
from fengqiao.documents import queries as documents
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case, hints
from fengqiao.mediation.rules.words import ObligationKind
from fengqiao.organisations import queries as organisations
from fengqiao.regions import queries as regions

CLOCK, WARNING, REVIEW = "confirmation", "confirmation_warning", "court_review"
OBJECTION, THIRD_OBJECTION = "objection", "third_objection"
TITLE_KINDS = frozenset({"housing_homestead", "forest_land", "expropriation"})
_COUNTY = 6


def deadline(dispute: Dispute) -> DueMoment | None:
    """Return the clock of the thirty days, running or ended; None before the agreement took effect."""
    return dispute.clocks.filter(clock=CLOCK).order_by("-created_at", "-id").first()


def applications(dispute: Dispute) -> QuerySet[Application]:
    """Return the applications of a dispute, the newest first, with court, pack and applicants."""
    found = Application.objects.filter(dispute=dispute).select_related("court", "pack", "ruling__file")
    return found.prefetch_related("applicants__party").order_by("-prepared_at", "-id")


def is_confirmed(*, dispute: Dispute) -> bool:
    """Whether a court has ruled the agreement valid (question ``confirmed``)."""
    return Application.objects.filter(dispute=dispute, result=Result.VALID).exists()


def confirmed(disputes_: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Return those of the disputes whose agreement a court has ruled valid (司法确认)."""
    return disputes_.filter(
        confirmation_applications__state=State.DECIDED, confirmation_applications__result=Result.VALID
    ).distinct()


def _counties() -> list[tuple[str, str]]:
    """Return (county code, name) of the counties of the jurisdiction; the root itself where it is a county."""
    root = regions.root()
    if root.level != "city":
        return [(root.code[:_COUNTY], root.name)]
    return [(region.code[:_COUNTY], region.name) for region in regions.children(root.code)]


def _domicile(party: Party, counties: Iterable[tuple[str, str]]) -> courts.Place:
    county = next((code for code, name in counties if name and name in party.address), "")
    known = {"party": party.name, "address": party.address or N_("未登记")}
    return courts.Place(Ground.DOMICILE, N_("当事人%(party)s的住所地（%(address)s）") % known, county)


def _places(dispute: Dispute) -> list[courts.Place]:
    counties = _counties()
    committee = dispute.organisation
    return [
        courts.Place(
            Ground.ORGANISATION,
            N_("调解组织所在地（%(name)s）") % {"name": committee.name},
            committee.region_code[:_COUNTY],
        ),
        courts.Place(Ground.SUBJECT_MATTER, N_("标的物在纠纷发生地"), dispute.county_code),
        *(_domicile(party, counties) for party in dispute.parties.exclude(side="third")),
    ]


def _courts(dispute: Dispute, places: Iterable[courts.Place]) -> list[courts.Court]:
    county_codes = {dispute.county_code, *(place.county_code for place in places if place.county_code)}
    found = {court.pk: court for code in sorted(county_codes) for court in organisations.courts(code.ljust(12, "0"))}
    return [
        courts.Court(row.pk, row.name, row.region_code, is_basic=row.level != "city")
        for row in sorted(found.values(), key=lambda row: row.name)
    ]


def court_advice(dispute: Dispute) -> courts.Advice:
    """Return the courts that may be asked to confirm the agreement, with their grounds (民事诉讼法第205条)."""
    places = _places(dispute)
    known = _courts(dispute, places)
    if dispute.entruster == Entruster.COURT and dispute.court_stage == CourtStage.DELEGATED:
        return courts.invited(dispute.entrusting_organ, known)
    return courts.own(places, known)


def _without_power(dispute: Dispute, parties: Iterable[Party]) -> list[str]:
    made = {paper.part for paper in documents.for_subject("dispute", dispute.pk) if paper.kind == "power_of_attorney"}
    return [
        agent.name
        for party in parties
        for agent in party.agents.all()
        if agent.role == AgentRole.AGENT and agent.pk.hex not in made
    ]


def _without_address(dispute: Dispute, parties: Iterable[Party]) -> list[str]:
    """Return whom the court's papers do not reach: neither the record nor an application says where."""
    missing = [party for party in parties if not (party.address and (party.phone or _is_group(party)))]
    told = Applicant.objects.filter(application__dispute=dispute) if missing else []
    reached = {row.party_id for row in told if row.address and row.phone}
    return [party.name for party in missing if party.pk not in reached]


def _confirmable(dispute: Dispute) -> str:
    decision = disputes.latest_suitability(dispute)
    told = decision.finding.get("judicial_confirmation", "yes") if decision else "yes"
    return str(told)


def checks(dispute: Dispute, agreement: Agreement | None, now: datetime) -> list[precheck.Check]:
    """Return what a court will look at, each with its article and what to do; advice, not an order."""
    clock = deadline(dispute)
    parties = list(dispute.parties.exclude(side="third").prefetch_related("agents"))
    files = list(dispute.files.values_list("kind", "party_id"))
    proved = {party_id for kind, party_id in files if kind == "identity_copy"}
    matter = precheck.Matter(
        ends_at=clock.due_at if clock else None,
        confirmable=_confirmable(dispute),
        hints=[(each.code, each.text, each.article, each.fix) for each in hints.of_agreement(dispute, agreement)]
        if agreement
        else [],
        no_identity=[party.name for party in parties if party.pk not in proved],
        no_address=_without_address(dispute, parties),
        no_power=_without_power(dispute, parties),
        about_title=dispute.category in TITLE_KINDS,
        has_title_proof=any(kind == "property_proof" for kind, _party in files),
    )
    return precheck.checks(matter, now)


def _is_group(party: Party) -> bool:
    return party.kind == PartyKind.GROUP


def owes_money(agreement: Agreement) -> bool:
    """Whether the agreement, fetched with its obligations, owes money."""
    return any(row.kind == ObligationKind.PAY for row in agreement.obligations.all())


def alternatives_for(dispute: Dispute, agreement: Agreement | None) -> tuple[alternatives.Way, ...]:
    """Return what is open beside confirmation of an agreement fetched with its obligations."""
    return alternatives.ways(category=dispute.category, has_money=bool(agreement and owes_money(agreement)))


@dataclass(frozen=True)
class Outlook:
    """Everything that a person needs to decide on confirmation."""

    clock: DueMoment | None
    barred: str
    advice: courts.Advice
    checks: list[precheck.Check]
    alternatives: tuple[alternatives.Way, ...]
    applications: list[Application]


def outlook(dispute: Dispute, now: datetime) -> Outlook:
    """Return deadline, competent courts, checks, alternatives and the applications so far."""
    agreement = case.current_agreement(dispute)
    return Outlook(
        clock=deadline(dispute),
        barred=courts.barred(dispute.court_stage),
        advice=court_advice(dispute),
        checks=checks(dispute, agreement, now),
        alternatives=alternatives_for(dispute, agreement),
        applications=list(applications(dispute)),
    )
