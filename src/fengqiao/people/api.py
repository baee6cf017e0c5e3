"""`/people`: the register of people. Identity numbers and phones are masked."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Paged, Paging, paged
from fengqiao.core.clock import local_date
from fengqiao.core.paging import keyset
from fengqiao.people import access, queries
from fengqiao.people.models import Appointment, Origin, Person, Post

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
    certificate: str

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

    q: Annotated[str, Field(max_length=60, description="姓名、拼音或首字母、电话后四位，或者完整的电话、身份证号")] = ""
    organisation: UUID | None = None
    post: Post | Literal[""] = ""
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


@router.get("/people/{person_id}", response=PersonOut, url_name="person")
def person(request: ApiRequest, person_id: UUID) -> Person:
    """一个人和今天的任职。"""
    found = access.get_for(request.actor, person_id, Permission.VIEW_REGISTRY)
    found.posts = list(queries.appointments(found).filter(queries.on(local_date(request.actor.at))))  # type: ignore[attr-defined]  # for the answer only
    return found
