"""Every change of judicial confirmation, one function a verb."""

from .deciding import record_docket, record_result
from .filing import file, withdraw
from .objecting import note_interested_party
from .preparing import Delivery, open_pack, prepare

__all__ = [
    "Delivery",
    "file",
    "note_interested_party",
    "open_pack",
    "prepare",
    "record_docket",
    "record_result",
    "withdraw",
]
