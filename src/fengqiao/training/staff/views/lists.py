"""The list of a course: putting people on it, signing in, hours, marks, certificates."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.core.errors import DomainError, Malformed
from fengqiao.core.paging import keyset
from fengqiao.documents import queries as documents
from fengqiao.training import access, actions
from fengqiao.training.actions.certifying import SUBJECT
from fengqiao.training.models import Course, Trainee, Venue
from fengqiao.training.queries import courses
from fengqiao.training.rules.courses import CourseState
from fengqiao.training.staff import forms, words
from fengqiao.training.staff.views.frame import ask, posted, reason
from fengqiao.ui import pages

BOTH = require_http_methods(["GET", "POST"])
PAGE = 50
"""So many people a page: a whole hall can be ticked off at once."""


def back_to(course_id: UUID) -> str:
    """Return the address of a course's list."""
    return reverse("training:course", args=[course_id]) + "?part=trainees"


def trainee_row(request: StaffRequest, course: Course, row: Trainee) -> dict[str, Any]:
    """Return somebody of a list as the page shows it."""
    row.course = course
    result, tone = words.result(row)
    valid: list[Any] = row.valid  # type: ignore[attr-defined]  # set by queries.courses.trainees
    return {
        "trainee": row, "result": result, "tone": tone, "certificate": valid[0] if valid else None,
        "days": [each.on for each in row.sign_ins.all()],
        "may": course.state == CourseState.PLANNED and access.may_sign_in(request.actor, row.venue, course),
    }  # fmt: skip


def _venues(request: StaffRequest, course: Course) -> list[Venue]:
    """The venues whose list the reader keeps."""
    found = course.venues.order_by("-is_main", "name")
    return [venue for venue in found if access.may_sign_in(request.actor, venue, course)]


@BOTH
@staff(access.SIGN_IN)
def enrol(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """One more person on the list."""
    course = access.get_for(request.actor, course_id, access.SIGN_IN)
    form = forms.EnrolForm(posted(request), venues=_venues(request, course))

    def do() -> None:
        data = form.cleaned_data
        if not actions.enrol(request.actor, course.pk, data["venue"], [data["person"]]):
            raise Malformed("trainee_known", _("此人已经在这个培训班的名单中。"), field="person")

    return ask(
        request, form, do, title=_("增加学员"), back=back_to(course.pk), done=_("已列入名单。"), lead=course.title
    )  # fmt: skip


@BOTH
@staff(access.SIGN_IN)
def enrol_posts(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Everybody of a kind on the list."""
    course = access.get_for(request.actor, course_id, access.SIGN_IN)
    form = forms.EnrolPostsForm(posted(request), venues=_venues(request, course), initial={"audience": course.audience})
    return ask(
        request, form,
        lambda: actions.enrol_posts(request.actor, course.pk, UUID(form.cleaned_data["venue"]), **form.wanted()),
        title=_("按职务列入名单"), back=back_to(course.pk), done=_("已列入名单。"), lead=course.title,
    )  # fmt: skip


@require_POST
@staff(access.SIGN_IN)
def sign_in(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Who of the page was there on a day."""
    ticked = [found for text in request.POST.getlist("trainee") if (found := _uuid(text))]
    if not ticked:
        raise Malformed("nobody_ticked", _("请先勾选到场的学员。"), field="trainee")
    number = actions.sign_in(request.actor, course_id, ticked, on=_day(request.POST.get("on", "")))
    return pages.go(request, back_to(course_id), notice=_("已签到%(number)d人。") % {"number": number})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> Any:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if text and found is None:
        raise Malformed("day_wrong", _("日期有误。"), field="on")
    return found


@BOTH
@staff(access.SIGN_IN)
def marks(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """The marks of a page of the list, to be typed in."""
    course = access.get_for(request.actor, course_id, access.SIGN_IN)
    found = courses.trainees(request.actor, course, view="came")
    page = keyset(found, courses.LIST, request.GET.get("cursor", ""), PAGE)
    rows = [row for row in (trainee_row(request, course, each) for each in page.rows) if row["may"]]
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            given = {row["trainee"].pk: _mark(request.POST.get(f"mark-{row['trainee'].pk}", "")) for row in rows}
            number = actions.set_marks(request.actor, course.pk, given, why=reason(request))
        except DomainError as error:
            refusal = error
            for row in rows:
                row["typed"] = request.POST.get(f"mark-{row['trainee'].pk}", "")[:10]
        else:
            notice = _("已登记%(number)d人的成绩。") % {"number": number}
            return pages.go(request, back_to(course.pk), notice=notice)
    context = {"course": course, "rows": rows, "page": page, "refusal": refusal, "back": back_to(course.pk)}
    return pages.page(request, "training/marks.html", context, status=refusal.status if refusal else 200)


def _mark(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation as error:
        reason_text = _("成绩应当在0到100之间，最多一位小数。")
        raise Malformed("mark_out_of_range", reason_text, field="mark") from error


@require_GET
@staff(access.VIEW)
def trainee(request: StaffRequest, course_id: UUID, trainee_id: UUID) -> HttpResponse:
    """Somebody on the list: sign-ins, paper, history, and what can be corrected."""
    course = access.get_for(request.actor, course_id, access.VIEW)
    found = access.seen_trainee(request.actor, course, trainee_id)
    row = trainee_row(request, course, found)
    context = {
        **row, "course": course, "paper": courses.paper(found), "events": words.story(found.pk),
        "sign_ins": found.sign_ins.order_by("on"), "back": back_to(course.pk),
        "may_plan": access.may_change(request.actor, course),
        "person_url": reverse("training:person", args=[found.person_id]),
    }  # fmt: skip
    return pages.page(request, "training/trainee.html", context)


@BOTH
@staff(access.SIGN_IN)
def hours(request: StaffRequest, course_id: UUID, trainee_id: UUID) -> HttpResponse:
    """Hours set by hand."""
    course = access.get_for(request.actor, course_id, access.SIGN_IN)
    found = access.trainee_for(request.actor, course, trainee_id)
    form = forms.HoursForm(posted(request), initial={"hours": found.hours})

    def do() -> None:
        data = form.cleaned_data
        actions.set_hours(request.actor, course.pk, found.pk, hours=data["hours"], why=data["reason"])

    lead = _("%(name)s，总学时%(hours)s") % {"name": found.person.name, "hours": course.hours}
    back = reverse("training:trainee", args=[course.pk, found.pk])
    return ask(request, form, do, title=_("更正学时"), back=back, done=_("学时已更正。"), lead=lead)


@BOTH
@staff(access.SIGN_IN)
def move(request: StaffRequest, course_id: UUID, trainee_id: UUID) -> HttpResponse:
    """Another venue."""
    course = access.get_for(request.actor, course_id, access.SIGN_IN)
    found = access.trainee_for(request.actor, course, trainee_id)
    initial = {"venue": str(found.venue_id)}
    form = forms.MoveForm(posted(request), venues=_venues(request, course), initial=initial)
    back = reverse("training:trainee", args=[course.pk, found.pk])
    return ask(
        request, form,
        lambda: actions.move(request.actor, course.pk, found.pk, UUID(form.cleaned_data["venue"])),
        title=_("调整会场"), back=back, done=_("会场已调整。"), lead=found.person.name,
    )  # fmt: skip


@require_POST
@staff(access.SIGN_IN)
def withdraw(request: StaffRequest, course_id: UUID, trainee_id: UUID) -> HttpResponse:
    """Off the list."""
    actions.withdraw(request.actor, course_id, trainee_id, why=reason(request))
    return pages.go(request, back_to(course_id), notice=_("已移出名单。"))


@require_POST
@staff(access.PLAN)
def void(request: StaffRequest, course_id: UUID, certificate_id: UUID) -> HttpResponse:
    """A certificate taken back."""
    actions.void(request.actor, course_id, certificate_id, why=reason(request))
    return pages.go(request, back_to(course_id), notice=_("证书已作废，编号和理由保留。"))


@require_POST
@staff()
def certificate(request: StaffRequest, certificate_id: UUID, kind: str) -> HttpResponse:
    """The paper of a certificate, made when it is asked for: PDF, or Word."""
    document = actions.print_certificate(request.actor, certificate_id)
    name, media, content = documents.content(document.pk, SUBJECT, certificate_id, kind)
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": disposition})
