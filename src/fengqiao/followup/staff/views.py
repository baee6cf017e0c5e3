"""The pages after the agreement: how far it is performed, defaults, visits, closing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.text import said
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.forms import ReasonForm
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.followup import actions, queries
from fengqiao.followup.actions.visiting import performance_words
from fengqiao.followup.rules import parts as rules
from fengqiao.followup.staff.forms import CloseForm, DefaultForm, PerformanceForm, SettleForm, VisitForm, code_of
from fengqiao.mediation.staff.forms.base import Choices, upload
from fengqiao.mediation.staff.step import bound, dispute_for, step
from fengqiao.ui import pages
from fengqiao.ui.values import day

OVERVIEW = "followup:overview"
LAW = rules.SUPERVISION


@staff(Permission.VIEW_DISPUTES)
def overview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the agreement is performed: parts, payments, defaults with their remedies, visits."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    found = queries.overview(dispute)
    mine = request.actor.may(Permission.FOLLOW_UP) and dispute.organisation_id == request.actor.organisation_id
    context: dict[str, Any] = {
        **frame(request, dispute, "agreement"),
        "found": found,
        "visits": queries.visits_of(dispute),
        "may": mine and dispute.status == Status.PERFORMING,
        "may_visit": mine and dispute.status in (Status.PERFORMING, Status.CLOSED, Status.TERMINATED),
        "confirmed": queries.is_confirmed(dispute),
    }
    if found:
        today = local_date(request.actor.at)
        labels = {each.part.key: each.part.label for each in found.progress}
        context |= {
            "rows": [{"progress": each, "overdue": each.is_overdue(today)} for each in found.progress],
            "settled": sum(each.is_settled for each in found.progress),
            "performances": [(labels[row.obligation_id, row.instalment_id], row) for row in found.performances],
            "defaults": [(labels[row.obligation_id, row.instalment_id], row) for row in found.defaults],
        }
    return pages.page(request, "followup/overview.html", context)


def _offered(dispute: Dispute, *, to_default: bool = False) -> Choices:
    """Return the parts that may be chosen: not yet performed; for a default also lasting ones, but none noted already."""
    found = queries.overview(dispute)
    open_parts = [
        each
        for each in (found.progress if found else [])
        if (to_default and each.default != "" and (each.part.is_lasting or not each.is_settled))
        or (not to_default and not each.is_performed)
    ]
    return [(code_of(each.part.key), _told(each)) for each in open_parts]


def _told(each: rules.Progress) -> str:
    part = each.part
    to = f" → {part.creditor}" if part.creditor else ""
    owed = f"{each.remaining:,.2f}" if each.remaining is not None else ""
    rest = _("%(amount)s元") % {"amount": owed} if owed else part.what[:40]
    until = _("，%(day)s前") % {"day": day(part.due_on)} if part.due_on else ""
    return f"{said(part.label)} {part.debtor}{to} {rest}{until}"


@staff(Permission.FOLLOW_UP)
def performance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record what was performed."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    needed = rules.needs_voucher(dispute.entruster)
    form = bound(request, PerformanceForm, dispute, offered=_offered(dispute), needs_voucher=needed)
    return step(
        request, dispute, form,
        lambda data: actions.record_performance(
            request.actor, pk, parts=data["parts"], amount=data["amount"], performed_on=data["performed_on"],
            voucher=upload(data["voucher"]), note=data["note"], expected_revision=data["revision"],
        ),
        title=_("记录履行"), done=_("已记录履行。"), tab="agreement", to=OVERVIEW,
        context={"source": rules.PUBLIC_SECURITY if needed else LAW},
    )  # fmt: skip


@staff(Permission.FOLLOW_UP)
def strike(request: StaffRequest, pk: UUID, performance: UUID) -> HttpResponse:
    """Strike out a wrong entry."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    form = bound(request, ReasonForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.strike_performance(
            request.actor, pk, performance, why=data["why"], expected_revision=data["revision"]
        ),
        title=_("作废履行记录"), done=_("已作废，原记录和理由保留。"), tab="agreement", to=OVERVIEW,
    )  # fmt: skip


@staff(Permission.VIEW_DISPUTES)
def voucher(request: StaffRequest, pk: UUID, performance: UUID) -> HttpResponse:
    """Give out the paper that proves a performance."""
    found = queries.overview(dispute_for(request, pk, Permission.VIEW_DISPUTES))
    row = next((each for each in found.performances if each.pk == performance), None) if found else None
    if row is None or row.voucher is None:
        raise NotFound("voucher_not_found", _("没有找到这份履行凭证。"))
    return HttpResponse(files.read(row.voucher.file), content_type=row.voucher.file.media_type)


@staff(Permission.FOLLOW_UP)
def default(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note what was not performed."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    form = bound(request, DefaultForm, dispute, offered=_offered(dispute, to_default=True))
    return step(
        request, dispute, form,
        lambda data: actions.note_default(
            request.actor, pk, parts=data["parts"], reason=data["reason"], noted_on=data["noted_on"],
            expected_revision=data["revision"],
        ),
        title=_("记录未履行"), done=_("已记录，可以选择的救济途径列在下面，请告知当事人。"), tab="agreement", to=OVERVIEW,
        context={"source": "人民调解法第31条、第32条", "lead": _("协议由当事人自觉履行，调解组织督促；不得阻止当事人寻求其他途径。")},
    )  # fmt: skip


@staff(Permission.FOLLOW_UP)
def settle(request: StaffRequest, pk: UUID, default: UUID) -> HttpResponse:
    """Write what became of a default."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    form = bound(request, SettleForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.settle_default(
            request.actor, pk, default, outcome=data["outcome"], note=data["note"], expected_revision=data["revision"]
        ),
        title=_("未履行的处理结果"), done=_("已记录处理结果。"), tab="agreement", to=OVERVIEW,
        context={"lead": _("其后履行的，请用“记录履行”登记；重新调解的，先办理“重新调解”。")},
    )  # fmt: skip


@staff(Permission.FOLLOW_UP)
def visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Record a visit; what the record knows is filled in."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    planned: Choices = [
        (str(each.pk), _("%(title)s（%(day)s前）") % {"title": said(each.title), "day": day(each.due_on)})
        for each in queries.planned_visits(dispute)
    ]
    initial = {
        "visit": planned[0][0] if planned else "",
        "performance": performance_words(dispute),
        "visitors": request.actor.name,
    }
    form = bound(request, VisitForm, dispute, planned=planned, initial=initial)
    return step(
        request, dispute, form, lambda data: _visit(request, pk, data),
        title=_("回访"), done=_("已记录回访，回访记录在“文书”中。"), tab="agreement", to=OVERVIEW,
        context={"source": "人民调解工作若干规定；人民调解法第31条"},
    )  # fmt: skip


def _visit(request: StaffRequest, pk: UUID, data: dict[str, Any]) -> object:
    names = (
        "way",
        "visited",
        "visited_at",
        "performance",
        "satisfaction",
        "remedies_used",
        "risk",
        "action",
        "visitors",
    )
    made = actions.NewVisit(**{name: data[name] for name in names})
    owed = UUID(data["visit"]) if data["visit"] else None
    return actions.visit(request.actor, pk, made, visit_id=owed, expected_revision=data["revision"])


@staff(Permission.FOLLOW_UP)
def drop(request: StaffRequest, pk: UUID, visit: UUID) -> HttpResponse:
    """Drop an owed visit with a reason."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    form = bound(request, ReasonForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.drop_visit(
            request.actor, pk, visit, why=data["why"], expected_revision=data["revision"]
        ),
        title=_("不再回访"), done=_("已取消这次回访，理由保留。"), tab="agreement", to=OVERVIEW,
    )  # fmt: skip


@staff(Permission.FOLLOW_UP)
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Close the matter."""
    dispute = dispute_for(request, pk, Permission.FOLLOW_UP)
    form = bound(request, CloseForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.close(request.actor, pk, note=data["note"], expected_revision=data["revision"]),
        title=_("结案"), done=_("已结案，可以整理卷宗。"), tab="agreement", to="disputes:record",
        opens=lambda: lifecycle.check(request.actor, dispute, Verb.CLOSE),
        context={"source": LAW, "lead": _("协议已经履行或者未履行的部分已有处理结果，应当进行的回访已经完成。")},
    )  # fmt: skip
