"""The tab of records and evidence; sessions, records, inquiries, evidence, papers."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.clock import SHANGHAI, local_date
from fengqiao.core.text import said
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Status
from fengqiao.documents import queries as documents
from fengqiao.mediation import actions, queries
from fengqiao.mediation.actions import Word
from fengqiao.mediation.actions.door import BEFORE_AGREEMENT, WORKING
from fengqiao.mediation.queries import case, record
from fengqiao.mediation.rules import opening, standing
from fengqiao.mediation.staff.forms import (
    CancelForm,
    CheckForm,
    EvidenceForm,
    HoldForm,
    InvestigationForm,
    RecordForm,
    SessionForm,
)
from fengqiao.mediation.staff.forms.base import upload
from fengqiao.mediation.staff.step import bound, dispute_for, named, step
from fengqiao.ui import pages


@staff(Permission.VIEW_DISPUTES)
def records(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was told, who mediates, sessions with their records, inquiries, evidence."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    status = Status(dispute.status)
    mine = request.actor.may(Permission.MEDIATE) and dispute.organisation_id == request.actor.organisation_id
    context = {
        **frame(request, dispute, "records"),
        "states": record.party_states(request.actor, dispute),
        "mediators": queries.mediators(dispute),
        "sessions": record.sessions(dispute),
        "investigations": record.investigations(dispute),
        "evidence": record.evidence(dispute),
        "invited": record.invited(dispute),
        "may_open": mine and status in BEFORE_AGREEMENT,
        "may_meet": mine and status == Status.MEDIATING,
        "may_write": mine and status in WORKING,
        "is_accepted": dispute.accepted_at is not None,
    }
    return pages.page(request, "mediation/records.html", context)


def _tomorrow_at_nine(now: datetime) -> datetime:
    return datetime.combine(local_date(now) + timedelta(days=1), time(9), SHANGHAI)


@staff(Permission.MEDIATE)
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Plan a session."""
    dispute = dispute_for(request, pk)
    state = case.opening(dispute)
    wish = opening.closed_by_wish(state.parties, state.wishes)
    last = next(iter(record.sessions(dispute)), None)
    initial = {
        "starts_at": timezone.localtime(_tomorrow_at_nine(request.actor.at)),
        "place": last.place if last else dispute.organisation.address or dispute.organisation.name,
        "is_open": not wish,
        "closed_reason": wish,
    }
    invitees = [(str(each.invitee.pk), each.invitee.name) for each in record.invited(dispute)]
    form = bound(request, SessionForm, dispute, invitees=invitees, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.plan_session(request.actor, pk, form.new(), expected_revision=data["revision"]),
        title=_("安排调解"), done=_("已安排调解。"), context={"source": "人民调解法第20条至第23条", "notice": wish},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def hold(request: StaffRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Record that a session took place."""
    dispute = dispute_for(request, pk)
    row = record.session(dispute, session)
    people = [(str(each.pk), f"{each.name} · {said(each.get_capacity_display())}") for each in row.participants.all()]
    initial = {
        "starts_at": timezone.localtime(min(row.starts_at, request.actor.at)),
        "ends_at": timezone.localtime(min(row.ends_at or request.actor.at, request.actor.at)),
        "present": [code for code, _name in people],
    }
    form = bound(request, HoldForm, dispute, people=people, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.hold_session(
            request.actor, pk, session, starts_at=data["starts_at"], ends_at=data["ends_at"],
            present_ids=[UUID(each) for each in data["present"]], expected_revision=data["revision"],
        ),
        title=_("登记第%(ordinal)s次调解已进行") % {"ordinal": row.ordinal}, done=_("已登记，请制作调解记录。"), context={"submit": _("登记")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def cancel(request: StaffRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Cancel a planned session."""
    dispute = dispute_for(request, pk)
    row = record.session(dispute, session)
    form = bound(request, CancelForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.cancel_session(
            request.actor, pk, session, reason=data["reason"], expected_revision=data["revision"]
        ),
        title=_("取消第%(ordinal)s次调解的安排") % {"ordinal": row.ordinal}, done=_("已取消。"),
    )  # fmt: skip


@staff(Permission.MEDIATE)
def write(request: StaffRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Write or correct the record of a session."""
    dispute = dispute_for(request, pk)
    row = record.session(dispute, session)
    kept = getattr(row, "record", None)
    initial: dict[str, Any] = {"recorder_name": request.actor.name}
    if kept is not None:
        names = ("told_principles", "body", "result", "next_on", "recorder_name")
        initial = {name: getattr(kept, name) for name in names}
    form = bound(request, RecordForm, dispute, initial=initial)
    return step(
        request, dispute, form,
        lambda data: actions.write_record(
            request.actor, pk, session, body=data["body"], result=data["result"], next_on=data["next_on"],
            told_principles=data["told_principles"], recorder_name=data["recorder_name"],
            expected_revision=data["revision"],
        ),
        title=_("第%(ordinal)s次调解记录") % {"ordinal": row.ordinal}, done=_("已保存调解记录。"),
        template="mediation/record.html", context={"session": row, "source": "人民调解法第27条", "submit": _("保存记录")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def check(request: StaffRequest, pk: UUID, kept: UUID) -> HttpResponse:
    """Let a party check a record and sign it."""
    dispute = dispute_for(request, pk)
    row = record.record(dispute, kept)
    form = bound(request, CheckForm, dispute, parties=named(dispute))

    def run(data: dict[str, Any]) -> object:
        party = next(each for each in case.party_rows(dispute) if str(each.pk) == data["party"])
        ways = standing.standing(case.plain(party), local_date(request.actor.at)).ways
        word = Word(
            mode=form.signed_mode(),
            by_agent_id=ways[0][0].agent_id if ways else None,
            strokes=data["strokes"],
            evidence=upload(data["evidence"]),
            witness=data["witness"],
        )
        return actions.check_record(
            request.actor, pk, kept, party_id=party.pk, word=word, outcome=data["outcome"], note=data["note"],
            expected_revision=data["revision"],
        )  # fmt: skip

    return step(
        request, dispute, form, run,
        title=_("核对第%(ordinal)s次调解记录") % {"ordinal": row.session.ordinal}, done=_("已登记核对结果。"),
        template="mediation/check.html", context={"record": row, "submit": _("登记核对结果")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def investigate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep the record of an inquiry."""
    dispute = dispute_for(request, pk)
    initial = {"investigated_at": timezone.localtime(request.actor.at), "investigators": request.actor.name}
    form = bound(request, InvestigationForm, dispute, initial=initial)
    names = ("investigated_at", "place", "interviewee", "relation", "participants", "investigators", "body", "strokes")
    return step(
        request, dispute, form,
        lambda data: actions.investigate(
            request.actor, pk, **{name: data[name] for name in names}, signed_mode=form.signed_mode(),
            scan=upload(data["evidence"]), expected_revision=data["revision"],
        ),
        title=_("调查记录"), done=_("已保存调查记录。"), template="mediation/investigation.html",
        context={"source": "人民调解法第27条", "submit": _("保存")},
    )  # fmt: skip


@staff(Permission.MEDIATE)
def add_evidence(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a piece of evidence."""
    dispute = dispute_for(request, pk)
    form = bound(request, EvidenceForm, dispute, parties=named(dispute))

    def run(data: dict[str, Any]) -> object:
        given = upload(data["file"])
        if given is None:
            raise ValueError("a valid form without its file")
        return actions.add_evidence(
            request.actor, pk, name=data["name"], upload=given, party_id=UUID(data["party"]) if data["party"] else None,
            provider_name=data["provider_name"], provided_at=data["provided_at"], copy=data["copy"],
            pages=data["pages"], purpose=data["purpose"], expected_revision=data["revision"],
        )  # fmt: skip

    return step(request, dispute, form, run, title=_("登记证据"), done=_("已登记证据。"))


@staff(Permission.VIEW_DISPUTES)
def evidence(request: StaffRequest, pk: UUID, evidence: UUID) -> HttpResponse:
    """Give out the file of a piece of evidence, as a download."""
    row, stored = record.evidence_file(dispute_for(request, pk, Permission.VIEW_DISPUTES), evidence)
    response = HttpResponse(files.read(stored), content_type=stored.media_type)
    ending = stored.name.rpartition(".")[2]
    response["Content-Disposition"] = content_disposition_header(True, f"{row.name}.{ending}") or "attachment"
    return response


@staff(Permission.MEDIATE)
def share(request: StaffRequest, pk: UUID, evidence: UUID) -> HttpResponse:
    """Allow the other side to see a piece of evidence."""
    dispute_for(request, pk)
    if request.method == "POST":
        actions.share_evidence(request.actor, pk, evidence)
    return pages.go(request, reverse("mediation:records", args=[pk]), notice=_("对方当事人现在可以查看这份证据。"))


@staff(Permission.VIEW_DISPUTES)
def paper(request: StaffRequest, pk: UUID, code: str, part: str = "") -> HttpResponse:
    """Make a paper of mediation from the record (POST) and open it as PDF."""
    dispute_for(request, pk, Permission.VIEW_DISPUTES)
    if request.method != "POST":
        return pages.go(request, reverse("mediation:records", args=[pk]))
    document = actions.make_paper(request.actor, pk, code, part)
    name, media_type, content = documents.content(document.pk, "dispute", pk, "pdf")
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response
