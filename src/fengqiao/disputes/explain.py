"""The public questions about the rules: suitability, grade, clock, agreement. Plain Python."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from fengqiao.core.text import N_
from fengqiao.disputes.rules.agreement import explain_agreement
from fengqiao.disputes.rules.clocks import explain_clock
from fengqiao.disputes.rules.grading import explain_grade
from fengqiao.disputes.rules.suitability import explain_suitability
from fengqiao.jurisdictions.catalogue import national_clocks
from fengqiao.jurisdictions.ruleset import RuleSet

Answer = dict[str, Any]
QUESTIONS: dict[str, Callable[[Any, RuleSet], Answer]] = {
    "clock": lambda request, _rules: explain_clock(request, national_clocks()),
    "suitability": explain_suitability,
    "grade": explain_grade,
    "agreement": lambda request, rules: explain_agreement(request, rules.agreement),
}
MOST_LINES = 1000


def answer(kind: str, request: Any, rules: RuleSet) -> Answer:
    """Return the answer to one question; kind is a key of QUESTIONS. Never raises for any JSON value."""
    return QUESTIONS[kind](request, rules)


def answers(kind: str, text: str, rules: Callable[[Any], RuleSet]) -> Iterator[Answer]:
    """Answer a text of one JSON object, over as many lines as it likes, or of one object a line.

    rules: gives the rule set for a request. A line that is no JSON is answered with a refusal, and the next one is read.
    """
    try:
        whole = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        requests = [_read(line) for line in lines]
    else:
        requests = [whole]
    if not requests:
        requests = [_read("")]
    for request in requests:
        if isinstance(request, _Unreadable):
            yield {"refused": "malformed_json", "reason": N_("不是有效的JSON：%(why)s。") % {"why": request.why}}
        else:
            yield answer(kind, request, rules(request))


class _Unreadable:
    def __init__(self, why: str) -> None:
        self.why = why


def _read(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return _Unreadable(str(error)[:80])
