"""Every change of judicial confirmation, one function a verb."""

from .deciding import record_docket, record_result
from .filing import file, withdraw
from .preparing import Delivery, prepare

__all__ = ["Delivery", "file", "prepare", "record_docket", "record_result", "withdraw"]
