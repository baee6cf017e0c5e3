"""The kind of dispute that a narrative suggests, for the registration page. A person confirms it."""

from __future__ import annotations

from fengqiao.disputes.rules.narrative_analysis import IntakeRules, analyser, national_rules


def suggest_category(narrative: str, rules: IntakeRules | None = None) -> list[tuple[str, int, list[str]]]:
    """Return (code, score, words found) of the kinds of dispute that a narrative suggests, best first.

    rules: whose table of cues to use; the national one unless given.
    """
    return analyser(rules or national_rules()).read(narrative).ranked
