"""Courses: the list, one course with its parts, and what can be done with it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.core import files, qr
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Forbidden
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access as organisations
from fengqiao.training import access, actions, exports
from fengqiao.training.actions import NewVenue
from fengqiao.training.models import Course
from fengqiao.training.queries import courses
from fengqiao.training.queries.codes import code_of
from fengqiao.training.rules.courses import STEPS, CourseState, Verb
from fengqiao.training.staff import forms, words
from fengqiao.training.staff.views.frame import ask, posted, reason, tabs
from fengqiao.training.staff.views.lists import PAGE, trainee_row
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked, grown
from fengqiao.ui.parts import Blocked, Column, Reason, Step, Tab
from fengqiao.ui.values import day

BOTH = require_http_methods(["GET", "POST"])
PARTS = ("modules", "venues", "trainees", "materials", "story")


def course_url(course_id: UUID, part: str = "") -> str:
    """Return the address of a course, or of a part of it."""
    url = reverse("training:course", args=[course_id])
    return f"{url}?part={part}" if part else url


@require_GET
@staff(access.VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """The courses within sight, the newest first."""
    form = forms.CourseFilter(request.GET or None)
    found = courses.listed(request.actor, **(form.wanted() if form.is_bound else {}))
    page = keyset(found, courses.ORDER, request.GET.get("cursor", ""))
    sizes = courses.sizes(page.rows)
    context = {
        "form": form,
        "page": page,
        "count": bounded_count(found),
        "rows": [(row, _shown(row), sizes[row.pk]) for row in page.rows],
        "columns": [
            Column(_("培训班"), kind="wide"), Column(_("种类")), Column(_("日期"), kind="date"), Column(_("学时"), kind="num"),
            Column(_("会场"), kind="num", optional=True), Column(_("名单"), kind="num"), Column(_("到课"), kind="num"),
            Column(_("状态"), kind="narrow"),
        ],
        "tabs": tabs(request, "list"),
        "may_plan": request.actor.may(access.PLAN) and request.actor.organisation_id is not None,
    }  # fmt: skip
    return pages.page(request, "training/list.html", context, fragment="training/_list.html")


def _shown(course: Course) -> dict[str, str]:
    return {
        "kind": words.kind_name(course.kind), "way": words.way_name(course.way),
        "audience": words.audience_name(course.audience), "state": words.state_name(course.state),
        "tone": words.TONES[CourseState(course.state)],
        "when": day(course.starts_on) if course.starts_on == course.ends_on else f"{day(course.starts_on)} — {day(course.ends_on)}",
    }  # fmt: skip


@require_GET
@staff(access.VIEW)
def course(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """One course: what is taught, where, who is listed, materials, and what can be done now."""
    found = access.get_for(request.actor, course_id, access.VIEW)
    part = request.GET.get("part", "modules")
    part = part if part in PARTS else "modules"
    fill: dict[str, Callable[[StaffRequest, Course], dict[str, Any]]] = {
        "modules": _modules, "venues": _venues, "trainees": _trainees, "materials": _materials, "story": _story,
    }  # fmt: skip
    may = access.may_change(request.actor, found)
    tally = courses.tally(request.actor, found)
    exam = courses.exam(found)
    context = {
        "course": found, "shown": _shown(found), "tally": tally, "part": part, "may_plan": may, "exam": exam,
        "is_running": found.state == CourseState.PLANNED, "fragment": f"training/_{part}.html",
        "may_sign": request.actor.may(access.SIGN_IN),
        "may_sit": exam is not None and found.state == CourseState.PLANNED and courses.is_listed(request.actor, found),
        "tabs": _tabs(found, part), **(_steps(request, found, tally) if may else {}), **fill[part](request, found),
    }  # fmt: skip
    return pages.page(request, "training/course.html", context, fragment=context["fragment"])


def _tabs(found: Course, part: str) -> list[Tab]:
    named = (
        ("modules", _("课程")), ("venues", _("会场")), ("trainees", _("名单")), ("materials", _("资料")), ("story", _("经过")),
    )  # fmt: skip
    return [Tab(label, course_url(found.pk, code), current=code == part) for code, label in named]


def _steps(request: StaffRequest, found: Course, tally: dict[str, int]) -> dict[str, Any]:
    """The next step of a course, the others, and what is not possible yet."""
    state = CourseState(found.state)
    others = [Step(said(step.name), dialog=f"step-{step.verb}", danger=step.verb == Verb.CANCEL)
              for step in STEPS.values() if state in step.sources and step.verb != Verb.CLOSE]  # fmt: skip
    primary, blocked = None, []
    if state == CourseState.PLANNED:
        others.insert(0, Step(_("修改"), url=reverse("training:edit_course", args=[found.pk])))
        if found.pass_mark is not None:
            others.insert(1, Step(_("安排考试"), url=reverse("training:set_exam", args=[found.pk])))
        if found.ends_on > local_date(request.actor.at):
            told = _("培训班到%(day)s才结束。") % {"day": day(found.ends_on)}
            blocked.append(Blocked(said(STEPS[Verb.CLOSE].name), [Reason(told)]))
            primary = Step(_("列入名单"), url=reverse("training:enrol_posts", args=[found.pk]))
        else:
            primary = Step(said(STEPS[Verb.CLOSE].name), dialog="step-close")
    elif state == CourseState.CLOSED and tally["came"]:
        primary = Step(_("发证"), dialog="step-certify")
    return {"primary": primary, "others": others, "blocked": blocked}


def _modules(request: StaffRequest, found: Course) -> dict[str, Any]:
    return {"modules": courses.modules(found)}


def _venues(request: StaffRequest, found: Course) -> dict[str, Any]:
    page = keyset(courses.venues(found), courses.VENUES, request.GET.get("cursor", ""))
    columns = [
        Column(_("会场"), kind="wide"), Column(_("地区"), optional=True), Column(_("方式"), kind="narrow"),
        Column(_("名单"), kind="num"), Column(_("到课"), kind="num"), Column(_("签到码"), kind="narrow"),
    ]  # fmt: skip
    rows = [(venue, words.way_name(venue.way), access.may_sign_in(request.actor, venue, found)) for venue in page.rows]
    return {"page": page, "rows": rows, "columns": columns}


def _trainees(request: StaffRequest, found: Course) -> dict[str, Any]:
    view = request.GET.get("view", "")
    venue = _venue_id(request.GET.get("venue", ""))
    listed = courses.trainees(request.actor, found, venue=venue, view=view)
    page = keyset(listed, courses.LIST, request.GET.get("cursor", ""), PAGE)
    running = found.state == CourseState.PLANNED
    columns = [
        Column(_("姓名")), Column(_("单位"), kind="wide"), Column(_("会场"), optional=True), Column(_("签到"), kind="narrow"),
        Column(_("学时"), kind="num"), Column(_("成绩"), kind="num"), Column(_("结果"), kind="narrow"),
    ]  # fmt: skip
    rows = [trainee_row(request, found, row) for row in page.rows]
    today = local_date(request.actor.at)
    return {
        "page": page, "rows": rows, "columns": columns, "view": view, "venue": venue,
        "may_list": running and request.actor.may(access.SIGN_IN), "today": min(max(today, found.starts_on), found.ends_on),
        "may_sign_now": running and any(row["may"] for row in rows) and found.starts_on <= today,
        "views": _views(found, venue, view),
    }  # fmt: skip


def _venue_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _views(found: Course, venue: UUID | None, view: str) -> list[Tab]:
    named = [("", _("全部")), ("came", _("到课")), ("absent", _("未签到"))]
    if found.pass_mark is not None:
        named += [("passed", _("合格")), ("failed", _("不合格")), ("unmarked", _("没有成绩"))]
    at = course_url(found.pk, "trainees") + (f"&venue={venue}" if venue else "")
    return [Tab(label, f"{at}&view={code}", current=code == view) for code, label in named]


def _materials(request: StaffRequest, found: Course) -> dict[str, Any]:
    return {"materials": found.materials.select_related("file").order_by("created_at")}


def _story(request: StaffRequest, found: Course) -> dict[str, Any]:
    return {"events": words.story(found.pk)}


@BOTH
@staff(access.PLAN)
def new(request: StaffRequest) -> HttpResponse:
    """A new course of the own organisation."""
    own = request.actor.organisation_id
    if own is None:
        raise Forbidden("no_organisation", _("您的岗位没有所在单位。"), next_step=_("请先选择岗位。"))
    today = local_date(request.actor.at)
    initial = {"starts_on": today, "ends_on": today, "plan": request.GET.get("plan", "")}
    plans = list(courses.plans(request.actor, year=today.year).filter(organisation=own)[:200])
    form = forms.CourseForm(posted(request), plans=plans, initial=initial)
    return ask(
        request, form, lambda: course_url(actions.add_course(request.actor, form.new(own)).pk), title=_("新的培训班"),
        back=reverse("training:list"), done=_("培训班已安排。请安排课程、会场和名单。"), submit=_("保存"),
    )  # fmt: skip


@BOTH
@staff(access.PLAN)
def edit(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """What is now true of a course."""
    found = access.get_for(request.actor, course_id, access.PLAN)
    plans = list(courses.plans(request.actor, year=found.starts_on.year).filter(organisation=found.organiser_id)[:200])
    form = forms.CourseForm(posted(request), plans=plans, initial=forms.CourseForm.of(found))
    return ask(
        request, form, lambda: actions.change_course(request.actor, found.pk, form.new(found.organiser_id)),
        title=_("修改培训班"), back=course_url(found.pk), done=_("已保存。"), submit=_("保存"), lead=found.title,
    )  # fmt: skip


@BOTH
@staff(access.PLAN)
def modules(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """What is taught, by whom, when: all rows at once."""
    found = access.get_for(request.actor, course_id, access.PLAN)
    data = grown(request.POST, "modules") if request.method == "POST" else None
    known = [
        {"title": row.title, "hours": row.hours, "held_on": row.held_on, "unit": row.lecturer.unit if row.lecturer else "",
         "lecturer": Picked(str(row.lecturer.person_id or ""), row.lecturer.name) if row.lecturer else None}
        for row in courses.modules(found)
    ]  # fmt: skip
    rows = forms.ModuleFormSet(data or posted(request), prefix="modules", initial=known)
    refusal: DomainError | None = None
    if request.method == "POST" and data is None and rows.is_valid():
        kept = [row.new() for row in rows if row.has_changed() or row.initial]
        kept = [each for each, row in zip(kept, [r for r in rows if r.has_changed() or r.initial], strict=True)
                if not row.cleaned_data.get("DELETE")]  # fmt: skip
        try:
            actions.set_modules(request.actor, found.pk, kept)
        except DomainError as error:
            refusal = error
        else:
            return pages.go(request, course_url(found.pk, "modules"), notice=_("课程已安排。"))
    context = {"course": found, "rows": rows, "refusal": refusal, "grown": data is not None}
    wrong = request.method == "POST" and data is None and (refusal or not rows.is_valid())
    status = (refusal.status if refusal else 422) if wrong else 200
    return pages.page(request, "training/modules.html", context, status=status)


@BOTH
@staff(access.PLAN)
def add_venues(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Many venues at once."""
    found = access.get_for(request.actor, course_id, access.PLAN)
    form = forms.VenuesForm(posted(request), rules=current_ruleset())

    def do() -> None:
        data = form.cleaned_data
        made = form.written()
        if data["kind"]:
            at = organisations.visible_to(request.actor).filter(
                kind=data["kind"], is_active=True, region__code__startswith=data["region"] or request.actor.region_scope
            )
            known = set(found.venues.exclude(organisation=None).values_list("organisation_id", flat=True))
            made += [
                NewVenue(name, organisation_id=pk, way=data["way"])
                for pk, name in at.order_by("name").values_list("pk", "name")
                if pk not in known
            ]
        actions.add_venues(request.actor, found.pk, made)

    return ask(
        request, form, do, title=_("增设会场"), back=course_url(found.pk, "venues"), done=_("会场已增设。"), lead=found.title
    )  # fmt: skip


@require_POST
@staff(access.PLAN)
def remove_venue(request: StaffRequest, course_id: UUID, venue_id: UUID) -> HttpResponse:
    """Take a venue away."""
    actions.remove_venue(request.actor, course_id, venue_id)
    return pages.go(request, course_url(course_id, "venues"), notice=_("会场已撤销。"))


@require_GET
@staff(access.SIGN_IN)
def code(request: StaffRequest, course_id: UUID, venue_id: UUID) -> HttpResponse:
    """Today's code of a venue, large enough for the wall."""
    found = access.get_for(request.actor, course_id, access.SIGN_IN)
    venue = access.venue_for(request.actor, found, venue_id)
    today = local_date(request.actor.at)
    is_open = found.state == CourseState.PLANNED and found.starts_on <= today <= found.ends_on
    portal = request.build_absolute_uri(reverse("portal_training:sign_in"))
    shown = code_of(venue.pk, today) if is_open else ""
    context = {
        "course": found, "venue": venue, "today": today, "code": shown, "portal": portal,
        "qr": qr.code(f"{portal}?{urlencode({'code': shown})}") if shown else None,
    }  # fmt: skip
    return pages.page(request, "training/code.html", context)


@require_POST
@staff(access.PLAN)
def act(request: StaffRequest, course_id: UUID, verb: str) -> HttpResponse:
    """A step of a course."""
    if verb == "close":
        actions.close(request.actor, course_id)
    elif verb == "reopen":
        actions.reopen(request.actor, course_id, why=reason(request))
    elif verb == "cancel":
        actions.cancel(request.actor, course_id, why=reason(request))
    elif verb == "certify":
        made = actions.certify(request.actor, course_id)
        notice = _("已发证%(count)d份，从%(first)s起。") % {"count": len(made), "first": made[0].number}
        return pages.go(request, course_url(course_id, "trainees"), notice=notice)
    else:
        raise Http404
    return pages.go(request, course_url(course_id), notice=_("已办理。"))


@BOTH
@staff(access.PLAN)
def add_material(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """A file for those who take part."""
    found = access.get_for(request.actor, course_id, access.PLAN)
    form = forms.MaterialForm(posted(request), request.FILES or None)

    def do() -> None:
        file = form.cleaned_data["file"]
        content = file.read(files.MAX_BYTES + 1)
        actions.add_material(
            request.actor, found.pk, title=form.cleaned_data["title"], name=file.name, content=content
        )  # fmt: skip

    return ask(
        request, form, do, title=_("上传资料"), back=course_url(found.pk, "materials"), done=_("资料已上传。"), lead=found.title,
        is_upload=True,
    )  # fmt: skip


@require_POST
@staff(access.PLAN)
def remove_material(request: StaffRequest, course_id: UUID, material_id: UUID) -> HttpResponse:
    """Take a file away."""
    actions.remove_material(request.actor, course_id, material_id)
    return pages.go(request, course_url(course_id, "materials"), notice=_("资料已移除。"))


@require_GET
@staff(access.VIEW)
def material(request: StaffRequest, course_id: UUID, material_id: UUID) -> HttpResponse:
    """A file, for whoever sees the course."""
    found = access.get_for(request.actor, course_id, access.VIEW)
    row = courses.material(found, material_id)
    response = HttpResponse(files.read(row.file), content_type=row.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.file.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@staff(access.SIGN_IN)
def roll(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """The list as a workbook."""
    found = access.get_for(request.actor, course_id, access.SIGN_IN)
    response = HttpResponse(exports.roll(request.actor, found), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{found.title}.xlsx") or ""
    return response
