"""One line with everything behind its amount, and what can be done with it: strike, recover, answer, call back, pay."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.disputes import access as disputes
from fengqiao.subsidies import access, actions
from fengqiao.subsidies.models import BatchState
from fengqiao.subsidies.queries import batches
from fengqiao.subsidies.staff import forms, words
from fengqiao.subsidies.staff.views import PREPARE, VIEW, rules_of, seen
from fengqiao.ui import pages

APPROVE = Permission.APPROVE_SUBSIDIES


def _of(pk: UUID, part: str = "lines") -> str:
    return f"{reverse('subsidies:batch', args=[pk])}?part={part}"


@require_GET
@staff(VIEW)
def line(request: StaffRequest, pk: UUID, line: UUID) -> HttpResponse:
    """Why a line is worth what it is: rule, source, values; and the evidence that the case happened."""
    batch = access.get_for(request.actor, pk, VIEW)
    found = batches.line(batch, line)
    if found is None:
        raise NotFound("line_not_found", _("没有找到这一笔补贴。"), next_step=_("请从本批的明细中选择。"))
    rules, mine = rules_of(batch), access.may_act(request.actor, batch)
    ids = [found.dispute_id] if found.dispute_id else []
    context = {
        "batch": batch,
        "line": found,
        "subject": words.subject(found),
        "inputs": words.inputs(found),
        "checks": words.evidence(rules, found.proofs),
        "calls": batches.call_backs(ids).get(found.dispute_id, []) if found.dispute_id else [],
        "case_url": words.case_url(found, seen(request.actor, ids)),
        "shares": words.shares(found),
        "person_url": words.person_url(request.actor, found),
        "back": _of(pk),
        "may_strike": mine and found.is_live and batch.state == BatchState.DRAFT and request.actor.may(PREPARE),
        "may_recover": mine
        and found.is_live
        and batch.state == BatchState.PAID
        and found.asked < found.amount
        and request.actor.may(APPROVE),
    }
    return pages.page(request, "subsidies/line.html", context)


@require_POST
@staff(PREPARE)
def strike(request: StaffRequest, pk: UUID, line: UUID) -> HttpResponse:
    """Take a line out of a draft."""
    actions.strike(request.actor, pk, line, why=request.POST.get("reason", "")[:1000].replace("\0", ""))
    return pages.go(request, _of(pk), notice=_("已剔除，理由保留。"))


def _step(
    request: StaffRequest, form: Form, act: Callable[[dict[str, Any]], object], *, title: str, back: str, done: str,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=done)
    context = {"form": form, "title": title, "back": back, "submit": title, "lead": lead}
    return pages.page(request, "subsidies/form.html", context, status=pages.status(form))


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@staff(APPROVE)
def recover(request: StaffRequest, pk: UUID, line: UUID) -> HttpResponse:
    """Ask money of a paid line back."""
    batch = access.get_for(request.actor, pk, APPROVE)
    found = batches.line(batch, line)
    left = found.amount - found.asked if found else None
    return _step(
        request, forms.RecoverForm(_posted(request), initial={"amount": left}),
        lambda data: actions.recover(request.actor, pk, line, amount=data["amount"], why=data["reason"]),
        title=_("追回"), back=_of(pk, "recoveries"), done=_("已决定追回。这件案件不再发放补贴。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def take_in(request: StaffRequest, pk: UUID, recovery: UUID) -> HttpResponse:
    """Record that money asked back came in."""
    access.get_for(request.actor, pk, PREPARE)
    return _step(
        request, forms.TakeInForm(_posted(request)),
        lambda data: actions.take_in(request.actor, pk, recovery, **data),
        title=_("登记追回款到账"), back=_of(pk, "recoveries"), done=_("已登记到账。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(APPROVE)
def answer(request: StaffRequest, pk: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection."""
    batch = access.get_for(request.actor, pk, APPROVE)
    row = next((each for each in batches.objections(batch) if each.pk == objection), None)
    if row is None:
        raise NotFound("objection_not_found", _("没有找到这条异议。"))
    return _step(
        request, forms.AnswerForm(_posted(request)),
        lambda data: actions.answer(request.actor, pk, objection, outcome=data["outcome"], text=data["answer"]),
        title=_("答复异议"), back=_of(pk, "objections"), done=_("已答复。"), lead=row.text,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def pay(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record that a batch was paid."""
    batch = access.get_for(request.actor, pk, PREPARE)
    lead = _("共%(count)d笔，%(total)s元。") % {"count": batch.lines_count, "total": f"{batch.total:,}"}
    return _step(
        request, forms.PayForm(_posted(request)), lambda data: actions.pay(request.actor, pk, **data),
        title=_("登记发放"), back=_of(pk), done=_("已登记发放。"), lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def call_back(request: StaffRequest, dispute_id: UUID) -> HttpResponse:
    """Record what a party said about a case."""
    dispute = disputes.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)
    parties = [(str(party.pk), party.name) for party in dispute.parties.all()]
    paid = batches.waits_in(request.actor, dispute_id)
    return _step(
        request, forms.CallForm(_posted(request), parties=parties),
        lambda data: actions.call_back(
            request.actor, dispute_id, data["party"], answer=data["answer"], note=data["note"]
        ),
        title=_("向当事人核实"), back=_of(paid, "waiting") if paid else reverse("subsidies:list"),
        done=_("已记录。请在批次中重新核算。"), lead=f"{dispute.file_number} {dispute.title}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def check_service(request: StaffRequest, pk: UUID, waiting: UUID) -> HttpResponse:
    """Record what the unit of a post said and showed about a month that waits."""
    batch = access.get_for(request.actor, pk, PREPARE)
    row = access.waiting_month_of(batch, waiting)
    lead = f"{row.person_name} · {row.organisation} · {words.month_name(row.month) if row.month else ''}"
    return _step(
        request, forms.ServiceForm(_posted(request)),
        lambda data: actions.check_service(request.actor, pk, waiting, **data),
        title=_("核实到岗履职"), back=_of(pk, "waiting"), done=_("已记录。请在批次中重新核算。"), lead=lead,
    )  # fmt: skip
