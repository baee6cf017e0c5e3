"""Every change that mediation makes, one function a verb."""

from fengqiao.mediation.given import (
    Draft,
    NewInstalment,
    NewObligation,
    NewSession,
    PartyAnswer,
    Signer,
    Upload,
    Word,
)

from .agreeing import agree, conclude_orally
from .assigning import assign, replace
from .consenting import give_consent, give_notice, invite, refuse, take_answers, welcome
from .drafting import draft_agreement, revise
from .ending import terminate, withdraw
from .holding import cancel_session, hold_session, plan_session
from .pausing import extend, resume, start, suspend
from .printing import make_paper
from .recording import add_evidence, check_record, investigate, share_evidence, write_record
from .settling import Promise, Sitting, settle_on_the_spot
from .signing import sign_on_pad, sign_on_paper

__all__ = [
    "Draft",
    "NewInstalment",
    "NewObligation",
    "NewSession",
    "PartyAnswer",
    "Promise",
    "Signer",
    "Sitting",
    "Upload",
    "Word",
    "add_evidence",
    "agree",
    "assign",
    "cancel_session",
    "check_record",
    "conclude_orally",
    "draft_agreement",
    "extend",
    "give_consent",
    "give_notice",
    "hold_session",
    "investigate",
    "invite",
    "make_paper",
    "plan_session",
    "refuse",
    "replace",
    "resume",
    "revise",
    "settle_on_the_spot",
    "share_evidence",
    "sign_on_pad",
    "sign_on_paper",
    "start",
    "suspend",
    "take_answers",
    "terminate",
    "welcome",
    "withdraw",
    "write_record",
]
