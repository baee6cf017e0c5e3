"""All writes to subsidies, one function a verb."""

from fengqiao.subsidies.actions.budgeting import adopt, set_budget
from fengqiao.subsidies.actions.calling import call_back, check_service
from fengqiao.subsidies.actions.deciding import approve, cancel, give_back, submit
from fengqiao.subsidies.actions.drawing import draw, refresh, strike
from fengqiao.subsidies.actions.paying import pay, recover, take_in
from fengqiao.subsidies.actions.publishing import answer, object_to, publish

__all__ = [
    "adopt",
    "answer",
    "approve",
    "call_back",
    "cancel",
    "check_service",
    "draw",
    "give_back",
    "object_to",
    "pay",
    "publish",
    "recover",
    "refresh",
    "set_budget",
    "strike",
    "submit",
    "take_in",
]
