"""Every change of judicial confirmation, one function a verb."""

from .deciding import record_docket, record_result
from .filing import file, withdraw
from .preparing import Delivery, open_pack, prepare

__all__ = ["Delivery", "file", "open_pack", "prepare", "record_docket", "record_result", "withdraw"]
