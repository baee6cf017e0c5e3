"""What the API takes and gives of venue, seals, centres and docking."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input
from fengqiao.organisations.api.schemas import Name
from fengqiao.organisations.models import Duty, Invitation, Memorandum


class RoomIn(Input):
    """登记房间。"""

    kind: Literal["office", "mediation", "reception", "video", "other"]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    seats: Annotated[int, Field(ge=1, le=2000)] | None = None
    area: Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)] | None = None
    note: Annotated[str, Field(max_length=200)] = ""
    since: date | None = None


class SignIn(Input):
    """登记标牌检查。"""

    sign: Literal["plaque", "logo", "rules", "members", "free"]
    state: Literal["proper", "irregular", "missing"]
    checked_on: date | None = None
    note: Annotated[str, Field(max_length=200)] = ""


class OrganisationSealIn(Input):
    """登记印章。"""

    custodian_name: Annotated[str, Field(min_length=1, max_length=60)]
    custodian_id: UUID | None = None
    valid_from: date | None = None


class PhotoIn(Input):
    """上传照片。"""

    caption: Annotated[str, Field(min_length=1, max_length=100)]
    taken_on: date | None = None


class UnitIn(Input):
    """登记入驻单位：名册中的写unit_id，其他的写name。"""

    way: Literal["permanent", "in_turn", "on_call"]
    unit_id: UUID | None = None
    name: Name = ""
    staff_count: Annotated[int, Field(ge=0, le=500)] = 1
    contact: Annotated[str, Field(max_length=60)] = ""
    since: date | None = None


class WindowIn(Input):
    """开设窗口。"""

    number: Annotated[str, Field(min_length=1, max_length=10)]
    service: Annotated[str, Field(min_length=1, max_length=100)]
    unit_id: UUID | None = None
    since: date | None = None


class DutyIn(Input):
    """排班。"""

    on: date
    person_name: Annotated[str, Field(min_length=1, max_length=60)]
    person_id: UUID | None = None
    shift: Literal["day", "morning", "afternoon"] = "day"
    window_id: UUID | None = None
    unit_id: UUID | None = None


class MemorandumIn(Input):
    """登记对接备忘录。"""

    organisation_id: UUID
    title: Annotated[str, Field(min_length=1, max_length=120)]
    terms: Annotated[str, Field(min_length=1, max_length=20000)]
    signed_on: date
    valid_from: date | None = None
    valid_to: date | None = None


class InvitationIn(Input):
    """列入特邀名册：组织，或者调解员（写姓名）。"""

    organisation_id: UUID | None = None
    person_name: Annotated[str, Field(max_length=60)] = ""
    person_id: UUID | None = None
    fields: Annotated[str, Field(max_length=200)] = ""
    certificate: Annotated[str, Field(max_length=60)] = ""
    is_resident: bool = False
    since: date | None = None


class JudgeIn(Input):
    """确定业务指导法官。"""

    person_name: Annotated[str, Field(min_length=1, max_length=60)]
    region_code: Annotated[str, Field(pattern=r"^\d{12}(\d{3})?$")]
    person_id: UUID | None = None
    title: Annotated[str, Field(max_length=60)] = ""
    telephone: Annotated[str, Field(max_length=30)] = ""
    since: date | None = None


class EndIn(Input):
    """结束一条记录；印章、照片、备忘录、名册须写原因。"""

    on: date | None = None
    why: Annotated[str, Field(max_length=200)] = ""


class RowOut(Schema):
    """登记的一条记录。"""

    id: UUID


class RoomOut(RowOut):
    """房间。"""

    kind: str
    name: str
    seats: int | None
    area: Decimal | None
    since: date


class SignOut(Schema):
    """标牌及最近一次检查；没有检查过的state为空。"""

    sign: str
    state: str
    checked_on: date | None
    note: str


class SealOut(RowOut):
    """印章；sha256为印模图片的校验码。"""

    sha256: str
    custodian_name: str
    valid_from: date
    valid_to: date | None


class VenueOut(Schema):
    """场所、标牌、照片和印章。"""

    rooms: list[RoomOut]
    signs: list[SignOut]
    seals: list[SealOut]
    photos: list[RowOut]


class UnitOut(RowOut):
    """入驻单位。"""

    unit_id: UUID | None
    name: str
    way: str
    staff_count: int
    since: date


class WindowOut(RowOut):
    """窗口。"""

    number: str
    service: str
    unit_id: UUID | None


class DutyOut(RowOut):
    """值班。"""

    on: date
    shift: str
    person_name: str
    person_id: UUID | None
    window_id: UUID | None

    @staticmethod
    def resolve_window_id(row: Duty) -> UUID | None:
        """The window's id."""
        return row.window_id


class CentreOut(Schema):
    """中心的入驻单位、窗口和今后两周的值班。"""

    units: list[UnitOut]
    windows: list[WindowOut]
    duties: list[DutyOut]


class MemorandumOut(RowOut):
    """对接备忘录。"""

    court: str
    organisation: str
    title: str
    terms: str
    signed_on: date
    valid_from: date
    valid_to: date | None

    @staticmethod
    def resolve_court(row: Memorandum) -> str:
        """The court's name."""
        return row.court.name

    @staticmethod
    def resolve_organisation(row: Memorandum) -> str:
        """The partner's name."""
        return row.organisation.name


class InvitationOut(RowOut):
    """特邀名册的一条。"""

    court_id: UUID
    organisation_id: UUID | None
    organisation_name: str
    person_id: UUID | None
    person_name: str
    specialities: str
    certificate: str
    is_resident: bool
    since: date

    @staticmethod
    def resolve_organisation_name(row: Invitation) -> str:
        """The organisation's name, "" for a person without one."""
        return row.organisation.name if row.organisation else ""

    @staticmethod
    def resolve_specialities(row: Invitation) -> str:
        """The fields in which the invited is at home."""
        return row.fields


class JudgeOut(RowOut):
    """业务指导法官。"""

    person_name: str
    person_id: UUID | None
    title: str
    region_id: str
    since: date


class UnlistedPostOut(RowOut):
    """人员名册中的特邀调解员、业务指导法官，法院名册上还没有写明的。"""

    person_id: UUID
    post: str
    starts_on: date


class DockingOut(Schema):
    """诉调对接：备忘录、特邀名册、业务指导法官。"""

    memoranda: list[MemorandumOut]
    organisations: list[InvitationOut]
    mediators: list[InvitationOut]
    judges: list[JudgeOut]
    unlisted: list[UnlistedPostOut]
