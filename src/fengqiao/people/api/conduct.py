"""`/complaints`, `/traces`, `/commendations`: the verbs of conduct. Who complains is never given out here."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.paging import keyset
from fengqiao.people import access, queries
from fengqiao.people.actions import commending, complaining, tracing
from fengqiao.people.models import Commendation, Complaint, Trace, TracedPerson
from fengqiao.people.rules.complaints import Act, ComplaintState, Gravity, InquiryResult, Sanction

router = Router(tags=["conduct"])
Told = Annotated[str, Field(min_length=10, max_length=4000)]
Line = Annotated[str, Field(max_length=120)]


class ComplaintIn(Input):
    """投诉。"""

    door: Literal["counter", "phone", "letter"]
    about: Annotated[str, Field(min_length=1, max_length=60)]
    narrative: Told
    complainant: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(max_length=20)]
    acts: Annotated[list[Act], Field(max_length=5)] = []
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    region_code: Annotated[str, Field(max_length=15)] = ""
    matter: Line = ""


class ComplaintOut(Schema):
    """A complaint, without who complained."""

    id: UUID
    number: str
    state: ComplaintState
    door: str
    about: str
    person_id: UUID | None
    organisation_id: UUID | None
    acts: list[str]
    created_at: datetime
    due_on: date
    result: InquiryResult | Literal[""]
    gravity: Gravity
    sanction: Sanction | Literal[""]
    decided_by: str
    decided_on: date | None
    answered_at: datetime | None


class ComplaintQuery(Paging):
    """Which complaints."""

    view: Literal["open", "late", "answered", "ended", "all"] = "open"


class InquireIn(Input):
    """核查人：与此事无关的人。"""

    person_id: UUID


class FindIn(Input):
    """核查结论。"""

    result: InquiryResult
    gravity: Gravity = Gravity.NONE
    finding: Told


class DecideIn(Input):
    """处理决定（人民调解法第15条）。"""

    decided_on: date
    decision: Annotated[str, Field(min_length=4, max_length=4000)]
    appointment_id: UUID | None = None
    by: Line = ""


class TextIn(Input):
    """文字。"""

    text: Told


class AppealIn(Input):
    """申诉。"""

    by: Literal["complainant", "person"]
    grounds: Told


class CommendationIn(Input):
    """拟表彰的个人、集体或者示范点。"""

    subject: Commendation.Subject
    title: Annotated[str, Field(min_length=1, max_length=120)]
    rank: Commendation.Rank
    awarded_by: Annotated[str, Field(min_length=1, max_length=120)]
    deeds: Told
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    point: Line = ""


class CommendationOut(Schema):
    """A commendation."""

    id: UUID
    subject: str
    state: str
    name: str
    title: str
    rank: str
    awarded_by: str
    number: str
    shown_from: date | None
    shown_until: date | None
    awarded_on: date | None


class AwardIn(Input):
    """表彰决定。"""

    on: date
    number: Annotated[str, Field(min_length=1, max_length=60)]
    answer: Annotated[str, Field(max_length=1000)] = ""


class ShowIn(Input):
    """公示到哪一天。"""

    until: date


class TraceIn(Input):
    """责任倒查；有编号的自动列出经手人。"""

    kind: Trace.Kind
    occurred_on: date
    narrative: Annotated[str, Field(min_length=10, max_length=8000)]
    number: Annotated[str, Field(max_length=60)] = ""
    matter: Annotated[str, Field(max_length=200)] = ""
    region_code: Annotated[str, Field(max_length=15)] = ""


class TracedOut(Schema):
    """One who had the matter in hand."""

    id: UUID
    person_id: UUID | None
    name: str
    organisation_name: str
    part: str
    degree: str
    finding: str


class TraceRowOut(Schema):
    """A trace in a list."""

    id: UUID
    matter: str
    kind: str
    state: str
    occurred_on: date


class TraceOut(TraceRowOut):
    """A trace with who had the matter in hand."""

    handlers: list[TracedOut]

    @staticmethod
    def resolve_handlers(trace: Trace) -> list[TracedPerson]:
        """Return who had the matter in hand."""
        return queries.traced(trace)


class DegreeIn(Input):
    """责任。"""

    degree: TracedPerson.Degree
    finding: Annotated[str, Field(min_length=4, max_length=1000)]


class ConcludeIn(Input):
    """结论和整改措施。"""

    conclusion: Annotated[str, Field(min_length=10, max_length=8000)]
    measures: Annotated[str, Field(min_length=10, max_length=8000)]


@router.get("/complaints", response=Paged[ComplaintOut], url_name="complaints")
def complaints(request: ApiRequest, query: Query[ComplaintQuery]) -> dict[str, Any]:
    """辖区内的投诉，新的在前。"""
    found = queries.complaints(request.actor, view=query.view)
    return paged(keyset(found, queries.ORDER_BY_TIME, query.cursor, query.size))


@router.post("/complaints", response={201: ComplaintOut}, url_name="complaints")
def receive(request: ApiRequest, payload: ComplaintIn) -> Status[Any]:
    """登记投诉。"""
    told = complaining.NewComplaint(**payload.dict(exclude={"door"}))
    return Status(201, complaining.receive(request.actor, told, door=payload.door))


@router.get("/complaints/{complaint_id}", response=ComplaintOut, url_name="complaint")
def complaint(request: ApiRequest, complaint_id: UUID) -> Complaint:
    """一件投诉。"""
    return access.complaint_for(request.actor, complaint_id, Permission.SUPERVISE)


@router.post("/complaints/{complaint_id}/decline", response=ComplaintOut, url_name="complaint_decline")
def decline(request: ApiRequest, complaint_id: UUID, payload: TextIn) -> Complaint:
    """不予受理，说明理由。"""
    return complaining.decline(request.actor, complaint_id, why=payload.text)


@router.post("/complaints/{complaint_id}/subject", response=ComplaintOut, url_name="complaint_subject")
def name_subject(request: ApiRequest, complaint_id: UUID, payload: InquireIn) -> Complaint:
    """确定被投诉人。"""
    return complaining.name_subject(request.actor, complaint_id, person_id=payload.person_id)


@router.post("/complaints/{complaint_id}/inquire", response=ComplaintOut, url_name="complaint_inquire")
def inquire(request: ApiRequest, complaint_id: UUID, payload: InquireIn) -> Complaint:
    """指定核查人。"""
    return complaining.inquire(request.actor, complaint_id, inquirer_id=payload.person_id)


@router.post("/complaints/{complaint_id}/find", response=ComplaintOut, url_name="complaint_find")
def find(request: ApiRequest, complaint_id: UUID, payload: FindIn) -> Complaint:
    """登记核查结论。"""
    return complaining.find(request.actor, complaint_id, **payload.dict())


@router.post("/complaints/{complaint_id}/decide", response=ComplaintOut, url_name="complaint_decide")
def decide(request: ApiRequest, complaint_id: UUID, payload: DecideIn) -> Complaint:
    """登记法律规定的单位作出的处理决定。"""
    return complaining.decide(request.actor, complaint_id, **payload.dict())


@router.post("/complaints/{complaint_id}/answer", response=ComplaintOut, url_name="complaint_answer")
def answer(request: ApiRequest, complaint_id: UUID, payload: TextIn) -> Complaint:
    """答复投诉人。"""
    return complaining.answer(request.actor, complaint_id, answer=payload.text)


@router.post("/complaints/{complaint_id}/appeal", response=ComplaintOut, url_name="complaint_appeal")
def appeal(request: ApiRequest, complaint_id: UUID, payload: AppealIn) -> Complaint:
    """登记申诉。"""
    return complaining.appeal(request.actor, complaint_id, **payload.dict())


@router.post("/complaints/{complaint_id}/uphold", response=ComplaintOut, url_name="complaint_uphold")
def uphold(request: ApiRequest, complaint_id: UUID, payload: TextIn) -> Complaint:
    """复核后维持原处理。"""
    return complaining.uphold(request.actor, complaint_id, opinion=payload.text)


@router.post("/complaints/{complaint_id}/close", response=ComplaintOut, url_name="complaint_close")
def close(request: ApiRequest, complaint_id: UUID) -> Complaint:
    """申诉期满办结。"""
    return complaining.close(request.actor, complaint_id)


@router.get("/traces", response=Paged[TraceRowOut], url_name="traces")
def traces(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """辖区内的责任倒查，新的在前。"""
    return paged(keyset(queries.traces(request.actor), queries.ORDER_BY_TIME, query.cursor, query.size))


@router.post("/traces", response={201: TraceOut}, url_name="traces")
def open_trace(request: ApiRequest, payload: TraceIn) -> Status[Any]:
    """发起责任倒查。"""
    return Status(201, tracing.open_trace(request.actor, **payload.dict()))


@router.get("/traces/{trace_id}", response=TraceOut, url_name="trace")
def trace(request: ApiRequest, trace_id: UUID) -> Trace:
    """一份责任倒查和经手人。"""
    return access.trace_for(request.actor, trace_id, Permission.SUPERVISE)


@router.post("/traces/{trace_id}/people/{traced_id}", response=TracedOut, url_name="trace_degree")
def assign_degree(request: ApiRequest, trace_id: UUID, traced_id: UUID, payload: DegreeIn) -> TracedPerson:
    """登记一个经手人的责任。"""
    return tracing.assign_degree(request.actor, trace_id, traced_id, **payload.dict())


@router.post("/traces/{trace_id}/conclude", response=TraceOut, url_name="trace_conclude")
def conclude(request: ApiRequest, trace_id: UUID, payload: ConcludeIn) -> Trace:
    """形成结论；对有责任的在册人员各生成一件投诉。"""
    return tracing.conclude(request.actor, trace_id, **payload.dict())


@router.get("/commendations", response=Paged[CommendationOut], url_name="commendations")
def commendations(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """表彰，新的在前。"""
    return paged(keyset(queries.commendations(request.actor), queries.ORDER_BY_TIME, query.cursor, query.size))


@router.post("/commendations", response={201: CommendationOut}, url_name="commendations")
def commend(request: ApiRequest, payload: CommendationIn) -> Status[Any]:
    """登记拟表彰。"""
    return Status(201, commending.propose(request.actor, **payload.dict()))


@router.post("/commendations/{commendation_id}/show", response=CommendationOut, url_name="commendation_show")
def show(request: ApiRequest, commendation_id: UUID, payload: ShowIn) -> Commendation:
    """公示。"""
    return commending.show(request.actor, commendation_id, until=payload.until)


@router.post("/commendations/{commendation_id}/award", response=CommendationOut, url_name="commendation_award")
def award(request: ApiRequest, commendation_id: UUID, payload: AwardIn) -> Commendation:
    """登记表彰决定。"""
    return commending.award(request.actor, commendation_id, **payload.dict())
