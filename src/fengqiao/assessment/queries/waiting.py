"""What waits for who decides on assessment: rounds and applications to review, appeals to answer."""

from django.db.models import QuerySet
from django.urls import reverse

from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.waiting import Waiting
from fengqiao.assessment.models import Appeal
from fengqiao.assessment.queries import grades, rounds
from fengqiao.assessment.workflow import RoundState, Stage
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_


def waiting(*, actor: Actor) -> list[Waiting]:
    """Answer the question "waiting" for assessment and grades."""
    if not (actor.may(Permission.APPROVE_ASSESSMENTS) and actor.region_scope):
        return []
    listed, applications = reverse("assessment:list"), reverse("assessment:applications")
    submitted = grades.applications(actor, stage=Stage.SUBMITTED)
    return [
        Waiting(N_("等级申请待评审"), f"{applications}?stage={Stage.SUBMITTED}", submitted),
        Waiting(
            N_("考核待审核"),
            f"{listed}?state={RoundState.SUBMITTED}",
            rounds.listed(actor, state=RoundState.SUBMITTED),
        ),
        Waiting(
            N_("考核申诉待答复"),
            f"{listed}?state={RoundState.PUBLIC}",
            unanswered(actor.region_scope),
            "score__round__public_until",
        ),
    ]


def unanswered(region: str) -> QuerySet[Appeal]:
    """Return the appeals that wait for an answer, of the rounds made public within a region."""
    return Appeal.objects.filter(
        outcome="", score__round__state=RoundState.PUBLIC, score__round__region__startswith=region
    )
