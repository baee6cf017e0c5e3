"""Every change to a dispute before and around mediation, one function a verb."""

from fengqiao.disputes.actions.acceptance import accept, decline, transfer, void_number
from fengqiao.disputes.actions.desk import assess, confirm_category, grade
from fengqiao.disputes.actions.parties import add_party, correct_party
from fengqiao.disputes.actions.register import register
from fengqiao.disputes.actions.reopen import reopen
from fengqiao.disputes.actions.routing import lapse, return_offer, route
from fengqiao.disputes.actions.safety import report_offence, reveal

__all__ = [
    "accept",
    "add_party",
    "assess",
    "confirm_category",
    "correct_party",
    "decline",
    "grade",
    "lapse",
    "register",
    "reopen",
    "report_offence",
    "return_offer",
    "reveal",
    "route",
    "transfer",
    "void_number",
]
