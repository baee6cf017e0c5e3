"""The pages of the steps before mediation; each makes one call into the actions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError, Malformed
from fengqiao.disputes import access, actions, queries
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.suitability import questions
from fengqiao.disputes.staff.forms import (
    AcceptForm,
    AnswersForm,
    CategoryForm,
    GradeForm,
    OffenceForm,
    OrganForm,
    ReasonForm,
    RouteForm,
)
from fengqiao.disputes.staff.frame import frame
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui import pages

Run = Callable[[Actor, UUID, dict[str, Any]], object]


def _step(
    request: StaffRequest,
    pk: UUID,
    form: forms.Form,
    run: Run,
    *,
    title: str,
    done: str,
    permission: Permission,
    template: str = "disputes/step.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a step's form and, when it is sent, take the step and return to the record."""
    dispute = access.get_for(request.actor, pk, permission)
    if request.method == "POST" and form.is_valid():
        try:
            result = run(request.actor, pk, form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            target = result.pk if isinstance(result, Dispute) else pk
            return pages.go(request, reverse("disputes:record", args=[target]), notice=done)
    shown = {**frame(request, dispute, "story"), "form": form, "title": title, **(context or {})}
    return pages.page(request, template, shown, status=pages.status(form))


def _bound(request: StaffRequest, kind: type[forms.Form], dispute_revision: int, **options: Any) -> Any:
    if request.method == "POST":
        return kind(request.POST, **options)
    return kind(initial={"revision": dispute_revision, **options.pop("initial", {})}, **options)


def _revision(request: StaffRequest, pk: UUID) -> int:
    return access.visible_to(request.actor).filter(pk=pk).values_list("revision", flat=True).first() or 0


@staff(Permission.GRADE)
def assess(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The few suitability questions."""
    asked = [(item["fact"], item["question"]) for item in questions(current_ruleset())]
    form = (
        AnswersForm(request.POST or None, questions=asked) if request.method == "POST" else AnswersForm(questions=asked)
    )
    return _step(
        request, pk, form, lambda actor, key, data: actions.assess(actor, key, {k: True for k, v in data.items() if v}),
        title=_("适宜性审查"), done=_("已完成适宜性审查。"), permission=Permission.GRADE,
        context={"lead": _("下列情形有就勾选，没有就直接提交；系统同时会看简要情况。"), "submit": _("提交")},
    )  # fmt: skip


@staff(Permission.GRADE)
def grade(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Grade by the rules again, or override with a reason."""
    form = _bound(request, GradeForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.grade(
            actor, key, override=data["override"], reason=data["reason"], expected_revision=data["revision"]
        ),
        title=_("评定风险等级"), done=_("已评定。"), permission=Permission.GRADE, template="disputes/grade.html",
        context={"decision": queries.latest_grade(access.get_for(request.actor, pk, Permission.GRADE))},
    )  # fmt: skip


@staff(Permission.GRADE)
def category(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Confirm the kind of dispute."""
    dispute = access.get_for(request.actor, pk, Permission.GRADE)
    form = _bound(
        request, CategoryForm, dispute.revision, rules=current_ruleset(), initial={"category": dispute.category}
    )
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.confirm_category(actor, key, data["category"], expected_revision=data["revision"]),
        title=_("确认纠纷类型"), done=_("已确认纠纷类型。"), permission=Permission.GRADE,
    )  # fmt: skip


def _receiver(data: dict[str, Any]) -> UUID:
    picked = data["receiver"] or (UUID(data["other"].code) if data["other"] and data["other"].code else None)
    if picked is None:
        raise Malformed("receiver_missing", _("请选择接收单位。"), field="other")
    return picked


@staff(Permission.ROUTE)
def route(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Offer the matter to one of the suggested committees: one press."""
    dispute = access.get_for(request.actor, pk, Permission.ROUTE)
    form = _bound(request, RouteForm, dispute.revision)
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.route(
            actor, key, receiver_id=_receiver(data), why=data["why"], expected_revision=data["revision"]
        ),
        title=_("分流"), done=_("已分流，接收单位接收之前仍由本单位负责。"), permission=Permission.ROUTE,
        template="disputes/route.html", context={"suggestions": queries.route_suggestions(dispute)[:3]},
    )  # fmt: skip


@staff(Permission.ACCEPT)
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Accept: the number is allotted and the period begins."""
    form = _bound(request, AcceptForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.accept(
            actor, key, materials_signed_at=data["materials_signed_at"], expected_revision=data["revision"]
        ),
        title=_("受理"), done=_("已受理。"), permission=Permission.ACCEPT, template="disputes/accept.html",
    )  # fmt: skip


@staff(Permission.ACCEPT)
def return_offer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give the matter back to the sender."""
    form = _bound(request, ReasonForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.return_offer(actor, key, why=data["why"], expected_revision=data["revision"]),
        title=_("退回分流"), done=_("已退回。"), permission=Permission.ACCEPT,
    )  # fmt: skip


@staff(Permission.ACCEPT)
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Refuse the matter, with the notice."""
    form = _bound(request, OrganForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.decline(
            actor, key, reason=data["why"], competent_organ=data["organ"], expected_revision=data["revision"]
        ),
        title=_("不予受理"), done=_("已作出不予受理，通知书在“文书”中。"), permission=Permission.ACCEPT,
    )  # fmt: skip


@staff(Permission.ROUTE)
def transfer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Hand the matter to the competent organ, with the letter."""
    form = _bound(request, OrganForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.transfer(
            actor, key, reason=data["why"], organ=data["organ"], expected_revision=data["revision"]
        ),
        title=_("移送有关机关"), done=_("已移送，移送函在“文书”中。"), permission=Permission.ROUTE,
    )  # fmt: skip


@staff(Permission.REGISTER)
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Register the matter anew, linked to this one."""
    form = _bound(request, ReasonForm, _revision(request, pk))
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.reopen(actor, key, why=data["why"], expected_revision=data["revision"]),
        title=_("重新调解"), done=_("已登记为新的纠纷。"), permission=Permission.REGISTER,
    )  # fmt: skip


@staff(Permission.VIEW_DISPUTES)
def report_offence(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Report to the police."""
    form = OffenceForm(request.POST) if request.method == "POST" else OffenceForm(initial={"nature": "escalation"})
    return _step(
        request, pk, form,
        lambda actor, key, data: actions.report_offence(
            actor, key, recipient=data["recipient"], content=data["content"], measures=data["measures"], nature=data["nature"]
        ),
        title=_("向公安机关报告"), done=_("已报告，报告不可修改或者删除。"), permission=Permission.VIEW_DISPUTES,
        context={"source": "人民调解法第25条"},
    )  # fmt: skip


@staff(Permission.ASSIGN)
def void_number(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Void the file number and allot the next."""
    form = _bound(request, ReasonForm, _revision(request, pk))
    return _step(
        request, pk, form, lambda actor, key, data: actions.void_number(actor, key, reason=data["why"]),
        title=_("作废编号"), done=_("已作废原编号，另编新号。"), permission=Permission.ASSIGN,
    )  # fmt: skip
