"""What the page of records and evidence shows of a dispute."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.models import StoredFile
from fengqiao.disputes.models import Dispute
from fengqiao.mediation.models import (
    Consent,
    Evidence,
    InvestigationRecord,
    Invitee,
    MediationRecord,
    RightsNotice,
    Session,
)
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import opening, standing


@dataclass(frozen=True)
class PartyState:
    """One party before mediation: how it acts, what it signed and answered."""

    standing: standing.Standing
    notice: RightsNotice | None
    consent: Consent | None


def party_states(actor: Actor, dispute: Dispute) -> list[PartyState]:
    """Return each party with its notice and latest answer, in order."""
    state = case.opening(dispute)
    day = local_date(actor.at)
    return [
        PartyState(standing.standing(party, day), state.notices.get(party.id), state.latest.get(party.id))
        for party in state.parties
    ]


def sessions(dispute: Dispute) -> list[Session]:
    """Return the sessions with who was called and what was written, the latest first."""
    found = Session.objects.filter(dispute=dispute).select_related("record")
    return list(found.prefetch_related("participants", "record__checks").order_by("-ordinal"))


def session(dispute: Dispute, session_id: UUID) -> Session:
    """Return one session with who was called; raises NotFound for that of another dispute."""
    found = Session.objects.filter(dispute=dispute, pk=session_id).select_related("record")
    row = found.prefetch_related("participants").first()
    if row is None:
        raise NotFound("session_not_found", _("没有这次调解。"), next_step=_("请从本案的调解安排中选择。"))
    return row


def records(dispute: Dispute) -> list[MediationRecord]:
    """Return the records with their sessions, in order."""
    return list(MediationRecord.objects.filter(dispute=dispute).select_related("session").order_by("session__ordinal"))


def record(dispute: Dispute, record_id: UUID) -> MediationRecord:
    """Return one record with its checks; raises NotFound for that of another dispute."""
    found = MediationRecord.objects.filter(dispute=dispute, pk=record_id).select_related("session")
    row = found.prefetch_related("checks__party").first()
    if row is None:
        raise NotFound("record_not_found", _("没有这份调解记录。"))
    return row


def investigations(dispute: Dispute) -> list[InvestigationRecord]:
    """Return the inquiries, the earliest first."""
    return list(InvestigationRecord.objects.filter(dispute=dispute))


def evidence(dispute: Dispute) -> list[Evidence]:
    """Return the evidence with its files, in order."""
    return list(Evidence.objects.filter(dispute=dispute).select_related("file"))


def evidence_file(dispute: Dispute, evidence_id: UUID) -> tuple[Evidence, StoredFile]:
    """Return one piece of evidence and its file; raises NotFound for that of another dispute."""
    row = Evidence.objects.filter(dispute=dispute, pk=evidence_id).select_related("file").first()
    if row is None:
        raise NotFound("evidence_not_found", _("没有这份证据。"))
    return row, row.file


@dataclass(frozen=True)
class Invited:
    """An invited person, and what is still missing before the person may take part ("" when nothing is)."""

    invitee: Invitee
    missing: str
    lacking: list[standing.Party]


def invited(dispute: Dispute) -> list[Invited]:
    """Return the invited people, each with the parties whose consent is still missing."""
    parties = tuple(case.plain(row) for row in case.party_rows(dispute))
    result = []
    for row in Invitee.objects.filter(dispute=dispute).prefetch_related("consents"):
        consented = {consent.party_id for consent in row.consents.all()}
        welcome = opening.invitee_welcome(row.name, parties, consented)
        lacking = [party for party in standing.principals(parties) if party.id not in consented]
        result.append(Invited(row, welcome.detail, lacking))
    return result
