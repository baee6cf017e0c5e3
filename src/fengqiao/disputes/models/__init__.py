"""The tables of disputes."""

from fengqiao.disputes.models.cases import (
    NO_DUE,
    AgentRole,
    Dispute,
    Involvement,
    Party,
    PartyAgent,
)
from fengqiao.disputes.models.choices import (
    CourtStage,
    Door,
    Entruster,
    GradeLevel,
    PartyKind,
    Side,
    Source,
)
from fengqiao.disputes.models.decisions import (
    CrimeReport,
    DisputeFile,
    DueMoment,
    DueState,
    FileNumber,
    GradeDecision,
    OfferState,
    RouteOffer,
    SuitabilityDecision,
)

__all__ = [
    "AgentRole",
    "CourtStage",
    "CrimeReport",
    "Dispute",
    "DisputeFile",
    "Door",
    "DueMoment",
    "DueState",
    "Entruster",
    "FileNumber",
    "GradeDecision",
    "GradeLevel",
    "Involvement",
    "NO_DUE",
    "OfferState",
    "Party",
    "PartyAgent",
    "PartyKind",
    "RouteOffer",
    "Side",
    "Source",
    "SuitabilityDecision",
]
