"""Which visits an agreement or a default owes, by the rules of the profile. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import NO_SOURCE, FollowUpRule


@dataclass(frozen=True)
class Owed:
    """A visit that a rule owes: by its code, until the end of a local day, with what stands behind duty and day."""

    rule: str
    name: str
    due_on: date
    source: str


def _source(rule: FollowUpRule) -> str:
    days = N_("天数为默认值") if rule.after_days_source.startswith(NO_SOURCE) else rule.after_days_source
    duty = rule.source if not rule.is_default else NO_SOURCE
    return f"{duty}；{days}"


def _owed(rule: FollowUpRule, anchor: date) -> Owed:
    return Owed(rule.code, rule.name, anchor + timedelta(days=rule.after_days), _source(rule))


def owed(
    rules: Iterable[FollowUpRule],
    *,
    form: str,
    on_the_spot: bool,
    grade: str,
    effective_on: date,
    last_due_on: date | None,
) -> list[Owed]:
    """Return the visits that an agreement owes from the day on which it took effect.

    form: written or oral; on_the_spot: everything was performed when it was reached; grade: of the dispute; last_due_on: the
    end of the last period, None when no day was agreed (then counted from the effective day).
    """
    holds = {
        "any_agreement": True,
        "not_performed_on_the_spot": not on_the_spot,
        "written": form == "written",
        "red_or_yellow": grade in ("red", "yellow"),
    }
    anchors = {"effective": effective_on, "last_due": last_due_on or effective_on}
    return [_owed(rule, anchors[rule.anchor]) for rule in rules if holds.get(rule.condition) and rule.anchor in anchors]


def after_default(rules: Iterable[FollowUpRule], noted_on: date) -> list[Owed]:
    """Return the visits that a default owes."""
    return [_owed(rule, noted_on) for rule in rules if rule.condition == "default"]


def missing(planned: Iterable[tuple[str, date | None]]) -> str:
    """Return in Chinese which planned visits (name, day) are still owed, "" for none."""
    told = [_undone(name, day) for name, day in planned]
    return N_("%(visits)s。") % {"visits": N_("；").join(told)} if told else ""


def _undone(name: str, day: date | None) -> str:
    if day is None:
        return N_("“%(name)s”尚未进行") % {"name": name}
    due = {"name": name, "year": day.year, "month": day.month, "day": day.day}
    return N_("“%(name)s”尚未进行（应于%(year)s年%(month)s月%(day)s日前）") % due
