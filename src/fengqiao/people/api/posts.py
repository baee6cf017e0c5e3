"""`/people/{id}/posts`, `/appointments`, admissions: the verbs of posts."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.people import access, actions, queries
from fengqiao.people.actions import reviewing
from fengqiao.people.api.register import AppointmentOut, PostIn
from fengqiao.people.models import Appointment, Ended, Review, Tie, TieKind

router = Router(tags=["people"])
Why = Annotated[str, Field(min_length=2, max_length=1000)]


class RenewIn(Input):
    """新任期。"""

    starts_on: date
    term_ends_on: date | None = None
    body: Annotated[str, Field(max_length=120)] = ""
    certificate: Annotated[str, Field(max_length=40)] = ""
    certificate_issuer: Annotated[str, Field(max_length=120)] = ""
    certificate_from: date | None = None
    certificate_until: date | None = None


class PostEndIn(Input):
    """结束任职：推选的由推选单位罢免，聘任的由聘任单位解聘（人民调解法第15条）。"""

    on: date
    how: Ended
    by: Annotated[str, Field(max_length=120)] = ""
    why: Why


class PersonReasonIn(Input):
    """理由。"""

    why: Why


class TieIn(Input):
    """申报的利益关系；身份证号和电话只保存校验值。"""

    kind: TieKind
    name: Annotated[str, Field(min_length=2, max_length=120)]
    id_number: Annotated[str, Field(max_length=18)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    note: Annotated[str, Field(max_length=200)] = ""


class TieOut(Schema):
    """A declared tie."""

    id: UUID
    kind: TieKind
    name: str
    note: str


class ExpiringQuery(Paging):
    """What runs out within how many days."""

    what: Literal["term", "certificate"] = "term"
    within: Annotated[int, Field(ge=0, le=3650)] = 90


class ExpiringOut(AppointmentOut):
    """A post that runs out."""

    person_id: UUID
    person: str

    @staticmethod
    def resolve_person(post: Appointment) -> str:
        """Return the person's name."""
        return post.person.name


class AdmissionIn(Input):
    """准入申请：由一人提交，另一人审核。"""

    post: PostIn
    reason: Annotated[str, Field(min_length=4, max_length=2000)]


class ReviewOpinionIn(Input):
    """审核意见。"""

    verb: Literal["approve", "refuse", "withdraw"]
    opinion: Annotated[str, Field(min_length=2, max_length=2000)]


class ReviewOut(Schema):
    """An admission or exit."""

    id: UUID
    kind: str
    state: str
    person_id: UUID
    organisation_id: UUID
    appointment_id: UUID | None
    reason: str
    opinion: str
    checks: list[dict[str, Any]]


class ReviewQuery(Paging):
    """哪些审核；state 为空的是全部。"""

    state: Review.State | Literal[""] = Review.State.SUBMITTED


@router.post("/people/{person_id}/posts", response={201: AppointmentOut}, url_name="person_posts")
def appoint(request: ApiRequest, person_id: UUID, payload: PostIn) -> Status[Any]:
    """增加一项任职。"""
    return Status(201, actions.appoint(request.actor, person_id, payload.new()))


@router.get("/appointments/expiring", response=Paged[ExpiringOut], url_name="appointments_expiring")
def expiring(request: ApiRequest, query: Query[ExpiringQuery]) -> dict[str, Any]:
    """即将届满的任期、到期的证书，先到期的在前。"""
    day = local_date(request.actor.at)
    found = queries.expiring(request.actor, day, what=query.what, within=query.within)
    return paged(keyset(found, queries.EXPIRING_ORDER[query.what], query.cursor, query.size))


@router.post("/appointments/{appointment_id}/renew", response={201: AppointmentOut}, url_name="appointment_renew")
def renew(request: ApiRequest, appointment_id: UUID, payload: RenewIn) -> Status[Any]:
    """续任：原任期在新任期开始的前一天结束。"""
    return Status(201, actions.renew(request.actor, appointment_id, **payload.dict()))


@router.post("/appointments/{appointment_id}/end", response=AppointmentOut, url_name="appointment_end")
def end(request: ApiRequest, appointment_id: UUID, payload: PostEndIn) -> Appointment:
    """结束任职；在办的纠纷须先移交。"""
    return actions.end(request.actor, appointment_id, **payload.dict())


@router.post("/people/{person_id}/ties", response={201: TieOut}, url_name="person_ties")
def declare(request: ApiRequest, person_id: UUID, payload: TieIn) -> Status[Any]:
    """申报利益关系，指派时据以建议回避。"""
    return Status(201, actions.declare(request.actor, person_id, **payload.dict()))


@router.get("/people/{person_id}/ties", response=list[TieOut], url_name="person_ties")
def ties(request: ApiRequest, person_id: UUID) -> list[Tie]:
    """申报的利益关系。"""
    return list(queries.ties(access.get_for(request.actor, person_id, Permission.VIEW_REGISTRY)))


@router.post("/people/{person_id}/suspend", response={204: None}, url_name="person_suspend")
def suspend(request: ApiRequest, person_id: UUID, payload: PersonReasonIn) -> Status[Any]:
    """暂停指派。"""
    actions.suspend(request.actor, person_id, why=payload.why)
    return Status(204, None)


@router.post("/people/{person_id}/lift", response={204: None}, url_name="person_lift")
def lift(request: ApiRequest, person_id: UUID, payload: PersonReasonIn) -> Status[Any]:
    """恢复指派。"""
    actions.lift(request.actor, person_id, why=payload.why)
    return Status(204, None)


@router.post("/people/{person_id}/admission", response={201: ReviewOut}, url_name="person_admission")
def propose(request: ApiRequest, person_id: UUID, payload: AdmissionIn) -> Status[Any]:
    """提交准入申请。"""
    return Status(201, reviewing.propose(request.actor, person_id, payload.post.new(), reason=payload.reason))


@router.post("/appointments/{appointment_id}/exit", response={201: ReviewOut}, url_name="appointment_exit")
def propose_exit(request: ApiRequest, appointment_id: UUID, payload: PersonReasonIn) -> Status[Any]:
    """考核不合格的，提出退出。"""
    return Status(201, reviewing.propose_exit(request.actor, appointment_id, reason=payload.why))


@router.get("/reviews", response=Paged[ReviewOut], url_name="reviews")
def reviews(request: ApiRequest, query: Query[ReviewQuery]) -> dict[str, Any]:
    """辖区内的准入和退出审核，新的在前。"""
    found = queries.reviews(request.actor, state=query.state)
    return paged(keyset(found, queries.REVIEW_ORDER, query.cursor, query.size))


@router.get("/reviews/{review_id}", response=ReviewOut, url_name="review")
def review(request: ApiRequest, review_id: UUID) -> Review:
    """一项准入或者退出审核。"""
    return access.review_for(request.actor, review_id, Permission.MANAGE_REGISTRY)


@router.post("/reviews/{review_id}/decide", response=ReviewOut, url_name="review_decide")
def decide(request: ApiRequest, review_id: UUID, payload: ReviewOpinionIn) -> Review:
    """审核或者撤回。"""
    if payload.verb == "withdraw":
        return reviewing.withdraw(request.actor, review_id, why=payload.opinion)
    do = reviewing.approve if payload.verb == "approve" else reviewing.refuse
    return do(request.actor, review_id, opinion=payload.opinion)
