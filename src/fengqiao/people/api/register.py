"""`/people`: the register of people. Identity numbers and phones are masked."""

from datetime import date
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from ninja import Field, Query, Router, Schema, Status

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.people import access, actions, queries
from fengqiao.people.facts import Given
from fengqiao.people.models import Appointment, Education, Origin, Person, Politics, Post, Sex

router = Router(tags=["people"])


class AppointmentOut(Schema):
    """A post."""

    id: UUID
    organisation_id: UUID
    organisation: str
    post: Post
    origin: Origin | Literal[""]
    is_full_time: bool
    is_purchased: bool
    starts_on: date
    term_ends_on: date | None
    ends_on: date | None
    ended_how: str
    ended_by: str
    body: str
    certificate: str
    certificate_until: date | None

    @staticmethod
    def resolve_organisation(post: Appointment) -> str:
        """Return the organisation's name."""
        return post.organisation.name


class PersonOut(Schema):
    """A person with the posts held today."""

    id: UUID
    name: str
    sex: str
    birth_year: int | None
    phone: str
    specialities: list[str]
    languages: list[str]
    verified_on: date | None
    posts: list[AppointmentOut]

    @staticmethod
    def resolve_birth_year(person: Person) -> int | None:
        """Return the year only: the day is nobody's business in a list."""
        return person.birth_on.year if person.birth_on else None

    @staticmethod
    def resolve_phone(person: Person) -> str:
        """Return the phone masked."""
        return person.masked_phone


class PersonQuery(Paging):
    """Which people."""

    q: Annotated[
        str, Field(max_length=60, description="姓名、拼音或首字母、电话后四位、证书编号，或者完整的电话、身份证号")
    ] = ""
    organisation: UUID | None = None
    post: Post | Literal["", "mediating"] = ""
    region: Annotated[str, Field(pattern=r"^\d{0,15}$", description="区划代码或者其前几位")] = ""
    full_time: bool | None = None
    state: Literal["active", "former", "all"] = "active"


@router.get("/people", response=Paged[PersonOut], url_name="people")
def people(request: ApiRequest, query: Query[PersonQuery]) -> dict[str, Any]:
    """人员名册，按拼音排列，带今天的任职。"""
    found = queries.listed(
        request.actor,
        local_date(request.actor.at),
        q=query.q,
        organisation=query.organisation,
        post=query.post,
        region=query.region,
        full_time=query.full_time,
        state=query.state,
    )
    return paged(keyset(found, queries.ORDER, query.cursor, query.size))


class PostIn(Input):
    """一项任职；调解员须写明推选或者聘任。"""

    organisation_id: UUID
    post: Post
    starts_on: date
    origin: Origin | Literal[""] = ""
    is_full_time: bool = False
    is_purchased: bool = False
    term_ends_on: date | None = None
    body: Annotated[str, Field(max_length=120, description="推选或者聘任单位")] = ""
    certificate: Annotated[str, Field(max_length=40)] = ""
    certificate_issuer: Annotated[str, Field(max_length=120)] = ""
    certificate_from: date | None = None
    certificate_until: date | None = None

    def new(self) -> actions.NewPost:
        """Return the post for the action."""
        return actions.NewPost(**self.dict())


class ParticularsIn(Input):
    """关于一个人的登记内容；变更时没有写的保持不变。"""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    sex: Sex | Literal[""] | None = None
    birth_on: date | None = None
    id_number: Annotated[str, Field(max_length=18)] | None = None
    phone: Annotated[str, Field(max_length=20)] | None = None
    ethnicity: Annotated[str, Field(max_length=20)] | None = None
    education: Education | Literal[""] | None = None
    politics: Politics | Literal[""] | None = None
    employer: Annotated[str, Field(max_length=120)] | None = None
    specialities: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=40)] | None = None
    languages: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=12)] | None = None
    hours: Annotated[list[Annotated[str, Field(max_length=2)]], Field(max_length=14)] | None = None
    away_from: date | None = None
    away_until: date | None = None
    interests: Annotated[str, Field(max_length=2000)] | None = None

    def given(self) -> Given:
        """Return what was said, for the action."""
        told = self.dict(exclude_unset=True, exclude={"post"})
        empty = {name for name, value in told.items() if value is None} - {"birth_on", "away_from", "away_until"}
        return cast(Given, {name: value for name, value in told.items() if name not in empty})


class PersonIn(ParticularsIn):
    """登记一个人和第一项任职（人民调解法第13条）。"""

    post: PostIn


def _whole(request: ApiRequest, person_id: UUID) -> Person:
    return person(request, person_id)


@router.post("/people", response={201: PersonOut}, url_name="people")
def register(request: ApiRequest, payload: PersonIn) -> Status[Any]:
    """登记人员。"""
    made = actions.register(request.actor, post=payload.post.new(), **payload.given())
    return Status(201, _whole(request, made.pk))


@router.post("/people/{person_id}/change", response=PersonOut, url_name="person_change")
def change(request: ApiRequest, person_id: UUID, payload: ParticularsIn) -> Person:
    """变更登记；没有写的保持不变。"""
    actions.change(request.actor, person_id, **payload.given())
    return _whole(request, person_id)


@router.get("/people/{person_id}", response=PersonOut, url_name="person")
def person(request: ApiRequest, person_id: UUID) -> Person:
    """一个人和今天的任职。"""
    found = access.get_for(request.actor, person_id, Permission.VIEW_REGISTRY)
    found.posts = list(queries.appointments(found).filter(queries.on(local_date(request.actor.at))))  # type: ignore[attr-defined]  # for the answer only
    return found
