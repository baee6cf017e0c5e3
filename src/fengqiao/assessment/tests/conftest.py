"""Cases that were settled in the last quarter of 2026, and the people who assess them early in 2027."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fengqiao.accounts.permissions import Role
from fengqiao.assessment import actions
from fengqiao.assessment.models import Round, Score
from fengqiao.core.actor import Actor
from fengqiao.disputes.models import Dispute
from fengqiao.mediation.tests.conftest import Room
from fengqiao.statistics.rules.periods import Period, read
from fengqiao.subsidies.tests.conftest import Payers
from tests.office import Office

AT = datetime(2027, 1, 6, 2, 0, tzinfo=UTC)
"""A Wednesday morning, 10:00 in Wuhan, when the year is over."""
YEAR, QUARTER = read("2026"), read("2026Q4")


@dataclass
class Assessors:
    """鲁敏慧 prepares and 郝建军 reviews at the county bureau; 夏云峰 mediates at the street's committee."""

    office: Office
    payers: Payers

    def _at(self, role: Role, organisation, name: str, **more) -> Actor:
        return replace(self.office.actor(role, organisation, name=name, **more), at=AT)

    def __post_init__(self):
        office = self.office
        self.lu = self._at(Role.COUNTY_BUREAU, office.bureau, "鲁敏慧", scope="420111")
        self.hao = self._at(Role.COUNTY_BUREAU, office.bureau, "郝建军", scope="420111")
        self.ma = self._at(Role.CITY_BUREAU, office.bureau, "马国强", scope="4201")
        self.xia = self._at(Role.MEDIATOR, office.street, "夏云峰", person=office.xia)
        self.cai = self._at(Role.VILLAGE_MEDIATOR, office.community, "蔡晓梅")

    def closed(self, **matter) -> Dispute:
        """A matter that 夏云峰 settled, that was performed and closed in November 2026."""
        return self.payers.closed(**matter)

    def opened(self, subject: str = "organisation", period: Period = QUARTER, by: Actor | None = None) -> Round:
        """A round that is computed."""
        actor = by or self.lu
        found = actions.open_round(actor, subject=subject, period=period)
        actions.compute(found.pk, found.run, actor)
        found.refresh_from_db()
        return found

    def public(self, **more) -> Round:
        """A round that stands out for everybody to see."""
        found = self.opened(**more)
        actions.submit(self.lu, found.pk)
        actions.approve(self.hao, found.pk)
        return actions.publish(self.lu, found.pk)

    def locked(self, **more) -> Round:
        """A round that is done with."""
        return actions.lock(late(self.hao), self.public(**more).pk)


def late(actor: Actor, days: int = 30) -> Actor:
    """The same person when the publicity is long over."""
    return replace(actor, at=actor.at + timedelta(days=days))


def score_of(found: Round, *, organisation=None, person=None) -> Score:
    """The score of somebody in a round."""
    return found.scores.get(person=person) if person else found.scores.get(organisation=organisation, person=None)


@pytest.fixture
def payers(office) -> Payers:
    """The people who settle and pay."""
    return Payers(office, Room(office))


@pytest.fixture
def assessors(office, payers) -> Assessors:
    """The people who assess."""
    return Assessors(office, payers)


@pytest.fixture
def day() -> date:
    """The local day on which they assess."""
    return date(2027, 1, 6)
