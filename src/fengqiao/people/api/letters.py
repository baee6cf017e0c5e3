"""Photo, identity check, and the letters about people and conduct: the same verbs as the pages."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Path, Router, Schema, Status, UploadedFile

from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.api import ApiRequest, Input
from fengqiao.core.errors import NotFound
from fengqiao.documents import queries as documents
from fengqiao.documents.models import Document
from fengqiao.people import access, actions
from fengqiao.people.actions import printing
from fengqiao.people.actions.entering import MOST_PHOTO
from fengqiao.people.api.register import PersonOut, person
from fengqiao.people.models import Person, Verified

router = Router(tags=["people"])
About = Annotated[Literal["person", "complaint", "trace", "commendation"], Path()]


class IdentityCheckIn(Input):
    """怎样核验的身份。"""

    how: Verified


class PostLetterIn(Input):
    """聘书或者当选通知书；leaving 为真的，是罢免或者解聘通知书。"""

    leaving: bool = False


class ComplaintLetterIn(Input):
    """投诉的回执、答复或者处理决定书。"""

    form: Literal["receipt", "answer", "sanction"]


class LetterOut(Schema):
    """一份文书。"""

    id: UUID
    kind: str
    title: str
    number: str
    sha256: str
    made_at: datetime


@router.post("/people/{person_id}/verify", response=PersonOut, url_name="person_verify")
def verify(request: ApiRequest, person_id: UUID, payload: IdentityCheckIn) -> Person:
    """登记身份核验；没有登记身份证号的不能核验。"""
    actions.verify(request.actor, person_id, how=payload.how)
    return person(request, person_id)


@router.post("/people/{person_id}/photo", response={204: None}, url_name="person_photo")
def set_photo(request: ApiRequest, person_id: UUID, file: Annotated[UploadedFile, File()]) -> Status[Any]:
    """更换照片（PNG、JPEG，最大2MB）。"""
    actions.set_photo(request.actor, person_id, name=file.name or "", content=file.read(MOST_PHOTO + 1))
    return Status(204, None)


@router.get("/people/{person_id}/photo", response={200: bytes}, url_name="person_photo")
def photo(request: ApiRequest, person_id: UUID) -> HttpResponse:
    """照片。"""
    found = access.get_for(request.actor, person_id, Permission.VIEW_REGISTRY)
    if found.photo is None:
        raise NotFound("photo_missing", _("没有照片。"))
    return HttpResponse(files.read(found.photo), content_type=found.photo.media_type)


@router.post("/appointments/{appointment_id}/letter", response={201: LetterOut}, url_name="appointment_letter")
def post_letter(request: ApiRequest, appointment_id: UUID, payload: PostLetterIn) -> Status[Any]:
    """制作任职的文书：聘书、当选通知书，罢免、解聘通知书。"""
    return Status(201, printing.print_post(request.actor, appointment_id, leaving=payload.leaving))


@router.post("/complaints/{complaint_id}/letter", response={201: LetterOut}, url_name="complaint_letter")
def complaint_letter(request: ApiRequest, complaint_id: UUID, payload: ComplaintLetterIn) -> Status[Any]:
    """制作投诉的文书。"""
    return Status(201, printing.print_complaint(request.actor, complaint_id, form=payload.form))


@router.post("/traces/{trace_id}/letter", response={201: LetterOut}, url_name="trace_letter")
def trace_letter(request: ApiRequest, trace_id: UUID) -> Status[Any]:
    """制作责任倒查报告。"""
    return Status(201, printing.print_trace(request.actor, trace_id))


@router.post("/commendations/{commendation_id}/letter", response={201: LetterOut}, url_name="commendation_letter")
def commendation_letter(request: ApiRequest, commendation_id: UUID) -> Status[Any]:
    """制作表彰决定。"""
    return Status(201, printing.print_commendation(request.actor, commendation_id))


@router.get("/letters/{about}/{record_id}", response=list[LetterOut], url_name="letters")
def letters(request: ApiRequest, about: About, record_id: UUID) -> list[Document]:
    """关于一个人、一件投诉、一份倒查或者一项表彰的文书。"""
    printing.require_sight(request.actor, about, record_id)
    return documents.for_subject(about, record_id)


@router.get("/letters/{about}/{record_id}/{document_id}/{ending}", response={200: bytes}, url_name="letter")
def letter(
    request: ApiRequest,
    about: About,
    record_id: UUID,
    document_id: UUID,
    ending: Annotated[Literal["pdf", "docx"], Path()],
) -> HttpResponse:
    """一份文书的PDF或者Word。"""
    printing.require_sight(request.actor, about, record_id)
    _name, media_type, content = documents.content(document_id, about, record_id, ending)
    return HttpResponse(content, content_type=media_type)
