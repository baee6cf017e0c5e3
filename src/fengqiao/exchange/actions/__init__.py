"""Importing cases: one function, used by the command and by whatever else has a file of raw cases."""

from fengqiao.exchange.actions.importing import Outcome, import_cases

__all__ = ["Outcome", "import_cases"]
