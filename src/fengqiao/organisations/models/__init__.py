"""The tables of the register of organisations, by what they are about."""

from fengqiao.organisations.models.centres import Duty, ResidentUnit, Residing, Shift, Window
from fengqiao.organisations.models.docking import GuidingJudge, Invitation, Memorandum
from fengqiao.organisations.models.filings import CourtNotice, Filing, FilingPaper
from fengqiao.organisations.models.keeping import (
    Photo,
    Room,
    RoomKind,
    Seal,
    Sign,
    SignageCheck,
    SignState,
)
from fengqiao.organisations.models.register import Organisation, PastName, Succession, SuccessionKind

__all__ = [
    "CourtNotice",
    "Duty",
    "Filing",
    "FilingPaper",
    "GuidingJudge",
    "Invitation",
    "Memorandum",
    "Organisation",
    "PastName",
    "Photo",
    "ResidentUnit",
    "Residing",
    "Room",
    "RoomKind",
    "Seal",
    "Shift",
    "Sign",
    "SignState",
    "SignageCheck",
    "Succession",
    "SuccessionKind",
    "Window",
]
