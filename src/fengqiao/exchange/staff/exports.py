"""Exports: asking for a register as a file, how far it is, the file."""

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError
from fengqiao.core.paging import keyset
from fengqiao.core.text import said
from fengqiao.disputes.queries.filtering import FILTERS
from fengqiao.exchange import access, actions, queries, storing, workbooks
from fengqiao.exchange.models import AHEAD, ExportRun, RunState
from fengqiao.exchange.outgoing import OUTGOING
from fengqiao.exchange.staff import forms
from fengqiao.exchange.staff.imports import TONES, sections
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Progress


@require_GET
@staff()
def index(request: StaffRequest) -> HttpResponse:
    """The reader's own exports, the newest first."""
    page = keyset(queries.exports(request.actor), queries.ORDER, request.GET.get("cursor", ""))
    rows = [
        {
            "run": run,
            "what": queries.name_of(run.register),
            "state": run.get_state_display(),
            "tone": TONES[RunState(run.state)],
            "progress": _progress(run) if run.state in AHEAD else None,
            "url": reverse("exchange:export_file", args=[run.pk])
            if run.state == RunState.DONE and storing.is_kept(run.stored)
            else "",
        }
        for run in page.rows
    ]
    columns = [
        Column(_("名册"), kind="wide"), Column(_("状态")), Column(_("行数"), kind="num"),
        Column(_("个人信息")), Column(_("时间")), Column(_("文件")),
    ]  # fmt: skip
    context = {"page": page, "rows": rows, "columns": columns, "tabs": sections(request.actor, "exports")}
    return pages.page(request, "exchange/exports.html", context, fragment="exchange/_exports.html")


@require_http_methods(["GET", "POST"])
@staff()
def new(request: StaffRequest) -> HttpResponse:
    """Ask for a register as a file."""
    registers = [each.register for each in OUTGOING.values() if request.actor.may(each.permission)]
    initial = {"register": request.GET.get("register", ""), "ending": "xlsx"}
    form = forms.ExportForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        registers=registers,
        may_clear=request.actor.may(Permission.EXPORT),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.export(
                request.actor,
                register=data["register"],
                ending=data["ending"],
                is_masked=not data.get("is_clear"),
                why=data.get("why", ""),
                narrowed={name: value for name in FILTERS if (value := request.GET.get(name))}
                if data["register"] == "cases"
                else None,
            )
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("exchange:exports"), notice=_("已开始导出。"))
    return pages.page(
        request,
        "exchange/export.html",
        {"form": form, "is_narrowed": any(request.GET.get(name) for name in FILTERS)},
        status=pages.status(form),
    )


def _progress(run: ExportRun) -> Progress:
    is_over = run.state not in AHEAD
    return Progress(
        url=reverse("exchange:export_progress", args=[run.pk]),
        done=run.done,
        total=max(run.total, run.done, 1),
        doing=str(run.get_state_display()),
        cancel_url=reverse("exchange:export_cancel", args=[run.pk]),
        finished=is_over,
        result_url=reverse("exchange:export_file", args=[run.pk]) if run.state == RunState.DONE else "",
        result_label=_("下载"),
        failed=said(run.failed),
    )


@require_GET
@staff()
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the worker is."""
    return pages.progress(request, _progress(access.export_for(request.actor, pk)))


@require_POST
@staff()
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Stop it."""
    actions.cancel_export(request.actor, pk)
    return pages.go(request, reverse("exchange:exports"), notice=_("已取消。"))


@require_GET
@staff()
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file; who fetched it is kept."""
    run, content = actions.fetch(request.actor, pk)
    response = StreamingHttpResponse(content, content_type=workbooks.MEDIA[run.ending])
    response["Content-Disposition"] = content_disposition_header(True, run.file_name) or ""
    return response  # type: ignore[return-value]  # given out piece by piece
