"""Registering, listing and reading disputes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Paged, paged
from fengqiao.core.masking import mask_id, mask_phone
from fengqiao.core.models import AuditEvent
from fengqiao.core.paging import keyset
from fengqiao.core.search import by_index
from fengqiao.disputes import access, actions, queries, workflow
from fengqiao.disputes.actions import paperwork
from fengqiao.disputes.actions.lifecycle import facts_of
from fengqiao.disputes.api.schemas import (
    DisputeOut,
    DisputeRow,
    DocumentOut,
    DuplicateOut,
    EventOut,
    Filters,
    MatterIn,
    PaperIn,
    RegisteredOut,
    RevealIn,
    SuggestionOut,
)
from fengqiao.disputes.models import Dispute, Party
from fengqiao.documents import queries as documents
from fengqiao.documents.models import Document

router = Router(tags=["disputes"])


def _party(party: Party) -> dict[str, Any]:
    return {
        "id": party.pk,
        "side": party.side,
        "kind": party.kind,
        "name": party.name,
        "sex": party.sex,
        "headcount": party.headcount,
        "phone": mask_phone(party.phone) if party.phone else "",
        "id_number": mask_id(party.id_number) if party.id_number else "",
        "agents": list(party.agents.all()),
    }


def whole(dispute: Dispute) -> dict[str, Any]:
    """Return a dispute with its parties, clocks and steps, as the API shows it."""
    offered = workflow.offers(workflow.Status(dispute.status), facts_of(dispute))
    return {
        **{
            name: getattr(dispute, name)
            for name in DisputeOut.model_fields
            if name not in {"parties", "clocks", "steps"}
        },
        "parties": [_party(party) for party in dispute.parties.prefetch_related("agents")],
        "clocks": list(dispute.clocks.all()),
        "steps": [
            {"verb": o.step.verb, "name": o.step.name, "is_possible": o.is_possible, "reasons": list(o.reasons)}
            for o in offered
        ],
    }


@router.post("/disputes", response={201: RegisteredOut}, url_name="disputes")
def register(request: ApiRequest, payload: MatterIn) -> Status[Any]:
    """登记纠纷。诉讼时效自提出请求之日起中断；查询码只在这里给出。"""
    dispute = actions.register(request.actor, payload.matter())
    event = queries.registration_event(dispute)
    extra = {"follow_code": queries.follow_code(dispute.pk), "chain_hash": event.hash if event else ""}
    return Status(201, {**{name: getattr(dispute, name) for name in DisputeRow.model_fields}, **extra})


@router.get("/disputes", response=Paged[DisputeRow], url_name="disputes")
def listing(request: ApiRequest, filters: Query[Filters]) -> dict[str, Any]:
    """纠纷列表，新的在前；mine为真时只列轮到本人办理的。"""
    found = queries.my_turn(request.actor) if filters.mine else access.visible_to(request.actor)
    chosen = filters.model_dump(include={"status", "grade", "category", "source"})
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    with by_index():
        found = queries.searched(found, filters.q).defer("narrative", *access.UNREAD)
        return paged(keyset(found, "-registered_at,-id", filters.cursor, filters.size))


@router.post("/disputes/duplicates", response=list[DuplicateOut], url_name="duplicates")
def duplicates(request: ApiRequest, payload: MatterIn) -> list[dict[str, Any]]:
    """登记之前查可能重复的纠纷；不写入任何内容。"""
    request.actor.require(Permission.REGISTER)
    found = queries.likely_duplicates(
        request.actor,
        id_numbers=[party.id_number for party in payload.parties],
        phones=[party.phone for party in payload.parties],
        narrative=payload.narrative,
        now=request.actor.at,
    )
    return [
        {
            "id": item.dispute.pk,
            "title": item.dispute.title,
            "registered_at": item.dispute.registered_at,
            "why": list(item.why),
        }
        for item in found
    ]


@router.get("/disputes/{dispute_id}", response=DisputeOut, url_name="dispute")
def read(request: ApiRequest, dispute_id: UUID) -> dict[str, Any]:
    """一件纠纷：当事人（已遮盖）、期限、可办的步骤和暂不可办的原因。"""
    return whole(access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES))


@router.get("/disputes/{dispute_id}/events", response=list[EventOut], url_name="dispute_events")
def events(request: ApiRequest, dispute_id: UUID) -> list[AuditEvent]:
    """经过：每一项带有前一项的哈希。"""
    return list(queries.history(access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)))


@router.get("/disputes/{dispute_id}/routes", response=list[SuggestionOut], url_name="dispute_routes")
def routes(request: ApiRequest, dispute_id: UUID) -> list[dict[str, Any]]:
    """去处建议，分高的在前，附理由。"""
    dispute = access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)
    return [
        {
            "organisation_id": item.candidate.id,
            "name": item.candidate.name,
            "score": item.score,
            "reasons": queries.reasons_of(item),
        }
        for item in queries.route_suggestions(dispute)[:10]
    ]


@router.post("/disputes/{dispute_id}/reveal", response=str, url_name="dispute_reveal")
def reveal(request: ApiRequest, dispute_id: UUID, payload: RevealIn) -> str:
    """查看一项完整信息；理由和查看人留痕。"""
    return actions.reveal(request.actor, dispute_id, payload.party_id, field=payload.field, reason=payload.reason)


@router.get("/disputes/{dispute_id}/documents", response=list[DocumentOut], url_name="dispute_documents")
def papers(request: ApiRequest, dispute_id: UUID) -> list[Document]:
    """已制作的文书。"""
    dispute = access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)
    return list(documents.for_subject("dispute", dispute.pk))


@router.post("/disputes/{dispute_id}/documents", response={201: DocumentOut}, url_name="dispute_documents")
def make_paper(request: ApiRequest, dispute_id: UUID, payload: PaperIn) -> Status[Any]:
    """制作一种登记阶段的文书。"""
    return Status(201, paperwork.make(request.actor, dispute_id, payload.form))


@router.get(
    "/disputes/{dispute_id}/documents/{document_id}/pdf", response={200: bytes}, url_name="dispute_document_pdf"
)
def paper_pdf(request: ApiRequest, dispute_id: UUID, document_id: UUID) -> HttpResponse:
    """一份文书的PDF/A。"""
    access.get_for(request.actor, dispute_id, Permission.VIEW_DISPUTES)
    _name, media_type, content = documents.content(document_id, "dispute", dispute_id, "pdf")
    return HttpResponse(content, content_type=media_type)
