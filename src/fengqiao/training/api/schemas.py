"""What the API of training takes and gives."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input, Paging
from fengqiao.people.models import Post
from fengqiao.training.actions import NewCourse, NewModule, NewVenue
from fengqiao.training.models import Trainee
from fengqiao.training.rules.courses import Audience, CourseState, TeachingWay, TrainingKind

Hours = Annotated[Decimal, Field(ge=0, le=400, decimal_places=1)]
Mark = Annotated[Decimal, Field(ge=0, le=100, decimal_places=1)]
Why = Annotated[str, Field(min_length=1, max_length=300)]
Title = Annotated[str, Field(min_length=1, max_length=120)]
Region = Annotated[str, Field(pattern=r"^\d{0,15}$", description="区划代码或者其前几位")]
YearIn = Annotated[int, Field(ge=2000, le=2100)]
Note = Annotated[str, Field(max_length=1000)]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=500)]


class TrainingWhyIn(Input):
    """理由。"""

    why: Why


class TrainingModuleIn(Input):
    """一节课；讲师写登记人员的 person_id，或者姓名和单位。"""

    title: Title
    hours: Hours
    held_on: date | None = None
    lecturer: Annotated[str, Field(max_length=60)] = ""
    unit: Annotated[str, Field(max_length=120)] = ""
    person_id: UUID | None = None

    def new(self) -> NewModule:
        """Return the module for the action."""
        return NewModule(**self.dict())


class TrainingModulesIn(Input):
    """全部课程，替换原有的。"""

    modules: Annotated[list[TrainingModuleIn], Field(max_length=100)]


class TrainingVenueIn(Input):
    """一个会场；不写地区的，随所在组织或者主办单位。"""

    name: Title
    region_code: Annotated[str, Field(pattern=r"^(\d{12}(\d{3})?)?$")] = ""
    organisation_id: UUID | None = None
    way: Annotated[str, Field(pattern="^(onsite|online)$")] = TeachingWay.ONSITE.value
    address: Annotated[str, Field(max_length=200)] = ""

    def new(self) -> NewVenue:
        """Return the venue for the action."""
        return NewVenue(**self.dict())


class TrainingVenuesIn(Input):
    """增设的会场。"""

    venues: Annotated[list[TrainingVenueIn], Field(min_length=1, max_length=500)]


class TrainingFactsIn(Input):
    """一个培训班。"""

    title: Title
    kind: TrainingKind
    starts_on: date
    ends_on: date
    hours: Hours
    way: TeachingWay = TeachingWay.ONSITE
    audience: Audience = Audience.EVERYONE
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    plan_id: UUID | None = None
    note: Note = ""

    def new(self, organiser_id: UUID) -> NewCourse:
        """Return the course for the action, without modules and venues."""
        return NewCourse(organiser_id=organiser_id, **self.dict(exclude={"organiser_id", "modules", "venues"}))


class TrainingIn(TrainingFactsIn):
    """一个培训班，连同课程和会场；第一个会场是主会场。"""

    organiser_id: UUID
    modules: Annotated[list[TrainingModuleIn], Field(max_length=100)] = []
    venues: Annotated[list[TrainingVenueIn], Field(max_length=500)] = []

    def whole(self) -> NewCourse:
        """Return the course for the action."""
        modules, venues = [each.new() for each in self.modules], [each.new() for each in self.venues]
        return NewCourse(**self.dict(exclude={"modules", "venues"}), modules=modules, venues=venues)


class TrainingWhich(Paging):
    """哪些培训班。"""

    q: Annotated[str, Field(max_length=60)] = ""
    kind: TrainingKind | None = None
    state: CourseState | None = None
    year: YearIn | None = None
    plan: UUID | None = None
    mine: bool = False


class TrainingOut(Schema):
    """一个培训班。"""

    id: UUID
    title: str
    kind: TrainingKind
    way: TeachingWay
    audience: Audience
    organiser_id: UUID
    plan_id: UUID | None
    starts_on: date
    ends_on: date
    hours: Decimal
    pass_mark: int | None
    state: CourseState
    closed_on: date | None
    cancelled_why: str
    note: str


class TrainingModuleOut(Schema):
    """一节课。"""

    id: UUID
    position: int
    title: str
    hours: Decimal
    held_on: date | None
    lecturer: str
    lecturer_unit: str
    lecturer_person_id: UUID | None


class TrainingVenueOut(Schema):
    """一个会场和人数。"""

    id: UUID
    name: str
    way: TeachingWay
    region_code: str
    organisation_id: UUID | None
    address: str
    is_main: bool
    listed: int
    came: int


class TrainingCodeOut(Schema):
    """会场一天的签到码。"""

    day: date
    code: str


class TraineesWhich(Paging):
    """名单上的哪些人。"""

    venue: UUID | None = None
    view: Annotated[str, Field(pattern="^(|came|absent|passed|failed|unmarked)$")] = ""


class TraineeOut(Schema):
    """名单上的一个人。"""

    id: UUID
    person_id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    venue_id: UUID
    hours: Decimal
    mark: Decimal | None
    signed_on: list[date]
    certificate_id: UUID | None
    certificate: str


class EnrolIn(Input):
    """列入名单的人。"""

    venue_id: UUID
    people: Ids


class EnrolPostsIn(Input):
    """按培训对象、职务列入名单。"""

    venue_id: UUID
    audience: Audience | None = None
    post: Post | None = None
    region: Region = ""
    full_time: bool | None = None
    since: date | None = None


class AddedOut(Schema):
    """新增或者改变了几个。"""

    count: int


class ListSignInIn(Input):
    """按名单签到。"""

    trainees: Ids
    on: date | None = None


class CodeSignInIn(Input):
    """用会场今天的签到码签到。"""

    code: Annotated[str, Field(min_length=1, max_length=20)]


class SignedInOut(Schema):
    """签到的结果。"""

    trainee_id: UUID
    course_id: UUID
    venue_id: UUID
    hours: Decimal

    @staticmethod
    def resolve_trainee_id(row: Trainee) -> UUID:
        """Return the id of the place on the list."""
        return row.pk


class TraineeMarkIn(Input):
    """一个人的成绩；null 为取消。"""

    trainee_id: UUID
    mark: Mark | None = None


class TrainingMarksIn(Input):
    """登记成绩。"""

    marks: Annotated[list[TraineeMarkIn], Field(min_length=1, max_length=500)]
    why: Annotated[str, Field(max_length=300)] = ""


class TraineeHoursIn(Input):
    """更正学时。"""

    hours: Hours
    why: Why


class TraineeMoveIn(Input):
    """调整会场。"""

    venue_id: UUID


class TrainingCertificateOut(Schema):
    """一份证书。"""

    id: UUID
    trainee_id: UUID
    number: str
    issued_on: date
    voided_on: date | None


class TrainingMaterialOut(Schema):
    """一份资料。"""

    id: UUID
    title: str
    name: str
    size: int
    media_type: str
