"""What the API of training takes and gives: questions, exams and papers."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from fengqiao.core.api import Input, Paging
from fengqiao.training.actions import NewExam, NewQuestion
from fengqiao.training.rules.exams import QuestionKind


class TrainingQuestionIn(Input):
    """一道题；answers 是正确选项的位置，从0起；判断题0为正确。"""

    kind: QuestionKind
    subject: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(min_length=1, max_length=500)]
    answers: Annotated[list[Annotated[int, Field(ge=0, le=7)]], Field(min_length=1, max_length=8)]
    options: Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=8)] = []
    why: Annotated[str, Field(max_length=500)] = ""

    def new(self) -> NewQuestion:
        """Return the question for the action."""
        return NewQuestion(**self.dict())


class TrainingQuestionOut(Schema):
    """题库的一道题。"""

    id: UUID
    kind: QuestionKind
    subject: str
    text: str
    options: list[str]
    answers: list[int]
    why: str
    organisation_id: UUID
    is_active: bool


class TrainingQuestionsWhich(Paging):
    """哪些题。"""

    q: Annotated[str, Field(max_length=60)] = ""
    kind: QuestionKind | None = None
    subject: Annotated[str, Field(max_length=40)] = ""
    active: bool = True


class QuestionUseIn(Input):
    """停用或者恢复。"""

    is_active: bool


class TrainingExamIn(Input):
    """线上考试：时间和抽题。"""

    opens_at: AwareDatetime
    closes_at: AwareDatetime
    minutes: Annotated[int, Field(ge=1, le=600)]
    single: Annotated[int, Field(ge=0, le=200)] = 0
    multiple: Annotated[int, Field(ge=0, le=200)] = 0
    true_false: Annotated[int, Field(ge=0, le=200)] = 0
    subjects: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=50)] = []

    def new(self) -> NewExam:
        """Return the exam for the action."""
        return NewExam(**self.dict())


class TrainingExamOut(Schema):
    """线上考试。"""

    opens_at: datetime
    closes_at: datetime
    minutes: int
    single: int
    multiple: int
    true_false: int
    subjects: list[str]


class AskedOut(Schema):
    """试卷上的一道题，不含答案。"""

    kind: QuestionKind
    text: str
    options: list[str]


class ExamPaperOut(Schema):
    """本人的试卷。"""

    questions: list[AskedOut]
    started_at: datetime
    due_at: datetime
    submitted_at: datetime | None
    mark: Decimal | None


class PaperAnswersIn(Input):
    """每道题选中的位置，按试卷的顺序。"""

    answers: Annotated[
        list[Annotated[list[Annotated[int, Field(ge=0, le=7)]], Field(max_length=8)]], Field(max_length=200)
    ]
