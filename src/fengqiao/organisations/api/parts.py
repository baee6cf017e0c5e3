"""`/organisations/{id}/…`: venue and seals, a centre's units and roster, the docking with courts."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import File, Form, Path, Router, Status, UploadedFile

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest
from fengqiao.core.clock import local_date
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.actions import Upload
from fengqiao.organisations.api.schemas_parts import (
    CentreOut,
    DockingOut,
    DutyIn,
    EndIn,
    InvitationIn,
    JudgeIn,
    MemorandumIn,
    OrganisationSealIn,
    PhotoIn,
    RoomIn,
    RowOut,
    SealOut,
    SignIn,
    UnitIn,
    VenueOut,
    WindowIn,
)

router = Router(tags=["organisations"])
VIEW = Permission.VIEW_REGISTRY
ONE = "/organisations/{organisation_id}"
Ending = Literal["rooms", "photos", "seals", "units", "windows", "duties", "memoranda", "invitations", "judges"]
_ENDS: dict[str, tuple[Any, bool, bool]] = {
    "rooms": (actions.close_room, True, False),
    "photos": (actions.remove_photo, False, True),
    "seals": (actions.end_seal, True, True),
    "units": (actions.end_unit, True, False),
    "windows": (actions.close_window, True, False),
    "duties": (actions.drop_duty, False, False),
    "memoranda": (actions.end_memorandum, True, True),
    "invitations": (actions.end_invitation, True, True),
    "judges": (actions.end_judge, True, False),
}
"""What ends each part, and whether it takes a day and a reason."""


@router.get(f"{ONE}/venue", response=VenueOut, url_name="organisation_venue")
def venue(request: ApiRequest, organisation_id: UUID) -> dict[str, Any]:
    """场所、标牌、照片和印章。"""
    found = queries.venue(access.get_for(request.actor, organisation_id, VIEW).pk)
    signs = [
        {
            "sign": sign.value,
            "state": check.state if check else "",
            "checked_on": check.checked_on if check else None,
            "note": check.note if check else "",
        }
        for sign, check in found.signs
    ]
    return {"rooms": found.rooms, "signs": signs, "seals": found.seals, "photos": found.photos}


@router.get(f"{ONE}/centre", response=CentreOut, url_name="organisation_centre")
def centre(request: ApiRequest, organisation_id: UUID) -> queries.CentreParts:
    """中心的入驻单位、窗口和今后两周的值班。"""
    found = access.get_for(request.actor, organisation_id, VIEW)
    return queries.centre_parts(found.pk, local_date(request.actor.at))


@router.get(f"{ONE}/docking", response=DockingOut, url_name="organisation_docking")
def docking(request: ApiRequest, organisation_id: UUID) -> queries.Docking:
    """法院的诉调对接，或者组织参加的诉调对接。"""
    found = access.get_for(request.actor, organisation_id, VIEW)
    return queries.docking_of(found, local_date(request.actor.at), is_court=found.kind == queries.COURT)


@router.post(f"{ONE}/rooms", response={201: RowOut}, url_name="organisation_rooms")
def add_room(request: ApiRequest, organisation_id: UUID, payload: RoomIn) -> Status[Any]:
    """登记房间。"""
    return Status(201, actions.add_room(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/signs", response={201: RowOut}, url_name="organisation_signs")
def check_sign(request: ApiRequest, organisation_id: UUID, payload: SignIn) -> Status[Any]:
    """登记标牌检查。"""
    return Status(201, actions.check_sign(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/photos", response={201: RowOut}, url_name="organisation_photos")
def add_photo(
    request: ApiRequest,
    organisation_id: UUID,
    payload: Annotated[PhotoIn, Form()],
    file: Annotated[UploadedFile, File()],
) -> Status[Any]:
    """上传照片（PNG、JPEG）。"""
    upload = Upload(file.name or "", file.read())
    return Status(201, actions.add_photo(request.actor, organisation_id, upload, **payload.model_dump()))


@router.post(f"{ONE}/seals", response={201: SealOut}, url_name="organisation_seals")
def register_seal(
    request: ApiRequest,
    organisation_id: UUID,
    payload: Annotated[OrganisationSealIn, Form()],
    file: Annotated[UploadedFile, File()],
) -> Status[Any]:
    """登记印章的印模（PNG、JPEG）。"""
    upload = Upload(file.name or "", file.read())
    return Status(201, actions.register_seal(request.actor, organisation_id, upload, **payload.model_dump()))


@router.post(f"{ONE}/units", response={201: RowOut}, url_name="organisation_units")
def add_unit(request: ApiRequest, organisation_id: UUID, payload: UnitIn) -> Status[Any]:
    """登记中心的入驻单位。"""
    return Status(201, actions.add_unit(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/windows", response={201: RowOut}, url_name="organisation_windows")
def open_window(request: ApiRequest, organisation_id: UUID, payload: WindowIn) -> Status[Any]:
    """开设中心的窗口。"""
    return Status(201, actions.open_window(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/duties", response={201: RowOut}, url_name="organisation_duties")
def assign_duty(request: ApiRequest, organisation_id: UUID, payload: DutyIn) -> Status[Any]:
    """给中心排班。"""
    return Status(201, actions.assign_duty(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/memoranda", response={201: RowOut}, url_name="organisation_memoranda")
def sign_memorandum(request: ApiRequest, organisation_id: UUID, payload: MemorandumIn) -> Status[Any]:
    """登记法院与一个组织的对接备忘录；地址中是法院。"""
    facts = payload.model_dump()
    partner = facts.pop("organisation_id")
    return Status(201, actions.sign_memorandum(request.actor, organisation_id, organisation_id=partner, **facts))


@router.post(f"{ONE}/invitations", response={201: RowOut}, url_name="organisation_invitations")
def invite(request: ApiRequest, organisation_id: UUID, payload: InvitationIn) -> Status[Any]:
    """把组织或者调解员列入法院的特邀名册；地址中是法院。"""
    facts = payload.model_dump()
    partner = facts.pop("organisation_id")
    return Status(201, actions.invite(request.actor, organisation_id, organisation_id=partner, **facts))


@router.post(f"{ONE}/judges", response={201: RowOut}, url_name="organisation_judges")
def name_judge(request: ApiRequest, organisation_id: UUID, payload: JudgeIn) -> Status[Any]:
    """确定法院的业务指导法官；地址中是法院。"""
    return Status(201, actions.name_judge(request.actor, organisation_id, **payload.model_dump()))


@router.post(f"{ONE}/{{part}}/{{row_id}}/end", response={204: None}, url_name="organisation_end")
def end(
    request: ApiRequest, organisation_id: UUID, part: Annotated[Ending, Path()], row_id: UUID, payload: EndIn
) -> Status[Any]:
    """结束一条记录：停用房间和印章、撤下照片、结束入驻、撤销窗口、取消排班、终止备忘录、移出名册。"""
    verb, takes_day, takes_why = _ENDS[part]
    given: dict[str, Any] = {"on": payload.on} if takes_day else {}
    if takes_why:
        given["why"] = payload.why
    verb(request.actor, organisation_id, row_id, **given)
    return Status(204, None)
