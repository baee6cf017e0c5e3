"""What the reader should know of training: own courses and exams, what oneself owes, where the region falls short."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.notices import MOST, REMEMBERED, Notice
from fengqiao.core.actor import Actor
from fengqiao.core.clock import end_of, local_date, start_of
from fengqiao.core.text import N_, said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.training import access
from fengqiao.training.models import Exam, Trainee
from fengqiao.training.queries import owing
from fengqiao.training.rules.courses import CourseState

AHEAD = timedelta(days=14)
"""So long before a course begins those on its list are told."""


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices" for training, at most MOST of each kind."""
    if current_ruleset(local_date(actor.at)).training is None:
        return []
    told: list[Notice] = []
    if actor.person_id is not None:
        told += [*_own_courses(actor), *_own_exams(actor), *_own_duties(actor)]
    return told + _region(actor) if actor.may(access.PLAN) else told


def _own_courses(actor: Actor) -> list[Notice]:
    """Courses that begin soon, since somebody put the reader on the list; one that has begun waits until its last day."""
    today = local_date(actor.at)
    found = Trainee.objects.filter(
        person=actor.person_id, hours=0, course__state=CourseState.PLANNED, course__ends_on__gte=today,
        course__starts_on__lte=today + AHEAD,
    )  # fmt: skip
    rows = found.select_related("course__organiser", "venue").order_by("course__starts_on", "pk")[:MOST]
    return [
        Notice(
            row.created_at, N_("参加培训"), row.course.title, reverse("training:course", args=[row.course_id]),
            row.venue.name, row.course.organiser.name, "active",
            end_of(row.course.starts_on if row.course.starts_on >= today else row.course.ends_on),
        )
        for row in rows
    ]  # fmt: skip


def _own_exams(actor: Actor) -> list[Notice]:
    """Exams that are open and wait for the reader's paper."""
    sitting = Trainee.objects.filter(person=actor.person_id, mark=None, hours__gt=0).values("course")
    found = Exam.objects.filter(course__in=sitting, course__state=CourseState.PLANNED, opens_at__lte=actor.at)
    rows = found.filter(closes_at__gt=actor.at).select_related("course__organiser").order_by("closes_at", "pk")[:MOST]
    return [
        Notice(
            row.opens_at, N_("参加考试"), row.course.title, reverse("training:exam", args=[row.course_id]), "",
            row.course.organiser.name, "active", row.closes_at,
        )
        for row in rows
    ]  # fmt: skip


def _own_duties(actor: Actor) -> list[Notice]:
    """What the reader owes by the rules, when it is nearly due or late and may still be made up."""
    assert actor.person_id is not None  # noqa: S101 - asked by the caller
    today, rules = local_date(actor.at), access.rules_for(actor)
    found = owing.duties(actor, actor.person_id, today.year, today)
    return [
        Notice(
            start_of(max(duty.period.first, duty.period.due - timedelta(days=rules.remind_days))),
            N_("培训已逾期") if duty.period.is_late(today) else N_("培训未达要求"),
            said(duty.period.rule.name),
            reverse("training:person", args=[actor.person_id]),
            said(duty.period.name),
            "",
            "bad" if duty.period.is_late(today) else "wait",
            end_of(duty.period.due),
        )
        for duty in found
        if not duty.is_done and duty.period.is_near(today, rules.remind_days)
    ]


def _region(actor: Actor) -> list[Notice]:
    """Periods in which people of the reader's region fall short, as they were last counted."""
    today, rules = local_date(actor.at), access.rules_for(actor)
    near = {each.code: each for each in owing.periods(actor, today.year) if each.is_near(today, rules.remind_days)}
    since = actor.at - REMEMBERED
    return [
        Notice(
            max(since, start_of(max(period.first, period.due - timedelta(days=rules.remind_days)))),
            N_("培训已逾期") if period.is_late(today) else N_("培训即将到期"),
            _("%(name)s：%(short)s人未完成") % {"name": said(period.rule.name), "short": lacking},
            f"{reverse('training:short')}?period={code}",
            said(period.name),
            "",
            "bad" if period.is_late(today) else "wait",
            end_of(period.due),
        )
        for code, (_owed, lacking, _at) in owing.standings(actor, near).items()
        for period in [near[code]]
        if lacking
    ]
