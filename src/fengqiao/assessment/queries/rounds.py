"""Lists of rounds, their scores and appeals."""

from django.db.models import QuerySet

from fengqiao.assessment import access
from fengqiao.assessment.models import Appeal, Counted, Entry, Round, Score
from fengqiao.core.actor import Actor

ORDER = "-created_at,-id"
SCORES = "-sort_total,-id"
CASES = "-accepted_on,-id"
ENTRIES = "-on,-id"


def listed(actor: Actor, *, subject: str = "", state: str = "") -> QuerySet[Round]:
    """Return the rounds in sight, narrowed."""
    wanted = {"subject": subject, "state": state}
    found = access.visible_to(actor).defer("indicators", "organisation__tokens", "organisation__search")
    return found.filter(**{name: value for name, value in wanted.items() if value})


def scores(actor: Actor, found: Round, *, q: str = "", band: str = "") -> QuerySet[Score]:
    """Return the scores of a round in sight, the best first. q: any part of the name."""
    rows = access.scores_visible_to(actor).filter(round=found).select_related("organisation")
    rows = rows.defer("figures", "organisation__tokens", "organisation__search")
    if q.strip():
        rows = rows.filter(name__contains=q.strip())
    return rows.filter(band=band) if band else rows


def of_subject(actor: Actor, score: Score) -> list[Score]:
    """Return the last scores in sight of whoever a score is about, the newest period first."""
    mine = {"person": score.person_id} if score.person_id else {"organisation": score.organisation_id, "person": None}
    rows = access.scores_visible_to(actor).filter(**mine).select_related("round").defer("figures", "round__indicators")
    return list(rows.order_by("-round__last_on", "-round__first_on", "-id")[:8])


def appeals(found: Round) -> list[Appeal]:
    """Return the appeals of a round, the open ones first."""
    rows = Appeal.objects.filter(score__round=found).select_related("score")
    return sorted(rows, key=lambda each: (each.outcome != "", each.made_at))


def appeals_of(score: Score) -> list[Appeal]:
    """Return the appeals against one score."""
    return list(score.appeals.all())


def with_cases(found: QuerySet[Counted]) -> QuerySet[Counted]:
    """Return counted cases together with the cases and committees that they are about."""
    wanted = ("file_number", "title", "status", "outcome")
    own = ("accepted_on", "form", "category", "is_performed", "organisation__name")
    return found.select_related("dispute", "organisation").only(*own, *(f"dispute__{name}" for name in wanted))


def entries(actor: Actor) -> QuerySet[Entry]:
    """Return the figures in sight, the newest first."""
    rows = access.entries_visible_to(actor).select_related("organisation", "person", "file")
    return rows.defer("organisation__tokens", "organisation__search", "person__tokens", "person__search")
