"""Is this people's mediation? The must-not-accept table read over a narrative, row by row, each with its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fengqiao.core.text import N_, listed
from fengqiao.disputes.rules.narrative_analysis import IntakeRules, Narrative, analyser
from fengqiao.disputes.rules.narrative_input import Question, Refusal, ask, notes
from fengqiao.jurisdictions.ruleset.categories import WrittenForm
from fengqiao.jurisdictions.ruleset.intake import SuitabilityRule

EXTRA_FACTS = {
    "written_requested": N_("当事人要求书面协议"),
    "performed_at_once": N_("当场履行完毕"),
}
TICKED = N_("勾选的情形")
"""What fired a row that nobody told in words: it was ticked on the form, or given as a fact."""
BASIS = "人民调解法 第2条"
ORAL = "人民调解法 第28条"
ORDER_75 = "人民调解工作若干规定(司法部令第75号)"
_CLAIM = re.compile("赔|补偿|退|付|欠|还钱|还款|拆除|修复|修好|搬|腾|归还|返还|恢复原状|抚养费|生活费|费用|元")


@dataclass(frozen=True, slots=True)
class Fired:
    """A row that applies, and what made it: words as written, or the fact."""

    rule: SuitabilityRule
    found: str


def fact_keys(rules: IntakeRules) -> dict[str, str]:
    """Return the yes/no fact keys of suitability and what each asks."""
    asked = {rule.fact: rule.question or rule.reason for rule in rules.suitability}
    return asked | EXTRA_FACTS


def questions(rules: IntakeRules) -> list[dict[str, str]]:
    """Return the plain yes/no questions of the front desk: {fact, question, code, effect, organ, basis, source}."""
    return [
        {
            "fact": rule.fact,
            "question": rule.question,
            "code": rule.code,
            "effect": rule.effect,
            "organ": rule.organ,
            "basis": rule.basis,
            "source": rule.source,
        }
        for rule in rules.suitability
        if rule.asked
    ]


def explain_suitability(request: object, rules: IntakeRules) -> dict[str, Any]:
    """Say whether a matter is people's mediation.

    request: {jurisdiction, narrative, facts?}, facts being yes/no under the keys of ``fact_keys``, each overruling what the
    narrative says. Returns {suitability: mediate | mediate-with-condition | not-suitable, conditions, organ, basis, category,
    category_code, written: must | should | optional, e_signature_barred, judicial_confirmation: yes | partly | no,
    explanation, reasons, notes, reports_to_police}, or {refused, reason}; never raises for any JSON.
    人民调解法 第2条、第17条、第25条; 人民调解工作若干规定(司法部令第75号); the article of each row stands in ``reasons``.
    """
    numbers = {factor.fact for factor in rules.grading.factors if factor.at_least is not None}
    others = {factor.fact for factor in rules.grading.factors} - numbers
    question = ask(request, rules.code, {*fact_keys(rules), *others}, numbers)
    if isinstance(question, Refusal):
        return question.as_json()
    narrative = analyser(rules).read(question.narrative)
    fired = [one for rule in rules.suitability if (one := _apply(rule, question, narrative)) is not None]
    return _answer(question, narrative, fired)


def _apply(rule: SuitabilityRule, question: Question, narrative: Narrative) -> Fired | None:
    given = question.flags.get(rule.fact)
    if given is not None:
        return Fired(rule, TICKED) if given else None
    if narrative.category.code in rule.categories:
        return Fired(rule, narrative.category.name)
    matches = narrative.matches("suitability", rule.code)
    return Fired(rule, narrative.quote(matches[0])) if matches else None


def _answer(question: Question, narrative: Narrative, fired: list[Fired]) -> dict[str, Any]:
    entrusted = next((one for one in fired if one.rule.effect == "lifts"), None)
    barred = [one for one in fired if one.rule.effect == "not-suitable"]
    lifted = [one for one in barred if entrusted and one.rule.lifted_by_entrustment]
    barred = [one for one in barred if one not in lifted]
    bound = [one for one in fired if one.rule.effect == "mediate-with-condition"]
    conditions = [one.rule.condition_when_entrusted for one in lifted if one.rule.condition_when_entrusted]
    conditions += [one.rule.condition for one in bound]
    kind = narrative.category
    suitability, leading = "mediate", None
    if barred:
        suitability, leading, conditions = "not-suitable", barred[0].rule, []
    elif conditions:
        suitability = "mediate-with-condition"
        leading = bound[0].rule if bound else lifted[0].rule
    written, written_basis = _written(question, narrative, fired)
    explanation = _explain(suitability, barred or bound, lifted, entrusted, kind.name)
    return {
        "suitability": suitability,
        "conditions": conditions,
        "organ": (leading.organ if leading else "") or kind.organ or N_("人民调解委员会"),
        "basis": leading.basis if leading else BASIS,
        "category": kind.name,
        "category_code": kind.code,
        "written": written,
        "written_basis": written_basis,
        "e_signature_barred": kind.paper_only or any(one.rule.paper_only for one in fired),
        "judicial_confirmation": _confirmation(suitability, fired, lifted),
        "reports_to_police": any(one.rule.reports_to_police for one in barred),
        "explanation": explanation,
        "reasons": [_reason(one) for one in fired],
        "notes": notes(question, narrative.text.cut),
    }


def _reason(one: Fired) -> dict[str, str]:
    rule = one.rule
    return {
        "code": rule.code,
        "effect": rule.effect,
        "found": one.found,
        "reason": rule.reason,
        "organ": rule.organ,
        "basis": rule.basis,
        "source": rule.source,
    }


def _written(question: Question, narrative: Narrative, fired: list[Fired]) -> tuple[WrittenForm, str]:
    """Return must, should or optional, and the article.

    The law orders writing for labour, medical and rural-land matters; 司法部令第75号 when a party asks. For other matters
    第28条 leaves the choice; what is owed and not performed at once should be written.
    """
    for one in fired:
        if one.rule.written_must:
            return "must", one.rule.written_must
    kind = narrative.category
    if kind.written == "must":
        return "must", kind.written_source
    if question.flags.get("written_requested"):
        return "must", N_("%s：当事人要求书面协议的应当书面") % ORDER_75
    if question.flags.get("performed_at_once"):
        return "optional", ORAL
    if kind.written == "optional" and not (narrative.amounts or _CLAIM.search(narrative.text.plain)):
        return "optional", kind.written_source or ORAL
    return "should", N_("%s：有民事权利义务内容、不能当场履行的宜书面；%s") % (ORDER_75, ORAL)


def _confirmation(suitability: str, fired: list[Fired], lifted: list[Fired]) -> str:
    if suitability == "not-suitable":
        return "no"
    said = {one.rule.confirmation for one in fired if one not in lifted}
    return "no" if "no" in said else "partly" if "partly" in said else "yes"


def _explain(suitability: str, leading: list[Fired], lifted: list[Fired], entrusted: Fired | None, kind: str) -> str:
    """Return the reasons in one paragraph, each with the words that led to it and its article."""
    said = [N_("按%s类纠纷分析。") % kind]
    if suitability == "not-suitable":
        said.append(N_("不适宜人民调解："))
    elif suitability == "mediate-with-condition":
        said.append(N_("可以附条件调解："))
    else:
        said.append(N_("属于民间纠纷，可以调解（%s）。") % BASIS)
    for one in leading:
        said.append(N_("因“%s”，%s（%s）。") % (one.found, one.rule.reason, one.rule.basis))
    if entrusted and lifted:
        named = listed(one.rule.reason for one in lifted)
        said.append(
            N_("因“%s”，%s，不再以“%s”为由不受理（%s）。")
            % (entrusted.found, entrusted.rule.reason, named, entrusted.rule.basis)
        )
    if suitability == "not-suitable":
        said.append(N_("请向“%s”反映；这不影响依法申请仲裁、行政处理或者起诉。") % leading[0].rule.organ)
    return "".join(said)
