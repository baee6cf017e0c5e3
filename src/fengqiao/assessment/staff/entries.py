"""The library of indicators, and the figures that are entered with evidence."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.assessment import access, actions
from fengqiao.assessment.queries import rounds
from fengqiao.assessment.staff import forms, frame, words
from fengqiao.assessment.staff.frame import PREPARE, VIEW
from fengqiao.core import files
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import listed, said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui import pages
from fengqiao.ui.parts import Column


@require_GET
@staff(VIEW)
def library(request: StaffRequest) -> HttpResponse:
    """All indicators with formula, weight, cap, deduction, target and source; the bands; what is entered by hand."""
    rules, version = access.rules_for(request.actor)
    names = words.fact_names(current_ruleset())
    shown = [
        (
            row,
            said(listed(words.subject_name(one) for one in row.indicator.subjects)),
            words.number(row.indicator.target),
        )
        for row in words.library(rules, names)
    ]
    context = {
        "rules": rules,
        "version": version,
        "rows": shown,
        "bands": [(one, words.number(one.at_least)) for one in rules.bands],
        "tabs": frame.tabs(request, "library"),
    }
    return pages.page(request, "assessment/library.html", context)


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The figures that were entered, the newest first."""
    rules, _version = access.rules_for(request.actor)
    names = {one.code: said(one.name) for one in rules.inputs}
    found = rounds.entries(request.actor)
    page = keyset(found, rounds.ENTRIES, request.GET.get("cursor", ""))
    rows = [
        {
            "entry": row,
            "name": names.get(row.code, row.code),
            "value": words.number(row.value),
            "dialog": f"strike-{row.pk}",
        }
        for row in page.rows
    ]
    columns = [
        Column(_("数据")), Column(_("关于"), kind="wide"), Column(_("数值"), kind="num"), Column(_("日期"), kind="date"),
        Column(_("依据")), Column(_("登记人"), optional=True), Column(""),
    ]  # fmt: skip
    context = {
        "page": page, "rows": rows, "columns": columns, "count": bounded_count(found),
        "tabs": frame.tabs(request, "entries"), "may_enter": request.actor.may(PREPARE),
    }  # fmt: skip
    return pages.page(request, "assessment/entries.html", context, fragment="assessment/_entries.html")


@require_http_methods(["GET", "POST"])
@staff(PREPARE)
def new(request: StaffRequest) -> HttpResponse:
    """Enter a figure."""
    rules, _version = access.rules_for(request.actor)
    sent = request.FILES if request.method == "POST" else None
    form = forms.EntryForm(frame.posted(request), sent, rules=rules, today=local_date(request.actor.at))

    def enter(data: dict[str, object]) -> object:
        scan = form.cleaned_data["file"]
        paper = actions.Paper(scan.name, scan.read()) if scan else None
        named = {"organisation_id": data.pop("organisation"), "person_id": data.pop("person")}
        data.pop("file")
        return actions.enter(request.actor, **named, **data, paper=paper)  # type: ignore[arg-type]  # as the form cleans it

    return frame.step(
        request, form, enter, title=_("登记数据"), back=reverse("assessment:entries"), done=_("已登记。"),
        lead=_("平台没有记录的数据，凭材料登记；考核和等级评定都取这里的数。"),
    )  # fmt: skip


@require_POST
@staff(PREPARE)
def strike(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Strike a figure with a reason."""
    actions.strike(request.actor, pk, why=frame.why_of(request))
    return pages.go(request, reverse("assessment:entries"), notice=_("已作废，理由保留。"))


@require_GET
@staff(VIEW)
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The scan behind a figure."""
    found = rounds.entries(request.actor).filter(pk=pk, file__isnull=False).first()
    if found is None or found.file is None:
        raise NotFound("entry_not_found", _("没有找到这项数据。"))
    response = HttpResponse(files.read(found.file), content_type=found.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.file.name) or ""
    return response
