"""The doors to plans, courses, their lists of people and the question bank.

A course is seen by whoever answers for the region of its organiser or for one within it, by everybody who works within that region,
by who gives a venue for it, and by everybody on its list. Of its list everybody sees the people of the own region and organisation, and oneself.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import TrainingRules
from fengqiao.organisations import queries as organisations
from fengqiao.regions.models import scope_of
from fengqiao.regions.queries import ancestor_codes
from fengqiao.training.models import Certificate, Course, Paper, Plan, Question, Trainee, Venue

VIEW, PLAN, SIGN_IN = Permission.VIEW_TRAINING, Permission.PLAN_TRAINING, Permission.SIGN_IN_TRAINING


def rules_for(actor: Actor) -> TrainingRules:
    """Return the rules of training in force; raises NotNow when the jurisdiction has none."""
    found = current_ruleset(local_date(actor.at)).training
    if found is None:
        raise NotNow("no_training_rules", _("本地区还没有培训规则。"), next_step=_("请先在规则中载入培训要求。"))
    return found


def visible_to(actor: Actor) -> QuerySet[Course]:
    """Return the courses that the actor may see. Raises Forbidden without the permission to see training."""
    actor.require(VIEW)
    found = _around(actor, "organiser")
    if actor.organisation_id:
        found |= Q(Exists(Venue.objects.filter(course=OuterRef("pk"), organisation=actor.organisation_id)))
    if actor.person_id:
        found |= Q(Exists(Trainee.objects.filter(course=OuterRef("pk"), person=actor.person_id)))
    return Course.objects.filter(found).defer("tokens", "search")


def get_for(actor: Actor, course_id: UUID, permission: Permission, *, lock: bool = False) -> Course:
    """Return one course for a purpose; to change it, its organiser must be the own organisation or stand in the own region.

    Raises NotFound out of sight, Forbidden without the permission. lock: hold the row until commit.
    """
    actor.require(permission)
    found = visible_to(actor).filter(pk=course_id).select_related("organiser__region", "plan")
    course = (found.select_for_update(of=("self",)) if lock else found).first()
    if course is None or (permission == PLAN and not may_change(actor, course)):
        raise NotFound("course_not_found", _("没有找到这个培训班。"), next_step=_("请从培训班列表中选择。"))
    return course


def may_change(actor: Actor, course: Course) -> bool:
    """Whether the actor plans this course: the own organisation's, or of one in the own region."""
    return actor.may(PLAN) and in_hand(actor, course.organiser_id, course.organiser.region_code)


def in_hand(actor: Actor, organisation_id: UUID | None, region_code: str) -> bool:
    """Whether something belongs to the actor's own organisation or stands in the actor's region."""
    own = organisation_id is not None and organisation_id == actor.organisation_id
    return own or bool(actor.region_scope) and region_code.startswith(actor.region_scope)


def may_sign_in(actor: Actor, venue: Venue, course: Course) -> bool:
    """Whether the actor keeps the list of a venue: who plans the course, and who looks after the place where the venue is."""
    if not actor.may(SIGN_IN):
        return False
    return in_hand(actor, course.organiser_id, course.organiser.region_code) or in_hand(
        actor, venue.organisation_id, venue.region_code
    )


def venue_for(actor: Actor, course: Course, venue_id: UUID) -> Venue:
    """Return a venue of a course whose list the actor keeps. Raises NotFound, Forbidden."""
    actor.require(SIGN_IN)
    venue = Venue.objects.filter(course=course, pk=venue_id).first()
    if venue is None or not may_sign_in(actor, venue, course):
        raise NotFound("venue_not_found", _("没有找到这个会场。"), next_step=_("请从培训班的会场中选择。"))
    return venue


def trainees_visible_to(actor: Actor) -> QuerySet[Trainee]:
    """Return whom of the lists of courses the actor may see. Raises Forbidden."""
    actor.require(VIEW)
    within = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.region_scope:
        within |= Q(organisation__region__code__startswith=actor.region_scope)
    if actor.person_id:
        within |= Q(person=actor.person_id)
    return Trainee.objects.filter(within)


def trainee_for(actor: Actor, course: Course, trainee_id: UUID, *, lock: bool = False) -> Trainee:
    """Return somebody on the list of a course, to whom the actor keeps the list. Raises NotFound, Forbidden."""
    actor.require(SIGN_IN)
    found = Trainee.objects.filter(course=course, pk=trainee_id).select_related("venue", "person", "organisation")
    trainee = (found.select_for_update(of=("self",)) if lock else found).first()
    if trainee is None or not may_sign_in(actor, trainee.venue, course):
        raise NotFound("trainee_not_found", _("没有找到这名学员。"), next_step=_("请从培训班的名单中选择。"))
    trainee.course = course
    return trainee


def own_place(actor: Actor, course_id: UUID, *, lock: bool = False) -> Trainee:
    """Return the actor's own place on the list of a course. Raises NotFound for who is not on it."""
    found = Trainee.objects.filter(course=course_id, person=actor.person_id, person__isnull=False)
    found = found.select_for_update(of=("self",)) if lock else found
    trainee = found.select_related("course", "venue", "person").first()
    if trainee is None:
        raise NotFound("not_on_the_list", _("您不在这个培训班的名单中。"), next_step=_("请先签到，或者联系主办单位。"))
    return trainee


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Return the plans of the own region, of those above it, and of the own organisation. Raises Forbidden."""
    actor.require(VIEW)
    return Plan.objects.filter(_around(actor, "organisation"))


def plan_for(actor: Actor, plan_id: UUID, permission: Permission, *, lock: bool = False) -> Plan:
    """Return one plan; to change it, it must be of the own organisation or region. Raises NotFound, Forbidden."""
    actor.require(permission)
    found = plans_visible_to(actor).filter(pk=plan_id).select_related("organisation__region")
    plan = (found.select_for_update(of=("self",)) if lock else found).first()
    if plan is None or (permission == PLAN and not in_hand(actor, plan.organisation_id, plan.organisation.region_code)):
        raise NotFound("plan_not_found", _("没有找到这个培训计划。"), next_step=_("请从计划列表中选择。"))
    return plan


def questions_visible_to(actor: Actor) -> QuerySet[Question]:
    """Return the questions of the own region's organisations and of those above them. Raises Forbidden."""
    actor.require(PLAN)
    return Question.objects.filter(_around(actor, "organisation")).defer("tokens", "search")


def question_for(actor: Actor, question_id: UUID, *, lock: bool = False) -> Question:
    """Return one question to change, of the own organisation or region. Raises NotFound, Forbidden."""
    found = questions_visible_to(actor).filter(pk=question_id).select_related("organisation")
    question = (found.select_for_update(of=("self",)) if lock else found).first()
    if question is None or not in_hand(actor, question.organisation_id, question.organisation.region_code):
        raise NotFound("question_not_found", _("没有找到这道题。"), next_step=_("请从题库中选择。"))
    return question


def _around(actor: Actor, prefix: str) -> Q:
    """What belongs to organisations of the own region, of the regions above the reader's place, and to the own organisation."""
    own = Q(**{prefix: actor.organisation_id}) if actor.organisation_id else Q(pk__in=[])
    place = actor.region_scope or _place(actor)
    if not place:
        return own
    above = Q(**{f"{prefix}__region__code__in": ancestor_codes(place.ljust(12, "0"))})
    if not actor.region_scope:
        return own | above
    return own | above | Q(**{f"{prefix}__region__code__startswith": actor.region_scope})


def _place(actor: Actor) -> str:
    """The place of the organisation at which somebody without a region works, "" for none."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    return scope_of(own.region_code) if own else ""


def certificate_for(actor: Actor, certificate_id: UUID) -> Certificate:
    """Return a certificate to its holder, and to whom that part of the list is visible; with all that the paper needs."""
    found = Certificate.objects.filter(pk=certificate_id).select_related(
        "trainee__person", "trainee__course__organiser__region", "trainee__organisation"
    )
    certificate = found.first()
    own = certificate is not None and actor.person_id is not None and certificate.trainee.person_id == actor.person_id
    if certificate is None or not (own or trainees_visible_to(actor).filter(pk=certificate.trainee_id).exists()):
        raise NotFound("certificate_not_found", _("没有找到这份证书。"))
    return certificate


def seen_trainee(actor: Actor, course: Course, trainee_id: UUID) -> Trainee:
    """Return somebody on the list of a course whom the actor sees, with what a page shows. Raises NotFound, Forbidden."""
    found = trainees_visible_to(actor).filter(course=course, pk=trainee_id)
    found = found.select_related("venue", "person", "organisation").prefetch_related("sign_ins")
    valid = Certificate.objects.filter(voided_on=None)
    trainee = found.prefetch_related(Prefetch("certificates", valid, to_attr="valid")).first()
    if trainee is None:
        raise NotFound("trainee_not_found", _("没有找到这名学员。"), next_step=_("请从培训班的名单中选择。"))
    trainee.course = course
    return trainee


def own_paper(actor: Actor, course_id: UUID) -> Paper:
    """Return the actor's own paper of a course. Raises NotFound before it was begun."""
    paper = Paper.objects.filter(trainee=own_place(actor, course_id)).first()
    if paper is None:
        raise NotFound("paper_not_found", _("您还没有开始考试。"), next_step=_("请先开始考试。"))
    return paper
