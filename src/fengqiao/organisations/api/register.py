"""`/organisations`: the register, its tree, its composition, its history."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.api.schemas import (
    CompositionOut,
    EnteredOut,
    Facts,
    FindingOut,
    LineageOut,
    MergeIn,
    NewOrganisationIn,
    OrganisationCloseIn,
    OrganisationOut,
    SplitIn,
    TreeOut,
    as_it_is,
)
from fengqiao.organisations.models import Organisation

router = Router(tags=["organisations"])
VIEW = Permission.VIEW_REGISTRY
Region = Annotated[str, Field(pattern=r"^\d{0,15}$", description="区划代码或者其前几位")]


class OrganisationQuery(Paging):
    """Which organisations."""

    q: Annotated[str, Field(max_length=60, description="名称、地点、拼音或首字母、电话后四位")] = ""
    kind: Annotated[str, Field(max_length=40, description="组织类型代码")] = ""
    level: Annotated[str, Field(max_length=20, description="层级代码")] = ""
    region: Region = ""
    state: Literal["active", "closed", "all"] = "active"


class CompositionQuery(Paging):
    """Of which organisations, and which rule they fall short of."""

    region: Region = ""
    kind: Annotated[str, Field(max_length=40)] = ""
    gap: Literal["", "members", "director", "women", "minority", "term", "term_length", "host_term", "full_time"] = ""


class TreeQuery(Input):
    """Which branch; without a place the jurisdiction itself."""

    place: Annotated[str, Field(pattern=r"^(\d{12}(\d{3})?)?$", description="区划代码")] = ""


def _entered(organisation: Organisation) -> dict[str, Any]:
    rules = current_ruleset()
    parent = organisation.parent.name if organisation.parent else ""
    named = queries.naming_of(
        rules,
        organisation.kind,
        organisation.name,
        organisation.region_code,
        host=organisation.host_name,
        parent=parent,
    )
    return {"organisation": organisation, "naming": {"fits": named.fits, "offered": named.offered}}


@router.get("/organisations", response=Paged[OrganisationOut], url_name="organisations")
def organisations(request: ApiRequest, query: Query[OrganisationQuery]) -> dict[str, Any]:
    """组织名册，按名称排列。"""
    found = queries.listed(
        request.actor, q=query.q, kind=query.kind, level=query.level, region=query.region, state=query.state
    )
    return paged(keyset(found, queries.ORDER, query.cursor, query.size))


@router.post("/organisations", response={201: EnteredOut}, url_name="organisations")
def register(request: ApiRequest, payload: NewOrganisationIn) -> Status[Any]:
    """登记组织；名称不合命名规则的照样登记，并给出规范名称。"""
    facts = {**payload.given(), "kind": payload.kind, "short_name": payload.short_name}
    return Status(201, _entered(actions.register(request.actor, **facts)))


@router.get("/organisations/tree", response=TreeOut, url_name="organisations_tree")
def tree(request: ApiRequest, query: Query[TreeQuery]) -> dict[str, Any]:
    """一个地区的组织，以及有组织的下级地区。"""
    branches, here = queries.branches(request.actor, query.place)
    return {
        "organisations": here,
        "branches": [
            {"region_code": each.region.code, "name": each.region.name, "total": each.total} for each in branches
        ],
    }


@router.get("/organisations/composition", response=Paged[CompositionOut], url_name="organisations_composition")
def composition(request: ApiRequest, query: Query[CompositionQuery]) -> dict[str, Any]:
    """各调委会的组成情况；gap只看某一项不足的。"""
    day = local_date(request.actor.at)
    rules = current_ruleset(day)
    found = queries.compliant(rules, request.actor, region=query.region, kind=query.kind)
    if query.gap:
        found = found.filter(pk__in=queries.gap_counts(rules, found, day)[1][query.gap])
    page = keyset(found, queries.ORDER, query.cursor, query.size)
    items = [_composition(each) for each in queries.compliance(rules, page.rows, day)]
    return {**paged(page), "items": items}


def _composition(found: queries.Compliance) -> dict[str, Any]:
    organisation = found.organisation
    told = [FindingOut.of(each) for each in found.findings]
    return {"organisation_id": organisation.pk, "name": organisation.name, "findings": told}


@router.get("/organisations/{organisation_id}", response=OrganisationOut, url_name="organisation")
def organisation(request: ApiRequest, organisation_id: UUID) -> Organisation:
    """一个组织。"""
    return access.get_for(request.actor, organisation_id, VIEW)


@router.get(
    "/organisations/{organisation_id}/composition", response=CompositionOut, url_name="organisation_composition"
)
def composition_of(request: ApiRequest, organisation_id: UUID) -> dict[str, Any]:
    """一个组织的组成情况。"""
    found = access.get_for(request.actor, organisation_id, VIEW)
    day = local_date(request.actor.at)
    return _composition(queries.compliance_of(current_ruleset(day), found, day))


@router.get("/organisations/{organisation_id}/lineage", response=LineageOut, url_name="organisation_lineage")
def lineage(request: ApiRequest, organisation_id: UUID) -> queries.Lineage:
    """曾用名、合并和分立。"""
    return queries.lineage(access.get_for(request.actor, organisation_id, VIEW).pk)


@router.post("/organisations/{organisation_id}/change", response=EnteredOut, url_name="organisation_change")
def change(request: ApiRequest, organisation_id: UUID, payload: Facts) -> dict[str, Any]:
    """变更组织的内容；没有写的项不变。"""
    now = as_it_is(access.get_for(request.actor, organisation_id, Permission.MANAGE_REGISTRY))
    return _entered(actions.change(request.actor, organisation_id, **{**now, **payload.given()}))


@router.post(
    "/organisations/{organisation_id}/deactivate", response=OrganisationOut, url_name="organisation_deactivate"
)
def deactivate(request: ApiRequest, organisation_id: UUID, payload: OrganisationCloseIn) -> Organisation:
    """停用组织。"""
    return actions.deactivate(request.actor, organisation_id, on=payload.on, why=payload.why)


@router.post("/organisations/{organisation_id}/merge", response=OrganisationOut, url_name="organisation_merge")
def merge(request: ApiRequest, organisation_id: UUID, payload: MergeIn) -> Organisation:
    """把其他组织并入这个组织；被并入的停用，此前的案件仍归它们。"""
    return actions.merge(request.actor, organisation_id, sources=payload.sources, on=payload.on, why=payload.why)


@router.post("/organisations/{organisation_id}/split", response=OrganisationOut, url_name="organisation_split")
def split(request: ApiRequest, organisation_id: UUID, payload: SplitIn) -> Organisation:
    """登记从这个组织分立出的组织。"""
    return actions.split(
        request.actor, organisation_id, targets=payload.targets, on=payload.on, why=payload.why, closes=payload.closes
    )
