"""Reads of training that others may use."""

from fengqiao.training.queries.owing import Duty, Totals, duties, totals

__all__ = ["Duty", "Totals", "duties", "totals"]
