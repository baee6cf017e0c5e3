"""How the tests of limits ask their questions."""

from typing import Any

from fengqiao.disputes.rules.clocks import explain_clock
from fengqiao.jurisdictions.catalogue import national_clocks

RULES = {rule.code: rule for rule in national_clocks()}
BOTH = ["甲方", "乙方"]


def at(day: str, hour: int = 9) -> str:
    """Return an hour of a local day as ISO 8601 with its zone."""
    return f"{day}T{hour:02}:00:00+08:00"


def ask(rule: str, start: str, modifiers: dict[str, Any] | None = None, **other: Any) -> dict[str, Any]:
    """Ask for a limit that starts on a day (or at a moment) by its own start event, at its own place."""
    request = {
        "rule": rule,
        "jurisdiction": RULES[rule].jurisdiction,
        "start_event": RULES[rule].start_event,
        "start_at": start if "T" in start else at(start),
        "modifiers": modifiers or {},
    }
    return explain_clock(request | other, national_clocks())


def excluded(first: str, again: str, reason: str = "鉴定") -> dict[str, str]:
    """Return a time that does not count."""
    return {"reason": reason, "first_excluded_day": first, "first_counted_day_again": again}
