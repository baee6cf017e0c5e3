"""Applications for grades and the register of grades."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from fengqiao.assessment import access
from fengqiao.assessment.models import Application, Grade, Objection
from fengqiao.core.actor import Actor
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person

APPLICATIONS = "-created_at,-id"
GRADES = "-awarded_on,-id"
EXPIRING = "valid_until,id"
STANDING, RUNNING_OUT, LAPSED, ENDED = "standing", "expiring", "lapsed", "ended"


def applications(actor: Actor, *, stage: str = "", scheme: str = "") -> QuerySet[Application]:
    """Return the applications in sight, newest first."""
    found = access.applications_visible_to(actor).defer(
        "statement", "person__tokens", "person__search", "organisation__tokens", "organisation__search"
    )
    wanted = {"stage": stage, "scheme": scheme}
    return found.filter(**{name: value for name, value in wanted.items() if value})


def objections(application: Application) -> list[Objection]:
    """Return the objections against a grade, the open ones first."""
    return sorted(application.objections.all(), key=lambda each: (each.outcome != "", each.made_at))


def grades(
    actor: Actor, day: date, *, scheme: str = "", level: str = "", state: str = "", q: str = "", within: int = 0
) -> QuerySet[Grade]:
    """Return the grades in sight, narrowed.

    state: standing on a local date, expiring within so many days (or lapsed already), lapsed, ended before their time, or all.
    q: the beginning of the name, or the number.
    """
    found = access.grades_visible_to(actor).select_related("organisation")
    found = found.defer("organisation__tokens", "organisation__search")
    wanted = {"scheme": scheme, "level": level}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    open_ = Q(ended_on__isnull=True)
    narrowed = {
        STANDING: open_ & Q(valid_until__gte=day),
        RUNNING_OUT: open_ & Q(valid_until__gte=day, valid_until__lte=day + timedelta(days=within)),
        LAPSED: open_ & Q(valid_until__lt=day),
        ENDED: ~open_,
    }
    if q.strip():
        found = found.filter(Q(name__startswith=q.strip()) | Q(number=q.strip()))
    return found.filter(narrowed.get(state, Q()))


def standing(scheme: str, organisation: Organisation, person: Person | None, day: date) -> Grade | None:
    """Return the grade of a scheme that somebody holds on a local date, or None."""
    found = Grade.objects.filter(scheme=scheme, ended_on__isnull=True, valid_until__gte=day)
    mine = Q(person=person) if person else Q(organisation=organisation, person__isnull=True)
    return found.filter(mine).first()


def of_person(person: Person) -> QuerySet[Grade]:
    """Return all grades of a person, the newest first."""
    return Grade.objects.filter(person=person).order_by("-awarded_on", "-id")


def state_of(grade: Grade, day: date) -> str:
    """Return how a grade stands on a local date: standing, lapsed or ended."""
    if grade.ended_on is not None:
        return ENDED
    return STANDING if grade.valid_until >= day else LAPSED
