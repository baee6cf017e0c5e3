"""Importing cases and registers: used by pages, the API, jobs and the command line alike."""

from fengqiao.exchange.actions.importing import Outcome, import_cases
from fengqiao.exchange.actions.registering import import_register

__all__ = ["Outcome", "import_cases", "import_register"]
