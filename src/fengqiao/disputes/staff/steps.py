"""The pages of the steps before and around mediation, each one call into the actions."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes import actions, queries
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.narrative_facts import extract_facts
from fengqiao.disputes.rules.suitability import questions
from fengqiao.disputes.staff.forms import (
    AcceptForm,
    AssessForm,
    CategoryForm,
    GradeForm,
    OffenceForm,
    OrganForm,
    ReasonForm,
    RouteForm,
    VoidForm,
)
from fengqiao.disputes.staff.step import StepPage, view
from fengqiao.disputes.workflow import Verb
from fengqiao.jurisdictions.queries import current_ruleset

SUGGESTED = 3


def _asked(dispute: Dispute) -> dict[str, Any]:
    """The questions, ticked as they were answered last, else as the narrative suggests."""
    rules = current_ruleset()
    asked = questions(rules)
    decision = queries.latest_suitability(dispute)
    told = {bar["code"] for bar in extract_facts(dispute.narrative, rules)["bars"]}
    answered: dict[str, Any] = decision.answers if decision else {}
    return {
        "questions": [(item["fact"], item["question"]) for item in asked],
        "initial": {item["fact"]: answered.get(item["fact"], item["code"] in told) for item in asked},
    }


def _organ(dispute: Dispute) -> dict[str, Any]:
    """The organ and the reason that the suitability decision found, if it found that another organ is competent."""
    decision = queries.latest_suitability(dispute)
    if decision is None or decision.result != "not-suitable":
        return {}
    finding = decision.finding
    return {"initial": {"organ": (finding.get("organ") or "")[:120], "why": (finding.get("explanation") or "")[:500]}}


def _receiver(data: dict[str, Any]) -> UUID:
    try:
        picked = data["receiver"] or (UUID(data["other"].code) if data["other"] and data["other"].code else None)
    except ValueError:
        picked = None
    if picked is None:
        raise Malformed("receiver_missing", _("请选择接收单位。"), field="receiver")
    return picked


def _suggestions(_request: StaffRequest, dispute: Dispute) -> dict[str, Any]:
    found = queries.route_suggestions(dispute)[:SUGGESTED]
    sources = dict.fromkeys(reason.source for item in found for reason in item.reasons)
    return {"suggestions": found, "sources": list(sources)}


assess = view(StepPage(
    Permission.GRADE, AssessForm,
    lambda actor, pk, data: actions.assess(
        actor, pk, {fact: value for fact, value in data.items() if fact != "revision"}, expected_revision=data["revision"]
    ),
    title=N_("适宜性审查"), done=N_("已完成适宜性审查。"), verb=Verb.ASSESS, options=_asked, template="disputes/assess.html",
))  # fmt: skip
grade = view(StepPage(
    Permission.GRADE, GradeForm,
    lambda actor, pk, data: actions.grade(
        actor, pk, override=data["override"], reason=data["reason"], expected_revision=data["revision"]
    ),
    title=N_("评定风险等级"), done=N_("已评定。"), verb=Verb.GRADE, template="disputes/grade.html",
    context=lambda _request, dispute: {"decision": queries.latest_grade(dispute)},
))  # fmt: skip
category = view(StepPage(
    Permission.GRADE, CategoryForm,
    lambda actor, pk, data: actions.confirm_category(actor, pk, data["category"], expected_revision=data["revision"]),
    title=N_("确认纠纷类型"), done=N_("已确认纠纷类型。"),
    options=lambda dispute: {"rules": current_ruleset(), "initial": {"category": dispute.category}},
))  # fmt: skip
route = view(StepPage(
    Permission.ROUTE, RouteForm,
    lambda actor, pk, data: actions.route(
        actor, pk, receiver_id=_receiver(data), why=data["why"], expected_revision=data["revision"]
    ),
    title=N_("分流"), done=N_("已分流，接收单位接收之前仍由本单位负责。"), verb=Verb.ROUTE, template="disputes/route.html",
    context=_suggestions,
))  # fmt: skip
accept = view(StepPage(
    Permission.ACCEPT, AcceptForm,
    lambda actor, pk, data: actions.accept(
        actor, pk, materials_signed_at=data.get("materials_signed_at"), expected_revision=data["revision"]
    ),
    title=N_("受理"), done=N_("已受理，卷号已经编定。"), verb=Verb.ACCEPT, template="disputes/accept.html",
    options=lambda dispute: {"court_stage": dispute.court_stage},
))  # fmt: skip
return_offer = view(StepPage(
    Permission.ACCEPT, ReasonForm,
    lambda actor, pk, data: actions.return_offer(actor, pk, why=data["why"], expected_revision=data["revision"]),
    title=N_("退回分流"), done=N_("已退回。"), verb=Verb.RETURN,
))  # fmt: skip
decline = view(StepPage(
    Permission.ACCEPT, OrganForm,
    lambda actor, pk, data: actions.decline(
        actor, pk, reason=data["why"], competent_organ=data["organ"], expected_revision=data["revision"]
    ),
    title=N_("不予受理"), done=N_("已作出不予受理，通知书在“文书”中。"), verb=Verb.DECLINE, options=_organ,
))  # fmt: skip
transfer = view(StepPage(
    Permission.ROUTE, OrganForm,
    lambda actor, pk, data: actions.transfer(
        actor, pk, reason=data["why"], organ=data["organ"], expected_revision=data["revision"]
    ),
    title=N_("移送有关机关"), done=N_("已移送，移送函在“文书”中。"), verb=Verb.TRANSFER, options=_organ,
))  # fmt: skip
reopen = view(StepPage(
    Permission.REGISTER, ReasonForm,
    lambda actor, pk, data: actions.reopen(actor, pk, why=data["why"], expected_revision=data["revision"]),
    title=N_("重新调解"), done=N_("已登记为新的纠纷。"), verb=Verb.REOPEN,
))  # fmt: skip
report_offence = view(StepPage(
    Permission.GRADE, OffenceForm,
    lambda actor, pk, data: actions.report_offence(
        actor, pk, recipient=data["recipient"], content=data["content"], measures=data["measures"], nature=data["nature"],
        expected_revision=data["revision"],
    ),
    title=N_("向公安机关报告"), done=N_("已报告，报告不可修改或者删除。"),
    options=lambda dispute: {"initial": {"nature": "escalation", "recipient": queries.police_of(dispute)}},
    context=lambda _request, _dispute: {"source": "人民调解法第25条"},
))  # fmt: skip
void_number = view(StepPage(
    Permission.ASSIGN, VoidForm,
    lambda actor, pk, data: actions.void_number(actor, pk, reason=data["why"], expected_revision=data["revision"]),
    title=N_("作废编号"), done=N_("已作废原编号，另编新号。"),
))  # fmt: skip
