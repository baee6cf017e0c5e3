"""Reviewing an application, its publicity and objections, the award with its certificate, and withdrawing a grade."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access, papers
from fengqiao.assessment.actions.applying import renew, scheme_of
from fengqiao.assessment.actions.door import move, reason
from fengqiao.assessment.actions.publishing import Voice
from fengqiao.assessment.models import Application, Grade, Objection, Outcome
from fengqiao.assessment.queries import publicity
from fengqiao.assessment.rules import grading
from fengqiao.assessment.workflow import PUBLICITY, SECOND_PERSON, Move, Stage
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.core.numbering import allot
from fengqiao.core.text import listed, said
from fengqiao.core.workdays import add_workdays
from fengqiao.documents import actions as documents
from fengqiao.documents.models import Document
from fengqiao.jurisdictions.ruleset import GradeLevel
from fengqiao.ui.values import day as day_words

SUBJECT = "grade"
"""Under this type of subject the certificates are found."""


def admit(actor: Actor, application_id: UUID, *, opinion: str = "") -> Application:
    """Find an application good as a second person and make it public from today.

    What is asked for is evaluated anew. Raises Forbidden for who applied or an office that does not give this grade, NotNow
    naming what is not met. A share of successes is never among it.
    """
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        target = move(actor, found, Move.ADMIT).target
        _second_person(actor, found)
        level = renew(actor, found)
        _may_rate(actor, level)
        if not found.is_eligible:
            lacking = [one["name"] for one in found.found if one["required"] and not one["is_met"]]
            raise NotNow(
                "criteria_not_met",
                _("还有条件没有达到：%(names)s。") % {"names": said(listed(lacking))},
                next_step=_("条件以登记的数据为准；数据不全的，请先补登。"),
                extra={"criteria": [one["code"] for one in found.found if one["required"] and not one["is_met"]]},
            )
        scheme, _level = scheme_of(local_date(actor.at), found.scheme, found.level)
        found.stage, found.opinion = target or found.stage, opinion.strip()[:1000]
        found.reviewed_at, found.reviewed_by_id, found.reviewed_by_name = actor.at, actor.user_id, actor.name
        found.public_from = local_date(actor.at)
        found.public_until = add_workdays(found.public_from, scheme.publicity_days).day
        found.save()
        told = {"until": found.public_until, "rule": scheme.publicity_source}
        audit.record(actor, found, Move.ADMIT, before=Stage.SUBMITTED, after=found.stage, why=found.opinion, data=told)
    return found


def _second_person(actor: Actor, found: Application) -> None:
    about = found.person_id is not None and found.person_id == actor.person_id
    if actor.user_id is None or actor.user_id == found.applied_by_id or about:
        raise Forbidden(
            "second_person_needed",
            _("申请和评审不能是同一个人。"),
            rule=SECOND_PERSON,
            next_step=_("请由另一位有审核权限的人员评审。"),
        )


def _may_rate(actor: Actor, level: GradeLevel) -> None:
    if not grading.may_rate(level, actor.region_scope):
        raise Forbidden(
            "rated_above",
            _("“%(level)s”由上一级评定。") % {"level": said(level.name)},
            rule=level.source,
            next_step=_("请报上一级司法行政机关评审。"),
        )


def refuse(actor: Actor, application_id: UUID, *, why: str) -> Application:
    """Refuse an application with a reason, before or while it is public."""
    why = reason(why, 1000)
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        before, found.stage = found.stage, move(actor, found, Move.REFUSE).target or found.stage
        found.opinion = why
        found.save(update_fields=["stage", "opinion"])
        audit.record(actor, found, Move.REFUSE, before=before, after=found.stage, why=why)
    return found


def object_to_grade(application_id: UUID, voice: Voice, *, at: datetime) -> Objection:
    """Take an objection from anybody against a grade that is public; no account is needed.

    Raises NotFound for one that is not public, NotNow when its publicity is over, Malformed naming the field.
    """
    voice = voice.checked()
    actor = Actor(user_id=None, name=voice.name, at=at, device=_("等级公示"))
    with transaction.atomic():
        found = publicity.application(application_id, lock=True)
        if found is None:
            raise NotFound("application_not_found", _("没有找到这项公示。"), next_step=_("请从公示名单中选择。"))
        if not publicity.takes_objections(found, local_date(at)):
            raise NotNow("publicity_over", _("公示期已经结束。"), rule=PUBLICITY)
        made = Objection.objects.create(
            application=found, name=voice.name, phone=voice.phone, text=voice.text, made_at=at, created_at=at
        )
        audit.record(actor, found, "object", data={"objection": made.pk})
    return made


def settle(actor: Actor, application_id: UUID, objection_id: UUID, *, outcome: str, text: str) -> Objection:
    """Answer an objection; one that is upheld refuses the application. Raises Malformed, NotNow when it was answered."""
    if outcome not in Outcome.values:
        raise Malformed("outcome_unknown", _("请选择异议是否成立。"), field="outcome")
    if not text.strip():
        raise Malformed("answer_missing", _("请写明答复。"), field="answer")
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        move(actor, found, Move.SETTLE)
        one = access.objection_of(found, objection_id)
        if one.outcome:
            raise NotNow("objection_answered", _("这条异议已经答复。"), rule=PUBLICITY)
        one.outcome, one.answer = outcome, text.strip()[:1000]
        one.answered_at, one.answered_by_name = actor.at, actor.name
        one.save(update_fields=["outcome", "answer", "answered_at", "answered_by_name"])
        audit.record(actor, found, Move.SETTLE, why=one.answer, data={"objection": one.pk, "outcome": outcome})
        if outcome == Outcome.UPHELD:
            refuse(actor, application_id, why=one.answer)
    return one


def award(actor: Actor, application_id: UUID) -> Grade:
    """Give the grade when its publicity is over and every objection answered; return it with its certificate made.

    An earlier grade of the scheme is replaced. Raises NotNow, Forbidden.
    """
    with transaction.atomic():
        found = access.application_for(actor, application_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        target = move(actor, found, Move.AWARD).target
        today = local_date(actor.at)
        scheme, level = scheme_of(today, found.scheme, found.level)
        _may_rate(actor, level)
        _check_publicity(found, today)
        same = {"person": found.person} if found.person else {"organisation": found.organisation, "person": None}
        for held in Grade.objects.select_for_update().filter(scheme=found.scheme, ended_on__isnull=True, **same):
            _end(actor, held, Grade.Ended.REPLACED, today, _("被新的等级取代"))
        found.stage = target or found.stage
        found.save(update_fields=["stage"])
        made = Grade.objects.create(
            scheme=found.scheme, level=found.level, level_name=found.level_name, organisation=found.organisation,
            person=found.person, name=found.name, issuer=papers.office_of(actor), awarded_on=today,
            valid_until=grading.valid_until(today, scheme.validity_years), application=found, created_at=actor.at,
            number=f"等级〔{today.year}〕{allot(f'grade:{today.year}'):04d}号",
        )  # fmt: skip
        audit.record(actor, found, Move.AWARD, before=Stage.PUBLIC, after=found.stage, data={"grade": made.pk})
        audit.record(actor, made, "register", after=made.level, data={"number": made.number, "until": made.valid_until})
        _print(actor, made)
    return made


def _check_publicity(found: Application, today: date) -> None:
    if found.public_until is None or today <= found.public_until:
        raise NotNow(
            "still_public",
            _("公示期还没有结束。"),
            rule=PUBLICITY,
            next_step=_("公示到%(day)s为止，期满后才能评定。") % {"day": day_words(found.public_until)},
        )
    if found.objections.filter(outcome="").exists():
        raise NotNow("objections_open", _("还有没有答复的异议。"), rule=PUBLICITY, next_step=_("请先逐条答复异议。"))


def _end(actor: Actor, grade: Grade, how: Grade.Ended, day: date, why: str) -> None:
    grade.ended_on, grade.ended_how, grade.ended_why = day, how, why
    grade.ended_by_name = actor.name
    grade.save(update_fields=["ended_on", "ended_how", "ended_why", "ended_by_name"])
    audit.record(actor, grade, "end", before=grade.level, after=how, why=why)


def withdraw(actor: Actor, grade_id: UUID, *, why: str) -> Grade:
    """Withdraw a grade with a reason; it stays in the register. Raises NotNow when it ended already."""
    why = reason(why, 1000)
    with transaction.atomic():
        grade = access.grade_for(actor, grade_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        if grade.ended_on is not None:
            raise NotNow("grade_ended", _("这个等级已经结束。"))
        _end(actor, grade, Grade.Ended.WITHDRAWN, local_date(actor.at), why)
    return grade


def print_certificate(actor: Actor, grade_id: UUID) -> Document:
    """Make the certificate of a grade and return it; the same values again return the one already made. Raises NotNow."""
    with transaction.atomic():
        grade = access.grade_for(actor, grade_id, Permission.PREPARE_ASSESSMENTS)
        if grade.ended_on is not None:
            raise NotNow("grade_ended", _("这个等级已经结束。"))
        return _print(actor, grade)


def _print(actor: Actor, grade: Grade) -> Document:
    return documents.produce(actor, subject_type=SUBJECT, subject_id=grade.pk, form=papers.certificate(grade))
