"""The register of grades: the list, one grade with its certificate, withdrawing it, and the schemes."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.assessment import access, actions
from fengqiao.assessment.actions.awarding import SUBJECT
from fengqiao.assessment.queries import grades
from fengqiao.assessment.staff import forms, frame, words
from fengqiao.assessment.staff.frame import APPROVE, PREPARE, VIEW
from fengqiao.core.clock import local_date
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import GradeScheme
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab

REMINDED = 60
"""Days before its end from which a grade counts as running out, where no scheme says otherwise."""


def reminded(schemes: tuple[GradeScheme, ...]) -> int:
    """Return how many days before its end a grade is reminded of: the longest that a scheme says."""
    return max((scheme.remind_days for scheme in schemes), default=REMINDED)


@require_GET
@staff(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The grades within sight, the newest first; those about to run out as a saved filter."""
    schemes, today = current_ruleset().grades, local_date(request.actor.at)
    form = forms.GradeFilter(request.GET or None, schemes=schemes)
    wanted = form.wanted() if form.is_bound else {"state": "", "wanted_level": "", "q": ""}
    scheme, _dot, level = wanted["wanted_level"].partition(".")
    found = grades.grades(
        request.actor, today, scheme=scheme, level=level, state=wanted["state"], q=wanted["q"],
        within=reminded(schemes),
    )  # fmt: skip
    page = keyset(found, grades.GRADES, request.GET.get("cursor", ""))
    rows = [
        {"grade": row, "standing": name, "tone": tone, "scheme": _scheme(schemes, row.scheme)}
        for row in page.rows
        for name, tone in [words.standing(row, today)]
    ]
    columns = [
        Column(_("姓名、名称"), kind="wide"), Column(_("等级"), kind="narrow"), Column(_("所在组织"), optional=True),
        Column(_("评定单位"), optional=True), Column(_("评定日期"), kind="date"), Column(_("有效期至"), kind="date"),
        Column(_("状态"), kind="narrow"),
    ]  # fmt: skip
    context = {
        "form": form, "page": page, "rows": rows, "columns": columns, "count": bounded_count(found),
        "tabs": frame.tabs(request, "grades"), "saved": _saved(wanted["state"]),
    }  # fmt: skip
    return pages.page(request, "assessment/grades.html", context, fragment="assessment/_grades.html")


def _saved(state: str) -> list[Tab]:
    url = reverse("assessment:grades")
    named = (
        ("", _("全部")),
        (grades.STANDING, _("有效")),
        (grades.RUNNING_OUT, _("即将到期")),
        (grades.LAPSED, _("已过有效期")),
    )
    return [Tab(label, f"{url}?state={code}" if code else url, current=code == state) for code, label in named]


def _scheme(schemes: tuple[GradeScheme, ...], code: str) -> str:
    return next((said(one.name) for one in schemes if one.code == code), code)


@require_GET
@staff(VIEW)
def schemes(request: StaffRequest) -> HttpResponse:
    """The schemes of grades with what each grade asks for."""
    shown = [
        (scheme, [(level, [(one, words.asked(one.at_least, one.at_most, one.kind)) for one in level.criteria]) for level in scheme.levels])
        for scheme in current_ruleset().grades
    ]  # fmt: skip
    context = {"schemes": shown, "tabs": frame.tabs(request, "schemes"), "version": current_ruleset().version}
    return pages.page(request, "assessment/schemes.html", context)


@require_GET
@staff(VIEW)
def grade(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One grade: how long it is good, its application, its certificate."""
    found = access.grade_for(request.actor, pk, VIEW)
    today = local_date(request.actor.at)
    name, tone = words.standing(found, today)
    keeps = access.in_region(request.actor, found.organisation) and found.ended_on is None
    context = {
        "grade": found,
        "standing": name,
        "tone": tone,
        "scheme": _scheme(current_ruleset().grades, found.scheme),
        "papers": documents.for_subject(SUBJECT, found.pk),
        "events": frame.story(found.pk),
        "may_print": keeps and request.actor.may(PREPARE),
        "may_withdraw": keeps and request.actor.may(APPROVE),
    }
    return pages.page(request, "assessment/grade.html", context)


@require_POST
@staff(PREPARE)
def certificate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Have the certificate made."""
    actions.print_certificate(request.actor, pk)
    return pages.go(request, reverse("assessment:grade", args=[pk]), notice=_("证书已制作。"))


@require_POST
@staff(APPROVE)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Withdraw a grade with a reason."""
    actions.withdraw(request.actor, pk, why=frame.why_of(request))
    return pages.go(request, reverse("assessment:grade", args=[pk]), notice=_("已撤销，理由保留。"))


@require_GET
@staff(VIEW)
def paper(request: StaffRequest, pk: UUID, paper_id: UUID, kind: str) -> HttpResponse:
    """A certificate as PDF or Word, for who may see the grade."""
    access.grade_for(request.actor, pk, VIEW)
    name, media, content = documents.content(paper_id, SUBJECT, pk, kind)
    disposition = content_disposition_header(as_attachment=kind != "pdf", filename=name) or ""
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": disposition})
