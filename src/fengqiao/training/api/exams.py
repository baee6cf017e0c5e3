"""`/training-questions` and exams: the bank, how an exam goes, and the caller's own paper."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from fengqiao.core.api import ApiRequest, Paged, paged
from fengqiao.core.paging import keyset
from fengqiao.training import access, actions
from fengqiao.training.api import schemas_exams as s
from fengqiao.training.models import Exam, Paper, Question
from fengqiao.training.queries import courses

router = Router(tags=["trainings"])
ONE = "/training-questions/{question_id}"
EXAM = "/trainings/{training_id}"


@router.get("/training-questions", response=Paged[s.TrainingQuestionOut], url_name="training_questions")
def questions(request: ApiRequest, query: Query[s.TrainingQuestionsWhich]) -> dict[str, Any]:
    """题库，新的在前。"""
    found = courses.questions(
        request.actor, q=query.q, kind=query.kind or "", subject=query.subject, active=query.active
    )  # fmt: skip
    return paged(keyset(found, courses.QUESTIONS, query.cursor, query.size))


@router.post("/training-questions", response={201: s.TrainingQuestionOut}, url_name="training_questions")
def add(request: ApiRequest, body: s.TrainingQuestionIn) -> Status[Question]:
    """增加试题。"""
    return Status(201, actions.add_question(request.actor, body.new()))


@router.post(f"{ONE}/change", response=s.TrainingQuestionOut, url_name="training_question_change")
def change(request: ApiRequest, question_id: UUID, body: s.TrainingQuestionIn) -> Question:
    """修改试题；已经出过的试卷不受影响。"""
    return actions.change_question(request.actor, question_id, body.new())


@router.post(f"{ONE}/use", response=s.TrainingQuestionOut, url_name="training_question_use")
def use(request: ApiRequest, question_id: UUID, body: s.QuestionUseIn) -> Question:
    """停用或者恢复试题。"""
    return actions.retire_question(request.actor, question_id, is_active=body.is_active)


@router.post(f"{EXAM}/exam", response=s.TrainingExamOut, url_name="training_exam")
def set_exam(request: ApiRequest, training_id: UUID, body: s.TrainingExamIn) -> Exam:
    """安排线上考试。"""
    return actions.set_exam(request.actor, training_id, body.new())


@router.post(f"{EXAM}/paper", response=s.ExamPaperOut, url_name="training_paper")
def begin(request: ApiRequest, training_id: UUID) -> Paper:
    """本人开始考试，抽取试卷；已经抽取的原样返回。"""
    return actions.begin(request.actor, training_id)


@router.get(f"{EXAM}/paper", response=s.ExamPaperOut, url_name="training_paper")
def paper(request: ApiRequest, training_id: UUID) -> Paper:
    """本人的试卷。"""
    return access.own_paper(request.actor, training_id)


@router.post(f"{EXAM}/paper/submit", response=s.ExamPaperOut, url_name="training_paper_submit")
def submit(request: ApiRequest, training_id: UUID, body: s.PaperAnswersIn) -> Paper:
    """本人交卷，立即评分。"""
    return actions.submit(request.actor, training_id, body.answers)
