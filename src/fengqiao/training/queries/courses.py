"""Lists of courses, plans, lecturers and questions; the list of a course; one person's record."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.core.search import matching
from fengqiao.training import access
from fengqiao.training.models import (
    Certificate,
    Course,
    Exam,
    Lecturer,
    Material,
    Module,
    Paper,
    Plan,
    Question,
    Trainee,
    Venue,
)
from fengqiao.training.rules.courses import CourseState

ORDER = "-starts_on,-id"
PLANS = "-year,-id"
LIST = "id"
VENUES = "region_id,name,id"
LECTURERS = "name,id"
QUESTIONS = "-id"


def _searched(q: str) -> Q:
    if not q.strip():
        return Q()
    condition = matching(q)
    return Q(search=condition) if condition is not None else Q(pk__in=[])


def listed(
    actor: Actor, *, q: str = "", kind: str = "", state: str = "", year: int | None = None, plan: UUID | None = None,
    mine: bool = False,
) -> QuerySet[Course]:  # fmt: skip
    """Return the courses in sight, narrowed (keyset: ORDER). q: any part of the title or organiser. mine: on whose list one is."""
    found = access.visible_to(actor).filter(_searched(q)).select_related("organiser")
    found = found.defer("tokens", "search", "organiser__tokens", "organiser__search")
    for column, value in (("kind", kind), ("state", state), ("plan", plan)):
        if value:
            found = found.filter(**{column: value})
    if year is not None:
        found = found.filter(starts_on__year=year)
    if mine:
        found = found.filter(pk__in=Trainee.objects.filter(person=actor.person_id).values("course"))
    return found


def sizes(courses: Iterable[Course]) -> dict[UUID, tuple[int, int, int]]:
    """Return of courses how many venues they have, how many people are listed and how many of them were there."""
    ids = [course.pk for course in courses]
    venues = dict(Venue.objects.filter(course__in=ids).order_by().values_list("course").annotate(n=Count("pk")))
    rows = Trainee.objects.filter(course__in=ids).order_by().values_list("course")
    people = {row[0]: row[1:] for row in rows.annotate(n=Count("pk"), came=Count("pk", filter=Q(hours__gt=0)))}
    return {pk: (venues.get(pk, 0), *people.get(pk, (0, 0))) for pk in ids}


def plans(actor: Actor, *, year: int | None = None) -> QuerySet[Plan]:
    """Return the plans in sight (keyset: PLANS)."""
    found = access.plans_visible_to(actor).select_related("organisation")
    found = found.defer("organisation__tokens", "organisation__search")
    return found.filter(year=year) if year is not None else found


@dataclass(frozen=True)
class Progress:
    """What became of a plan: courses, hours taught, how many times somebody took part (person-times)."""

    courses: int
    hours: Decimal
    people: int


def progress(plans: Iterable[Plan]) -> dict[UUID, Progress]:
    """Return what became of plans."""
    ids = [plan.pk for plan in plans]
    given = Course.objects.filter(plan__in=ids).exclude(state=CourseState.CANCELLED)
    rows = given.order_by().values_list("plan").annotate(n=Count("pk"), taught=Sum("hours"))
    taught = {plan: (number, hours) for plan, number, hours in rows}
    came = Trainee.objects.filter(course__in=given.values("pk"), hours__gt=0).order_by()
    times = dict(came.values_list("course__plan").annotate(n=Count("pk")))
    return {pk: Progress(*taught.get(pk, (0, Decimal(0))), times.get(pk, 0)) for pk in ids}


def venues(course: Course) -> QuerySet[Venue]:
    """Return the venues of a course with how many are listed and how many came (keyset: VENUES)."""
    found = Venue.objects.filter(course=course).select_related("region", "organisation")
    found = found.defer(
        *(f"{name}__{column}" for name in ("region", "organisation") for column in ("tokens", "search"))
    )
    return found.annotate(listed=Count("trainees"), came=Count("trainees", filter=Q(trainees__hours__gt=0)))


def modules(course: Course) -> QuerySet[Module]:
    """Return what is taught in a course, in order."""
    return Module.objects.filter(course=course).select_related("lecturer").order_by("position")


def trainees(actor: Actor, course: Course, *, venue: UUID | None = None, view: str = "") -> QuerySet[Trainee]:
    """Return whom of a course's list the actor sees (keyset: LIST).

    view: "" for all, "came", "absent", "passed", "failed" or "unmarked".
    """
    found = access.trainees_visible_to(actor).filter(course=course).select_related("person", "organisation", "venue")
    hidden = ("person", "organisation")
    found = found.defer(*(f"{name}__{column}" for name in hidden for column in ("tokens", "search")))
    if venue is not None:
        found = found.filter(venue=venue)
    mark = course.pass_mark or 0
    narrowed = {
        "came": Q(hours__gt=0), "absent": Q(hours=0), "passed": Q(mark__gte=mark), "failed": Q(mark__lt=mark),
        "unmarked": Q(hours__gt=0, mark=None),
    }  # fmt: skip
    found = found.filter(narrowed.get(view, Q()))
    given = Certificate.objects.filter(voided_on=None)
    return found.prefetch_related(Prefetch("certificates", given, to_attr="valid"), "sign_ins")


def tally(actor: Actor, course: Course) -> dict[str, int]:
    """Return, of the part of a course's list that the actor sees, how many are on it, came, have a mark, passed, hold a certificate."""
    found = access.trainees_visible_to(actor).filter(course=course)
    return found.aggregate(
        listed=Count("pk"),
        came=Count("pk", filter=Q(hours__gt=0)),
        marked=Count("pk", filter=Q(mark__isnull=False)),
        passed=Count("pk", filter=Q(mark__gte=course.pass_mark or 0)),
        certified=Count("pk", filter=Q(certificates__voided_on=None, certificates__isnull=False)),
    )


def lecturers(actor: Actor) -> QuerySet[Lecturer]:
    """Return the lecturers by name with how many modules each taught (keyset: LECTURERS). Raises Forbidden."""
    actor.require(access.VIEW)
    return Lecturer.objects.annotate(taught=Count("modules"))


def questions(
    actor: Actor, *, q: str = "", kind: str = "", subject: str = "", active: bool = True
) -> QuerySet[Question]:
    """Return the questions of the bank in sight, newest first (keyset: QUESTIONS)."""
    found = access.questions_visible_to(actor).filter(_searched(q), is_active=active).select_related("organisation")
    found = found.defer("tokens", "search", "organisation__tokens", "organisation__search")
    for column, value in (("kind", kind), ("subject", subject)):
        if value:
            found = found.filter(**{column: value})
    return found


def subjects() -> list[str]:
    """Return what the questions of the bank are about, at most 200."""
    found = Question.objects.filter(is_active=True).order_by("subject").values_list("subject", flat=True).distinct()
    return list(found[:200])


def record(person_id: UUID) -> QuerySet[Trainee]:
    """Return the courses of one person, the newest first; the caller has passed the person's door (keyset: "-id")."""
    found = Trainee.objects.filter(person=person_id).select_related("course__organiser", "venue")
    found = found.defer("course__tokens", "course__search", "course__organiser__tokens", "course__organiser__search")
    given = Certificate.objects.filter(voided_on=None)
    return found.prefetch_related(Prefetch("certificates", given, to_attr="valid"))


def taught(person_id: UUID) -> list[Module]:
    """Return what one person taught, the newest first, at most 50."""
    found = Module.objects.filter(lecturer__person=person_id).select_related("course").order_by("-course__starts_on")
    return list(found.defer("course__tokens", "course__search")[:50])


def paper(trainee: Trainee) -> Paper | None:
    """Return the paper of somebody, None before one was drawn."""
    return Paper.objects.filter(trainee=trainee).first()


def exam(course: Course) -> Exam | None:
    """Return how the online exam of a course goes, None when there is none."""
    return Exam.objects.filter(course=course).first()


def sums(person_id: UUID) -> dict[str, Any]:
    """Return of one person how many courses were attended and the hours credited, of all time."""
    found = Trainee.objects.filter(person=person_id, hours__gt=0).exclude(course__state=CourseState.CANCELLED)
    return found.aggregate(courses=Count("pk"), hours=Sum("hours"))


def is_listed(actor: Actor, course: Course) -> bool:
    """Whether the actor's own person is on the list of a course."""
    return actor.person_id is not None and Trainee.objects.filter(course=course, person=actor.person_id).exists()


def material(course: Course, material_id: UUID) -> Material:
    """Return a file of a course that the reader sees. Raises NotFound."""
    found = course.materials.filter(pk=material_id).select_related("file").first()
    if found is None:
        raise NotFound("material_not_found", _("没有找到这份资料。"))
    return found
