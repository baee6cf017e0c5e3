"""The question bank, exams, papers and marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import SystemRandom
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.clock import ONE_DAY, end_of, start_of
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.core.text import said
from fengqiao.core.tokens import index_tokens
from fengqiao.training import access, given
from fengqiao.training.actions.door import check_running, running
from fengqiao.training.given import line
from fengqiao.training.models import Exam, Paper, Question, Trainee
from fengqiao.training.rules import exams as rules
from fengqiao.training.rules.exams import QuestionKind

MOST_QUESTIONS = 200
LATEST = timedelta(days=60)
GRACE = timedelta(minutes=1)
"""A paper that comes in so late is still taken: clocks and networks are not exact."""


@dataclass(frozen=True)
class NewQuestion:
    """A question; answers are places of the right options, from 0. The options of a true-or-false question are not given."""

    kind: str
    subject: str
    text: str
    answers: Sequence[int]
    options: Sequence[str] = ()
    why: str = ""


@dataclass(frozen=True)
class NewExam:
    """How papers are drawn. subjects: of the questions, all when empty."""

    opens_at: datetime
    closes_at: datetime
    minutes: int
    single: int = 0
    multiple: int = 0
    true_false: int = 0
    subjects: Sequence[str] = ()

    @property
    def counts(self) -> dict[QuestionKind, int]:
        """How many questions of each kind."""
        return {QuestionKind(kind): getattr(self, kind) for kind in QuestionKind}


def add_question(actor: Actor, new: NewQuestion) -> Question:
    """Put a question of the own organisation into the bank. Raises Malformed, Forbidden."""
    actor.require(access.PLAN)
    if actor.organisation_id is None:
        raise Forbidden("no_organisation", _("您的岗位没有所在单位。"), next_step=_("请先选择岗位。"))
    question = Question(organisation_id=actor.organisation_id, created_at=actor.at)
    with transaction.atomic():
        _fill(question, new)
        audit.record(actor, question, "add_question", data={"text": question.text, "kind": question.kind})
    return question


def change_question(actor: Actor, question_id: UUID, new: NewQuestion) -> Question:
    """Change a question; papers keep it as it was asked."""
    with transaction.atomic():
        question = access.question_for(actor, question_id, lock=True)
        _fill(question, new)
        audit.record(actor, question, "change", data={"text": question.text, "kind": question.kind})
    return question


def retire_question(actor: Actor, question_id: UUID, *, is_active: bool = False) -> Question:
    """Ask a question no more, or again."""
    with transaction.atomic():
        question = access.question_for(actor, question_id, lock=True)
        question.is_active = is_active
        question.save(update_fields=["is_active"])
        audit.record(actor, question, "resume_question" if is_active else "retire_question")
    return question


def _fill(question: Question, new: NewQuestion) -> None:
    if new.kind not in set(QuestionKind):
        raise Malformed("kind_unknown", _("请从列表中选择。"), field="kind")
    kind = QuestionKind(new.kind)
    options = [] if kind == QuestionKind.TRUE_FALSE else [line(each, 200, "options") for each in new.options]
    if reason := rules.fault(kind, options, new.answers):
        field = "answers" if kind == QuestionKind.TRUE_FALSE or len(options) >= 2 else "options"
        raise Malformed("question_wrong", said(reason), field=field)
    question.kind, question.options, question.answers = kind.value, options, sorted(set(new.answers))
    question.subject = line(new.subject, 40, "subject", needed=True)
    question.text, question.why = line(new.text, 500, "text", needed=True), line(new.why, 500, "why")
    question.tokens = index_tokens(question.text, question.subject, *options)
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError as error:
        raise Malformed("question_known", _("题库中已有这道题。"), field="text") from error


def set_exam(actor: Actor, course_id: UUID, new: NewExam) -> Exam:
    """Say how the online exam of a running course goes. Raises Malformed when the bank holds too few questions, NotNow."""
    with transaction.atomic():
        course = running(actor, course_id)
        if course.pass_mark is None:
            raise NotNow("no_exam", _("这个培训班没有考试。"), next_step=_("请先在培训班上填写合格分数。"))
        if Paper.objects.filter(trainee__course=course).exists():
            raise NotNow("exam_begun", _("已有人答卷，不能再改。"))
        if not new.opens_at < new.closes_at:
            raise Malformed("exam_times", _("结束时间应当晚于开始时间。"), field="closes_at")
        first, last = start_of(course.starts_on - ONE_DAY), end_of(course.ends_on + LATEST)
        if not first <= new.opens_at < new.closes_at <= last:
            reason = _("考试应当在培训开始前一天到结束后60天之内。")
            raise Malformed("exam_days", reason, field="closes_at")
        if not 1 <= new.minutes <= 600:
            raise Malformed("exam_minutes", _("考试时间应当在1到600分钟之间。"), field="minutes")
        if not 1 <= sum(new.counts.values()) <= MOST_QUESTIONS or min(new.counts.values()) < 0:
            raise Malformed("exam_size", _("试卷应当有1到%(most)s道题。") % {"most": MOST_QUESTIONS}, field="single")
        subjects = sorted({line(each, 40, "subjects") for each in new.subjects} - {""})
        exam = Exam.objects.filter(course=course).first() or Exam(course=course, created_at=actor.at)
        for name in ("opens_at", "closes_at", "minutes", "single", "multiple", "true_false"):
            setattr(exam, name, getattr(new, name))
        exam.subjects = subjects
        _check_bank(actor, exam)
        exam.save()
        audit.record(
            actor, course, "set_exam", data={"counts": new.counts, "minutes": new.minutes, "subjects": subjects}
        )
    return exam


def _bank(actor: Actor, exam: Exam) -> dict[QuestionKind, list[Question]]:
    """The questions from which an exam draws: those that whoever planned the course could see, which is all of the place."""
    found = Question.objects.filter(is_active=True)
    if exam.subjects:
        found = found.filter(subject__in=exam.subjects)
    held: dict[QuestionKind, list[Question]] = {kind: [] for kind in QuestionKind}
    for question in found.defer("tokens", "search").order_by("pk"):
        held[QuestionKind(question.kind)].append(question)
    return held


def _check_bank(actor: Actor, exam: Exam) -> None:
    held = _bank(actor, exam)
    for kind in QuestionKind:
        if len(held[kind]) < getattr(exam, kind):
            reason = _("题库中的%(kind)s只有%(held)s道。") % {
                "kind": said(rules.QUESTION_NAMES[kind]), "held": len(held[kind]),
            }  # fmt: skip
            raise Malformed("bank_too_small", reason, field=kind.value, next_step=_("请先补充题库。"))


def begin(actor: Actor, course_id: UUID) -> Paper:
    """Draw the actor's own paper of an exam that is open; one that was drawn before is returned as it is.

    Raises NotFound for who is not on the list, NotNow outside of the time of the exam or for somebody who has not attended.
    """
    with transaction.atomic():
        trainee = access.own_place(actor, course_id, lock=True)
        if paper := Paper.objects.filter(trainee=trainee).first():
            return paper
        check_running(trainee.course)
        exam = Exam.objects.filter(course=trainee.course).first()
        if exam is None or not exam.opens_at <= actor.at < exam.closes_at:
            raise NotNow("exam_closed", _("现在不是考试时间。"), next_step=_("请按培训班公布的时间参加考试。"))
        if not trainee.hours:
            raise NotNow("not_attended", _("您还没有签到，不能参加考试。"), next_step=_("请先参加培训并签到。"))
        if trainee.mark is not None:
            raise NotNow("already_marked", _("您已经有成绩。"))
        try:
            drawn = rules.draw(_bank(actor, exam), {kind: getattr(exam, kind) for kind in QuestionKind}, SystemRandom())
        except ValueError as error:
            raise NotNow("bank_too_small", _("题库的题目不够，不能出卷。"), next_step=_("请联系主办单位。")) from error
        paper = Paper.objects.create(
            trainee=trainee, questions=[_asked(question) for question in drawn], started_at=actor.at, created_at=actor.at,
            due_at=min(actor.at + timedelta(minutes=exam.minutes), exam.closes_at),
        )  # fmt: skip
        audit.record(actor, trainee, "begin_exam", data={"questions": len(drawn), "due_at": paper.due_at})
    return paper


def _asked(question: Question) -> dict[str, object]:
    return {
        "id": str(question.pk), "kind": question.kind, "text": question.text, "options": list(question.options),
        "answers": list(question.answers),
    }  # fmt: skip


def submit(actor: Actor, course_id: UUID, answers: Sequence[Sequence[int]]) -> Paper:
    """Hand the actor's own paper in: one list of chosen places a question, in the order of the paper; it is marked at once.

    Raises NotFound before it was begun, NotNow when it was handed in before or too late, Malformed for a wrong shape.
    """
    with transaction.atomic():
        trainee = access.own_place(actor, course_id, lock=True)
        paper = Paper.objects.select_for_update().filter(trainee=trainee).first()
        if paper is None:
            raise NotFound("paper_not_found", _("您还没有开始考试。"), next_step=_("请先开始考试。"))
        if paper.submitted_at is not None:
            raise NotNow("paper_submitted", _("试卷已经提交。"))
        if actor.at > paper.due_at + GRACE:
            raise NotNow("exam_over", _("考试时间已过。"), next_step=_("请联系主办单位安排补考。"))
        if len(answers) != len(paper.questions):
            raise Malformed("answers_wrong", _("答案与试卷不符。"), field="answers")
        paper.given = [sorted(set(each)) for each in answers]
        paper.mark = rules.mark([asked["answers"] for asked in paper.questions], paper.given)
        paper.submitted_at = actor.at
        paper.save(update_fields=["given", "mark", "submitted_at"])
        trainee.mark = paper.mark
        trainee.save(update_fields=["mark"])
        audit.record(actor, trainee, "submit_exam", after=str(paper.mark), data={"course": trainee.course_id})
    return paper


def set_marks(actor: Actor, course_id: UUID, marks: Mapping[UUID, Decimal | None], *, why: str = "") -> int:
    """Enter marks by the list (None takes one away), as of an exam on paper or taken again; return how many changed.

    Raises Malformed with the trainee in ``extra``, NotFound for somebody whose list the actor does not keep, NotNow without an exam.
    """
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        if course.pass_mark is None:
            raise NotNow("no_exam", _("这个培训班没有考试。"), next_step=_("请先在培训班上填写合格分数。"))
        found = Trainee.objects.select_for_update(of=("self",)).filter(course=course, pk__in=marks)
        trainees = list(found.select_related("venue"))
        if len(trainees) < len(marks) or not all(access.may_sign_in(actor, each.venue, course) for each in trainees):
            raise NotFound("trainee_not_found", _("没有找到这名学员。"), next_step=_("请从培训班的名单中选择。"))
        changed = []
        for trainee in trainees:
            new = given.mark(marks[trainee.pk])
            if new == trainee.mark:
                continue
            if new is not None and not trainee.hours:
                raise NotNow("not_attended", _("没有签到的学员不能登记成绩。"), extra={"trainee": str(trainee.pk)})
            before = "" if trainee.mark is None else str(trainee.mark)
            trainee.mark = new
            changed.append(trainee)
            audit.record(
                actor, trainee, "set_mark", before=before, after="" if new is None else str(new), why=why.strip(),
                data={"course": course.pk},
            )  # fmt: skip
        Trainee.objects.bulk_update(changed, ["mark"])
    return len(changed)
