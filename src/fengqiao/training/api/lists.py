"""`/trainings/{id}/trainees`: lists, sign-in, hours, marks, certificates."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from fengqiao.core.api import ApiRequest, Paged, paged
from fengqiao.core.paging import keyset
from fengqiao.documents import queries as documents
from fengqiao.training import access, actions
from fengqiao.training.actions.certifying import SUBJECT
from fengqiao.training.api import schemas as s
from fengqiao.training.models import Certificate, Trainee
from fengqiao.training.queries import courses

router = Router(tags=["trainings"])
ONE = "/trainings/{training_id}"
TRAINEE = f"{ONE}/trainees/{{trainee_id}}"


def _trainee(row: Any) -> dict[str, Any]:
    valid = row.valid[0] if row.valid else None
    return {
        "id": row.pk, "person_id": row.person_id, "name": row.person.name, "organisation_id": row.organisation_id,
        "organisation": row.organisation.name, "venue_id": row.venue_id, "hours": row.hours, "mark": row.mark,
        "signed_on": sorted(each.on for each in row.sign_ins.all()), "certificate_id": valid.pk if valid else None,
        "certificate": valid.number if valid else "",
    }  # fmt: skip


@router.post("/trainings/sign-in", response=s.SignedInOut, url_name="training_sign_in")
def sign_in_by_code(request: ApiRequest, body: s.CodeSignInIn) -> Trainee:
    """本人用会场今天的签到码签到。"""
    return actions.sign_in_by_code(request.actor, body.code)


@router.get(f"{ONE}/trainees", response=Paged[s.TraineeOut], url_name="training_trainees")
def trainees(request: ApiRequest, training_id: UUID, query: Query[s.TraineesWhich]) -> dict[str, Any]:
    """名单中本地区、本单位的人和本人。"""
    course = access.get_for(request.actor, training_id, access.VIEW)
    found = courses.trainees(request.actor, course, venue=query.venue, view=query.view)
    page = keyset(found, courses.LIST, query.cursor, query.size)
    return {**paged(page), "items": [_trainee(row) for row in page.rows]}


@router.post(f"{ONE}/trainees", response={201: s.AddedOut}, url_name="training_trainees")
def enrol(request: ApiRequest, training_id: UUID, body: s.EnrolIn) -> Status[dict[str, int]]:
    """列入名单；已经在名单上的不变。"""
    return Status(201, {"count": actions.enrol(request.actor, training_id, body.venue_id, body.people)})


@router.post(f"{ONE}/trainees/by-post", response={201: s.AddedOut}, url_name="training_enrol_posts")
def enrol_posts(request: ApiRequest, training_id: UUID, body: s.EnrolPostsIn) -> Status[dict[str, int]]:
    """按职务、地区列入名单。"""
    added = actions.enrol_posts(
        request.actor, training_id, body.venue_id, audience=body.audience or "", region=body.region, post=body.post or "", full_time=body.full_time,
        since=body.since,
    )  # fmt: skip
    return Status(201, {"count": added})


@router.post(f"{ONE}/sign-ins", response=s.AddedOut, url_name="training_sign_ins")
def sign_in(request: ApiRequest, training_id: UUID, body: s.ListSignInIn) -> dict[str, int]:
    """按名单签到。"""
    return {"count": actions.sign_in(request.actor, training_id, body.trainees, on=body.on)}


@router.post(f"{ONE}/marks", response=s.AddedOut, url_name="training_marks")
def marks(request: ApiRequest, training_id: UUID, body: s.TrainingMarksIn) -> dict[str, int]:
    """按名单登记成绩。"""
    given = {each.trainee_id: each.mark for each in body.marks}
    return {"count": actions.set_marks(request.actor, training_id, given, why=body.why)}


@router.post(f"{TRAINEE}/hours", response=s.AddedOut, url_name="trainee_hours")
def hours(request: ApiRequest, training_id: UUID, trainee_id: UUID, body: s.TraineeHoursIn) -> dict[str, int]:
    """更正学时。"""
    actions.set_hours(request.actor, training_id, trainee_id, hours=body.hours, why=body.why)
    return {"count": 1}


@router.post(f"{TRAINEE}/move", response=s.AddedOut, url_name="trainee_move")
def move(request: ApiRequest, training_id: UUID, trainee_id: UUID, body: s.TraineeMoveIn) -> dict[str, int]:
    """调整会场。"""
    actions.move(request.actor, training_id, trainee_id, body.venue_id)
    return {"count": 1}


@router.post(f"{TRAINEE}/withdraw", response={204: None}, url_name="trainee_withdraw")
def withdraw(request: ApiRequest, training_id: UUID, trainee_id: UUID, body: s.TrainingWhyIn) -> Status[None]:
    """移出名单。"""
    actions.withdraw(request.actor, training_id, trainee_id, why=body.why)
    return Status(204, None)


@router.post(f"{ONE}/certificates", response={201: s.AddedOut}, url_name="training_certify")
def certify(request: ApiRequest, training_id: UUID) -> Status[dict[str, int]]:
    """为达到条件、尚未发证的学员发证。"""
    return Status(201, {"count": len(actions.certify(request.actor, training_id))})


@router.post(
    f"{ONE}/certificates/{{certificate_id}}/void",
    response=s.TrainingCertificateOut,
    url_name="training_certificate_void",
)
def void(request: ApiRequest, training_id: UUID, certificate_id: UUID, body: s.TrainingWhyIn) -> Certificate:
    """证书作废；编号和理由保留。"""
    return actions.void(request.actor, training_id, certificate_id, why=body.why)


@router.post(
    "/training-certificates/{certificate_id}/paper.{kind}", response={200: bytes}, url_name="training_certificate_paper"
)
def paper(request: ApiRequest, certificate_id: UUID, kind: Literal["pdf", "docx"]) -> HttpResponse:
    """培训证书的PDF/A或者Word文件；每次制作都留痕。"""
    document = actions.print_certificate(request.actor, certificate_id)
    _name, media, content = documents.content(document.pk, SUBJECT, certificate_id, kind)
    return HttpResponse(content, content_type=media)
