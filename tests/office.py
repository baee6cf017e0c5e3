"""An office of named people in Wuhan, for tests of any package: rules, a few real places, organisations and who works there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from fengqiao.core.actor import Actor, system
from fengqiao.core.ids import uuid7
from fengqiao.core.tokens import index_tokens
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.jurisdictions.actions import create_jurisdiction
from fengqiao.jurisdictions.queries import forget, versions
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.models import Organisation
from fengqiao.people import actions as people
from fengqiao.people.models import Person
from fengqiao.regions.models import Level, Region

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""A Friday morning, 10:00 in Wuhan."""
CITY, COUNTY, STREET, COMMUNITY = "420100000000", "420111000000", "420111001000", "420111001001"
PLACES = (
    (CITY, "武汉市", Level.CITY, None),
    (COUNTY, "洪山区", Level.COUNTY, CITY),
    (STREET, "珞南街道", Level.STREET, COUNTY),
    (COMMUNITY, "洪珞社区", Level.COMMUNITY, STREET),
)


@dataclass
class Office:
    """Organisations by name, and actors at them."""

    bureau: Organisation
    centre: Organisation
    street: Organisation
    community: Organisation
    medical: Organisation
    court: Organisation
    police: Organisation
    xia: Person
    cheng: Person
    now: datetime = NOW

    def actor(
        self, role: Role, organisation: Organisation | None, *, name: str, scope: str = "", person: Person | None = None
    ) -> Actor:
        """Return somebody with a role at an organisation."""
        return Actor(
            user_id=uuid7(),
            name=name,
            at=self.now,
            permissions=frozenset(p.value for p in ROLE_PERMISSIONS[role]),
            organisation_id=organisation.pk if organisation else None,
            region_scope=scope,
            person_id=person.pk if person else None,
        )

    @property
    def tu(self) -> Actor:
        """涂海洋 registers at the centre's counter."""
        return self.actor(Role.FRONT_DESK, self.centre, name="涂海洋")

    @property
    def gong(self) -> Actor:
        """龚雪琴 triages at the centre."""
        return self.actor(Role.TRIAGE_OFFICER, self.centre, name="龚雪琴", scope="420111")

    @property
    def director(self) -> Actor:
        """程继红 directs the street's committee."""
        return self.actor(Role.DIRECTOR, self.street, name="程继红", person=self.cheng)

    @property
    def mediator(self) -> Actor:
        """夏云峰 mediates at the street's committee."""
        return self.actor(Role.MEDIATOR, self.street, name="夏云峰", person=self.xia)

    @property
    def villager(self) -> Actor:
        """蔡晓梅 mediates alone at the community."""
        return self.actor(Role.VILLAGE_MEDIATOR, self.community, name="蔡晓梅")

    @property
    def supervisor(self) -> Actor:
        """鲁敏慧 supervises for the county bureau."""
        return self.actor(Role.COUNTY_BUREAU, self.bureau, name="鲁敏慧", scope="420111")

    @property
    def outsider(self) -> Actor:
        """A mediator of the medical committee, who has no part in neighbours' quarrels."""
        return self.actor(Role.MEDIATOR, self.medical, name="彭书雅")

    def later(self, **delta: float) -> "Office":
        """Return the same office at a later moment."""
        self.now = self.now + timedelta(**delta)
        return self


def leak(**changes: object) -> NewMatter:
    """A neighbours' dispute over leaking water."""
    values: dict[str, object] = {
        "narrative": "楼上住户卫生间漏水，把我家客厅天花板泡坏了，找物业协调过三次，对方一直说没钱修，要求赔偿损失八千元。",
        "category": "neighbours",
        "category_confirmed": True,
        "region_code": COMMUNITY,
        "parties": (
            NewParty(side="applicant", kind="person", name="张建国", phone="13800005678"),
            NewParty(side="respondent", kind="person", name="李秀英", phone="13900001234"),
        ),
    }
    return NewMatter(**{**values, **changes})


def _register(keeper: Actor, kind: str, name: str, place: str, **more: object) -> Organisation:
    return organisations.register(keeper, kind=kind, name=name, region_code=place, **more)


def _person(keeper: Actor, name: str, organisation: UUID) -> Person:
    post = people.NewPost(organisation_id=organisation, post="mediator", origin="appointed", starts_on=date(2024, 5, 6))
    return people.register(keeper, name=name, post=post)


def build() -> Office:
    """Make the office in the jurisdiction at work and return it."""
    forget()
    if not versions().exists():  # a test with transactions of its own has emptied all tables
        create_jurisdiction(system(NOW, frozenset()), slug="wuhan", host="wuhan.localhost")
    paths: dict[str | None, str] = {None: ""}
    for code, name, level, parent in PLACES:
        paths[code] = paths[parent] + name
        Region.objects.create(
            code=code, name=name, level=level, parent_id=parent, path=paths[code], tokens=index_tokens(paths[code])
        )
    keeper = system(NOW, frozenset({Permission.MANAGE_REGISTRY, Permission.VIEW_REGISTRY}))
    keeper = Actor(None, "登记员", NOW, keeper.permissions, region_scope="4201")
    street = _register(keeper, "street_committee", "武汉市洪山区珞南街道人民调解委员会", STREET, short_name="武洪珞")
    return Office(
        bureau=_register(keeper, "bureau", "武汉市洪山区司法局", COUNTY),
        centre=_register(keeper, "centre", "武汉市洪山区矛盾纠纷调解中心", COUNTY, short_name="武洪"),
        street=street,
        community=_register(
            keeper,
            "community_committee",
            "武汉市洪山区珞南街道洪珞社区人民调解委员会",
            COMMUNITY,
            short_name="武洪珞洪",
        ),
        medical=_register(
            keeper,
            "industry_committee",
            "武汉市医疗纠纷人民调解委员会",
            CITY,
            short_name="武医",
            specialities=["medical"],
        ),
        court=_register(keeper, "court", "武汉市洪山区人民法院", COUNTY),
        police=_register(keeper, "police", "武汉市公安局洪山区分局珞南派出所", STREET),
        xia=_person(keeper, "夏云峰", street.pk),
        cheng=_person(keeper, "程继红", street.pk),
    )


@pytest.fixture
def build_office():
    """What makes the office, for tests with transactions of their own."""
    yield build
    forget()


@pytest.fixture
def office(db, build_office):
    """An office in which everybody named is at work."""
    return build_office()
