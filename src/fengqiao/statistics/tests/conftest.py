"""Cases in every state, made through the doors that people use."""

from datetime import timedelta

import pytest

from fengqiao.accounts.permissions import Role
from fengqiao.disputes import actions as disputes
from fengqiao.mediation.actions.settling import Promise, Sitting, settle_on_the_spot
from tests.office import leak


@pytest.fixture
def accept(office):
    """Register a matter at the street's committee and accept it there."""

    def made(actor=None, **changes):
        actor = actor or office.director
        dispute = disputes.register(actor, leak(**changes))
        return disputes.accept(actor, dispute.pk)

    return made


@pytest.fixture
def settle(office):
    """Settle a matter orally on the spot, performed at once."""

    def made(amount=None, **changes):
        sitting = Sitting(
            started_at=office.now - timedelta(minutes=30),
            place="洪珞社区居委会",
            facts="楼上漏水损坏天花板。",
            promises=(
                Promise("赔偿维修费", debtor=1, creditor=0, kind="pay", amount=amount)
                if amount
                else Promise("当面道歉", debtor=1, creditor=0),
            ),
            told_principles=True,
            consented=True,
        )
        lead = office.actor(Role.DIRECTOR, office.street, name="夏云峰", person=office.xia)
        return settle_on_the_spot(lead, sitting, matter=leak(**changes))

    return made
