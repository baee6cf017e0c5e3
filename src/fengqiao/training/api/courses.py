"""`/trainings`: courses, their modules, venues, materials and steps."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from fengqiao.core import files
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.training import access, actions
from fengqiao.training.api import schemas as s
from fengqiao.training.models import Course, Material, Module
from fengqiao.training.queries import courses
from fengqiao.training.queries.codes import code_of

router = Router(tags=["trainings"])
ONE = "/trainings/{training_id}"


@router.get("/trainings", response=Paged[s.TrainingOut], url_name="trainings")
def listed(request: ApiRequest, query: Query[s.TrainingWhich]) -> dict[str, Any]:
    """看得到的培训班，新的在前。"""
    found = courses.listed(
        request.actor, q=query.q, kind=query.kind or "", state=query.state or "", year=query.year, plan=query.plan,
        mine=query.mine,
    )  # fmt: skip
    return paged(keyset(found, courses.ORDER, query.cursor, query.size))


@router.post("/trainings", response={201: s.TrainingOut}, url_name="trainings")
def add(request: ApiRequest, body: s.TrainingIn) -> Status[Course]:
    """安排培训班。"""
    return Status(201, actions.add_course(request.actor, body.whole()))


@router.get(ONE, response=s.TrainingOut, url_name="training")
def one(request: ApiRequest, training_id: UUID) -> Course:
    """一个培训班。"""
    return access.get_for(request.actor, training_id, access.VIEW)


@router.post(f"{ONE}/change", response=s.TrainingOut, url_name="training_change")
def change(request: ApiRequest, training_id: UUID, body: s.TrainingFactsIn) -> Course:
    """修改培训班。"""
    course = access.get_for(request.actor, training_id, access.PLAN)
    return actions.change_course(request.actor, training_id, body.new(course.organiser_id))


@router.post(f"{ONE}/close", response=s.TrainingOut, url_name="training_close")
def close(request: ApiRequest, training_id: UUID) -> Course:
    """结业。"""
    return actions.close(request.actor, training_id)


@router.post(f"{ONE}/reopen", response=s.TrainingOut, url_name="training_reopen")
def reopen(request: ApiRequest, training_id: UUID, body: s.TrainingWhyIn) -> Course:
    """重新打开已结业的培训班。"""
    return actions.reopen(request.actor, training_id, why=body.why)


@router.post(f"{ONE}/cancel", response=s.TrainingOut, url_name="training_cancel")
def cancel(request: ApiRequest, training_id: UUID, body: s.TrainingWhyIn) -> Course:
    """取消没有人签到的培训班。"""
    return actions.cancel(request.actor, training_id, why=body.why)


def _module(row: Module) -> dict[str, Any]:
    who = row.lecturer
    return {
        "id": row.pk, "position": row.position, "title": row.title, "hours": row.hours, "held_on": row.held_on,
        "lecturer": who.name if who else "", "lecturer_unit": who.unit if who else "",
        "lecturer_person_id": who.person_id if who else None,
    }  # fmt: skip


@router.get(f"{ONE}/modules", response=list[s.TrainingModuleOut], url_name="training_modules")
def modules(request: ApiRequest, training_id: UUID) -> list[dict[str, Any]]:
    """课程，按顺序。"""
    course = access.get_for(request.actor, training_id, access.VIEW)
    return [_module(row) for row in courses.modules(course)]


@router.post(f"{ONE}/modules", response=list[s.TrainingModuleOut], url_name="training_modules")
def set_modules(request: ApiRequest, training_id: UUID, body: s.TrainingModulesIn) -> list[dict[str, Any]]:
    """重新安排全部课程。"""
    made = actions.set_modules(request.actor, training_id, [each.new() for each in body.modules])
    return [_module(row) for row in made]


@router.get(f"{ONE}/venues", response=Paged[s.TrainingVenueOut], url_name="training_venues")
def venues(request: ApiRequest, training_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """会场和人数。"""
    course = access.get_for(request.actor, training_id, access.VIEW)
    return paged(keyset(courses.venues(course), courses.VENUES, query.cursor, query.size))


@router.post(f"{ONE}/venues", response={201: s.AddedOut}, url_name="training_venues")
def add_venues(request: ApiRequest, training_id: UUID, body: s.TrainingVenuesIn) -> Status[dict[str, int]]:
    """增设会场。"""
    made = actions.add_venues(request.actor, training_id, [each.new() for each in body.venues])
    return Status(201, {"count": len(made)})


@router.post(f"{ONE}/venues/{{venue_id}}/remove", response={204: None}, url_name="training_venue_remove")
def remove_venue(request: ApiRequest, training_id: UUID, venue_id: UUID) -> Status[None]:
    """撤销没有学员的会场。"""
    actions.remove_venue(request.actor, training_id, venue_id)
    return Status(204, None)


@router.get(f"{ONE}/venues/{{venue_id}}/code", response=s.TrainingCodeOut, url_name="training_code")
def code(request: ApiRequest, training_id: UUID, venue_id: UUID) -> dict[str, Any]:
    """会场今天的签到码；只在培训期间有效。"""
    course = access.get_for(request.actor, training_id, access.SIGN_IN)
    venue = access.venue_for(request.actor, course, venue_id)
    today = local_date(request.actor.at)
    return {"day": today, "code": code_of(venue.pk, today)}


def _material(row: Material) -> dict[str, Any]:
    file = row.file
    return {"id": row.pk, "title": row.title, "name": file.name, "size": file.size, "media_type": file.media_type}


@router.get(f"{ONE}/materials", response=list[s.TrainingMaterialOut], url_name="training_materials")
def materials(request: ApiRequest, training_id: UUID) -> list[dict[str, Any]]:
    """资料。"""
    course = access.get_for(request.actor, training_id, access.VIEW)
    return [_material(row) for row in course.materials.select_related("file").order_by("created_at")]


@router.post(f"{ONE}/materials", response={201: s.TrainingMaterialOut}, url_name="training_materials")
def add_material(
    request: ApiRequest,
    training_id: UUID,
    file: Annotated[UploadedFile, File()],
    title: Annotated[str, Form(max_length=120)] = "",
) -> Status[dict[str, Any]]:
    """上传资料。"""
    content = file.read(files.MAX_BYTES + 1)
    made = actions.add_material(request.actor, training_id, title=title, name=file.name or "", content=content)
    return Status(201, _material(made))


@router.get(f"{ONE}/materials/{{material_id}}/file", response={200: bytes}, url_name="training_material_file")
def material_file(request: ApiRequest, training_id: UUID, material_id: UUID) -> HttpResponse:
    """一份资料的文件。"""
    file = courses.material(access.get_for(request.actor, training_id, access.VIEW), material_id).file
    return HttpResponse(files.read(file), content_type=file.media_type, headers={"X-Content-Type-Options": "nosniff"})


@router.post(f"{ONE}/materials/{{material_id}}/remove", response={204: None}, url_name="training_material_remove")
def remove_material(request: ApiRequest, training_id: UUID, material_id: UUID) -> Status[None]:
    """移除资料。"""
    actions.remove_material(request.actor, training_id, material_id)
    return Status(204, None)
