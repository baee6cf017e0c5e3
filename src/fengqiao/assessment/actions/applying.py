"""Applying for a grade, evaluating what it asks for, retracting."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.actions.door import move
from fengqiao.assessment.models import Application
from fengqiao.assessment.queries import grades, inputs
from fengqiao.assessment.queries.inputs import Candidate
from fengqiao.assessment.rules import grading
from fengqiao.assessment.workflow import Move, Stage
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.numbering import allot
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import GradeLevel, GradeScheme
from fengqiao.organisations import access as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.people.models import MEDIATING_POSTS, Person


def scheme_of(day: date, code: str, level: str) -> tuple[GradeScheme, GradeLevel]:
    """Return a scheme and a grade of it by the rules of a local date; raises Malformed."""
    scheme = current_ruleset(day).grade_scheme(code)
    found = scheme.level(level) if scheme else None
    if scheme is None or found is None:
        raise Malformed("grade_unknown", _("请选择等级。"), field="level")
    return scheme, found


def apply(
    actor: Actor, *, scheme: str, level: str, organisation_id: UUID | None = None, person_id: UUID | None = None,
    statement: str = "",
) -> Application:  # fmt: skip
    """Apply for a grade for the own person or organisation, or for somebody in the region that the actor answers for.

    The criteria are evaluated at once and the values kept. Raises Malformed, NotFound for whom the actor may not apply,
    NotNow (applied already, holds this grade or a higher one).
    """
    actor.require(Permission.APPLY_FOR_GRADES)
    day = local_date(actor.at)
    ladder, wanted = scheme_of(day, scheme, level)
    if not ladder.is_offered:
        raise Malformed("grade_not_offered", _("本地区不评定这种等级。"), field="level")
    with transaction.atomic():
        organisation, person = _who(actor, ladder, organisation_id, person_id, day)
        _check(ladder, wanted, organisation, person, day)
        found = Application(
            scheme=ladder.code, scheme_name=ladder.name, level=wanted.code, level_name=wanted.name,
            organisation=organisation, person=person, name=person.name if person else organisation.name,
            statement=statement.strip()[:2000], applied_by_id=actor.user_id, applied_by_name=actor.name,
            created_at=actor.at,
        )  # fmt: skip
        _evaluate(actor, found, wanted)
        found.number = f"等级申请〔{day.year}〕{allot(f'grade_application:{day.year}'):04d}号"
        found.save(force_insert=True)
        told = {"scheme": ladder.code, "level": wanted.code, "eligible": found.is_eligible, "text": found.name}
        audit.record(actor, found, "apply", after=Stage.SUBMITTED, data=told)
    return found


def _who(
    actor: Actor, scheme: GradeScheme, organisation_id: UUID | None, person_id: UUID | None, day: date
) -> tuple[Organisation, Person | None]:
    if scheme.subject == "organisation":
        if organisation_id is None:
            raise Malformed("organisation_missing", _("请选择申请的组织。"), field="organisation")
        organisation = organisations.get_for(actor, organisation_id, Permission.VIEW_REGISTRY, lock=True)
        own = organisation.pk == actor.organisation_id
        if not own and not access.in_region(actor, organisation):
            raise NotFound("organisation_not_found", _("只能为本单位或者负责地区的组织申请。"), field="organisation")
        if scheme.kinds and organisation.kind not in scheme.kinds:
            raise Malformed("kind_not_graded", _("这类组织不评定这种等级。"), field="organisation")
        return organisation, None
    if person_id is None:
        raise Malformed("person_missing", _("请选择申请的人员。"), field="person")
    person = people.get_for(actor, person_id, Permission.VIEW_REGISTRY, lock=True)
    held = register.appointments(person).filter(register.on(day), post__in=MEDIATING_POSTS).order_by("starts_on", "id")
    posts = list(held)
    if not posts:
        raise NotNow("not_a_mediator", _("只有在任的人民调解员可以申请。"), field="person", rule="人民调解法 第13条")
    mine = next((post for post in posts if access.in_region(actor, post.organisation)), None)
    if person.pk != actor.person_id and mine is None:
        raise NotFound("person_not_found", _("只能为本人或者负责地区的人员申请。"), field="person")
    return (mine or posts[0]).organisation, person


def _check(
    scheme: GradeScheme, level: GradeLevel, organisation: Organisation, person: Person | None, day: date
) -> None:
    same = {"person": person} if person else {"organisation": organisation, "person__isnull": True}
    if Application.objects.filter(scheme=scheme.code, stage__in=[Stage.SUBMITTED, Stage.PUBLIC], **same).exists():
        raise NotNow("application_open", _("已经有一份正在办理的申请。"), next_step=_("请从等级申请中打开。"))
    held = grades.standing(scheme.code, organisation, person, day)
    codes = [one.code for one in scheme.levels]
    runs_on = held is not None and (held.valid_until - day).days > scheme.remind_days
    if held is not None and held.level in codes and codes.index(held.level) <= codes.index(level.code) and runs_on:
        raise NotNow(
            "grade_held",
            _("已经是“%(level)s”，还在有效期内。") % {"level": held.level_name},
            field="level",
            next_step=_("可以申请更高的等级；到期前%(days)d天可以申请续评。") % {"days": scheme.remind_days},
        )


def _evaluate(actor: Actor, found: Application, level: GradeLevel) -> None:
    who = Candidate(found.organisation, found.person, local_date(actor.at))
    met = grading.evaluate(level, inputs.inputs(level, who))
    found.found, found.is_eligible = [one.plain() for one in met], grading.is_eligible(met)
    found.evaluated_at, found.ruleset_version = actor.at, current_ruleset(who.day).version


def evaluate(actor: Actor, application_id: UUID) -> Application:
    """Evaluate an application anew by what the records hold now, and keep the values."""
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.PREPARE_ASSESSMENTS, lock=True)
        move(actor, found, Move.EVALUATE)
        renew(actor, found)
        audit.record(actor, found, Move.EVALUATE, data={"eligible": found.is_eligible})
    return found


def renew(actor: Actor, found: Application) -> GradeLevel:
    """Evaluate a locked application anew, save what was found and return the grade that it asks for."""
    _scheme, level = scheme_of(local_date(actor.at), found.scheme, found.level)
    _evaluate(actor, found, level)
    found.save(update_fields=["found", "is_eligible", "evaluated_at", "ruleset_version"])
    return level


def retract(actor: Actor, application_id: UUID) -> Application:
    """Take an application back before it was reviewed: by whom it is about, or by who handed it in."""
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.APPLY_FOR_GRADES, lock=True)
        target = move(actor, found, Move.RETRACT).target
        about = (
            actor.person_id == found.person_id if found.person_id else actor.organisation_id == found.organisation_id
        )
        if not about and actor.user_id != found.applied_by_id:
            raise NotFound("application_not_found", _("只能撤回本人、本单位的申请。"))
        found.stage = target or found.stage
        found.save(update_fields=["stage"])
        audit.record(actor, found, Move.RETRACT, before=Stage.SUBMITTED, after=found.stage)
    return found
