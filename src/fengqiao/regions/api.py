"""`/regions`: the tree of places."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from fengqiao.core.api import ApiRequest, Input
from fengqiao.core.errors import NotFound
from fengqiao.regions import queries
from fengqiao.regions.models import Level, Region

router = Router(tags=["regions"])
Code = Annotated[str, Field(pattern=r"^(\d{12}(\d{3})?)?$", description="区划代码，12位；网格15位")]


class RegionOut(Schema):
    """A place."""

    code: str
    name: str
    level: Level
    parent: str | None = Field(None, alias="parent_id")
    path: str
    valid_from: date | None
    valid_to: date | None


class RegionQuery(Input):
    """Either a text to look for, or the place whose parts are wanted (the jurisdiction itself when left out)."""

    q: Annotated[str, Field(max_length=60, description="名称的任意部分")] = ""
    parent: Code = ""


@router.get("/regions", response=list[RegionOut], url_name="regions", by_alias=False)
def regions(request: ApiRequest, query: Query[RegionQuery]) -> list[Region]:
    """区划：按名称查找（最多20个），或列出下一级。"""
    return queries.search(query.q) if query.q.strip() else list(queries.children(query.parent))


@router.get("/regions/{code}", response=RegionOut, url_name="region", by_alias=False)
def region(request: ApiRequest, code: str) -> Region:
    """一个地方；已撤销的也在。"""
    found = queries.get(code)
    if found is None:
        raise NotFound("region_not_found", _("没有这个区划代码。"), field="code")
    return found
