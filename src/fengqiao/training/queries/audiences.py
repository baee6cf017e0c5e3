"""Who belongs to the audience of a plan or course by the register of people, who of them came, and who has not yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.people.models import MEDIATING_POSTS, Appointment, Person
from fengqiao.regions.models import scope_of
from fengqiao.training import access
from fengqiao.training.models import Plan, Trainee
from fengqiao.training.queries.posts import earliest
from fengqiao.training.rules.courses import CourseState

ORDER = register.ORDER
"""The order of the list of who has not come."""


def posts(actor: Actor, audience: str, day: date, *, region: str = "") -> QuerySet[Appointment]:
    """Return the posts in the actor's sight whose holders belong to an audience on a local day; "" is everybody who mediates.

    region: prefix of the region code of the organisation.
    """
    rule = access.rules_for(actor).audience(audience)
    wanted = Q(post__in=rule.posts if rule else MEDIATING_POSTS)
    if rule and rule.organisation_kinds:
        wanted &= Q(organisation__kind__in=rule.organisation_kinds)
    if rule and rule.within_days is not None:
        wanted &= Q(starts_on__gte=day - timedelta(days=rule.within_days))
    held = people.posts_visible_to(actor).filter(register.on(day), wanted)
    return held.filter(organisation__region__code__startswith=region)


def day_of(actor: Actor, plan: Plan) -> date:
    """Return the day on which the audience of a plan is looked at: today, at most the last day of its year."""
    return min(local_date(actor.at), date(plan.year, 12, 31))


def of_plan(actor: Actor, plan: Plan) -> QuerySet[Appointment]:
    """Return the posts in the actor's sight for whose holders a plan is: within the region of who made it."""
    region = scope_of(str(plan.organisation.region_code))
    return posts(actor, plan.audience, day_of(actor, plan), region=region)


def _came(plan: Plan) -> QuerySet[Trainee]:
    found = Trainee.objects.filter(course__plan=plan, hours__gt=0)
    return found.exclude(course__state=CourseState.CANCELLED)


def missing(actor: Actor, plan: Plan) -> QuerySet[Person]:
    """Return who of the audience of a plan has been at none of its courses (keyset: ORDER)."""
    meant = of_plan(actor, plan).filter(person=OuterRef("pk"))
    found = people.visible_to(actor).filter(Exists(meant)).exclude(pk__in=_came(plan).values("person"))
    return found.defer("tokens", "search")


@dataclass(frozen=True)
class Reached:
    """How many people a plan is for, and how many of them were at a course of it."""

    meant: int
    came: int

    @property
    def missing(self) -> int:
        """Who was at none."""
        return self.meant - self.came


def reached(actor: Actor, plan: Plan) -> Reached:
    """Return how far a plan has reached its audience, within the actor's sight."""
    meant = of_plan(actor, plan).order_by().values("person").distinct()
    came = meant.filter(person__in=_came(plan).values("person"))
    return Reached(meant.count(), came.count())


def posts_held(actor: Actor, plan: Plan, person_ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """Return for whom a plan is meant the post for which it is, with the organisation."""
    return earliest(of_plan(actor, plan), person_ids)
