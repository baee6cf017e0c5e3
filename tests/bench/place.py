"""A city of realistic size for the benchmark: its places, committees at each level, people, accounts with tokens."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.access import actor_of
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.accounts.sessions import SessionStore
from fengqiao.core.actor import Actor
from fengqiao.jurisdictions.actions import create_jurisdiction
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import actions as people
from fengqiao.regions import actions as regions
from fengqiao.regions.division import package_folder
from fengqiao.regions.models import Level, Region, scope_of

PROFILE = """extends: CN
slug: {slug}
code: "{code}"
name: {name}
short_name: {short}
source: GB/T 2260 行政区划代码 {code}
phone: "12348"
phone_source: default, no source：公共法律服务热线
version: "2026.1"
valid_from: 2020-01-01
levels:
  - {{code: city, name: 市, source: "default, no source"}}
  - {{code: county, name: 县（市、区）, source: "default, no source"}}
  - {{code: street, name: 乡镇（街道）, source: "default, no source"}}
  - {{code: community, name: 村（社区）, source: "default, no source"}}
organisation_types:
  - {{code: centre, source: "default, no source"}}
screening: []
"""


@dataclass(frozen=True)
class City:
    """A city: the name of its schema, its six digits, its names. Its host and the first part of its regions' codes follow."""

    slug: str
    code: str
    name: str
    short: str

    @property
    def host(self) -> str:
        """The host name of its jurisdiction."""
        return f"{self.slug}.localhost"

    @property
    def scope(self) -> str:
        """The leading digits that all its places share."""
        return scope_of(self.code.ljust(12, "0"))


CHANGSHA = City("bench", "430100", "长沙市", "长沙")
INDUSTRIES = {"medical": "医疗", "road_traffic": "交通事故", "labour": "劳动争议", "property_management": "物业"}


@dataclass(frozen=True)
class User:
    """An account of the benchmark: its session key, the key of its token, where it works."""

    role: Role
    session: str
    token: str
    organisation: str


def builder(city: City) -> Actor:
    """Return who makes the city and imports into it."""
    held = (Permission.VIEW_REGISTRY, Permission.MANAGE_REGISTRY, Permission.MANAGE_ACCOUNTS, Permission.IMPORT)
    return Actor(None, "压测程序", timezone.now(), frozenset(p.value for p in held), region_scope=city.scope)


def build(city: City, folder: Path) -> None:
    """Make tables and jurisdiction, and furnish it. folder: for the profile."""
    call_command("migrate_schemas", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    shutil.copytree(profiles_folder() / "CN", folder / "CN")
    (folder / city.slug).mkdir()
    profile = PROFILE.format(slug=city.slug, code=city.code, name=city.name, short=city.short)
    (folder / city.slug / "profile.yaml").write_text(profile, encoding="utf-8")
    create_jurisdiction(builder(city), slug=city.slug, host=city.host, folder=folder)
    connection.set_schema(city.slug)  # type: ignore[attr-defined]  # of django-tenants' backend
    furnish(city)


def furnish(city: City, *, streets: int | None = None) -> None:
    """Load places, register organisations and mediators, in the jurisdiction in which the caller stands.

    streets: in how many streets, and in their villages and communities, there are committees; None: in all.
    """
    actor = builder(city)
    regions.load(actor, code=city.code, folder=package_folder())
    whole = city.code.ljust(12, "0")
    bureau = organisations.register(actor, kind="bureau", name=f"{city.name}司法局", region_code=whole)
    centre = f"{city.name}矛盾纠纷调解中心"
    organisations.register(
        actor, kind="centre", name=centre, short_name=f"{city.short}中心", region_code=whole, parent_id=bureau.pk
    )
    organisations.register(actor, kind="court", name=f"{city.name}中级人民法院", region_code=whole)
    for code, name in INDUSTRIES.items():
        organisations.register(
            actor,
            kind="industry_committee",
            name=f"{city.name}{name}纠纷人民调解委员会",
            short_name=f"{city.short}{name}"[:12],
            region_code=whole,
            specialities=[code],
        )
    places = _places(streets)
    made = organisations.add_many(
        actor,
        [
            organisations.NewOrganisation(
                kind=f"{_kind(place)}_committee",
                name=f"{place.path}人民调解委员会",
                short_name=f"{city.short}{number:04}",
                region_code=place.code,
            )
            for number, place in enumerate(places)
        ],
    )
    _mediators(actor, [row for row, place in zip(made, places, strict=True) if place.level == Level.STREET])


def _places(streets: int | None) -> list[Region]:
    chosen = list(Region.objects.filter(level=Level.STREET).order_by("code")[:streets])
    return [*chosen, *Region.objects.filter(level=Level.COMMUNITY, parent__in=chosen).order_by("code")]


def _kind(place: Region) -> str:
    if place.level == Level.STREET:
        return "street" if "街道" in place.name else "township"
    return "village" if "村" in place.name else "community"


NAMES = ("黎明辉", "文秀英", "苏建军", "易春兰")


def _mediators(actor: Actor, committees: list[Organisation]) -> None:
    since = date(2022, 1, 4)
    added = people.add_many(
        actor,
        [
            people.NewPerson(
                {"name": name},
                [people.PastPost(people.NewPost(committee.pk, "mediator", since, origin="appointed"))],
            )
            for committee in committees
            for name in NAMES[:2]
        ],
    )
    if added.faults:
        raise next(iter(added.faults.values()))


def users(city: City, most: int = 16) -> list[User]:
    """Make the accounts that use the platform: directors of so many streets' committees, and who supervises the city."""
    actor, made = builder(city), []
    committees = Organisation.objects.filter(kind__endswith="_committee", level="street").order_by("region_id")
    posts = [(Role.DIRECTOR, committee, "") for committee in committees[:most]]
    posts.append((Role.CITY_BUREAU, Organisation.objects.get(kind="bureau"), city.scope))
    for number, (role, organisation, scope) in enumerate(posts):
        user = accounts.create_user(
            actor,
            username=f"bench{number}",
            name="压测人员",
            password=f"Bench-{number}-walks",
            must_change_password=False,
        )
        accounts.assign(
            actor,
            user.pk,
            role=role,
            organisation_id=organisation.pk,
            region_scope=scope,
            starts_on=timezone.localdate() - timedelta(days=1),
        )
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.save()
        _row, key = accounts.issue_token(actor_of(user, timezone.now()), name="压测")
        made.append(User(role, store.session_key or "", key, str(organisation.pk)))
    return made
