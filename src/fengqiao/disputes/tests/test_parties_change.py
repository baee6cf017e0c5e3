"""Who was left out and what was written down wrongly about a party, after registration."""

from dataclasses import replace

import pytest

from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow, Stale
from fengqiao.disputes import access, actions, queries
from fengqiao.disputes.models import Dispute, Party, PartyAgent
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.disputes.tests.test_intake import refused
from fengqiao.disputes.workflow import Status
from tests.office import leak

pytestmark = pytest.mark.django_db
WIFE = NewParty(side="respondent", kind="person", name="周桂兰", phone="138 0000 9999")


def test_a_party_left_out_is_added_found_by_search_and_told_in_the_history(office):
    dispute = actions.register(office.tu, leak())
    added = actions.add_party(office.tu, dispute.pk, WIFE, why="房屋系夫妻共有。")
    dispute.refresh_from_db()
    assert (added.order, added.phone, dispute.people_count) == (3, "13800009999", 3)
    assert dispute.title == "张某某与李某某等 · 邻里纠纷"
    assert list(queries.searched(access.visible_to(office.gong), "周桂兰")) == [dispute]
    event = queries.history(dispute).last()
    assert (event.verb, event.why) == ("add_party", "房屋系夫妻共有。")
    assert "周桂兰" not in str(event.data)


def test_a_wrong_name_and_number_are_set_right_and_the_old_ones_stay_masked_in_the_history(office):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    changes = {"name": "张健国", "id_number": "11010519491231002x", "phone": "13700001111"}
    actions.correct_party(office.tu, dispute.pk, party.pk, changes, why="对照身份证更正。")
    party.refresh_from_db()
    dispute.refresh_from_db()
    assert (party.name, party.id_number, party.phone_tail, party.sex) == ("张健国", "11010519491231002X", "1111", "f")
    assert queries.by_follow_code(queries.follow_code(dispute.pk), "1111") == dispute
    event = queries.history(dispute).last()
    assert event.verb == "correct_party"
    assert event.data["before"]["phone"] == "138****5678"
    assert "11010519491231002X" not in str(event.data)
    assert list(queries.searched(access.visible_to(office.gong), "健国")) == [dispute]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"id_number": "110105194912310021"}, "id_number_invalid", "id_number"),
        ({"phone": "12"}, "phone_invalid", "phone"),
        ({"name": " "}, "party_name_missing", "name"),
        ({"headcount": 3}, "headcount_of_one", "headcount"),
        ({"name": "张建国"}, "nothing_changed", ""),
    ],
)
def test_a_wrong_correction_is_refused_with_its_field_and_changes_nothing(office, changes, code, field):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    refusal = refused(Malformed, code, actions.correct_party, office.tu, dispute.pk, party.pk, changes, why="更正")
    assert refusal.field == field
    party.refresh_from_db()
    assert (party.name, party.phone) == ("张建国", "13800005678")
    assert Dispute.objects.get(pk=dispute.pk).revision == dispute.revision


def test_only_the_keeper_changes_parties_and_only_until_an_agreement_is_reached(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    refused(Forbidden, "not_your_turn", actions.add_party, office.director, dispute.pk, WIFE, why="漏登")
    refused(NotFound, "dispute_not_found", actions.add_party, office.outsider, dispute.pk, WIFE, why="漏登")
    refused(Malformed, "reason_missing", actions.add_party, office.tu, dispute.pk, WIFE, why=" ")
    stale = {"why": "漏登", "expected_revision": 1}
    refused(Stale, "dispute_changed", actions.add_party, office.tu, dispute.pk, WIFE, **stale)
    actions.accept(office.director, dispute.pk)
    actions.add_party(office.director, dispute.pk, WIFE, why="漏登")
    for status in (Status.AGREED, Status.PERFORMING):
        Dispute.objects.filter(pk=dispute.pk).update(status=status)
        refused(NotNow, "parties_settled", actions.add_party, office.director, dispute.pk, WIFE, why="漏登")
        first = dispute.parties.first()
        refused(
            NotNow,
            "parties_settled",
            actions.correct_party,
            office.director,
            dispute.pk,
            first.pk,
            {"name": "张"},
            why="错",
        )
    assert Party.objects.filter(dispute=dispute).count() == 3


def test_who_stands_for_a_party_is_replaced_and_who_stays_keeps_the_row(office):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    lawyer, son = NewAgent("agent", "陶律师", phone="13600001111"), NewAgent("agent", "张小军")
    actions.correct_party(office.tu, dispute.pk, party.pk, {"agents": (lawyer,)}, why="委托代理")
    kept = PartyAgent.objects.get()
    actions.correct_party(
        office.tu, dispute.pk, party.pk, {"agents": (replace(lawyer, relation="律师"), son)}, why="增加"
    )
    assert PartyAgent.objects.get(name="陶律师").pk == kept.pk
    assert PartyAgent.objects.get(name="陶律师").relation == "律师"
    actions.correct_party(office.tu, dispute.pk, party.pk, {"agents": (son,)}, why="解除委托")
    assert [agent.name for agent in party.agents.all()] == ["张小军"]


def test_the_phone_of_somebody_who_stands_for_a_party_is_shown_for_a_reason(office):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    actions.correct_party(office.tu, dispute.pk, party.pk, {"agents": (NewAgent("agent", "陶律师", phone="13600001111"),)}, why="委托")  # fmt: skip
    agent = PartyAgent.objects.get()
    assert actions.reveal(office.tu, dispute.pk, agent.pk, field="phone", reason="通知到场") == "13600001111"
    assert queries.history(dispute).last().verb == "reveal"
