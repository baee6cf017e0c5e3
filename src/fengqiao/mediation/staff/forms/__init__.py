"""The shapes of what staff enter about mediation; the actions check what is in them."""

from .agreement import (
    AgreementForm,
    ObligationForm,
    ObligationFormSet,
    ReachedForm,
    SignOnPadForm,
    SignOnPaperForm,
    draft_of,
    draft_values,
)
from .ending import EndForm, ExtendForm, PauseForm, WithdrawForm
from .people import AnswerForm, AssignForm, InviteForm, ReplaceForm
from .process import CancelForm, CheckForm, EvidenceForm, HoldForm, InvestigationForm, RecordForm, SessionForm
from .quick import QuickForm, QuickPartyForm, matter_of, sitting_of

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AssignForm",
    "CancelForm",
    "CheckForm",
    "EndForm",
    "EvidenceForm",
    "ExtendForm",
    "HoldForm",
    "InvestigationForm",
    "InviteForm",
    "ObligationForm",
    "ObligationFormSet",
    "PauseForm",
    "QuickForm",
    "QuickPartyForm",
    "ReachedForm",
    "RecordForm",
    "ReplaceForm",
    "SessionForm",
    "SignOnPadForm",
    "SignOnPaperForm",
    "WithdrawForm",
    "draft_of",
    "draft_values",
    "matter_of",
    "sitting_of",
]
