"""Tables of mediation; other packages point at them by foreign keys and read them through queries."""

from .agreements import Agreement, Instalment, Obligation, Signature
from .endings import Ending, Extension, Suspension
from .people import Consent, Invitee, InviteeConsent, MediatorAssignment, RightsNotice
from .sessions import Evidence, InvestigationRecord, MediationRecord, RecordCheck, Session, SessionParticipant

__all__ = [
    "Agreement",
    "Consent",
    "Ending",
    "Evidence",
    "Extension",
    "Instalment",
    "InvestigationRecord",
    "Invitee",
    "InviteeConsent",
    "MediationRecord",
    "MediatorAssignment",
    "Obligation",
    "RecordCheck",
    "RightsNotice",
    "Session",
    "SessionParticipant",
    "Signature",
    "Suspension",
]
