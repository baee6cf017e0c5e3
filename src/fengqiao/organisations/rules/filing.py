"""The life-cycle of a filing (备案) and its time limits. Plain Python: imports no Django.

人民调解法 says that the county bureau counts the committees and tells the basic court of them (art 10); how long a committee
has to file is a rule of the jurisdiction (`filing` of the profile).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fengqiao.core import clock, workdays
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import FilingRule


class Event(StrEnum):
    """What is filed."""

    ESTABLISH = "establish"
    CHANGE = "change"
    CANCEL = "cancel"


class Status(StrEnum):
    """Where a filing stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    FILED = "filed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What can be done with a filing."""

    RETURN = "return_filing"
    RESUBMIT = "resubmit_filing"
    FILE = "file"
    DECLINE = "decline_filing"
    WITHDRAW = "withdraw_filing"
    PUBLISH = "publish_filing"
    NOTIFY = "notify_court"


EVENT_NAMES: dict[Event, str] = {Event.ESTABLISH: N_("设立"), Event.CHANGE: N_("变更"), Event.CANCEL: N_("撤销")}
STATUS_NAMES: dict[Status, str] = {
    Status.SUBMITTED: N_("待审查"),
    Status.RETURNED: N_("待补正"),
    Status.FILED: N_("已备案"),
    Status.DECLINED: N_("不予备案"),
    Status.WITHDRAWN: N_("已撤回"),
}


@dataclass(frozen=True)
class Step:
    """A verb: from which states, to which (None: stays), who does it, whether it needs words, and its name."""

    verb: Verb
    sources: frozenset[Status]
    target: Status | None
    by_bureau: bool
    needs_why: bool
    name: str


OPEN = frozenset({Status.SUBMITTED, Status.RETURNED})
STEPS: dict[Verb, Step] = {
    step.verb: step
    for step in (
        Step(Verb.FILE, frozenset({Status.SUBMITTED}), Status.FILED, True, False, N_("准予备案")),
        Step(Verb.RETURN, frozenset({Status.SUBMITTED}), Status.RETURNED, True, True, N_("退回补正")),
        Step(Verb.RESUBMIT, frozenset({Status.RETURNED}), Status.SUBMITTED, False, False, N_("补正后再次提交")),
        Step(Verb.DECLINE, frozenset({Status.SUBMITTED}), Status.DECLINED, True, True, N_("不予备案")),
        Step(Verb.WITHDRAW, OPEN, Status.WITHDRAWN, False, True, N_("撤回")),
        Step(Verb.PUBLISH, frozenset({Status.FILED}), None, True, False, N_("向社会公布")),
        Step(Verb.NOTIFY, frozenset({Status.FILED}), None, True, False, N_("通报人民法院")),
    )
}


def possible(status: Status) -> list[Step]:
    """Return the steps that a filing in this state allows, in the order of the table."""
    return [step for step in STEPS.values() if status in step.sources]


@dataclass(frozen=True)
class Limit:
    """The last day for something, the rule that set it, and whether the calendar may still change it."""

    on: date | None
    source: str = ""
    is_provisional: bool = False


NONE = Limit(None)


def rule_for(
    rules: Iterable[FilingRule], event: str, *, kind: str = "", specialities: Iterable[str] = ()
) -> FilingRule | None:
    """Return the first rule for an event that fits the kind of organisation and its specialities, or None."""
    owned = set(specialities)
    for rule in rules:
        if event not in rule.events:
            continue
        if (not rule.kinds or kind in rule.kinds) and (not rule.specialities or owned & set(rule.specialities)):
            return rule
    return None


def limit(rule: FilingRule | None, start: date) -> Limit:
    """Return the last day that a rule leaves from a local date; the day itself never counts."""
    if rule is None:
        return NONE
    if rule.unit == "working_day":
        counted = workdays.add_workdays(start, rule.within)
        return Limit(counted.day, rule.source, counted.is_provisional)
    if rule.unit == "month":
        return Limit(clock.add_months(start, rule.within), rule.source)
    return Limit(start + timedelta(days=rule.within), rule.source)
