"""What everybody may read: rounds and grades that are or were public."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.assessment.models import Application, Grade, Round, Score
from fengqiao.assessment.workflow import SHOWN, RoundState, Stage

ORDER = "-public_until,-id"
SCORES = "-sort_total,-id"
APPLICATIONS = "-public_until,-id"
GRADES = "-awarded_on,-id"


def rounds() -> QuerySet[Round]:
    """Return the rounds that are or were public, the latest first."""
    return Round.objects.filter(state__in=SHOWN, public_until__isnull=False).select_related("organisation")


def round_of(round_id: UUID) -> Round | None:
    """Return a round that is or was public, or None."""
    return rounds().filter(pk=round_id).first()


def scores(found: Round) -> QuerySet[Score]:
    """Return the scores of a public round, with where each serves."""
    rows = Score.objects.filter(round=found).select_related("organisation")
    return rows.only("round", "name", "person", "total", "sort_total", "band", "organisation__name")


def score(score_id: UUID, *, lock: bool = False) -> Score | None:
    """Return a score of a round that is or was public, or None."""
    found = Score.objects.filter(pk=score_id, round__in=rounds()).select_related("round__organisation", "organisation")
    return (found.select_for_update(of=("self", "round")) if lock else found).first()


def is_open(found: Round, day: date) -> bool:
    """Whether appeals are taken on a local day."""
    return found.state == RoundState.PUBLIC and found.public_until is not None and day <= found.public_until


def applications(day: date) -> QuerySet[Application]:
    """Return the grades that stand out for objections on a local day."""
    found = Application.objects.filter(stage=Stage.PUBLIC, public_from__lte=day, public_until__gte=day)
    return found.select_related("organisation")


def application(application_id: UUID, *, lock: bool = False) -> Application | None:
    """Return an application that is public, or None."""
    found = Application.objects.filter(pk=application_id, stage=Stage.PUBLIC).select_related("organisation")
    return (found.select_for_update(of=("self",)) if lock else found).first()


def takes_objections(found: Application, day: date) -> bool:
    """Whether objections are taken on a local day."""
    return found.stage == Stage.PUBLIC and found.public_until is not None and day <= found.public_until


def grades(day: date) -> QuerySet[Grade]:
    """Return the grades that hold on a local day, for the public register."""
    found = Grade.objects.filter(ended_on__isnull=True, valid_until__gte=day)
    return found.select_related("organisation")
