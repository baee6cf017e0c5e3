"""The tab of the file: what it holds and lacks, binding with progress, sealing, supplements, papers from outside."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.archive import access, actions, queries
from fengqiao.archive.actions.door import ENDED, RULE, binding, supplementing
from fengqiao.archive.models import Assembly, AssemblyState
from fengqiao.archive.rules import contents
from fengqiao.archive.rules.contents import Standing
from fengqiao.archive.staff.forms import AnnexForm, BindForm, PaperForm, RemarkForm
from fengqiao.core import files
from fengqiao.core.clock import local_date
from fengqiao.core.models import StoredFile
from fengqiao.core.text import N_, said
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.actions.files import add_file, remove_file
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.forms import ReasonForm
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Status, Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.staff.forms.base import Revised
from fengqiao.mediation.staff.step import bound, dispute_for, named, step
from fengqiao.people import queries as people
from fengqiao.ui import pages
from fengqiao.ui.parts import Check, Progress

FILE = "archive:file"
LONG_FILE = 30
"""From so many papers on a file is bound by the worker, so that nobody waits before a page."""
_STATES = {
    Standing.THERE: "pass",
    Standing.MADE: "pass",
    Standing.EXCUSED: "warn",
    Standing.MISSING: "fail",
    Standing.NOT_OWED: "todo",
}
_TOLD = {
    Standing.MADE: N_("整理卷宗时自动制作"),
    Standing.EXCUSED: N_("已说明"),
    Standing.NOT_OWED: N_("本案不需要"),
}


def _checks(dispute: Dispute, items: list[contents.Item]) -> list[Check]:
    """Return every entry of the file as a line of a checklist, the missing with the way to bring it; before the end nothing is."""
    is_over = Status(dispute.status) in ENDED
    states = _STATES if is_over else {**_STATES, Standing.MISSING: "todo"}
    words = _TOLD if is_over else {**_TOLD, Standing.NOT_OWED: N_("目前没有")}
    fixes = {
        "identity_copies": (_("上传身份证明，确实不能提供的写明原因"), reverse("archive:add_paper", args=[dispute.pk])),
        "power_of_attorney": (_("制作授权委托书"), reverse("disputes:papers", args=[dispute.pk])),
        "mediation_record": (_("制作调解记录"), reverse("mediation:records", args=[dispute.pk])),
    }
    lines = []
    for item in items:
        told = item.detail or _(words.get(item.standing, ""))
        fix, url = fixes.get(item.form, ("", "")) if item.is_missing else ("", "")
        text = N_("%(title)s：%(what)s") % {"title": said(item.title), "what": said(told)} if told else item.title
        lines.append(Check(states[item.standing], text, item.source, fix, url))
    return lines


@staff(Permission.VIEW_DISPUTES)
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file as it stands: what it holds and lacks, its papers with their pages, what came in from outside."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    actor = request.actor
    case_file = queries.file_of(dispute)
    items = queries.items_of(dispute)
    mine = actor.may(Permission.ARCHIVE) and dispute.organisation_id == actor.organisation_id
    sealed = dispute.status == Status.ARCHIVED
    assembly = queries.latest_assembly(dispute)
    context: dict[str, Any] = {
        **frame(request, dispute, "file"),
        "checks": [] if sealed else _checks(dispute, items),
        "is_complete": not contents.missing(items),
        "case_file": case_file,
        "parts": list(case_file.parts.all()) if case_file else [],
        "annexes": queries.annexes(case_file) if case_file else [],
        "remarks": queries.remarks_of(dispute),
        "papers": queries.outside_papers(dispute),
        "retention": None if case_file else queries.retention_of(dispute),
        "progress": _progress(assembly) if assembly and assembly.state != AssemblyState.DONE and not sealed else None,
        "is_sealed": sealed,
        "may": mine and not sealed,
        "may_bind": mine and Status(dispute.status) in ENDED,
        "may_add": actor.may(Permission.REGISTER) and not sealed,
        "may_supplement": mine and sealed,
        "may_read": actor.may(Permission.REVEAL),
    }
    return pages.page(request, "archive/file.html", context)


@staff(Permission.ARCHIVE)
def bind(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Bind the file: a short one at once, a long one by the worker."""
    dispute = dispute_for(request, pk, Permission.ARCHIVE)
    found = people.mediators(dispute.organisation_id, local_date(request.actor.at))
    checker = next((each.person.name for each in found if each.person.name != request.actor.name), "")
    form = bound(request, BindForm, dispute, initial={"checker": checker})
    is_long = len(queries.papers_of(dispute)) >= LONG_FILE
    run = actions.ask_assembly if is_long else actions.assemble
    return step(
        request, dispute, form,
        lambda data: run(request.actor, pk, checker=data["checker"], expected_revision=data["revision"]),
        opens=lambda: binding(request.actor, dispute), title=_("整理卷宗"), tab="file", to=FILE,
        done=_("已开始整理，材料较多，需要一点时间。") if is_long else _("卷宗已整理，请核对后归档。"),
        context={"source": RULE, "lead": _("按规定顺序编排，自动补齐能够制作的文书，编写目录和页码。")},
    )  # fmt: skip


def _progress(assembly: Assembly) -> Progress:
    return Progress(
        url=reverse("archive:progress", args=[assembly.dispute_id, assembly.pk]),
        done=assembly.done,
        total=assembly.total,
        doing=assembly.doing or assembly.get_state_display(),
        finished=assembly.state == AssemblyState.DONE,
        result_url=reverse(FILE, args=[assembly.dispute_id]),
        result_label=_("查看卷宗"),
        failed=assembly.failed,
    )


@staff(Permission.VIEW_DISPUTES)
def progress(request: StaffRequest, pk: UUID, assembly: UUID) -> HttpResponse:
    """How far the worker is."""
    dispute = dispute_for(request, pk, Permission.VIEW_DISPUTES)
    return pages.progress(request, _progress(access.assembly_of(dispute, assembly)))


@staff(Permission.ARCHIVE)
def seal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Seal the file as it was bound."""
    dispute = dispute_for(request, pk, Permission.ARCHIVE)
    form = bound(request, Revised, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.seal(request.actor, pk, expected_revision=data["revision"]),
        opens=lambda: lifecycle.check(request.actor, dispute, Verb.ARCHIVE),
        title=_("立卷归档"), done=_("已归档，卷宗不再改动。"), tab="file", to=FILE,
        context={"source": RULE, "lead": _("归档的是刚才整理的这一份；归档以后不能更改，只能另附补充材料并写明理由。")},
    )  # fmt: skip


@staff(Permission.ARCHIVE)
def supplement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a paper beside a sealed file."""
    dispute = dispute_for(request, pk, Permission.ARCHIVE)
    form = bound(request, AnnexForm, dispute)
    return step(
        request, dispute, form,
        lambda data: actions.supplement(
            request.actor, pk, title=data["title"], reason=data["reason"],
            upload=Upload(data["file"].name or "", data["file"].read()), expected_revision=data["revision"],
        ),
        opens=lambda: supplementing(request.actor, dispute),
        title=_("补充材料"), done=_("已补充，归档的卷宗不变。"), tab="file", to=FILE,
        context={"source": RULE, "lead": _("归档以后收到的材料放在卷宗之外，写明理由；已归档的卷宗不会改动。")},
    )  # fmt: skip


@staff(Permission.ARCHIVE)
def remark(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write a line of the note."""
    dispute = dispute_for(request, pk, Permission.ARCHIVE)
    entries = [
        (rule.form, said(rule.title)) for rule in current_ruleset().documents if rule.form not in contents.NEVER_EXCUSED
    ]
    form = bound(request, RemarkForm, dispute, entries=entries, parties=named(dispute))
    return step(
        request, dispute, form,
        lambda data: actions.remark(
            request.actor, pk, text=data["text"], form=data["form"],
            party_id=UUID(data["party"]) if data["party"] else None, expected_revision=data["revision"],
        ),
        title=_("卷宗情况说明"), done=_("已写入卷宗情况说明。"), tab="file", to=FILE, context={"source": RULE},
    )  # fmt: skip


@staff(Permission.ARCHIVE)
def take_back_remark(request: StaffRequest, pk: UUID, line: UUID) -> HttpResponse:
    """Take a line of the note back."""
    actions.take_back_remark(request.actor, pk, line)
    return pages.go(request, reverse(FILE, args=[pk]), notice=_("已撤回说明。"))


@staff(Permission.REGISTER)
def add_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add an identity copy, a letter or another paper from outside."""
    dispute = dispute_for(request, pk, Permission.REGISTER)
    form = bound(request, PaperForm, dispute, parties=named(dispute))
    return step(
        request, dispute, form,
        lambda data: add_file(
            request.actor, pk, kind=data["kind"], name=data["file"].name or "", content=data["file"].read(),
            party_id=UUID(data["party"]) if data["party"] else None, expected_revision=data["revision"],
        ),
        title=_("收入材料"), done=_("已收入卷宗。"), tab="file", to=FILE,
        context={"source": RULE, "lead": _("身份证明只用于核对身份和立卷，查看留痕。")},
    )  # fmt: skip


@staff(Permission.REGISTER)
def remove_paper(request: StaffRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """Take back a paper that was added by mistake."""
    dispute = dispute_for(request, pk, Permission.REGISTER)
    form = bound(request, ReasonForm, dispute)
    return step(
        request, dispute, form,
        lambda data: remove_file(request.actor, pk, paper, why=data["why"], expected_revision=data["revision"]),
        title=_("撤下材料"), done=_("已撤下，历史中保留理由。"), tab="file", to=FILE,
    )  # fmt: skip


def _given_out(stored: StoredFile) -> HttpResponse:
    response = HttpResponse(files.read(stored), content_type=stored.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(False, stored.name) or ""
    return response


@staff(Permission.REVEAL)
def pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give out the bound file; who looked is kept."""
    return _given_out(actions.open_file(request.actor, pk))


@staff(Permission.REVEAL)
def annex(request: StaffRequest, pk: UUID, annex: UUID) -> HttpResponse:
    """Give out a supplement; who looked is kept."""
    return _given_out(actions.open_annex(request.actor, pk, annex))


@staff(Permission.REVEAL)
def paper(request: StaffRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """Give out a paper from outside; who looked is kept."""
    return _given_out(actions.open_paper(request.actor, pk, paper))
