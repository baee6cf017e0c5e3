"""Importing cases and registers, exporting them again: used by pages, the API, jobs and the command line alike."""

from fengqiao.exchange.actions.asking import cancel, match, start, upload
from fengqiao.exchange.actions.exporting import cancel_export, export, fetch
from fengqiao.exchange.actions.importing import Outcome, import_cases
from fengqiao.exchange.actions.registering import import_register
from fengqiao.exchange.actions.reporting import fetch_report
from fengqiao.exchange.actions.undoing import ENDED, undo

__all__ = [
    "ENDED",
    "Outcome",
    "cancel",
    "cancel_export",
    "export",
    "fetch",
    "fetch_report",
    "import_cases",
    "import_register",
    "match",
    "start",
    "undo",
    "upload",
]
