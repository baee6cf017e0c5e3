"""`/filings`: filings with the bureau, their papers and steps, the letters to courts."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Path, Query, Router, Status, UploadedFile

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import keyset
from fengqiao.documents import queries as documents
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.actions import Upload
from fengqiao.organisations.actions.notices import SUBJECT
from fengqiao.organisations.api.schemas_filings import (
    FiledOut,
    FilingIn,
    FilingNoticeOut,
    FilingOut,
    FilingPaperIn,
    NotifyIn,
    ReceiptIn,
    TakeIn,
)
from fengqiao.organisations.api.schemas_parts import RowOut
from fengqiao.organisations.models import CourtNotice, Filing

router = Router(tags=["filings"])
VIEW = Permission.VIEW_REGISTRY
Step = Literal["file", "return_filing", "resubmit_filing", "decline_filing", "withdraw_filing", "publish_filing"]


class FilingQuery(Paging):
    """Which filings."""

    state: Literal[
        "", "submitted", "returned", "filed", "declined", "withdrawn", "late", "unpublished", "unnotified"
    ] = ""
    event: Literal["", "establish", "change", "cancel"] = ""
    q: Annotated[str, Field(max_length=60, description="组织名称或者备案编号")] = ""


def _whole(request: ApiRequest, filing_id: UUID) -> Filing:
    return access.filing_for(request.actor, filing_id, VIEW)


@router.get("/filings", response=Paged[FilingOut], url_name="filings")
def filings(request: ApiRequest, query: Query[FilingQuery]) -> dict[str, Any]:
    """组织备案，最近提交的在前。"""
    found = queries.filings(
        request.actor, local_date(request.actor.at), state=query.state, event=query.event, q=query.q
    )
    return paged(keyset(found, queries.FILINGS_ORDER, query.cursor, query.size))


@router.post("/organisations/{organisation_id}/filings", response={201: FiledOut}, url_name="organisation_filings")
def submit(request: ApiRequest, organisation_id: UUID, payload: FilingIn) -> Status[Any]:
    """申报设立、变更、撤销备案，送最近的司法局。"""
    made = actions.submit(request.actor, organisation_id, **payload.model_dump())
    return Status(201, _whole(request, made.pk))


@router.get("/filings/{filing_id}", response=FiledOut, url_name="filing")
def filing(request: ApiRequest, filing_id: UUID) -> Filing:
    """一份备案。"""
    return _whole(request, filing_id)


@router.post("/filings/{filing_id}/papers", response={201: RowOut}, url_name="filing_papers")
def add_paper(
    request: ApiRequest,
    filing_id: UUID,
    payload: Annotated[FilingPaperIn, Form()],
    file: Annotated[UploadedFile, File()],
) -> Status[Any]:
    """补充材料。"""
    upload = Upload(file.name or "", file.read())
    return Status(201, actions.add_paper(request.actor, filing_id, title=payload.title, upload=upload))


@router.post("/filings/{filing_id}/notify", response={201: FilingNoticeOut}, url_name="filing_notify")
def notify(request: ApiRequest, filing_id: UUID, payload: NotifyIn) -> Status[Any]:
    """向人民法院通报（人民调解法第10条），生成编号的通报函。"""
    return Status(201, actions.notify_court(request.actor, filing_id, court_id=payload.court_id))


@router.post("/filings/{filing_id}/take/{verb}", response=FiledOut, url_name="filing_take")
def take(request: ApiRequest, filing_id: UUID, verb: Annotated[Step, Path()], payload: TakeIn) -> Filing:
    """办理一步：备案、退回补正、再次提交、不予备案、撤回、公布。"""
    actions.take(request.actor, filing_id, verb, why=payload.why)
    return _whole(request, filing_id)


@router.post("/notices/{notice_id}/receipt", response=FilingNoticeOut, url_name="notice_receipt")
def acknowledge(request: ApiRequest, notice_id: UUID, payload: ReceiptIn) -> CourtNotice:
    """登记法院签收通报函。"""
    return actions.acknowledge(request.actor, notice_id, received_on=payload.received_on, by=payload.by)


@router.get("/notices/{notice_id}/pdf", response={200: bytes}, url_name="notice_pdf")
def notice_pdf(request: ApiRequest, notice_id: UUID) -> HttpResponse:
    """通报函。"""
    notice = access.notice_for(request.actor, notice_id)
    document = documents.current(SUBJECT, notice.pk, "committee_notice")
    if document is None:
        raise NotFound("document_not_found", _("没有找到这份文书。"))
    _file_name, media, content = documents.content(document.pk, SUBJECT, notice.pk, "pdf")
    return HttpResponse(content, content_type=media)
