"""Plans; courses with their modules, venues and materials; closing, reopening and cancelling a course."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import said
from fengqiao.core.tokens import index_tokens
from fengqiao.training import access
from fengqiao.training.actions import making
from fengqiao.training.actions.door import running
from fengqiao.training.given import (
    MOST_VENUES,
    NewCourse,
    NewModule,
    NewPlan,
    NewVenue,
    check_course,
    check_modules,
    check_venues,
    class_hours,
    line,
)
from fengqiao.training.models import Course, Material, Module, Plan, SignIn, Trainee, Venue
from fengqiao.training.rules.courses import STATE_NAMES, STEPS, TRAINING, Audience, CourseState, Verb


def add_plan(actor: Actor, new: NewPlan) -> Plan:
    """Make a plan of a year for the own organisation or one in the own region.

    Without an audience, the one that the rules name for the organisation's level. Raises Malformed, NotFound, Forbidden.
    """
    actor.require(access.PLAN)
    plan = Plan(created_at=actor.at)
    with transaction.atomic():
        _fill_plan(actor, plan, new)
        _once(plan, "plan_known", _("本单位这一年已经有同名的计划。"))
        audit.record(actor, plan, "plan", data={"year": plan.year, "title": plan.title})
    return plan


def change_plan(actor: Actor, plan_id: UUID, new: NewPlan) -> Plan:
    """Change a plan; its organisation stays."""
    with transaction.atomic():
        plan = access.plan_for(actor, plan_id, access.PLAN, lock=True)
        _fill_plan(actor, plan, new, place=plan.organisation_id)
        _once(plan, "plan_known", _("本单位这一年已经有同名的计划。"))
        audit.record(actor, plan, "change", data={"year": plan.year, "title": plan.title})
    return plan


def _fill_plan(actor: Actor, plan: Plan, new: NewPlan, *, place: UUID | None = None) -> None:
    places = making.Places(actor, (), [place or new.organisation_id])
    organiser = places.organiser(place or new.organisation_id)
    if not 2000 <= new.year <= 2100:
        raise Malformed("year", _("年度有误。"), field="year")
    audience = new.audience or access.rules_for(actor).audience_of(organiser.level)
    if audience not in set(Audience):
        raise Malformed("audience_unknown", _("请从列表中选择。"), field="audience")
    for field in ("courses_planned", "people_planned"):
        if not 0 <= (getattr(new, field) or 0) <= 1_000_000 or field[0] == "c" and (new.courses_planned or 0) > 1000:
            raise Malformed("out_of_range", _("数字有误。"), field=field)
        setattr(plan, field, getattr(new, field))
    plan.hours_planned = None if new.hours_planned is None else class_hours(new.hours_planned, "hours_planned")
    plan.organisation_id, plan.level, plan.year, plan.audience = organiser.id, organiser.level, new.year, audience
    plan.title, plan.source = line(new.title, 120, "title", needed=True), line(new.source, 200, "source")
    plan.note = new.note.strip()[:1000]


def _once(row: Plan | Course | Venue | Material, code: str, reason: str, *, field: str = "title") -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Malformed(code, reason, field=field) from error


def add_course(actor: Actor, new: NewCourse) -> Course:
    """Plan a course with its modules and venues. Raises Malformed with the field, NotFound, Forbidden."""
    actor.require(access.PLAN)
    places, lecturers = making.Places(actor, [new]), making.Lecturers(actor, new.modules)
    with transaction.atomic():
        course, venues = making.course(new, places, actor.at)
        modules = making.modules(course, new.modules, lecturers, actor.at)
        _once(course, "course_known", _("本单位这一天已经有同名的培训班。"))
        lecturers.write()
        Venue.objects.bulk_create(venues)
        Module.objects.bulk_create(modules)
        data = {"title": course.title, "venues": len(venues), "modules": len(modules)}
        audit.record(actor, course, "plan_course", after=course.state, data=data)
    return course


def change_course(actor: Actor, course_id: UUID, new: NewCourse) -> Course:
    """Change a running course, without its organiser, modules and venues. Raises NotNow when sign-ins would fall outside of it."""
    check_course(new)
    with transaction.atomic():
        course = running(actor, course_id)
        making.Places(actor, [new]).check_plan(new.plan_id)
        _check_days(course, new)
        for name in ("kind", "way", "audience", "starts_on", "ends_on", "hours", "pass_mark", "plan_id"):
            setattr(course, name, getattr(new, name))
        course.title, course.note = new.key[1], new.note.strip()
        course.tokens = index_tokens(course.title, course.organiser.name)
        _once(course, "course_known", _("本单位这一天已经有同名的培训班。"))
        audit.record(actor, course, "change", data={"title": course.title, "starts_on": course.starts_on})
    return course


def _check_days(course: Course, new: NewCourse) -> None:
    signed = SignIn.objects.filter(trainee__course=course).exclude(on__range=(new.starts_on, new.ends_on))
    taught = Module.objects.filter(course=course).exclude(held_on=None)
    if signed.exists() or taught.exclude(held_on__range=(new.starts_on, new.ends_on)).exists():
        reason = _("已有签到或者课程排在这些日期之外。")
        raise NotNow("days_in_use", reason, field="starts_on", next_step=_("请先调整课程的日期。"))
    whole = sum(Module.objects.filter(course=course).values_list("hours", flat=True))
    most = Trainee.objects.filter(course=course, hours__gt=new.hours)
    if whole > new.hours or most.exists():
        reason = _("总学时不能少于各节课程之和，也不能少于已经记入的学时。")
        raise NotNow("hours_in_use", reason, field="hours", next_step=_("请先调整课程。"))


def set_modules(actor: Actor, course_id: UUID, modules: Sequence[NewModule]) -> list[Module]:
    """Write down anew what is taught in a running course, by whom and when. Raises Malformed, NotNow."""
    lecturers = making.Lecturers(actor, modules)
    with transaction.atomic():
        course = running(actor, course_id)
        check_modules(modules, course.starts_on, course.ends_on, course.hours)
        made = making.modules(course, modules, lecturers, actor.at)
        lecturers.write()
        course.modules.all().delete()
        Module.objects.bulk_create(made)
        audit.record(actor, course, "set_modules", data={"modules": len(made)})
    return made


def add_venues(actor: Actor, course_id: UUID, venues: Sequence[NewVenue]) -> list[Venue]:
    """Add venues to a running course, many at once. Raises Malformed for a name that is there already, NotFound."""
    with transaction.atomic():
        course = running(actor, course_id)
        check_venues(venues)
        known = set(course.venues.values_list("name", flat=True))
        if len(known) + len(venues) > MOST_VENUES:
            raise Malformed("too_many_venues", _("会场最多%(most)s个。") % {"most": MOST_VENUES}, field="venues")
        if twice := [each.name for each in venues if " ".join(each.name.split()) in known]:
            reason = _("已有会场“%(name)s”。") % {"name": twice[0]}
            raise Malformed("venue_twice", reason, field="venues")
        wanted = [NewCourse(course.organiser_id, "", "", course.starts_on, course.ends_on, course.hours, venues=venues)]
        places = making.Places(actor, wanted)
        organiser = places.organiser(course.organiser_id)
        made = [making.venue(course, each, places, organiser, actor.at) for each in venues]
        Venue.objects.bulk_create(made)
        audit.record(actor, course, "add_venues", data={"venues": [each.name for each in made]})
    return made


def remove_venue(actor: Actor, course_id: UUID, venue_id: UUID) -> None:
    """Take a venue away that nobody is listed at; the main one stays. Raises NotNow, NotFound."""
    with transaction.atomic():
        course = running(actor, course_id)
        venue = access.venue_for(actor, course, venue_id)
        if venue.is_main or Trainee.objects.filter(venue=venue).exists():
            reason = _("主会场和已有学员的会场不能撤销。")
            raise NotNow("venue_in_use", reason, next_step=_("请先把学员调到别的会场。"))
        audit.record(actor, course, "remove_venue", data={"venue": venue.name})
        venue.delete()


def add_material(actor: Actor, course_id: UUID, *, title: str, name: str, content: bytes) -> Material:
    """Put a file before those who take part; also after the course is over. Raises Malformed for a file that is not taken."""
    with transaction.atomic():
        course = access.get_for(actor, course_id, access.PLAN, lock=True)
        kept = files.store(actor, name, content)
        material = Material(
            course=course, title=line(title or name, 120, "title"), file=kept, added_by_name=actor.name, created_at=actor.at
        )  # fmt: skip
        _once(material, "material_known", _("这个文件已经在资料中。"), field="file")
        audit.record(actor, course, "add_material", data={"title": material.title, "sha256": kept.sha256})
    return material


def remove_material(actor: Actor, course_id: UUID, material_id: UUID) -> None:
    """Take a file away again; the history keeps its name and digest. Raises NotFound."""
    with transaction.atomic():
        course = access.get_for(actor, course_id, access.PLAN, lock=True)
        material = course.materials.filter(pk=material_id).select_related("file").first()
        if material is None:
            raise NotFound("material_not_found", _("没有找到这份资料。"))
        audit.record(actor, course, "remove_material", data={"title": material.title, "sha256": material.file.sha256})
        material.delete()


def close(actor: Actor, course_id: UUID) -> Course:
    """Close a course that is over: lists and marks are fixed, certificates can be given. Raises NotNow."""
    return _take(actor, course_id, Verb.CLOSE)


def reopen(actor: Actor, course_id: UUID, *, why: str) -> Course:
    """Open a closed course again, to correct its list; certificates that were given stay. Raises Malformed without a reason."""
    return _take(actor, course_id, Verb.REOPEN, why=why)


def cancel(actor: Actor, course_id: UUID, *, why: str) -> Course:
    """Call a course off that nobody has attended yet. Raises Malformed without a reason, NotNow."""
    return _take(actor, course_id, Verb.CANCEL, why=why)


def _take(actor: Actor, course_id: UUID, verb: Verb, *, why: str = "") -> Course:
    step, today = STEPS[verb], local_date(actor.at)
    with transaction.atomic():
        course = access.get_for(actor, course_id, access.PLAN, lock=True)
        before = CourseState(course.state)
        if before not in step.sources:
            raise NotNow("course_state", _("培训班%(state)s，不能%(step)s。") % _words(before, step.name))
        if verb != Verb.CLOSE and not why.strip():
            raise Malformed("reason_missing", _("请写明理由。"), field="reason")
        if verb == Verb.CLOSE and course.ends_on > today:
            reason = _("培训班到%(day)s才结束。") % {"day": course.ends_on}
            raise NotNow("course_not_over", reason, rule=TRAINING, next_step=_("请在结束以后办理结业。"))
        if verb == Verb.CANCEL and Trainee.objects.filter(course=course, hours__gt=0).exists():
            reason = _("已有学员签到，不能取消。")
            raise NotNow("course_attended", reason, next_step=_("请在结束以后办理结业。"))
        course.state, course.closed_on = step.target.value, today if verb == Verb.CLOSE else None
        course.cancelled_why = why.strip()[:300] if verb == Verb.CANCEL else ""
        course.save(update_fields=["state", "closed_on", "cancelled_why"])
        audit.record(actor, course, verb, before=before, after=course.state, why=why.strip())
    return course


def _words(state: CourseState, step: str) -> dict[str, str]:
    return {"state": said(STATE_NAMES[state]), "step": said(step)}
