"""The question put to the rules of intake, checked: any JSON is answered or refused, none raises."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fengqiao.core.text import N_, listed

_JURISDICTION = re.compile(r"CN|(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Question:
    """A checked question: the jurisdiction, what was told, and facts that overrule it; ``ignored`` keys were not known,
    ``answered_by`` is the place whose rules answer when it is another.
    """

    jurisdiction: str
    narrative: str
    flags: Mapping[str, bool]
    numbers: Mapping[str, float]
    ignored: tuple[str, ...] = ()
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question cannot be answered: a stable code and the reason."""

    code: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the refusal as the public interface words it."""
        return {"refused": self.code, "reason": self.reason}


def place(request: object) -> str | Refusal:
    """Return the jurisdiction that a request names: CN, or the region code of a place in mainland China."""
    if not isinstance(request, Mapping):
        return Refusal("malformed_request", N_("请求须是一个 JSON 对象。"))
    named = told(request, "jurisdiction")
    if isinstance(named, Refusal):
        return named
    if not _JURISDICTION.fullmatch(named):
        return Refusal("unknown_jurisdiction", N_("辖区不详：须是 CN 或者六位行政区划代码（字段 jurisdiction）。"))
    return named


def told(request: Mapping[str, Any], field: str) -> str | Refusal:
    """Return a field that must be text with something in it."""
    written = request.get(field)
    if written is None:
        return Refusal("missing_field", N_("缺少字段 {field}。").format(field=field))
    if not isinstance(written, str):
        return Refusal("malformed_field", N_("须是文字（字段 {field}）。").format(field=field))
    if not written.strip():
        return Refusal("missing_field", N_("缺少字段 {field}。").format(field=field))
    return written


def ask(request: object, code: str, flags: Collection[str], numbers: Collection[str]) -> Question | Refusal:
    """Check a question {jurisdiction, narrative, facts?}.

    code: the jurisdiction of the rules, named when they answer for another place; flags and numbers: the fact keys they
    know. A fact that is null counts as not
    given, an unknown key is ignored and named, a known key with a value of the wrong kind refuses the question.
    """
    jurisdiction = place(request)
    if isinstance(jurisdiction, Refusal):
        return jurisdiction
    assert isinstance(request, Mapping)  # noqa: S101 - place() has refused everything else
    narrative = told(request, "narrative")
    if isinstance(narrative, Refusal):
        return narrative
    facts = request.get("facts")
    if facts is None:
        facts = {}
    if not isinstance(facts, Mapping):
        return Refusal("malformed_field", N_("须是一个 JSON 对象（字段 facts）。"))
    yes_no: dict[str, bool] = {}
    counted: dict[str, float] = {}
    ignored: list[str] = []
    for name, value in facts.items():
        if value is None:
            continue
        if name in numbers:
            number = _number(value)
            if number is None:
                return Refusal("malformed_field", N_("须是不小于零的数（字段 facts.{field}）。").format(field=name))
            counted[name] = number
        elif name in flags:
            if not isinstance(value, bool):
                return Refusal("malformed_field", N_("须是 true 或者 false（字段 facts.{field}）。").format(field=name))
            yes_no[name] = value
        else:
            ignored.append(str(name)[:_SHOWN])
    return Question(
        jurisdiction, narrative, yes_no, counted, tuple(ignored), "" if code in ("CN", jurisdiction) else code
    )


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
    if question.answered_by and question.jurisdiction != "CN":
        said.append(N_("没有该辖区的规则，按 {place} 所用的全国缺省规则回答。").format(place=question.answered_by))
    if question.ignored:
        said.append(N_("未识别的事实已忽略：{names}。").format(names=listed(question.ignored)))
    if cut:
        said.append(N_("文字过长，只分析了前面两万字。"))
    return said
