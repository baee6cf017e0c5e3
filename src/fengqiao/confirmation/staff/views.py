"""The pages of judicial confirmation: outlook, pack, filing, docket, result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation import access, actions, queries
from fengqiao.confirmation.actions import door
from fengqiao.confirmation.models import Application
from fengqiao.confirmation.rules import courts, precheck
from fengqiao.confirmation.rules.words import GROUND_NAMES, State
from fengqiao.confirmation.staff.forms import (
    OUTSIDE,
    DeliveryFormSet,
    DocketForm,
    FileForm,
    InterestedForm,
    PrepareForm,
    ResultForm,
)
from fengqiao.core import files
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.masking import mask_phone
from fengqiao.core.models import StoredFile
from fengqiao.core.text import N_, said
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.forms import ReasonForm
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import STEPS, Status, Verb
from fengqiao.mediation.queries import case
from fengqiao.mediation.staff.forms.base import Choices, upload
from fengqiao.mediation.staff.step import bound, closed, dispute_for, refusal_of, refuse, step
from fengqiao.ui import pages
from fengqiao.ui.parts import Check

APPLY = "confirmation:apply"


@staff(Permission.VIEW_DISPUTES)
def apply(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything on which the parties decide whether and where to apply, and how far an application is."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    found = queries.outlook(dispute, request.actor.at)
    actor = request.actor
    mine = actor.may(Permission.CONFIRM) and dispute.organisation_id == actor.organisation_id
    current = next((each for each in found.applications if each.state in (State.PREPARED, State.FILED)), None)
    courts_asked = {each.court_id for each in found.applications if each.state in (State.FILED, State.DECIDED)}
    is_court = actor.may(Permission.RECORD_COURT_RESULT) and actor.organisation_id in courts_asked - {None}
    ends_at = found.clock.due_at if found.clock else None
    context: dict[str, Any] = {
        **frame(request, dispute, "agreement"),
        "outlook": found,
        "checks": [Check(each.state, each.text, each.source, each.fix) for each in found.checks],
        "choices": [_shown(choice) for choice in found.advice.choices],
        "current": current,
        "is_prepared": current is not None and current.state == State.PREPARED,
        "is_filed": current is not None and current.state == State.FILED,
        "is_lapsed": precheck.is_lapsed(ends_at, actor.at),
        "may": mine and Status(dispute.status) in STEPS[Verb.CONFIRM].sources,
        "may_decide": mine or is_court,
        "objections": dispute.clocks.filter(clock__in=(queries.OBJECTION, queries.THIRD_OBJECTION)),
        "may_read": actor.may(Permission.CONFIRM) or actor.may(Permission.RECORD_COURT_RESULT),
        "law": courts.LAW,
        "barred_law": courts.ENTRUSTED_LAW,
    }
    return pages.page(request, "confirmation/apply.html", context)


def _shown(choice: courts.Choice) -> dict[str, Any]:
    grounds = _("；").join(_(GROUND_NAMES[ground]) for ground in choice.grounds)
    return {"name": choice.name, "grounds": grounds, "reasons": choice.reasons, "condition": choice.condition,
            "source": choice.source}  # fmt: skip


def _courts(advice: courts.Advice) -> tuple[Choices, dict[str, str]]:
    """Return the courts as choices with their reasons as hints; a court outside the register last."""
    offered: Choices = [(str(each.id or f"name:{each.name}"), each.name) for each in advice.choices]
    hints = {
        str(each.id or f"name:{each.name}"): said(N_("；").join(filter(None, [each.condition, *each.reasons])))
        for each in advice.choices
    }
    if not any("invited" in each.grounds for each in advice.choices):
        offered.append((OUTSIDE, _("名册以外的法院")))
    return offered, hints


def _prepare_forms(request: StaffRequest, dispute: Dispute) -> tuple[PrepareForm, Any]:
    offered, hints = _courts(queries.court_advice(dispute))
    rows = [party for party in case.party_rows(dispute) if party.side != "third"]
    parties: Choices = [(str(party.pk), party.name) for party in rows]
    initial = {"court": offered[0][0] if offered else "", "applicants": [code for code, _name in parties]}
    form = bound(request, PrepareForm, dispute, courts=offered, hints=hints, parties=parties, initial=initial)
    if request.method == "POST":
        return form, DeliveryFormSet(request.POST, prefix="deliveries")
    known = [{"party": str(party.pk), "recipient": party.name, "address": party.address} for party in rows]
    deliveries = DeliveryFormSet(initial=known, prefix="deliveries")
    for row, party in zip(deliveries, rows, strict=True):
        if party.phone:
            told = {"phone": mask_phone(party.phone)}
            row.fields["phone"].help_text = _("登记的电话%(phone)s，留空即用。") % told
    return form, deliveries


@staff(Permission.CONFIRM)
def prepare(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Choose the court, fill the addresses for service, make the pack."""
    dispute = dispute_for(request, pk, Permission.CONFIRM)
    if request.method != "POST" and (not_now := refusal_of(lambda: door.preparing(request.actor, dispute))):
        return closed(request, dispute, not_now, title=_("制作司法确认申请材料"), tab="agreement", to=APPLY)
    form, deliveries = _prepare_forms(request, dispute)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), deliveries.is_valid()]):
            try:
                actions.prepare(request.actor, pk, **_given(form.cleaned_data, deliveries))
            except DomainError as error:
                refuse(form, error)
                status = pages.status(form)
            else:
                return pages.go(request, reverse(APPLY, args=[pk]), notice=_("申请材料已备齐，可以打印签名后提交。"))
    names = {str(party.pk): party.name for party in dispute.parties.all()}
    rows = [(names.get(str(row["party"].value()), ""), row) for row in deliveries]
    context = {**frame(request, dispute, "agreement"), "form": form, "deliveries": deliveries, "rows": rows,
               "is_step": True}  # fmt: skip
    return pages.page(request, "confirmation/prepare.html", context, status=status)


def _given(data: dict[str, Any], deliveries: Any) -> dict[str, Any]:
    court = data["court"]
    by_key = court != OUTSIDE and not court.startswith("name:")
    return {
        "court_id": UUID(court) if by_key else None,
        "court_name": court.removeprefix("name:") if court.startswith("name:") else data["court_name"],
        "ground_note": data["ground_note"],
        "applicant_ids": [UUID(code) for code in data["applicants"]],
        "deliveries": {UUID(row.cleaned_data["party"]): row.delivery() for row in deliveries},
        "expected_revision": data["revision"],
    }


@staff(Permission.CONFIRM)
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record that the application was handed to the court."""
    dispute = dispute_for(request, pk, Permission.CONFIRM)
    form = bound(request, FileForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.file(
            request.actor, pk, filed_at=data["filed_at"], signed=upload(data["signed"]),
            expected_revision=data["revision"],
        ),
        opens=lambda: door.filing(request.actor, dispute),
        title=_("提交司法确认申请"), done=_("已提交法院。"), tab="agreement", to=APPLY,
        context={"source": precheck.PERIOD_LAW, "lead": _("自协议生效之日起三十日内由各方当事人共同提出，逾期不能补救。")},
    )  # fmt: skip


@staff(Permission.CONFIRM)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take an application back."""
    dispute = dispute_for(request, pk, Permission.CONFIRM)
    form = bound(request, ReasonForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.withdraw(request.actor, pk, why=data["why"], expected_revision=data["revision"]),
        opens=lambda: door.withdrawing(request.actor, dispute),
        title=_("撤回司法确认申请"), done=_("已记录撤回。"), tab="agreement", to=APPLY,
        context={"source": "民诉法解释第357条"},
    )  # fmt: skip


@staff(Permission.VIEW_DISPUTES)
def docket(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record that the court has taken the application."""
    dispute = access.for_papers(request.actor, pk)
    form = bound(request, DocketForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.record_docket(
            request.actor, pk, docketed_on=data["docketed_on"], docket_number=data["docket_number"],
            expected_revision=data["revision"],
        ),
        opens=lambda: door.at_court(request.actor, dispute),
        title=_("登记法院受理"), done=_("已登记法院受理。"), tab="agreement", to=APPLY,
        context={"source": "民事诉讼法第187条"},
    )  # fmt: skip


@staff(Permission.VIEW_DISPUTES)
def result(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record what the court did."""
    dispute = access.for_papers(request.actor, pk)
    form = bound(request, ResultForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.record_result(
            request.actor, pk, result=data["result"], decided_on=data["decided_on"],
            ruling_number=data["ruling_number"], received_on=data["received_on"], note=data["note"],
            ruling=upload(data["ruling"]), expected_revision=data["revision"],
        ),
        opens=lambda: door.at_court(request.actor, dispute),
        title=_("登记法院处理结果"), done=_("已登记法院处理结果。"), tab="agreement", to=APPLY,
        context={"source": "民事诉讼法第206条；民诉法解释第355条、第357条、第358条"},
    )  # fmt: skip


@staff(Permission.VIEW_DISPUTES)
def interested(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that somebody outside the agreement learned of the ruling: the six months to object run from then."""
    dispute = access.for_papers(request.actor, pk)
    form = bound(request, InterestedForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.note_interested_party(
            request.actor, pk, name=data["name"], knew_on=data["knew_on"], note=data["note"],
            expected_revision=data["revision"],
        ),
        opens=lambda: door.ruled(request.actor, dispute),
        title=_("登记利害关系人知悉"), done=_("已登记，异议期限已开始计算。"), tab="agreement", to=APPLY,
        context={"source": "民诉法解释第372条、第127条",
                 "lead": _("利害关系人可以自知道或者应当知道其民事权益受到侵害之日起六个月内，向作出裁定的人民法院提出异议。")},
    )  # fmt: skip


def _given_out(stored: StoredFile, name: str) -> HttpResponse:
    response = HttpResponse(files.read(stored), content_type=stored.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def _application(request: StaffRequest, pk: UUID, application: UUID) -> Application:
    return access.application_of(access.for_papers(request.actor, pk), application)


@staff(Permission.VIEW_DISPUTES)
def pack(request: StaffRequest, pk: UUID, application: UUID) -> HttpResponse:
    """Give out the application pack; who looked is kept."""
    found = actions.open_pack(request.actor, pk, application)
    return _given_out(found.pack, found.pack.name)


@staff(Permission.VIEW_DISPUTES)
def ruling(request: StaffRequest, pk: UUID, application: UUID) -> HttpResponse:
    """Give out the scan of the ruling."""
    found = _application(request, pk, application)
    if found.ruling is None:
        raise NotFound("ruling_not_found", _("没有上传裁定书。"))
    return _given_out(found.ruling.file, found.ruling.name)
