"""The question put to the rules of intake, checked: any JSON is answered or refused, none raises."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fengqiao.core.text import N_

_JURISDICTION = re.compile(r"CN|\d{6}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Question:
    """A checked question: the jurisdiction, what was told, and facts that overrule it; ``ignored`` keys were not known."""

    jurisdiction: str
    narrative: str
    flags: Mapping[str, bool]
    numbers: Mapping[str, float]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question cannot be answered: a stable code and the reason."""

    code: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the refusal as the public interface words it."""
        return {"refused": self.code, "reason": self.reason}


def place(request: object, code: str) -> str | Refusal:
    """Return the jurisdiction of a request to rules of jurisdiction ``code``; national rules answer for every place."""
    if not isinstance(request, Mapping):
        return Refusal("malformed", N_("请求须是一个 JSON 对象。"))
    named = request.get("jurisdiction")
    if named is None:
        return Refusal("jurisdiction_missing", N_("缺少辖区(jurisdiction)。"))
    if not isinstance(named, str) or not _JURISDICTION.fullmatch(named):
        return Refusal("jurisdiction_malformed", N_("辖区(jurisdiction)须是 CN 或者六位行政区划代码。"))
    if code not in ("CN", named) and named != "CN":
        return Refusal("jurisdiction_mismatch", N_("辖区与所用规则不一致。"))
    return named


def told(request: Mapping[str, Any], field: str, missing: str) -> str | Refusal:
    """Return a field that must be text with something in it."""
    written = request.get(field)
    if written is None:
        return Refusal(f"{field}_missing", missing)
    if not isinstance(written, str):
        return Refusal(f"{field}_malformed", N_("%s须是文字。") % field)
    if not written.strip():
        return Refusal(f"{field}_missing", missing)
    return written


def ask(request: object, code: str, flags: Collection[str], numbers: Collection[str]) -> Question | Refusal:
    """Check a question {jurisdiction, narrative, facts?}.

    code: the jurisdiction of the rules; flags and numbers: the fact keys they know. A fact that is null counts as not
    given, an unknown key is ignored and named, a known key with a value of the wrong kind refuses the question.
    """
    jurisdiction = place(request, code)
    if isinstance(jurisdiction, Refusal):
        return jurisdiction
    assert isinstance(request, Mapping)  # noqa: S101 - place() has refused everything else
    narrative = told(request, "narrative", N_("缺少纠纷情况(narrative)。"))
    if isinstance(narrative, Refusal):
        return narrative
    facts = request.get("facts")
    if facts is None:
        facts = {}
    if not isinstance(facts, Mapping):
        return Refusal("facts_malformed", N_("事实(facts)须是一个 JSON 对象。"))
    yes_no: dict[str, bool] = {}
    counted: dict[str, float] = {}
    ignored: list[str] = []
    for name, value in facts.items():
        if value is None:
            continue
        if name in numbers:
            number = _number(value)
            if number is None:
                return Refusal("fact_malformed", N_("事实 %s 须是不小于零的数。") % name)
            counted[name] = number
        elif name in flags:
            if not isinstance(value, bool):
                return Refusal("fact_malformed", N_("事实 %s 须是 true 或者 false。") % name)
            yes_no[name] = value
        else:
            ignored.append(str(name)[:_SHOWN])
    return Question(jurisdiction, narrative, yes_no, counted, tuple(ignored))


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{1,15}(\.\d{1,4})?", value.strip(), re.ASCII):
        return float(value)
    if not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def notes(question: Question, cut: bool) -> list[str]:
    """Return what must be said about how the question was read."""
    said = []
    if question.ignored:
        said.append(N_("未识别的事实已忽略：%s。") % "、".join(question.ignored))
    if cut:
        said.append(N_("文字过长，只分析了前面两万字。"))
    return said
