"""Resting, resuming, lengthening, ending mediation."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.disputes.workflow import Finding
from fengqiao.mediation import actions, queries
from fengqiao.mediation.staff.forms import EndForm, ExtendForm, PauseForm, WithdrawForm
from fengqiao.mediation.staff.forms.base import Revised
from fengqiao.mediation.staff.step import bound, dispute_for, named, step
from fengqiao.ui import pages


@staff(Permission.MEDIATE)
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin mediation; while a notice or a consent is missing, the page that takes them."""
    dispute = dispute_for(request, pk)
    facts = queries.case_facts(dispute=dispute)
    if not all(facts.get(name, Finding(False)).holds for name in ("rights_notices_signed", "consents_given")):
        return pages.go(request, reverse("mediation:opening", args=[pk]))
    form = bound(request, Revised, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.start(request.actor, pk, expected_revision=data["revision"]),
        title=_("开始调解"), done=_("已开始调解。"),
        context={"source": "人民调解法第17条、第23条", "lead": _("各方当事人均已签收权利义务告知书并同意调解。")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def suspend(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let mediation rest."""
    dispute = dispute_for(request, pk)
    form = bound(request, PauseForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.suspend(
            request.actor, pk, reason=data["reason"], expected_on=data["expected_on"], expected_revision=data["revision"]
        ),
        title=_("中止调解"), done=_("已中止，期限暂停计算，通知书在“文书”中。"), to="disputes:record",
        context={"lead": _("中止期间不计入调解期限；各方当事人收到中止调解通知书。")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def resume(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go on with mediation."""
    dispute = dispute_for(request, pk)
    form = bound(request, Revised, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.resume(request.actor, pk, expected_revision=data["revision"]),
        title=_("恢复调解"), done=_("已恢复调解，期限继续计算。"),
    )  # fmt: skip


@staff(Permission.MEDIATE)
def extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lengthen the period."""
    dispute = dispute_for(request, pk)
    parties = named(dispute)
    initial = {"agreed_by": [code for code, _name in parties]}
    form = bound(request, ExtendForm, dispute, parties=parties, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.extend(
            request.actor, pk, reason=data["reason"], days=data["days"], months=data["months"],
            agreed_by=[UUID(each) for each in data["agreed_by"]], agreed_on=data["agreed_on"],
            expected_revision=data["revision"],
        ),
        title=_("延长调解期限"), done=_("已延长，通知书在“文书”中。"), to="disputes:record",
        context={"source": "人民调解工作若干规定第33条"},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def terminate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End mediation; the notice with the remedies is made in the same step."""
    dispute = dispute_for(request, pk)
    form = bound(request, EndForm, dispute, parties=named(dispute))
    return step(
        request, dispute, form,
        lambda data: actions.terminate(
            request.actor, pk, reason=data["reason"], party_id=UUID(data["party"]) if data["party"] else None,
            explanation=data["explanation"], undisputed_facts=data["undisputed_facts"],
            expected_revision=data["revision"],
        ),
        title=_("终止调解"), done=_("已终止，终止调解通知书在“文书”中，请送达各方当事人。"), to="disputes:record",
        context={
            "source": "人民调解法第26条",
            "lead": _("提交后自动制作终止调解通知书，告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。"),
        },
    )  # fmt: skip


@staff(Permission.WITHDRAW)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record that a party withdraws, or that the parties settled by themselves."""
    dispute = dispute_for(request, pk, Permission.WITHDRAW)
    form = bound(request, WithdrawForm, dispute, parties=named(dispute))
    return step(
        request, dispute, form,
        lambda data: actions.withdraw(
            request.actor, pk, party_id=UUID(data["party"]), reason=data["reason"], explanation=data["explanation"],
            expected_revision=data["revision"],
        ),
        title=_("当事人撤回"), done=_("已登记撤回。"), to="disputes:record", context={"source": "人民调解法第23条"},
    )  # fmt: skip
