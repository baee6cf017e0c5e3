"""What the API of organisations takes and gives."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from fengqiao.core.api import Input
from fengqiao.organisations.models import Organisation
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


class OrganisationCloseIn(Input):
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


def as_it_is(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation's facts as actions.change takes them."""
    return {name: getattr(organisation, name) for name in Facts.model_fields}
