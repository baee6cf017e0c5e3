"""`/organisations`: the register of organisations."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.paging import keyset
from fengqiao.organisations import access, queries
from fengqiao.organisations.models import Organisation

router = Router(tags=["organisations"])


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
    host_name: str
    specialities: list[str]
    address: str
    phone: str
    established_on: date | None
    closed_on: date | None
    is_active: bool


class OrganisationQuery(Paging):
    """Which organisations."""

    q: Annotated[str, Field(max_length=60, description="名称、地点、拼音或首字母、电话后四位")] = ""
    kind: Annotated[str, Field(max_length=40, description="组织类型代码")] = ""
    level: Annotated[str, Field(max_length=20, description="层级代码")] = ""
    region: Annotated[str, Field(pattern=r"^\d{0,15}$", description="区划代码或者其前几位")] = ""
    state: Literal["active", "closed", "all"] = "active"


@router.get("/organisations", response=Paged[OrganisationOut], url_name="organisations")
def organisations(request: ApiRequest, query: Query[OrganisationQuery]) -> dict[str, Any]:
    """组织名册，按名称排列。"""
    found = queries.listed(
        request.actor, q=query.q, kind=query.kind, level=query.level, region=query.region, state=query.state
    )
    return paged(keyset(found, queries.ORDER, query.cursor, query.size))


@router.get("/organisations/{organisation_id}", response=OrganisationOut, url_name="organisation")
def organisation(request: ApiRequest, organisation_id: UUID) -> Organisation:
    """一个组织。"""
    return access.get_for(request.actor, organisation_id, Permission.VIEW_REGISTRY)
