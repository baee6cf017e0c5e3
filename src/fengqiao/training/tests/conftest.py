"""The bureau that trains, a street, its community, and the people who are trained."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Role
from fengqiao.core.actor import Actor
from fengqiao.organisations.tests.conftest import NOW, bureau, community, lu, sign_in, street, xiang
from fengqiao.people import actions as people
from fengqiao.training import actions

__all__ = ["bureau", "community", "lu", "sign_in", "street", "xiang"]

DAY = date(2026, 11, 21)
"""Today."""


@dataclass
class School:
    """鲁敏慧 plans for the city, 何丽娟 directs the street's committee, 夏云峰 and 罗正国 are its mediators, 方亚琴 the community's."""

    bureau: object
    street: object
    community: object
    lu: Actor

    def actor(self, name, role, *, scope="", organisation=None, person=None) -> Actor:
        return Actor(
            None, name, NOW, frozenset(p.value for p in ROLE_PERMISSIONS[role]), region_scope=scope,
            organisation_id=organisation.pk if organisation else None, person_id=person,
        )  # fmt: skip

    def person(self, name, organisation, *, post="mediator", starts_on=date(2024, 1, 1), **given) -> UUID:
        origin = "" if post in ("legal_adviser", "officer") else "appointed"
        certificate = given.pop("certificate", "")
        new = people.NewPost(
            organisation_id=organisation.pk, post=post, origin=origin, starts_on=starts_on, certificate=certificate
        )
        return people.register(self.lu, name=name, post=new, **given).pk

    def __post_init__(self):
        self.planner = self.actor("鲁敏慧", Role.CITY_BUREAU, scope="4201", organisation=self.bureau)
        self.outsider = self.actor("向国栋", Role.COUNTY_BUREAU, scope="420106")
        self.xia = self.person("夏云峰", self.street, id_number="420111199007190016", phone="13900001234")
        self.luo = self.person("罗正国", self.street, certificate="武洪调2024007", phone="13900005678")
        self.fang = self.person("方亚琴", self.community, post="director", phone="13900009012")
        self.director = self.actor("何丽娟", Role.DIRECTOR, organisation=self.street)
        self.mediator = self.actor("夏云峰", Role.MEDIATOR, organisation=self.street, person=self.xia)

    def course(self, **changes) -> "actions.NewCourse":
        """A course of one day, today, by the bureau."""
        given = {
            "organiser_id": self.bureau.pk, "title": "人民调解员年度培训", "kind": "collective", "starts_on": DAY,
            "ends_on": DAY, "hours": Decimal(6),
        }  # fmt: skip
        return actions.NewCourse(**{**given, **changes})

    def attendance(self, **changes) -> "actions.Attendance":
        """夏云峰 at that course."""
        given = {"title": "人民调解员年度培训", "starts_on": DAY, "id_number": "420111199007190016"}
        return actions.Attendance(**{**given, **changes})


@pytest.fixture
def school(lu, bureau, street, community) -> School:
    """The office of the tests."""
    return School(bureau, street, community, lu)


def later(actor: Actor, days: int = 1) -> Actor:
    """The same person some days later."""
    return replace(actor, at=actor.at + timedelta(days=days))
