"""What the API of training takes and gives: plans, lecturers, what is owed and who falls short, the record of a person."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input, Paging
from fengqiao.training.actions import NewPlan
from fengqiao.training.api.schemas import Hours, Note, Region, Title, YearIn
from fengqiao.training.rules.courses import Audience, TrainingKind


class TrainingPlanFactsIn(Input):
    """一个年度计划；不写对象的，按规则。"""

    year: YearIn
    title: Title
    audience: Audience | None = None
    courses_planned: Annotated[int, Field(ge=0, le=1000)] | None = None
    people_planned: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    hours_planned: Hours | None = None
    source: Annotated[str, Field(max_length=200)] = ""
    note: Note = ""

    def new(self, organisation_id: UUID) -> NewPlan:
        """Return the plan for the action."""
        told = self.dict(exclude={"organisation_id", "audience"})
        return NewPlan(organisation_id=organisation_id, audience=self.audience or "", **told)


class TrainingPlanIn(TrainingPlanFactsIn):
    """一个年度计划和制定的单位。"""

    organisation_id: UUID


class TrainingPlanOut(Schema):
    """一个年度计划和完成情况。"""

    id: UUID
    year: int
    title: str
    organisation_id: UUID
    level: str
    audience: str
    courses_planned: int | None
    people_planned: int | None
    hours_planned: Decimal | None
    source: str
    note: str
    courses: int
    people: int
    hours: Decimal


class TrainingPlansWhich(Paging):
    """哪些计划。"""

    year: YearIn | None = None


class TrainingLecturerOut(Schema):
    """讲师。"""

    id: UUID
    name: str
    person_id: UUID | None
    unit: str
    taught: int


class TrainingPeriodOut(Schema):
    """最低培训要求在一年中的一个期间；owed、short 是每天统计一次的人数。"""

    code: str
    rule: str
    name: str
    window: str
    source: str
    part: str
    kinds: list[TrainingKind]
    times: int
    first_on: date
    due_on: date
    until: date
    owed: int | None
    short: int | None
    counted_at: datetime | None


class TrainingPeriodsWhich(Input):
    """哪一年。"""

    year: YearIn | None = None


class ShortfallWhich(Paging):
    """哪个期间、哪个地区未达要求的人；不写期间的，取最近的。"""

    period: Annotated[str, Field(max_length=80)] = ""
    region: Region = ""


class ShortfallOut(Schema):
    """未达要求的一个人。"""

    person_id: UUID
    name: str
    organisation_id: UUID | None
    organisation: str
    post: str
    times: int
    needed: int
    due_on: date


class TrainingRecordOut(Schema):
    """一个人参加的一个培训班。"""

    trainee_id: UUID
    course_id: UUID
    title: str
    kind: TrainingKind
    starts_on: date
    hours: Decimal
    mark: Decimal | None
    certificate: str


class TrainingDutyOut(Schema):
    """一个人本年应当完成的一项培训。"""

    period: str
    name: str
    window: str
    source: str
    due_on: date
    times: int
    needed: int
    is_done: bool


class TrainingReachOut(Schema):
    """培训对象多少人，参加过的、还没有参加的各多少。"""

    audience: str
    source: str
    meant: int
    came: int
    missing: int


class TrainingMissingOut(Schema):
    """培训对象中还没有参加的一个人。"""

    person_id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    post: str
