"""The calendar of what is owed, who falls short, one person's record, plans, lecturers, signing in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import end_of, local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.sheets import XLSX
from fengqiao.core.text import said
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.regions import queries as regions
from fengqiao.training import access, actions, exports
from fengqiao.training.queries import audiences, courses, owing
from fengqiao.training.rules.courses import KIND_NAMES, TrainingKind
from fengqiao.training.rules.periods import Period, named
from fengqiao.training.staff import forms, words
from fengqiao.training.staff.views.frame import ask, posted, tabs
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab

YEARS = range(2000, 2101)


def _year(request: StaffRequest) -> int:
    text, today = request.GET.get("year", ""), local_date(request.actor.at)
    return int(text) if text.isdecimal() and len(text) == 4 and int(text) in YEARS else today.year


@require_GET
@staff(access.VIEW)
def calendar(request: StaffRequest) -> HttpResponse:
    """What the rules ask for in a year and by when, how it stands, and the courses to come."""
    today, year = local_date(request.actor.at), _year(request)
    found = owing.periods(request.actor, year)
    stood = owing.standings(request.actor, [each.code for each in found])
    url = reverse("training:calendar")
    context = {
        "year": year,
        "years": [Tab(str(each), f"{url}?year={each}", current=each == year) for each in range(today.year - 2, today.year + 2)],
        "rows": [_row(each, stood.get(each.code), today) for each in found],
        "counted_at": min((at for _owed, _short, at in stood.values()), default=None),
        "coming": list(
            courses.listed(request.actor, state="planned").filter(ends_on__gte=today).order_by("starts_on", "id")[:20]
        ),
        "tabs": tabs(request, "calendar"),
        "columns": [
            Column(_("要求"), kind="main"), Column(_("期间")), Column(_("次数"), kind="num"),
            Column(_("最后期限"), kind="date"), Column(_("应当完成"), kind="num"), Column(_("未达要求"), kind="num"),
        ],
    }  # fmt: skip
    return pages.page(request, "training/calendar.html", context)


def _row(period: Period, stood: tuple[int, int, Any] | None, today: Any) -> dict[str, Any]:
    return {
        "period": period, "due": end_of(period.due), "is_over": today > period.until, "has_begun": today >= period.first,
        "kinds": [said(KIND_NAMES[TrainingKind(kind)]) for kind in period.rule.kinds], "stood": stood,
        "url": f"{reverse('training:short')}?period={period.code}",
    }  # fmt: skip


def _title(period: Period) -> str:
    return _("%(year)s年%(window)s %(name)s") % {
        "year": period.year, "window": said(period.name), "name": said(period.rule.name),
    }  # fmt: skip


def _chosen(request: StaffRequest) -> tuple[Period | None, list[Period], str]:
    """The period asked for, else the one that matters most; all that may be chosen; the region."""
    today, rules = local_date(request.actor.at), access.rules_for(request.actor).rules
    offered = [*owing.periods(request.actor, today.year), *owing.periods(request.actor, today.year - 1)]
    offered = [each for each in offered if each.first <= today]
    asked = request.GET.get("period", "")
    period = named(rules, asked) if asked else owing.current(request.actor, today)
    if asked and period is None:
        raise NotFound("period_not_found", _("没有这项要求。"), next_step=_("请从培训日历中选择。"))
    if period is not None and period not in offered:
        offered.append(period)
    region = request.GET.get("region", "")
    return period, offered, region if region.isdecimal() and len(region) <= 15 else ""


@require_GET
@staff(access.VIEW)
def short(request: StaffRequest) -> HttpResponse:
    """Who falls short of a rule in a period."""
    request.actor.require(Permission.VIEW_REGISTRY)
    period, offered, region = _chosen(request)
    today = local_date(request.actor.at)
    context: dict[str, Any] = {"tabs": tabs(request, "short"), "period": period}
    if period is not None:
        found = owing.short(request.actor, period, today, region=region)
        page = keyset(found, owing.ORDER, request.GET.get("cursor", ""))
        ids = [person.pk for person in page.rows]
        posts, times = owing.posts_of(request.actor, period, today, ids), owing.times_of(period, ids)
        context |= {
            "form": forms.PeriodForm({"period": period.code, "region": region}, periods=[(each.code, _title(each)) for each in offered]),
            "page": page, "rows": [(person, posts.get(person.pk), times.get(person.pk, 0)) for person in page.rows],
            "place": regions.shared_path(request.actor.region_scope, region),
            "lacking": found.order_by().count(), "owed": owing.owed_count(request.actor, period, today, region=region),
            "title": _title(period), "due": end_of(period.due), "query": f"period={period.code}&region={region}",
            "columns": [Column(_("姓名")), Column(_("任职"), kind="main"), Column(_("已完成"), kind="num")],
            "kinds": [said(KIND_NAMES[TrainingKind(kind)]) for kind in period.rule.kinds],
        }  # fmt: skip
    return pages.page(request, "training/short.html", context, fragment="training/_short.html")


@require_GET
@staff(access.VIEW)
def export(request: StaffRequest) -> HttpResponse:
    """Who falls short as a workbook: one period, or (``all``) every period of the year that has begun, a sheet each."""
    request.actor.require(Permission.VIEW_REGISTRY)
    period, offered, region = _chosen(request)
    today = local_date(request.actor.at)
    wanted = (
        [each for each in offered if each.year == today.year] if "all" in request.GET else [period] if period else []
    )
    if not wanted:
        raise NotFound("period_not_found", _("没有这项要求。"))
    response = HttpResponse(exports.short(request.actor, wanted, today, region=region), content_type=XLSX)
    name = _("培训未达要求名单") if "all" in request.GET or period is None else _title(period)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response


@require_GET
@staff()
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One person's training: what is owed this year, every course, certificates, lectures given. One's own is always open."""
    actor, own = request.actor, request.actor.person_id == person_id
    if own:
        found = register.get(person_id)
    else:
        actor.require(access.VIEW)
        found = people.get_for(actor, person_id, Permission.VIEW_REGISTRY)
    if found is None:
        raise NotFound("person_not_found", _("没有找到这个人。"))
    today = local_date(actor.at)
    page = keyset(courses.record(person_id), "-id", request.GET.get("cursor", ""))
    total = courses.sums(person_id)
    context = {
        "person": found, "page": page, "total": total, "taught": courses.taught(person_id), "year": today.year,
        "rows": [(row, words.kind_name(row.course.kind), *words.result(row)) for row in page.rows],
        "duties": [(duty, end_of(duty.period.due), duty.period.first <= today) for duty in owing.duties(actor, person_id, today.year, today)],
        "columns": [
            Column(_("培训班"), kind="wide"), Column(_("日期"), kind="date"), Column(_("学时"), kind="num"),
            Column(_("成绩"), kind="num"), Column(_("结果"), kind="narrow"), Column(_("证书")),
        ],
        "may_open": not own or actor.may(Permission.VIEW_REGISTRY), "may_list": actor.may(access.VIEW),
    }  # fmt: skip
    return pages.page(request, "training/person.html", context)


@require_http_methods(["GET", "POST"])
@staff()
def sign_in(request: StaffRequest) -> HttpResponse:
    """Signing in by the venue's code, with the own account."""
    form = forms.CodeForm(posted(request), initial={"code": request.GET.get("code", "")[:20]})

    def do() -> str:
        done = actions.sign_in_by_code(request.actor, form.cleaned_data["code"])
        return reverse("training:person", args=[done.person_id])

    return ask(
        request, form, do, title=_("培训签到"), back=reverse("accounts:mine"), done=_("签到成功。"), submit=_("签到"),
        lead=_("输入会场今天的签到码。"),
    )  # fmt: skip


@require_GET
@staff(access.VIEW)
def plans(request: StaffRequest) -> HttpResponse:
    """The plans within sight, the newest first, with what became of them."""
    found = courses.plans(request.actor)
    page = keyset(found, courses.PLANS, request.GET.get("cursor", ""))
    made = courses.progress(page.rows)
    context = {
        "page": page, "count": bounded_count(found), "tabs": tabs(request, "plans"),
        "rows": [(row, words.audience_name(row.audience), made[row.pk]) for row in page.rows],
        "columns": [
            Column(_("计划"), kind="wide"), Column(_("级别"), kind="narrow"), Column(_("培训对象")), Column(_("办班"), kind="num"),
            Column(_("学时"), kind="num"), Column(_("参训人次"), kind="num"),
        ],
        "may_plan": request.actor.may(access.PLAN) and request.actor.organisation_id is not None,
    }  # fmt: skip
    return pages.page(request, "training/plans.html", context)


@require_GET
@staff(access.VIEW)
def plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """One plan, with its courses."""
    found = access.plan_for(request.actor, plan_id, access.VIEW)
    rows = courses.listed(request.actor, plan=plan_id)
    may = request.actor.may(access.PLAN) and access.in_hand(
        request.actor, found.organisation_id, found.organisation.region_code
    )  # fmt: skip
    reached = audiences.reached(request.actor, found) if request.actor.may(Permission.VIEW_REGISTRY) else None
    context = {
        "reached": reached, "audience_rule": access.rules_for(request.actor).audience(found.audience),
        "plan": found, "audience": words.audience_name(found.audience), "made": courses.progress([found])[found.pk],
        "courses": [(row, words.state_name(row.state)) for row in rows.order_by("starts_on", "id")[:100]],
        "events": words.story(found.pk), "may_plan": may, "may_add": may and found.organisation_id == request.actor.organisation_id,
    }  # fmt: skip
    return pages.page(request, "training/plan.html", context)


@require_GET
@staff(access.VIEW)
def missing(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Who of the audience of a plan has been at none of its courses."""
    request.actor.require(Permission.VIEW_REGISTRY)
    found = access.plan_for(request.actor, plan_id, access.VIEW)
    page = keyset(audiences.missing(request.actor, found), audiences.ORDER, request.GET.get("cursor", ""))
    posts = audiences.posts_held(request.actor, found, [person.pk for person in page.rows])
    reached = audiences.reached(request.actor, found)
    context = {
        "plan": found, "page": page, "rows": [(person, posts.get(person.pk)) for person in page.rows], "reached": reached,
        "audience": words.audience_name(found.audience), "rule": access.rules_for(request.actor).audience(found.audience),
        "columns": [Column(_("姓名")), Column(_("任职"), kind="main")],
    }  # fmt: skip
    return pages.page(request, "training/missing.html", context, fragment="training/_missing.html")


@require_http_methods(["GET", "POST"])
@staff(access.PLAN)
def new_plan(request: StaffRequest) -> HttpResponse:
    """A new plan of the own organisation."""
    own = request.actor.organisation_id
    form = forms.PlanForm(posted(request), initial={"year": local_date(request.actor.at).year})

    def do() -> str:
        if own is None:
            raise NotFound("organisation_not_found", _("您的岗位没有所在单位。"))
        return reverse("training:plan", args=[actions.add_plan(request.actor, form.new(own)).pk])

    return ask(
        request,
        form,
        do,
        title=_("新的培训计划"),
        back=reverse("training:plans"),
        done=_("计划已保存。"),
        submit=_("保存"),
    )


@require_http_methods(["GET", "POST"])
@staff(access.PLAN)
def edit_plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """What is now true of a plan."""
    found = access.plan_for(request.actor, plan_id, access.PLAN)
    form = forms.PlanForm(posted(request), initial={name: getattr(found, name) for name in forms.PlanForm.base_fields})
    return ask(
        request, form, lambda: actions.change_plan(request.actor, found.pk, form.new(found.organisation_id)),
        title=_("修改培训计划"), back=reverse("training:plan", args=[found.pk]), done=_("计划已保存。"), submit=_("保存"),
    )  # fmt: skip


@require_GET
@staff(access.VIEW)
def lecturers(request: StaffRequest) -> HttpResponse:
    """Who teaches, by name."""
    found = courses.lecturers(request.actor)
    page = keyset(found, courses.LECTURERS, request.GET.get("cursor", ""))
    context = {
        "page": page, "count": bounded_count(found), "tabs": tabs(request, "lecturers"),
        "columns": [Column(_("姓名")), Column(_("单位"), kind="wide"), Column(_("授课节数"), kind="num")],
        "may_open": request.actor.may(Permission.VIEW_REGISTRY),
    }  # fmt: skip
    return pages.page(request, "training/lecturers.html", context)
