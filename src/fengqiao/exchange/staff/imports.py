"""Imports: the list, a file handed in, its columns, how far it is, what became of it, and taking it back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import said
from fengqiao.exchange import access, actions, queries, storing, workbooks
from fengqiao.exchange.models import AHEAD, ImportRun, RunState
from fengqiao.exchange.rules.registers import REGISTERS
from fengqiao.exchange.staff import forms, reports
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Progress, Tab

IMPORT = Permission.IMPORT
TONES = {
    RunState.MATCHING: "wait",
    RunState.QUEUED: "wait",
    RunState.WORKING: "active",
    RunState.DONE: "good",
    RunState.REFUSED: "bad",
    RunState.FAILED: "bad",
    RunState.CANCELLED: "done",
    RunState.UNDONE: "done",
}


def sections(actor: Any, current: str) -> list[Tab]:
    """Return imports and exports as tabs."""
    named = [("exports", _("导出"))]
    if actor.may(IMPORT):
        named.insert(0, ("list", _("导入")))
    return [Tab(label, reverse(f"exchange:{name}"), current=name == current) for name, label in named]


def state_of(run: ImportRun) -> str:
    """Return how far an import is, in words."""
    if run.state == RunState.DONE and run.is_dry:
        return _("已核对，未导入")
    return str(run.get_state_display())


@require_GET
@staff(IMPORT)
def index(request: StaffRequest) -> HttpResponse:
    """The imports within sight, the newest first."""
    found = queries.listed(request.actor)
    page = keyset(found, queries.ORDER, request.GET.get("cursor", ""))
    rows = [
        {"run": run, "what": queries.name_of(run.register), "state": state_of(run), "tone": TONES[RunState(run.state)]}
        for run in page.rows
    ]
    columns = [
        Column(_("文件"), kind="wide"), Column(_("名册")), Column(_("状态"), kind="narrow"), Column(_("行数"), kind="num"),
        Column(_("导入"), kind="num"), Column(_("不合格"), kind="num"), Column(_("经办"), optional=True),
    ]  # fmt: skip
    context = {
        "page": page,
        "rows": rows,
        "columns": columns,
        "count": bounded_count(found),
        "tabs": sections(request.actor, "list"),
    }
    return pages.page(request, "exchange/list.html", context, fragment="exchange/_list.html")


@require_http_methods(["GET", "POST"])
@staff(IMPORT)
def upload(request: StaffRequest) -> HttpResponse:
    """Hand a file in."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"register": request.GET.get("register", "organisations")}
    registers = list(REGISTERS.values())
    form = forms.UploadForm(*data, initial=initial, registers=registers)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.upload(
                request.actor, register=form.cleaned_data["register"], name=file.name or "", content=file.chunks()
            )
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("exchange:run", args=[run.pk]))
    context = {"form": form, "registers": registers}
    return pages.page(request, "exchange/upload.html", context, status=pages.status(form))


@require_GET
@staff(IMPORT)
def template(request: StaffRequest, register: str) -> HttpResponse:
    """An empty workbook of a register, with lists to choose from and how each column is filled in."""
    shape = REGISTERS.get(register)
    if shape is None:
        raise Http404
    name = _("%(register)s模板.xlsx") % {"register": said(shape.name)}
    return attached(workbooks.template(shape, queries.words(request.actor)), name, XLSX)


def attached(content: Any, name: str, media_type: str) -> HttpResponse:
    """Return a file to keep."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_GET
@staff(IMPORT)
def run(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One import: its columns to be matched, how far it is, or what became of it."""
    found = access.get_for(request.actor, pk)
    if found.state == RunState.MATCHING:
        return _matching(request, found)
    page = keyset(queries.refusals(found), queries.REFUSALS, request.GET.get("cursor", ""))
    is_waiting = bool(found.upload) and storing.is_kept(found.upload)
    context = {
        **_about(found),
        "page": page,
        "rows": [(row, queries.shown(row, found.register)) for row in page.rows],
        "columns": [
            Column(_("行"), kind="num"), Column(_("记录")), Column(_("栏目")), Column(_("原值")), Column(_("原因"), kind="wide"),
        ],
        "progress": _progress(found) if found.state in AHEAD else None,
        "may_go_on": is_waiting and found.state not in AHEAD,
        "may_import": is_waiting and found.is_dry and found.state == RunState.DONE and (found.accepted or found.updated),
        "may_undo": found.state in actions.ENDED and not found.is_dry
        and bool(found.accepted or (found.register == "cases" and found.state == RunState.FAILED)),
    }  # fmt: skip
    return pages.page(request, "exchange/run.html", context, fragment="exchange/_refusals.html")


def _about(found: ImportRun) -> dict[str, Any]:
    return {
        "run": found,
        "what": queries.name_of(found.register),
        "state": state_of(found),
        "tone": TONES[RunState(found.state)],
    }


def _matching(request: StaffRequest, found: ImportRun, form: forms.MatchForm | None = None) -> HttpResponse:
    shape = REGISTERS[found.register]
    form = form or forms.MatchForm(register=shape, headings=found.headings, matched=found.matched)
    samples = reports.samples(found)
    rows = [{"field": form[name], "sample": samples.get(int(name.removeprefix("column_")), "")} for name in form.places]
    missing = shape.missing({int(place): code for place, code in found.matched.items()})
    told = {"missing": "、".join(column.heading for column in missing), "note": shape.note}
    context = {**_about(found), **told, "form": form, "rows": rows}
    return pages.page(request, "exchange/match.html", context, status=pages.status(form))


@require_POST
@staff(IMPORT)
def match(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say which heading is which column, and have the file checked."""
    found = access.get_for(request.actor, pk)
    shape = REGISTERS.get(found.register)
    if shape is None:
        raise Http404
    form = forms.MatchForm(request.POST, register=shape, headings=found.headings, matched=found.matched)
    if form.is_valid():
        try:
            actions.match(request.actor, pk, form.chosen())
            actions.start(
                request.actor, pk, takes_all=form.cleaned_data["takes_all"], updates=form.cleaned_data["updates"]
            )
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("exchange:run", args=[pk]), notice=_("正在核对，核对完再决定是否导入。"))
    return _matching(request, found, form)


@require_POST
@staff(IMPORT)
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Import what was checked."""
    found = access.get_for(request.actor, pk)
    takes_all = request.POST.get("takes_all", str(found.takes_all)) == "True"
    actions.start(request.actor, pk, is_dry=False, takes_all=takes_all, updates=found.updates)
    return pages.go(request, reverse("exchange:run", args=[pk]), notice=_("已开始导入。"))


def _progress(found: ImportRun) -> Progress:
    is_over = found.state not in AHEAD
    return Progress(
        url=reverse("exchange:progress", args=[found.pk]),
        done=found.done,
        total=max(found.total, found.done, 1),
        doing=state_of(found) if is_over else said(found.doing) or state_of(found),
        cancel_url="" if found.is_undoing else reverse("exchange:cancel", args=[found.pk]),
        finished=is_over,
        result_url=reverse("exchange:run", args=[found.pk]),
        result_label=_("查看结果"),
        failed=said(found.failed),
    )


@require_GET
@staff(IMPORT)
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the worker is."""
    return pages.progress(request, _progress(access.get_for(request.actor, pk)))


@require_POST
@staff(IMPORT)
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Stop it."""
    actions.cancel(request.actor, pk)
    return pages.go(request, reverse("exchange:run", args=[pk]), notice=_("已取消。已经写入的行保留，可以整批撤销。"))


@require_POST
@staff(IMPORT)
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take it back as a whole."""
    taken = actions.undo(request.actor, pk, why=request.POST.get("reason", "").replace("\0", ""))
    notice = _("正在撤销这次导入。") if taken.is_undoing else _("已撤销这次导入。")
    return pages.go(request, reverse("exchange:run", args=[pk]), notice=notice)


@require_GET
@staff(IMPORT)
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every fault and difference as a workbook, with the values as they stood in the file; who fetched it is kept."""
    found, content = actions.fetch_report(request.actor, pk)
    name = _("不合格行_%(file)s.xlsx") % {"file": found.file_name.rsplit(".", 1)[0]}
    return attached(content, name, XLSX)
