"""Reads of training that others may use."""

from fengqiao.training.queries.counting import attendances, sessions
from fengqiao.training.queries.owing import Duty, Totals, duties, totals

__all__ = ["Duty", "Totals", "attendances", "duties", "sessions", "totals"]
