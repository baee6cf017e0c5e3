"""Closed cases, made through the doors that people use, and the people of two payers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import Actor
from fengqiao.disputes.models import Dispute
from fengqiao.followup import actions as followup
from fengqiao.followup import queries as performance
from fengqiao.mediation.actions.settling import Promise, Sitting, settle_on_the_spot
from fengqiao.mediation.tests.conftest import Room
from fengqiao.people import actions as people
from fengqiao.subsidies import actions
from fengqiao.subsidies.models import Batch
from tests.office import NOW, Office, leak
from tests.outcome import CALM, effective, fresh, pays

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 20)


@dataclass
class Payers:
    """鲁敏慧 and 郝建军 work at the bureau, 隋晓宁 and 万里 at the court."""

    office: Office
    room: Room

    def _at(self, role: Role, organisation, name: str, scope: str = "", **ago) -> Actor:
        actor = self.office.actor(role, organisation, name=name, scope=scope)
        return replace(actor, at=NOW + timedelta(days=3))

    @property
    def lu(self) -> Actor:
        """鲁敏慧 draws the bureau's batches up."""
        return self._lu

    def __post_init__(self):
        self._lu = self._at(Role.COUNTY_BUREAU, self.office.bureau, "鲁敏慧", "420111")
        self.hao = self._at(Role.COUNTY_BUREAU, self.office.bureau, "郝建军", "420111")
        self.sui = self._at(Role.COURT, self.office.court, "隋晓宁")
        self.wan = self._at(Role.COURT, self.office.court, "万里")

    def closed(self, amount=3000, *, form: str = "written", **matter) -> Dispute:
        """A matter that 夏云峰 settled, that was performed and closed on 20 November."""
        dispute = effective(self.room, lambda each: pays(each, amount, date(2026, 11, 30)), form=form, **matter)
        keys = [each.part.key for each in performance.overview(dispute).progress]
        followup.record_performance(self.room.xia, dispute.pk, parts=keys)
        for owed in performance.planned_visits(dispute):
            seen = followup.NewVisit(way="phone", visited="张建国", satisfaction="satisfied")
            followup.visit(self.room.xia, dispute.pk, seen, visit_id=owed.pk)
        followup.close(self.room.xia, dispute.pk)
        return fresh(dispute)

    def spoken(self) -> Dispute:
        """A matter that 夏云峰 settled orally on the spot on 20 November, and closed."""
        promise = Promise("支付维修费", debtor=1, creditor=0, kind="pay", amount=Decimal(200))
        sitting = Sitting(
            started_at=NOW - timedelta(minutes=30), place="居委会", facts="楼上漏水。", promises=(promise,),
            told_principles=True, consented=True,
        )  # fmt: skip
        office = self.office
        lead = office.actor(Role.DIRECTOR, office.street, name="夏云峰", person=office.xia)
        dispute = settle_on_the_spot(lead, sitting, matter=leak(narrative=CALM))
        followup.close(self.room.xia, dispute.pk)
        return fresh(dispute)

    def entrusted(self) -> Dispute:
        """A closed matter that the court had entrusted before filing it."""
        given = {"entruster": "court", "entrusting_organ": "洪山区法院", "court_stage": "delegated"}
        return self.closed(source="entrusted", **given)

    def drawn(self, actor=None, kind="case", first=FIRST, last=LAST) -> Batch:
        """A batch over the days of the tests."""
        return actions.draw(actor or self.lu, kind=kind, first_on=first, last_on=last)

    def budget(self, amount=100000, kind="case", year=2026):
        """Money of the year."""
        return actions.set_budget(
            self.lu, year=year, name=f"{kind}经费", kind=kind, amount=Decimal(amount), source="区财政局预算批复"
        )

    def approved(self, batch: Batch) -> Batch:
        """The batch after both persons."""
        actions.submit(self.lu, batch.pk)
        return actions.approve(self.hao, batch.pk)

    def paid(self, batch: Batch) -> Batch:
        """The batch after its publicity."""
        published = actions.publish(self.lu, self.approved(batch).pk)
        return actions.pay(late(self.lu), published.pk)

    def call(self, dispute: Dispute, answer="confirmed"):
        """鲁敏慧 calls 张建国."""
        return actions.call_back(self.lu, dispute.pk, dispute.parties.first().pk, answer=answer)

    def post(self, name: str, organisation, *, starts_on=date(2025, 1, 1), **more):
        """Somebody on a bought full-time post."""
        keeper = Actor(
            None, "登记员", NOW, frozenset({Permission.MANAGE_REGISTRY, Permission.VIEW_REGISTRY}), region_scope="4201"
        )
        given = {"is_full_time": True, "is_purchased": True, "origin": "appointed", **more}
        return people.register(
            keeper,
            name=name,
            post=people.NewPost(organisation_id=organisation.pk, post="mediator", starts_on=starts_on, **given),
        )


def late(actor: Actor, days: int = 30) -> Actor:
    """The same person when the publicity is long over."""
    return replace(actor, at=actor.at + timedelta(days=days))


@pytest.fixture
def payers(office) -> Payers:
    """The people who pay."""
    return Payers(office, Room(office))
