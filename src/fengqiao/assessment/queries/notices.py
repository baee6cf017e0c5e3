"""What waits for the reader in assessment and grades: applications to review, appeals to answer, grades that run out."""

from datetime import timedelta

from django.urls import reverse

from fengqiao.accounts.notices import MOST, Notice
from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.queries.waiting import unanswered
from fengqiao.assessment.workflow import Stage
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date, start_of
from fengqiao.core.text import N_
from fengqiao.jurisdictions.queries import current_ruleset


def notices(*, actor: Actor) -> list[Notice]:
    """Answer the question "notices", at most MOST of each kind."""
    if not actor.may(Permission.VIEW_ASSESSMENTS):
        return []
    found = _running_out(actor)
    if actor.may(Permission.APPROVE_ASSESSMENTS) and actor.region_scope:
        found += _to_review(actor) + _to_answer(actor)
    return found


def _running_out(actor: Actor) -> list[Notice]:
    """Grades of the region for who keeps them, else the own: from the day on which the scheme reminds of the end."""
    today = local_date(actor.at)
    schemes = {scheme.code: scheme for scheme in current_ruleset().grades}
    days = max((scheme.remind_days for scheme in schemes.values()), default=0)
    rows = access.grades_visible_to(actor).filter(
        ended_on__isnull=True, valid_until__range=(today, today + timedelta(days=days))
    )
    if not actor.may(Permission.PREPARE_ASSESSMENTS):
        rows = rows.filter(person=actor.person_id) if actor.person_id else rows.none()
    told = []
    for grade in rows.select_related("organisation").order_by("valid_until", "id")[:MOST]:
        scheme = schemes.get(grade.scheme)
        begins = grade.valid_until - timedelta(days=scheme.remind_days if scheme else days)
        if begins <= today:
            url, place = reverse("assessment:grade", args=[grade.pk]), grade.organisation.name
            told.append(Notice(start_of(begins), N_("等级即将到期"), grade.name, url, grade.number, place, "wait"))
    return told


def _to_review(actor: Actor) -> list[Notice]:
    rows = access.applications_visible_to(actor).filter(stage=Stage.SUBMITTED, is_eligible=True)
    return [
        Notice(
            row.created_at, N_("等级申请待评审"), row.name, reverse("assessment:application", args=[row.pk]), row.number,
            row.organisation.name, "",
        )
        for row in rows.order_by("-created_at")[:MOST]
    ]  # fmt: skip


def _to_answer(actor: Actor) -> list[Notice]:
    rows = unanswered(actor.region_scope).select_related("score__round", "score__organisation")
    return [
        Notice(
            row.made_at, N_("考核申诉待答复"), row.score.name,
            f"{reverse('assessment:round', args=[row.score.round_id])}?part=appeals", row.score.round.number,
            row.score.organisation.name, "wait",
        )
        for row in rows.order_by("-made_at")[:MOST]
    ]  # fmt: skip
