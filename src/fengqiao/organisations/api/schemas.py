"""What the API of organisations takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input
from fengqiao.organisations.models import Duty, Filing, Invitation, Memorandum, Organisation
from fengqiao.organisations.rules.composition import Finding

Name = Annotated[str, Field(max_length=120)]
Why = Annotated[str, Field(min_length=1, max_length=1000, description="原因")]


class OrganisationOut(Schema):
    """An organisation of the register."""

    id: UUID
    kind: str
    name: str
    short_name: str
    mediates: bool
    region_code: str
    level: str
    parent_id: UUID | None
    host_id: UUID | None
    host_name: str
    named_person_id: UUID | None
    named_person_name: str
    specialities: list[str]
    address: str
    longitude: Decimal | None
    latitude: Decimal | None
    phone: str
    hours: str
    is_multi_ethnic: bool
    elected_on: date | None
    host_elected_on: date | None
    established_on: date | None
    closed_on: date | None
    is_active: bool


class NamingOut(Schema):
    """名称是否符合这类组织的命名规则；offered为规范名称，推算不出时为空。"""

    fits: bool
    offered: str


class EnteredOut(Schema):
    """登记或者变更以后的组织，以及对名称的提示。"""

    organisation: OrganisationOut
    naming: NamingOut


class Facts(Input):
    """组织的各项内容；变更时只写变更的项。"""

    name: Name | None = None
    region_code: Annotated[str, Field(pattern=r"^\d{12}(\d{3})?$", description="区划代码")] | None = None
    level: Annotated[str, Field(max_length=40)] | None = None
    parent_id: UUID | None = None
    host_id: UUID | None = None
    host_name: Name | None = None
    named_person_id: UUID | None = None
    named_person_name: Annotated[str, Field(max_length=60)] | None = None
    specialities: list[Annotated[str, Field(max_length=40)]] | None = None
    address: Annotated[str, Field(max_length=200)] | None = None
    longitude: Annotated[Decimal, Field(ge=73, le=136, max_digits=9, decimal_places=6)] | None = None
    latitude: Annotated[Decimal, Field(ge=3, le=54, max_digits=8, decimal_places=6)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    hours: Annotated[str, Field(max_length=120)] | None = None
    is_multi_ethnic: bool | None = None
    elected_on: date | None = None
    host_elected_on: date | None = None
    established_on: date | None = None

    def given(self) -> dict[str, Any]:
        """Return what was written, as the actions take it."""
        return {name: getattr(self, name) for name in self.model_fields_set if getattr(self, name) is not None}


class NewOrganisationIn(Facts):
    """登记组织；类型和编号简称登记后不再更改。"""

    kind: Annotated[str, Field(max_length=40)]
    name: Name
    region_code: Annotated[str, Field(pattern=r"^\d{12}(\d{3})?$", description="区划代码")]
    short_name: Annotated[str, Field(max_length=20)] = ""


class CloseIn(Input):
    """停用组织。"""

    on: date
    why: Why


class MergeIn(Input):
    """并入其他组织。"""

    sources: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    on: date
    why: Why


class SplitIn(Input):
    """分立出其他组织。"""

    targets: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    on: date
    why: Why
    closes: bool


class FindingOut(Schema):
    """组成的一项规则：standing为kept符合、gap不足、advice建议、unknown未登记。"""

    code: str
    standing: str
    name: str
    found: str
    owed: str
    source: str

    @classmethod
    def of(cls, finding: Finding) -> dict[str, Any]:
        """Return a finding as plain values."""
        return {name: str(getattr(finding, name)) for name in cls.model_fields}


class CompositionOut(Schema):
    """一个组织的组成情况。"""

    organisation_id: UUID
    name: str
    findings: list[FindingOut]


class BranchOut(Schema):
    """下级地区及其组织数。"""

    region_code: str
    name: str
    total: int


class TreeOut(Schema):
    """一个地区的组织和下级地区。"""

    branches: list[BranchOut]
    organisations: list[OrganisationOut]


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


class SealIn(Input):
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


class DockingOut(Schema):
    """诉调对接：备忘录、特邀名册、业务指导法官。"""

    memoranda: list[MemorandumOut]
    organisations: list[InvitationOut]
    mediators: list[InvitationOut]
    judges: list[JudgeOut]


class LinkOut(Schema):
    """合并或者分立。"""

    predecessor_id: UUID
    successor_id: UUID
    kind: str
    on: date
    why: str


class PastNameOut(Schema):
    """曾用名，用至until之前。"""

    name: str
    until: date


class LineageOut(Schema):
    """沿革。"""

    names: list[PastNameOut]
    origins: list[LinkOut]
    successions: list[LinkOut]


class FilingIn(Input):
    """申报备案。"""

    event: Literal["establish", "change", "cancel"]
    happened_on: date
    what: Annotated[str, Field(max_length=2000)] = ""
    changes: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=200)]] = {}


class TakeIn(Input):
    """办理步骤的意见；退回、不予备案、撤回须写原因。"""

    why: Annotated[str, Field(max_length=1000)] = ""


class NotifyIn(Input):
    """通报的法院；不写为最近的法院。"""

    court_id: UUID | None = None


class ReceiptIn(Input):
    """登记法院签收。"""

    received_on: date | None = None
    by: Annotated[str, Field(max_length=60)] = ""


class PaperIn(Input):
    """补充材料。"""

    title: Annotated[str, Field(min_length=1, max_length=100)]


class NoticeOut(RowOut):
    """给法院的通报函。"""

    court_id: UUID
    number: str
    issued_on: date
    received_on: date | None
    received_by_name: str


class FilingOut(RowOut):
    """备案。"""

    organisation_id: UUID
    organisation_name: str
    bureau_id: UUID
    event: str
    status: str
    happened_on: date
    what: str
    due_on: date | None
    due_source: str
    review_due_on: date | None
    review_source: str
    submitted_at: datetime
    answered_at: datetime | None
    answer: str
    number: str
    published_at: datetime | None
    notice_due_on: date | None

    @staticmethod
    def resolve_organisation_name(row: Filing) -> str:
        """The organisation's name."""
        return row.organisation.name


class FiledOut(FilingOut):
    """一份备案，连同备案时的情况和给法院的通报函。"""

    facts: dict[str, Any]
    notices: list[NoticeOut]

    @staticmethod
    def resolve_notices(row: Filing) -> list[Any]:
        """The notices in order."""
        return list(row.notices.order_by("issued_on"))


def as_it_is(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation's facts as actions.change takes them."""
    return {name: getattr(organisation, name) for name in Facts.model_fields}
