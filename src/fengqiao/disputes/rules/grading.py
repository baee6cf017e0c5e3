"""Red, yellow or blue: which circumstances of a dispute were found, what each weighs, and what the grade obliges to.

The grade is about the dispute, never about a person, and a named officer makes or overrides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fengqiao.core.text import N_, listed
from fengqiao.disputes.rules.narrative_analysis import IntakeRules, Narrative, analyser
from fengqiao.disputes.rules.narrative_input import Question, Refusal, ask, notes
from fengqiao.disputes.rules.narrative_mood import Sign
from fengqiao.disputes.rules.narrative_numbers import times
from fengqiao.disputes.rules.suitability import EXTRA_FACTS, TICKED
from fengqiao.jurisdictions.ruleset.intake import Grade, GradeFactor, Grading

NAMES: dict[Grade, str] = {"red": N_("红"), "yellow": N_("黄"), "blue": N_("蓝")}
_RANK: dict[Grade, int] = {"blue": 0, "yellow": 1, "red": 2}
_POLICE = re.compile("报警|报了警|出警|110|报案|报过警")
_MEDIATED = re.compile("调解|协调|调(?=了|过)|劝(?=了|过)")
_DIRECTLY = 2


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a narrative tells, and the words that tell it."""

    value: float
    found: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A factor that fired, and the words or the fact that fired it."""

    factor: GradeFactor
    found: str


def number_keys(rules: IntakeRules) -> set[str]:
    """Return the fact keys that take a number."""
    return {factor.fact for factor in rules.grading.factors if factor.at_least is not None}


def fact_keys(rules: IntakeRules) -> dict[str, str]:
    """Return the fact keys of grading and what each means; those of ``number_keys`` take a number, the others yes or no."""
    return {factor.fact: factor.name for factor in rules.grading.factors}


def explain_grade(request: object, rules: IntakeRules) -> dict[str, Any]:
    """Grade a dispute by the factors of its rule set.

    request: {jurisdiction, narrative, facts?}; facts are yes/no or numbers under the keys of ``fact_keys`` (people: persons,
    amount: yuan, police_calls and failed_mediations: times), each overruling what the narrative says.
    Returns {grade: red | yellow | blue, score, factors: [{factor, code, weight, trigger, source, found}], response: {who,
    within_hours, measures, expert_panel, leader_in_charge, source}, thresholds, explanation, notes}, or {refused, reason};
    never raises for any JSON. A hard trigger alone makes its grade; otherwise the weights add up.
    """
    numbers = number_keys(rules)
    flags = {factor.fact for factor in rules.grading.factors} - numbers
    others = {rule.fact for rule in rules.suitability}
    question = ask(request, rules.code, flags | others | EXTRA_FACTS.keys(), numbers)
    if isinstance(question, Refusal):
        return question.as_json()
    narrative = analyser(rules).read(question.narrative)
    measured = measures(narrative)
    fired = [
        one for factor in rules.grading.factors if (one := _apply(factor, question, narrative, measured)) is not None
    ]
    return _answer(rules.grading, fired, notes(question, narrative.text.cut))


def measures(narrative: Narrative) -> dict[str, Measure]:
    """Return the numbers that a narrative tells: people, amount (the largest single sum), police_calls, failed_mediations."""
    found: dict[str, Measure] = {}
    mood = narrative.reading.mood
    people = [
        count
        for count in narrative.headcounts
        if not count.size and not _uncounted(mood.signs((count.start, count.end)), count.start)
    ]
    if people:
        most = max(people, key=lambda count: count.people)
        found["people"] = Measure(most.people, narrative.text.quote(most.start, most.end))
    sums = [one for one in narrative.amounts if not one.periodic]
    if sums:
        largest = max(sums, key=lambda one: one.yuan)
        found["amount"] = Measure(float(largest.yuan), narrative.text.quote(largest.start, largest.end))
    for key, words in (("police_calls", _POLICE), ("failed_mediations", _MEDIATED)):
        count = times(narrative.text, words)
        if count:
            match = words.search(narrative.text.plain)
            found[key] = Measure(count, narrative.text.clause_quote(match.start()) if match else "")
    return found


def _uncounted(signs: Iterable[Sign], start: int) -> bool:
    """Say whether a headcount is of others, or denied directly before it ("没有30人")."""
    return any(
        mood == "elsewhere" or (mood in ("negated", "feared") and 0 <= start - mark[1] <= _DIRECTLY)
        for mood, mark in signs
    )


def _apply(factor: GradeFactor, question: Question, narrative: Narrative, measured: dict[str, Measure]) -> Fired | None:
    if factor.at_least is not None:
        given = question.numbers.get(factor.fact)
        if given is not None:
            return Fired(factor, N_("填写的数字%s") % f"{given:,.15g}") if given >= factor.at_least else None
        told = measured.get(factor.fact)
        if told is not None and told.value >= factor.at_least:
            return Fired(factor, told.found)
    elif factor.fact in question.flags:
        return Fired(factor, TICKED) if question.flags[factor.fact] else None
    if narrative.category.code in factor.categories:
        return Fired(factor, narrative.category.name)
    matches = narrative.matches("grading", factor.code)
    return Fired(factor, narrative.quote(matches[0])) if matches else None


def _answer(grading: Grading, fired: list[Fired], said: list[str]) -> dict[str, Any]:
    score = sum(one.factor.weight for one in fired)
    grade: Grade = "red" if score >= grading.red_from else "yellow" if score >= grading.yellow_from else "blue"
    triggers = [one for one in fired if one.factor.trigger is not None]
    for one in triggers:
        if one.factor.trigger is not None and _RANK[one.factor.trigger] > _RANK[grade]:
            grade = one.factor.trigger
    response = grading.response(grade)
    return {
        "grade": grade,
        "score": score,
        "factors": [
            {
                "factor": one.factor.name,
                "code": one.factor.code,
                "weight": one.factor.weight,
                "trigger": one.factor.trigger,
                "source": one.factor.source,
                "found": one.found,
            }
            for one in fired
        ],
        "response": {
            "who": response.actor,
            "within_hours": response.within_hours,
            "measures": list(response.measures),
            "expert_panel": response.expert_panel,
            "leader_in_charge": response.leader_in_charge,
            "source": response.source,
        },
        "thresholds": {"yellow_from": grading.yellow_from, "red_from": grading.red_from, "source": grading.source},
        "explanation": _explain(grading, grade, score, fired, triggers),
        "notes": said,
    }


def _explain(grading: Grading, grade: Grade, score: int, fired: list[Fired], triggers: list[Fired]) -> str:
    response = grading.response(grade)
    said = [N_("评为%s级。") % NAMES[grade]]
    if triggers:
        named = listed(N_("%s（“%s”）") % (one.factor.name, one.found) for one in triggers)
        said.append(N_("出现一项即从高定级的情形：%s。") % named)
    others = [one for one in fired if one.factor.trigger is None]
    if others:
        named = listed(N_("%s（“%s”，%d分）") % (one.factor.name, one.found, one.factor.weight) for one in others)
        said.append(N_("加分因素：%s。") % named)
    if not fired:
        said.append(N_("未发现加分因素。"))
    said.append(
        N_("合计%d分，%d分起为黄，%d分起为红（%s）。") % (score, grading.yellow_from, grading.red_from, grading.source)
    )
    said.append(N_("应由%s在%d小时内响应（%s）。") % (response.actor, response.within_hours, response.source))
    said.append(N_("等级只针对纠纷，不针对个人；由经办人确认，人工调整须写明理由。"))
    return "".join(said)
