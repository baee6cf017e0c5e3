"""Who mediates, what the parties sign and answer, who is invited."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.core.text import said
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Status
from fengqiao.mediation import actions, queries
from fengqiao.mediation.queries import record
from fengqiao.mediation.staff.forms import AnswerForm, AssignForm, InviteForm, ReplaceForm
from fengqiao.mediation.staff.forms.base import Choices
from fengqiao.mediation.staff.step import bound, dispute_for, named, step
from fengqiao.people import queries as people
from fengqiao.ui import pages


def _mediators(request: StaffRequest, dispute: Dispute) -> tuple[Choices, dict[str, str]]:
    """Return the committee's mediators as choices, and a line on each: post, present cases, what speaks against (回避)."""
    today = local_date(request.actor.at)
    rows = people.mediators(dispute.organisation_id, today)
    load = queries.load_of(row.person_id for row in rows)
    cautions = people.cautions([row.person_id for row in rows], queries.marks(dispute), today)
    hints = {}
    for row in rows:
        told = _("%(post)s · 在办%(count)s件") % {"post": row.get_post_display(), "count": load.get(row.person_id, 0)}
        hints[str(row.person_id)] = " · ".join([told, *(said(each.text) for each in cautions.get(row.person_id, ()))])
    return [(str(row.person_id), row.person.name) for row in rows], hints


@staff(Permission.ASSIGN)
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say who mediates; whom the parties chose stands above."""
    dispute = dispute_for(request, pk, Permission.ASSIGN)
    choices, hints = _mediators(request, dispute)
    current = queries.mediators(dispute)
    initial = {
        "lead": next((str(each.person_id) for each in current if each.part == "lead"), str(request.actor.person_id)),
        "co": [str(each.person_id) for each in current if each.part == "co"],
    }
    form = bound(request, AssignForm, dispute, mediators=choices, hints=hints, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.assign(
            request.actor, pk, lead_id=UUID(data["lead"]), co_ids=[UUID(each) for each in data["co"]],
            chosen_by=data["chosen_by"], expected_revision=data["revision"],
        ),
        title=_("确定调解员"), done=_("已确定调解员。"), to="mediation:opening",
        context={"source": "人民调解法第19条", "chosen": queries.wishes_for_mediators(dispute)},
    )  # fmt: skip


@staff(Permission.ASSIGN)
def replace(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Replace a mediator, with the reason."""
    dispute = dispute_for(request, pk, Permission.ASSIGN)
    choices, hints = _mediators(request, dispute)
    current = [(str(each.person_id), each.person.name) for each in queries.mediators(dispute)]
    initial = {"person": current[0][0]} if len(current) == 1 else {}
    form = bound(request, ReplaceForm, dispute, current=current, mediators=choices, hints=hints, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.replace(
            request.actor, pk, person_id=UUID(data["person"]), by_id=UUID(data["by"]), reason=data["reason"],
            chosen_by=data["chosen_by"], expected_revision=data["revision"],
        ),
        title=_("更换调解员（回避）"), done=_("已更换调解员。"),
        context={"source": "人民调解工作若干规定"},
    )  # fmt: skip


def _answer_forms(request: StaffRequest, dispute: Dispute) -> list[dict[str, Any]]:
    rows = []
    for index, state in enumerate(record.party_states(request.actor, dispute)):
        initial = {"by_agent": str(state.standing.ways[0][0].agent_id or "") if state.standing.ways else ""}
        options: dict[str, Any] = {"prefix": f"p{index}", "on_behalf": state.standing, "initial": initial}
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        rows.append({"state": state, "form": AnswerForm(*data, **options)})
    return rows


def _place(rows: list[dict[str, Any]], given: list[AnswerForm], error: DomainError) -> AnswerForm:
    """Put a refusal on the form of the party that it concerns; return that form."""
    form: AnswerForm = rows[0]["form"]
    if error.field.startswith("answers["):
        index, _sep, name = error.field.removeprefix("answers[").partition("]")
        form, error.field = given[int(index)], name.removeprefix(".")
    others = {"by_agent_id": "by_agent", "signed_at": "at", "file": "evidence", "strokes": "mode"}
    error.field = others.get(error.field, error.field)
    pages.refuse(form, error)
    return form


@staff(Permission.MEDIATE)
def opening(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One page for the notice of rights and the consent of every party, and to begin mediation."""
    dispute = dispute_for(request, pk)
    rows = _answer_forms(request, dispute)
    status = 200
    if request.method == "POST":
        status = 422
        valid = [row["form"].is_valid() for row in rows]
        if all(valid):
            given = [row["form"] for row in rows if row["form"].has_answer()]
            start = "start" in request.POST
            try:
                revision = request.POST.get("revision", "")
                dispute = actions.take_answers(
                    request.actor, pk, [form.given() for form in given], start=start,
                    expected_revision=int(revision) if revision.isdigit() else None,
                )  # fmt: skip
            except DomainError as error:
                status = pages.status(_place(rows, given, error))
            else:
                return _onward(request, dispute, started=start)
    facts = queries.case_facts(dispute=dispute)
    context = {
        **frame(request, dispute, "records"),
        "is_step": True,
        "rows": rows,
        "may_start": dispute.status == Status.ACCEPTED,
        "facts": [facts.get(name) for name in ("mediator_assigned", "rights_notices_signed", "consents_given")],
    }
    return pages.page(request, "mediation/opening.html", context, status=status)


def _onward(request: StaffRequest, dispute: Dispute, *, started: bool) -> HttpResponse:
    if dispute.status == Status.TERMINATED:
        notice = _("当事人明确拒绝，调解已终止，终止调解通知书在“文书”中。")
        return pages.go(request, reverse("disputes:record", args=[dispute.pk]), notice=notice, tone="warn")
    url = reverse("mediation:records", args=[dispute.pk])
    return pages.go(request, url, notice=_("已开始调解。") if started else _("已保存。"))


@staff(Permission.MEDIATE)
def invite(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Invite somebody to help."""
    dispute = dispute_for(request, pk)
    form = bound(request, InviteForm, dispute, parties=named(dispute))
    return step(
        request, dispute, form,
        lambda data: actions.invite(
            request.actor, pk, kind=data["kind"], name=data["name"], relation=data["relation"],
            consenting_ids=[UUID(each) for each in data["consenting"]], expected_revision=data["revision"],
        ),
        title=_("邀请有关人员参加"), done=_("已登记邀请。"), context={"source": "人民调解法第20条"},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def welcome(request: StaffRequest, pk: UUID, invitee: UUID, party: UUID) -> HttpResponse:
    """Record that one more party agrees to an invited person."""
    dispute_for(request, pk)
    if request.method == "POST":
        actions.welcome(request.actor, pk, invitee_id=invitee, party_id=party)
    return pages.go(request, reverse("mediation:records", args=[pk]), notice=_("已登记同意。"))
