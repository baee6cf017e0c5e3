"""Suitability, category and grade: decisions that a named officer makes on what the rules found."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotNow
from fengqiao.core.text import N_
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.models import Dispute, GradeDecision, GradeLevel, Source, SuitabilityDecision
from fengqiao.disputes.rules.grading import explain_grade
from fengqiao.disputes.rules.matter import LONGEST_NARRATIVE
from fengqiao.disputes.rules.suitability import explain_suitability
from fengqiao.disputes.workflow import OPEN, By, Status, Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import Grade

_RANK = {"": 0, GradeLevel.BLUE.value: 1, GradeLevel.YELLOW.value: 2, GradeLevel.RED.value: 3}


def known_facts(dispute: Dispute) -> dict[str, Any]:
    """Return what the record already knows, under the fact keys of the rules."""
    facts: dict[str, Any] = {"people": dispute.people_count, "entrusted": dispute.source == Source.ENTRUSTED}
    if dispute.amount is not None:
        facts["amount"] = float(dispute.amount)
    return facts


def _question(dispute: Dispute, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "jurisdiction": current_ruleset().code,
        "narrative": dispute.narrative,
        "facts": {**known_facts(dispute), **answers},
    }


def assess(actor: Actor, dispute: Dispute, answers: Mapping[str, bool]) -> SuitabilityDecision:
    """Keep the answers to the suitability questions and what the rules make of them, for a locked dispute.

    answers: fact key -> yes or no; a question left out is answered from the narrative.
    """
    rules = current_ruleset()
    finding = explain_suitability(_question(dispute, answers), rules)
    if "refused" in finding:
        raise Malformed(f"suitability_{finding['refused']}", finding["reason"], field="answers")
    decision = SuitabilityDecision.objects.create(
        dispute=dispute,
        result=finding["suitability"],
        answers=dict(answers),
        finding=finding,
        ruleset_version=rules.version,
        decided_by_name=actor.name,
        decided_at=actor.at,
    )
    lifecycle.take(
        actor,
        dispute,
        Verb.ASSESS,
        why=finding["explanation"],
        data={"result": finding["suitability"], "organ": finding.get("organ"), "basis": finding.get("basis")},
    )
    return decision


def grade(
    actor: Actor,
    dispute: Dispute,
    *,
    occasion: str,
    facts: Mapping[str, Any] | None = None,
    override: str = "",
    reason: str = "",
) -> GradeDecision:
    """Grade a locked dispute by the rules, or override them with a reason.

    The machine never lowers a grade: a lower result is kept as computed, and the standing grade stays until a person
    overrides it. Raises Malformed for an override without a reason or an unknown grade.
    """
    if override and override not in _RANK:
        raise Malformed("grade_unknown", _("风险等级只有红、黄、蓝。"), field="grade")
    if override and not reason.strip():
        raise Malformed(
            "override_reason_missing", _("人工调整等级须写明理由。"), field="reason", rule="本地区规则：风险分级"
        )
    lifecycle.check(actor, dispute, Verb.GRADE)
    question = _question(dispute, facts or {})
    finding = explain_grade(question, current_ruleset())
    if "refused" in finding:
        raise Malformed(f"grade_{finding['refused']}", finding["reason"], field="facts")
    chosen = override or max(finding["grade"], dispute.grade, key=_RANK.__getitem__)
    return _decide(actor, dispute, finding, question["facts"], chosen, occasion=occasion, reason=reason.strip())


def regrade(
    actor: Actor, dispute: Dispute, *, occasion: str, text: str = "", facts: Mapping[str, Any] | None = None
) -> GradeDecision | None:
    """Look at the grade of a locked dispute again because something new is known; keep only what is graver than before.

    text: what was written down, facts: what is known for sure (by key of the rules). Compared with what the rules last found, so
    that an officer's own lower grade stands until something graver than that is told. Whoever brings the fact need
    not be one who may grade. Returns the decision, or None when nothing rises or the matter has ended.
    """
    if Status(dispute.status) not in OPEN:
        return None
    question = _question(dispute, facts or {})
    question["narrative"] = f"{text}\n{dispute.narrative}"[:LONGEST_NARRATIVE]
    finding = explain_grade(question, current_ruleset())
    if "refused" in finding:
        return None
    found = dispute.grade_decisions.order_by("-decided_at", "-id").values_list("computed", flat=True).first() or ""
    if _RANK[finding["grade"]] <= max(_RANK[found], _RANK[dispute.grade]):
        return None
    return _decide(actor, dispute, finding, question["facts"], finding["grade"], occasion=occasion)


def _decide(
    actor: Actor,
    dispute: Dispute,
    finding: Mapping[str, Any],
    inputs: Mapping[str, Any],
    chosen: str,
    *,
    occasion: str,
    reason: str = "",
) -> GradeDecision:
    rules, standing = current_ruleset(), dispute.grade
    response = rules.grading.response(cast("Grade", chosen))
    decision = GradeDecision.objects.create(
        dispute=dispute,
        computed=finding["grade"],
        grade=chosen,
        inputs=dict(inputs),
        factors=finding["factors"],
        response=response.model_dump(),
        override_reason=reason,
        occasion=occasion,
        ruleset_version=rules.version,
        decided_by_name=actor.name,
        decided_at=actor.at,
    )
    dispute.grade = chosen
    lifecycle.apply(
        actor,
        dispute,
        Verb.GRADE,
        why=reason or finding["explanation"],
        data={"grade": chosen, "computed": finding["grade"], "occasion": occasion},
    )
    if chosen != standing:
        deadlines.start_hours(
            actor,
            dispute,
            "grade_response",
            title=N_("分级响应"),
            hours=response.within_hours,
            source=response.source,
        )
    return decision


def confirm_category(actor: Actor, dispute: Dispute, category: str) -> None:
    """Set the kind of a locked dispute as confirmed by a person, of those who may grade it; refused once it has ended."""
    if not lifecycle.is_theirs(actor, dispute, By.HOLDER_OR_SCOPE):
        raise Forbidden("not_your_turn", _("纠纷类型由承办单位或者分流研判人员确认。"), next_step=_("请联系承办单位。"))
    rules = current_ruleset()
    if rules.categories.get(category) is None:
        raise Malformed(
            "category_unknown", _("纠纷类型不在目录中。"), field="category", next_step=_("请从目录中选择。")
        )
    if dispute.ended_at is not None:
        raise NotNow(
            "dispute_ended", _("纠纷已经办结，类型不再更改。"), next_step=_("如有差错，请在卷宗情况说明中注明。")
        )
    before = dispute.category
    dispute.category = category
    dispute.category_version = rules.categories.version
    dispute.category_confirmed = True
    dispute.save(update_fields=["category", "category_version", "category_confirmed"])
    lifecycle.touch(actor, dispute, "confirm_category", data={"from": before, "to": category})
