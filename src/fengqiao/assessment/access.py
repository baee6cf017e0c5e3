"""The doors to rounds, scores, applications and grades: who sees which, and who may act on them."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment.models import Appeal, Application, Entry, Grade, Objection, Round, Score
from fengqiao.assessment.workflow import SHOWN
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Forbidden, NotFound, NotNow
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import AssessmentRules
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.regions.models import scope_of

VIEW = Permission.VIEW_ASSESSMENTS


def rules_for(actor: Actor) -> tuple[AssessmentRules, str]:
    """Return the rules of assessment in force and their version; raises NotNow when the jurisdiction has none."""
    found = current_ruleset(local_date(actor.at))
    if found.assessment is None:
        raise NotNow("no_assessment_rules", _("本地区还没有考核规则。"), next_step=_("请先在规则中载入考核指标。"))
    return found.assessment, found.version


def own_office(actor: Actor) -> Organisation:
    """Return where somebody who answers for a region works; raises Forbidden for anybody else."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    if own is None or not actor.region_scope:
        raise Forbidden(
            "no_region",
            _("您的岗位没有负责的地区。"),
            next_step=_("考核和评定由负责一个地区的司法行政机关、司法所办理。"),
        )
    return own


def reader(actor: Actor) -> Actor:
    """Return the platform in the actor's place, to look up in the register who serves where."""
    whole = scope_of(current_ruleset().code.ljust(12, "0"))
    return replace(actor, permissions=frozenset({Permission.VIEW_REGISTRY.value}), region_scope=whole)


def _mine(actor: Actor) -> Q:
    """Return the condition that something is about the actor's own organisation or person."""
    mine = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    return mine | Q(person=actor.person_id) if actor.person_id else mine


def scores_visible_to(actor: Actor) -> QuerySet[Score]:
    """Return the scores that the actor may see: of rounds of the own region at any time; else, once they are public, those
    within the own region and those of the own organisation and person. Raises Forbidden.
    """
    actor.require(VIEW)
    shown = Q(round__state__in=SHOWN)
    seen = shown & _mine(actor)
    if actor.region_scope:
        seen |= Q(round__region__startswith=actor.region_scope) | (shown & Q(region__startswith=actor.region_scope))
    return Score.objects.filter(seen)


def visible_to(actor: Actor) -> QuerySet[Round]:
    """Return the rounds of the actor's own region and office, and those shown in which there is a score to see."""
    scores = scores_visible_to(actor).filter(round=OuterRef("pk"))
    own = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
    if actor.region_scope:
        own |= Q(region__startswith=actor.region_scope)
    return Round.objects.filter(own | (Q(state__in=SHOWN) & Exists(scores))).select_related("organisation")


def may_act(actor: Actor, found: Round) -> bool:
    """Whether a round is of the own office or of the actor's region."""
    within = bool(actor.region_scope) and found.region.startswith(actor.region_scope)
    return found.organisation_id == actor.organisation_id or within


def get_for(actor: Actor, round_id: UUID, permission: Permission, *, lock: bool = False) -> Round:
    """Return one round for a purpose.

    Raises NotFound out of sight, Forbidden without the permission or, for more than looking, when another office holds it.
    """
    actor.require(permission)
    found = visible_to(actor).filter(pk=round_id)
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise NotFound("round_not_found", _("没有找到这次考核。"), next_step=_("请从考核列表中选择。"))
    if permission != VIEW and not may_act(actor, one):
        raise Forbidden("not_your_round", _("这次考核由别的单位组织，您只能查看。"))
    return one


def score_for(actor: Actor, score_id: UUID, *, lock: bool = False) -> Score:
    """Return one score within sight, with its round; raises NotFound, Forbidden. lock: hold score and round until commit."""
    found = scores_visible_to(actor).select_related("round__organisation", "organisation", "person")
    found = found.defer("person__tokens", "person__search", "organisation__tokens", "organisation__search")
    if lock:
        found = found.select_for_update(of=("self", "round"))
    one = found.filter(pk=score_id).first()
    if one is None:
        raise NotFound("score_not_found", _("没有找到这项得分。"), next_step=_("请从考核的得分中选择。"))
    return one


def appeal_of(found: Round, appeal_id: UUID) -> Appeal:
    """Return an appeal against a score of a round, locked, with its score; raises NotFound."""
    appeals = Appeal.objects.select_for_update(of=("self", "score")).select_related("score")
    appeal = appeals.filter(score__round=found, pk=appeal_id).first()
    if appeal is None:
        raise NotFound("appeal_not_found", _("没有找到这条申诉。"))
    return appeal


def _reach(actor: Actor) -> Q:
    reach = _mine(actor)
    if actor.region_scope:
        reach |= Q(organisation__region__code__startswith=actor.region_scope)
    return reach


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Return the applications of the actor's region, organisation and person. Raises Forbidden."""
    actor.require(VIEW)
    return Application.objects.filter(_reach(actor)).select_related("organisation__region", "person")


def application_for(actor: Actor, application_id: UUID, permission: Permission, *, lock: bool = False) -> Application:
    """Return one application for a purpose; deciding is for who answers for its region. Raises NotFound, Forbidden."""
    actor.require(permission)
    found = applications_visible_to(actor).filter(pk=application_id).defer("person__tokens", "person__search")
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise NotFound("application_not_found", _("没有找到这份申请。"), next_step=_("请从等级申请中选择。"))
    decides = permission in (Permission.PREPARE_ASSESSMENTS, Permission.APPROVE_ASSESSMENTS)
    if decides and not in_region(actor, one.organisation):
        raise Forbidden("not_your_region", _("不在您负责的地区，您只能查看。"))
    return one


def in_region(actor: Actor, organisation: Organisation) -> bool:
    """Whether an organisation stands in the region that the actor answers for."""
    return bool(actor.region_scope) and organisation.region_code.startswith(actor.region_scope)


def objection_of(application: Application, objection_id: UUID) -> Objection:
    """Return an objection against a grade, locked; raises NotFound."""
    found = Objection.objects.select_for_update().filter(application=application, pk=objection_id).first()
    if found is None:
        raise NotFound("objection_not_found", _("没有找到这条异议。"))
    return found


def grades_visible_to(actor: Actor) -> QuerySet[Grade]:
    """Return the grades of the actor's region, organisation and person. Raises Forbidden."""
    actor.require(VIEW)
    return Grade.objects.filter(_reach(actor))


def grade_for(actor: Actor, grade_id: UUID, permission: Permission, *, lock: bool = False) -> Grade:
    """Return one grade for a purpose; changing it is for who answers for its region. Raises NotFound, Forbidden."""
    actor.require(permission)
    found = grades_visible_to(actor).select_related("organisation__region", "person", "application").filter(pk=grade_id)
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise NotFound("grade_not_found", _("没有找到这个等级。"), next_step=_("请从等级名册中选择。"))
    if permission != VIEW and not in_region(actor, one.organisation):
        raise Forbidden("not_your_region", _("不在您负责的地区，您只能查看。"))
    return one


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    """Return the figures entered within the actor's region and about the own organisation and person. Raises Forbidden."""
    actor.require(VIEW)
    return Entry.objects.filter(_reach(actor))


def entry_for(actor: Actor, entry_id: UUID) -> Entry:
    """Return one figure to be struck, locked; raises NotFound out of the region, Forbidden."""
    actor.require(Permission.PREPARE_ASSESSMENTS)
    found = entries_visible_to(actor).filter(organisation__region__code__startswith=actor.region_scope or "-")
    one = found.select_for_update(of=("self",)).filter(pk=entry_id).first()
    if one is None:
        raise NotFound("entry_not_found", _("没有找到这项数据。"))
    return one
