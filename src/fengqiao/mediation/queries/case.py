"""A matter as the rules of mediation see it: parties, notices, consents, mediators, the current agreement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch

from fengqiao.core.text import N_
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.models import Party as PartyRow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import Category
from fengqiao.mediation.models import Agreement, Consent, MediatorAssignment, Obligation, RightsNotice, Signature
from fengqiao.mediation.rules import standing, terms
from fengqiao.mediation.rules.signing import Signing
from fengqiao.mediation.rules.words import Answer, SignerKind


def party_rows(dispute: Dispute) -> list[PartyRow]:
    """Return the parties with those who stand for them, in order."""
    return list(dispute.parties.prefetch_related("agents"))


def plain(party: PartyRow) -> standing.Party:
    """Return a party, fetched with its agents, as the rules see it."""
    agents = tuple(standing.Agent(agent.pk, agent.role, agent.name) for agent in party.agents.all())
    return standing.Party(party.pk, party.name, party.kind, party.side, party.birth_on, agents)


def category_of(dispute: Dispute) -> Category | None:
    """Return the kind of dispute with its rules, None when the profile no longer has it."""
    return current_ruleset().categories.get(dispute.category)


@dataclass(frozen=True)
class Opening:
    """What was told and answered: notices by party, the latest answer of each party."""

    parties: tuple[standing.Party, ...]
    notices: dict[UUID, RightsNotice]
    latest: dict[UUID, Consent]

    @property
    def answers(self) -> dict[UUID, Answer]:
        """The latest answer of each party."""
        return {party_id: Answer(consent.answer) for party_id, consent in self.latest.items()}

    @property
    def wishes(self) -> dict[UUID, str]:
        """Whether each party wants it open or closed."""
        return {party_id: consent.publicity for party_id, consent in self.latest.items()}

    @property
    def told(self) -> list[tuple[str, datetime]]:
        """Every notice and consent with its moment, for the order of events."""
        notices = [
            (N_("%(party)s签收权利义务告知书") % {"party": row.by_name}, row.signed_at) for row in self.notices.values()
        ]
        return notices + [
            (N_("%(party)s表示同意调解") % {"party": row.by_name}, row.at) for row in self.latest.values()
        ]


def opening(dispute: Dispute, parties: list[PartyRow] | None = None) -> Opening:
    """Return what was told to the parties and what they answered."""
    rows = party_rows(dispute) if parties is None else parties
    consents = Consent.objects.filter(dispute=dispute).order_by("at", "id")
    return Opening(
        tuple(plain(row) for row in rows),
        {notice.party_id: notice for notice in RightsNotice.objects.filter(dispute=dispute)},
        {consent.party_id: consent for consent in consents},
    )


def mediators(dispute: Dispute) -> list[MediatorAssignment]:
    """Return the current mediators, the presiding one first."""
    current = MediatorAssignment.objects.filter(dispute=dispute, ended_at__isnull=True).select_related("person")
    return sorted(current, key=lambda each: (each.part != "lead", each.started_at, each.pk))


def current_agreement(dispute: Dispute) -> Agreement | None:
    """Return the current text with its obligations, instalments and signatures, or None."""
    obligations = Obligation.objects.select_related(
        "debtor", "debtor_member", "creditor", "creditor_member"
    ).prefetch_related("instalments")
    return (
        Agreement.objects.filter(dispute=dispute, is_current=True)
        .prefetch_related(
            Prefetch("obligations", queryset=obligations),
            Prefetch("signatures", queryset=Signature.objects.select_related("scan", "party")),
        )
        .first()
    )


def plain_terms(agreement: Agreement) -> list[terms.Term]:
    """Return the obligations of an agreement as the rules see them."""
    return [
        terms.Term(
            kind=row.kind,
            description=row.description,
            debtor=(row.debtor_id, row.debtor_member_id),
            creditor=(row.creditor_id, row.creditor_member_id) if row.creditor_id else None,
            amount=row.amount,
            due_on=row.due_on,
            on_the_spot=row.on_the_spot,
            instalments=tuple(terms.Part(part.amount, part.due_on) for part in row.instalments.all()),
        )
        for row in agreement.obligations.all()
    ]


def must_sign(agreement: Agreement, parties: tuple[standing.Party, ...], on: date) -> tuple[standing.Standing, ...]:
    """Return how each party that must sign acts: both sides, and those concerned who owe or are owed."""
    named = {key for row in agreement.obligations.all() for key in (row.debtor_id, row.creditor_id)}
    sides = {party.id for party in standing.principals(parties)}
    return tuple(standing.standing(party, on) for party in parties if party.id in sides or party.id in named)


def signing(
    agreement: Agreement, parties: tuple[standing.Party, ...], current: list[MediatorAssignment], on: date
) -> Signing:
    """Return how far the signing of the current text is; signatures under an earlier text do not count."""
    valid = [row for row in agreement.signatures.all() if row.document_hash == agreement.document_hash]
    seal = next((row.at for row in valid if row.signer_kind == SignerKind.SEAL), None)
    return Signing(
        parties=must_sign(agreement, parties, on),
        mediators={each.person_id: each.person.name for each in current},
        by_party={(row.party_id, row.agent_id): row.at for row in valid if row.party_id},
        by_mediator={
            row.person_id: row.at for row in valid if row.signer_kind == SignerKind.MEDIATOR and row.person_id
        },
        sealed_at=seal,
    )


def load_of(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many open matters each person mediates now."""
    counted = (
        MediatorAssignment.objects.filter(
            person_id__in=list(person_ids), ended_at__isnull=True, dispute__ended_at__isnull=True
        )
        .values_list("person_id")
        .annotate(number=Count("id"))
    )
    return dict(counted)


def wishes_for_mediators(dispute: Dispute) -> list[tuple[str, str]]:
    """Return whom the parties chose, as (party, mediator's name)."""
    chosen = Consent.objects.filter(dispute=dispute).exclude(mediator_choice="").select_related("party")
    return [(consent.party.name, consent.mediator_choice) for consent in chosen]
