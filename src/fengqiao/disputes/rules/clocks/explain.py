"""The public question about a limit: one JSON object in, one out, for the command line, the API and the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fengqiao.core.clock import SHANGHAI
from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset.clocks import ClockRule

from .counting import Due, due
from .modifiers import KNOWN
from .values import ClockRefused, moment, refuse, shown

NATION = "CN"
PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
}
"""The first two digits of region codes in which the national rules apply."""
BRACKETS = str.maketrans("（）［］【】", "()[][]")
ASIDE = re.compile(r"\(.*?\)")
DENIAL = re.compile(r"[不未没非]|前")
FRILLS = re.compile(r"\s+|[“”\"'‘’。，,]|^自|之日起?$|之时起?$|起$")


def explain_clock(request: Any, rules: Sequence[ClockRule]) -> dict[str, Any]:
    """Answer when a limit ends, and why.

    ``request``: {rule, jurisdiction, start_event, start_at, modifiers}; ``rules``: the clocks of the rule set. Returns
    {rule, due, provisional, rolled_from, counted, article, source, explanation} and, beside these, ``without_effect`` and
    ``arguable``; for EFFECT_* also effective, missing, moments, candidates, safe_from. Whatever cannot be counted gives
    {refused: code, reason}. Never raises for any JSON value.
    """
    try:
        return _answer(request, rules)
    except ClockRefused as refusal:
        return {"refused": refusal.code, "reason": refusal.message}


def _answer(request: Any, rules: Sequence[ClockRule]) -> dict[str, Any]:
    if not isinstance(request, Mapping):
        raise refuse("malformed_request", N_("请求应为 JSON 对象"), "request")
    rule = _rule(request, rules)
    caution = _check_start_event(rule, request, rules)
    _required(request, "start_at")
    start_at = moment(request["start_at"], "start_at")
    answer = told_due(due(rule, start_at, request.get("modifiers")))
    answer["explanation"] = caution + answer["explanation"]
    return answer


def told_due(counted: Due) -> dict[str, Any]:
    """Write a counted limit as the answer of the interface: plain JSON values."""
    rule, moment_of_effect = counted.rule, counted.effect
    due_at = (
        counted.on.isoformat() if counted.on else counted.at.astimezone(SHANGHAI).isoformat() if counted.at else None
    )
    answer: dict[str, Any] = {
        "rule": rule.code,
        "due": due_at,
        "provisional": counted.is_provisional,
        "rolled_from": counted.rolled_from.isoformat() if counted.rolled_from else None,
        "counted": counted.counted,
        "article": rule.source,
        "source": rule.source,
        "explanation": counted.explanation,
        "arguable": counted.is_arguable,
        "without_effect": list(counted.without_effect),
    }
    if moment_of_effect is None:
        return answer
    safe = moment_of_effect.safe_from
    answer |= {
        "effective": moment_of_effect.at is not None,
        "missing": list(moment_of_effect.missing),
        "moments": dict(moment_of_effect.moments),
        "candidates": [{"at": at.isoformat(), "reading": reading} for at, reading in moment_of_effect.candidates],
        "safe_from": safe.isoformat() if safe else None,
    }
    return answer


def _required(request: Mapping[str, Any], name: str) -> str:
    value = request.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise refuse("missing_field", N_("没有填写"), name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refuse("malformed_field", N_("应为文字"), name)
    return str(value).strip()


def _rule(request: Mapping[str, Any], rules: Sequence[ClockRule]) -> ClockRule:
    """Return the rule asked for, in force at the place asked for."""
    code = _required(request, "rule").upper()
    named = [rule for rule in rules if rule.code == code]
    if not named:
        raise refuse("unknown_rule", N_("没有“{code}”这一期限规则").format(code=shown(code)), "rule")
    place = _place(_required(request, "jurisdiction"))
    in_force = [rule for rule in named if adopts(rule, place)]
    if not in_force:
        raise refuse(
            "rule_not_adopted",
            N_("{code}（{source}）只在 {where} 适用，{place} 没有采用").format(
                code=code, source=named[0].source, where=named[0].jurisdiction, place=place
            ),
            "jurisdiction",
        )
    return max(in_force, key=lambda rule: len(_prefix(rule.jurisdiction)))


def _place(value: str) -> str:
    place = value.upper()
    if place == NATION or (re.fullmatch(r"[0-9]{6}", place) and int(place[:2]) in PROVINCES):
        return place
    raise refuse(
        "unknown_jurisdiction", N_("“{place}”不是 CN 或者六位行政区划代码").format(place=shown(value)), "jurisdiction"
    )


def _prefix(jurisdiction: str) -> str:
    """Return the digits that all codes below a jurisdiction share."""
    return "" if jurisdiction == NATION else re.sub(r"(00){1,2}$", "", jurisdiction)


def adopts(rule: ClockRule, place: str) -> bool:
    """Whether a rule applies at a place: CN everywhere, a region's rule there and below."""
    return rule.jurisdiction == NATION or (place != NATION and place.startswith(_prefix(rule.jurisdiction)))


def _plain(text: str) -> str:
    text = text.translate(BRACKETS)
    while (shorter := FRILLS.sub("", text)) != text:
        text = shorter
    return text


def _names(rule: ClockRule) -> set[str]:
    """Return the spellings of a rule's start event, with and without what stands in brackets."""
    own = _plain(rule.start_event)
    return {own, ASIDE.sub("", own), *(_plain(name) for name in rule.start_event_also)}


def _check_start_event(rule: ClockRule, request: Mapping[str, Any], rules: Sequence[ClockRule]) -> str:
    """Refuse a start event that is not the rule's: a limit begun at the wrong event is wrong from the first day.

    A fuller wording of the rule's own event, and a caller's own code in Latin letters, pass with a sentence of caution,
    which is returned.
    """
    asked = _plain(_required(request, "start_event"))
    own = _names(rule)
    if asked in own:
        return ""
    elsewhere = asked in KNOWN or any(asked in _names(other) for other in rules)
    fuller = any(name in asked for name in own) and not DENIAL.search(asked)
    if elsewhere or not (fuller or asked.isascii()):
        raise refuse(
            "wrong_start_event",
            N_("{code} 自“{own}”起算，不能自“{asked}”起算").format(
                code=rule.code, own=rule.start_event, asked=shown(request["start_event"])
            ),
            "start_event",
        )
    return N_("请核对：所填起算事由“{asked}”须确为“{own}”。").format(
        asked=shown(request["start_event"]), own=rule.start_event
    )
