"""What the register of people says about a mediator bears on the assignment, and matters are handed over before a post ends."""

from dataclasses import replace

import pytest

from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Role
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.mediation import actions
from fengqiao.people import actions as people
from fengqiao.people import queries
from fengqiao.people.actions import tracing
from fengqiao.people.models import Appointment

BUREAU = ROLE_PERMISSIONS[Role.CITY_BUREAU]


@pytest.fixture
def accepted(room):
    return room.accepted()


@pytest.fixture
def keeper(office):
    """鲁敏慧 keeps the register."""
    return replace(office.supervisor, permissions=frozenset(permission.value for permission in BUREAU))


def test_a_suspended_mediator_is_not_assigned(office, accepted, keeper):
    people.suspend(keeper, office.xia.pk, why="投诉核查期间")
    with pytest.raises(Malformed) as refusal:
        actions.assign(office.director, accepted.pk, lead_id=office.xia.pk)
    assert refusal.value.code == "mediator_suspended"
    people.lift(keeper, office.xia.pk, why="核查结束")
    actions.assign(office.director, accepted.pk, lead_id=office.xia.pk)


def test_a_post_ends_only_when_the_matters_are_handed_over(office, accepted, keeper):
    actions.assign(office.director, accepted.pk, lead_id=office.xia.pk)
    post = Appointment.objects.get(person=office.xia)
    leaving = {"on": local_date(keeper.at), "why": "调离", "how": "moved"}
    with pytest.raises(NotNow) as refusal:
        people.end(keeper, post.pk, **leaving)
    assert refusal.value.code == "cases_open"
    assert "1件" in refusal.value.message
    actions.replace(office.director, accepted.pk, person_id=office.xia.pk, by_id=office.cheng.pk, reason="调离")
    assert people.end(keeper, post.pk, **leaving).ended_how == "moved"


def test_a_tie_to_a_party_is_told_and_blocks_nothing(office, accepted, keeper):
    people.declare(keeper, office.xia.pk, kind="relative", name="张建国")
    marks = [queries.PartyMark(party.name, party.id_number, party.phone) for party in accepted.parties.all()]
    (caution,) = queries.cautions([office.xia.pk], marks, local_date(keeper.at))[office.xia.pk]
    assert "张建国是其近亲属" in caution.text
    actions.assign(office.director, accepted.pk, lead_id=office.xia.pk)


def test_a_trace_begins_with_everybody_who_had_the_matter_in_hand(office, accepted, keeper):
    actions.assign(office.director, accepted.pk, lead_id=office.xia.pk)
    trace = tracing.open_trace(
        keeper, kind="crime", occurred_on=local_date(keeper.at), narrative="双方在楼道内争执，造成一人轻伤。",
        number=accepted.receipt_number,
    )  # fmt: skip
    traced = {row.name: row for row in queries.traced(trace)}
    assert traced["夏云峰"].person == office.xia
    assert {"夏云峰", "程继红"} <= set(traced)
    with pytest.raises(NotNow):
        tracing.open_trace(
            keeper, kind="crime", occurred_on=local_date(keeper.at), narrative="双方在楼道内争执，造成一人轻伤。",
            number=accepted.receipt_number,
        )  # fmt: skip
