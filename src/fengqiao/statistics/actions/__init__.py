"""Keeping facts and sums in step with the records, and closing periods."""

from fengqiao.statistics.actions.checking import Difference, check, rebuild
from fengqiao.statistics.actions.closing import close, seal_pending
from fengqiao.statistics.actions.folding import fold
from fengqiao.statistics.actions.projecting import follow, import_facts, rewrite, take_back, touched

__all__ = [
    "Difference",
    "check",
    "close",
    "fold",
    "follow",
    "import_facts",
    "rebuild",
    "rewrite",
    "seal_pending",
    "take_back",
    "touched",
]
