"""Publicity of a round: the scores for everybody, appeals by those who are assessed and from the portal, answers."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.assessment import access
from fengqiao.assessment.actions.door import step
from fengqiao.assessment.models import Appeal, Outcome, Round, Score
from fengqiao.assessment.queries import publicity
from fengqiao.assessment.rules import scoring
from fengqiao.assessment.workflow import PUBLICITY, RoundState, Verb
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.workdays import add_workdays
from fengqiao.jurisdictions.ruleset import Band

MOST = Decimal(100)


@dataclass(frozen=True)
class Voice:
    """Who speaks up, how to answer, and what is said."""

    name: str
    phone: str
    text: str

    def checked(self) -> "Voice":
        """Return it trimmed; raises Malformed naming the field."""
        name, phone, text = self.name.strip()[:60], self.phone.strip()[:30], self.text.strip()[:1000]
        if not name or not phone:
            reason = _("请留下姓名和电话，以便答复。")
            raise Malformed("speaker_missing", reason, field="phone" if name else "name")
        if len(text) < 5:
            raise Malformed("text_too_short", _("请写明哪里不对。"), field="text")
        return Voice(name, phone, text)


def publish(actor: Actor, round_id: UUID) -> Round:
    """Make an approved round public from today for as many working days as the rules say."""
    with transaction.atomic():
        rules, _version = access.rules_for(actor)
        found = access.get_for(actor, round_id, Permission.PREPARE_ASSESSMENTS, lock=True)
        found.state = step(actor, found, Verb.PUBLISH).target or found.state
        found.public_from = local_date(actor.at)
        found.public_until = add_workdays(found.public_from, rules.publicity_days).day
        found.save(update_fields=["state", "public_from", "public_until"])
        told = {"until": found.public_until, "rule": rules.publicity_days_source}
        audit.record(actor, found, Verb.PUBLISH, before=RoundState.APPROVED, after=found.state, data=told)
    return found


def appeal(actor: Actor, score_id: UUID, voice: Voice) -> Appeal:
    """Take an appeal of somebody who is assessed, or who works where an organisation is assessed.

    Raises NotFound for another's score, NotNow when its publicity is over, Malformed naming the field.
    """
    actor.require(Permission.APPLY_FOR_GRADES)
    voice = voice.checked()
    with transaction.atomic():
        score = access.score_for(actor, score_id, lock=True)
        mine = actor.person_id == score.person_id if score.person_id else actor.organisation_id == score.organisation_id
        if not mine:
            raise NotFound("score_not_found", _("只能对自己或者本单位的得分提出申诉。"))
        return _take(actor, score, voice)


def object_to(score_id: UUID, voice: Voice, *, at: datetime) -> Appeal:
    """Take an appeal from anybody against a score that is public; no account is needed. Raises as ``appeal`` does."""
    voice = voice.checked()
    actor = Actor(user_id=None, name=voice.name, at=at, device=_("考核公示"))
    with transaction.atomic():
        score = publicity.score(score_id, lock=True)
        if score is None:
            raise NotFound("score_not_found", _("没有找到这项得分。"), next_step=_("请从公示名单中选择。"))
        return _take(actor, score, voice)


def _take(actor: Actor, score: Score, voice: Voice) -> Appeal:
    if not publicity.is_open(score.round, local_date(actor.at)):
        raise NotNow(
            "publicity_over",
            _("这次考核不在公示期内，不能申诉。"),
            rule=PUBLICITY,
            next_step=_("仍有异议的，请向组织考核的单位反映。"),
        )
    made = Appeal.objects.create(
        score=score, name=voice.name, phone=voice.phone, text=voice.text, made_at=actor.at, created_at=actor.at
    )
    audit.record(actor, score.round, Verb.APPEAL, data={"score": score.pk, "appeal": made.pk, "text": score.name})
    return made


def answer(
    actor: Actor, round_id: UUID, appeal_id: UUID, *, outcome: str, text: str, marks: Decimal = scoring.NOTHING
) -> Appeal:
    """Answer an appeal; one that is upheld may give or take marks, beside what was computed, which stays as it is.

    Raises Malformed, NotNow when it was answered already.
    """
    _check(outcome, text, marks)
    with transaction.atomic():
        found = access.get_for(actor, round_id, Permission.APPROVE_ASSESSMENTS, lock=True)
        step(actor, found, Verb.ANSWER)
        one = access.appeal_of(found, appeal_id)
        if one.outcome:
            raise NotNow("appeal_answered", _("这条申诉已经答复。"), rule=PUBLICITY)
        one.outcome, one.answer, one.marks = outcome, text.strip()[:1000], scoring.rounded(marks)
        one.answered_at, one.answered_by_name = actor.at, actor.name
        one.save(update_fields=["outcome", "answer", "marks", "answered_at", "answered_by_name"])
        if marks:
            _adjust(found, one.score, marks)
        told = {"appeal": one.pk, "outcome": outcome, "marks": marks, "text": one.score.name}
        audit.record(actor, found, Verb.ANSWER, why=one.answer, data=told)
    return one


def _check(outcome: str, text: str, marks: Decimal) -> None:
    if outcome not in Outcome.values:
        raise Malformed("outcome_unknown", _("请选择申诉是否成立。"), field="outcome")
    if not text.strip():
        raise Malformed("answer_missing", _("请写明答复。"), field="answer")
    if abs(marks) > MOST or marks != scoring.rounded(marks):
        raise Malformed("marks_out_of_range", _("调整的分数应当在-100到100之间，最多两位小数。"), field="marks")
    if marks and outcome != Outcome.UPHELD:
        raise Malformed("marks_without_cause", _("申诉不成立的，不调整分数。"), field="marks")


def _adjust(found: Round, score: Score, marks: Decimal) -> None:
    if score.computed is None:
        raise NotNow("nothing_to_adjust", _("这一对象没有计分的指标，不能调整分数。"), field="marks")
    score.adjustment = max(min(score.adjustment + marks, MOST), -MOST)
    score.total = scoring.within(score.computed + score.adjustment)
    score.sort_total = score.total
    score.band = scoring.band([Band.model_validate(one) for one in found.bands], score.total)
    score.save(update_fields=["adjustment", "total", "sort_total", "band"])
