"""Time limits: counting them and telling how. Plain Python; the rules come from the jurisdiction's rule set.

`explain_clock` is the public question, asked by the command line, the API and the pages alike; `due` is the same count for
Python callers. The shapes of `modifiers` stand in README.md beside this file.
"""

from .counting import Due, due
from .effect import Effect
from .explain import adopts, explain_clock, told_due
from .values import ClockRefused

__all__ = ["ClockRefused", "Due", "Effect", "adopts", "due", "explain_clock", "told_due"]
