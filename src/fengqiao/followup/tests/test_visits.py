"""Visits after an agreement: owed by rules of the profile, made with their record, dropped only with a reason."""

from datetime import date, timedelta

import pytest

from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.disputes.models import Dispute
from fengqiao.documents import queries as documents
from fengqiao.followup import actions, queries
from fengqiao.followup.actions import NewVisit
from fengqiao.followup.models import Visit
from fengqiao.followup.rules import visits
from fengqiao.jurisdictions.queries import current_ruleset
from tests.outcome import clocks, effective, facts, fresh, pays, refused

pytestmark = pytest.mark.django_db
RULES = {"form": "written", "effective_on": date(2026, 11, 20), "last_due_on": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("given", "owed"),
    [
        ({"on_the_spot": False, "grade": "blue"}, [("performance", date(2027, 1, 3))]),
        ({"on_the_spot": True, "grade": "blue"}, []),
        ({"on_the_spot": True, "grade": "yellow"}, [("stability", date(2026, 12, 20))]),
        (
            {"on_the_spot": False, "grade": "red", "last_due_on": None},
            [("performance", date(2026, 11, 23)), ("stability", date(2026, 12, 20))],
        ),
    ],
)
def test_the_rules_of_the_profile_say_which_visits_are_owed(office, given, owed):
    found = visits.owed(current_ruleset().follow_up, **{**RULES, **given})
    assert [(each.rule, each.due_on) for each in found] == owed
    assert all("默认值" in each.source for each in found)


def test_a_visit_fills_what_the_record_knows_and_makes_its_paper(room):
    dispute = effective(room, lambda dispute: pays(dispute, 900, date(2026, 11, 25)))
    (planned,) = queries.planned_visits(dispute)
    room.later(days=7)
    made = actions.visit(
        room.xia,
        dispute.pk,
        NewVisit(way="phone", visited="张建国", satisfaction="fair", risk="李秀英失业，可能拖延"),
        visit_id=planned.pk,
    )
    assert made.performance == "协议共1项（期），已履行0项（期）。第1项李秀英还应付900.00元。"
    assert made.visitors == "夏云峰"
    assert [clock.state for clock in dispute.clocks.filter(clock="follow_up")] == ["met"]
    assert facts(dispute)["visits_done"].holds
    form = documents.form_of(documents.current("dispute", dispute.pk, "follow_up_record", made.pk.hex))
    assert (form.visited, form.satisfaction, form.risk) == ("张建国", "fair", "李秀英失业，可能拖延")
    assert queries.satisfaction(Dispute.objects.all()) == {"fair": 1}
    refused(
        NotNow, "visit_not_planned", actions.visit, room.xia, dispute.pk, NewVisit(way="phone", visited="张建国"),
        visit_id=planned.pk,
    )  # fmt: skip


def test_only_the_last_answer_of_a_matter_counts_as_its_satisfaction(room):
    dispute = effective(room)
    for days, answer in ((1, "unsatisfied"), (2, "satisfied"), (3, "")):
        room.later(days=days)
        actions.visit(room.xia, dispute.pk, NewVisit(way="visit", visited="张建国", satisfaction=answer))
    assert queries.satisfaction(Dispute.objects.all()) == {"satisfied": 1}


def test_a_visit_that_no_rule_owes_leaves_the_owed_one(room):
    dispute = effective(room)
    actions.visit(room.xia, dispute.pk, NewVisit(way="office", visited="李秀英"))
    assert not facts(dispute)["visits_done"].holds
    assert Visit.objects.filter(dispute=dispute).count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"visited": " "}, "visited_missing"),
        ({"way": "drone"}, "way_unknown"),
        ({"satisfaction": "perfect"}, "satisfaction_unknown"),
        ({"risk": "长" * 1001}, "risk_too_long"),
        ({"visited_at": "tomorrow"}, "visited_at_out_of_range"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_beside_its_field(room, changes, code):
    dispute = effective(room)
    if "visited_at" in changes:
        changes = {"visited_at": room.xia.at + timedelta(days=1)}
    made = NewVisit(**{"way": "phone", "visited": "张建国", **changes})
    before = fresh(dispute).revision
    refused(Malformed, code, actions.visit, room.xia, dispute.pk, made)
    assert not Visit.objects.filter(state="done").exists()
    assert fresh(dispute).revision == before


def test_an_owed_visit_is_dropped_only_with_a_reason(room):
    dispute = effective(room)
    (planned,) = queries.planned_visits(dispute)
    refused(Malformed, "reason_missing", actions.drop_visit, room.xia, dispute.pk, planned.pk, why=" ")
    actions.drop_visit(room.xia, dispute.pk, planned.pk, why="双方已迁往外省，电话停机")
    assert facts(dispute)["visits_done"].holds
    assert not clocks(dispute, "follow_up")
    assert Visit.objects.get().dropped_reason == "双方已迁往外省，电话停机"


def test_a_visit_of_another_matter_is_not_found(room):
    mine, other = effective(room), effective(room)
    (planned,) = queries.planned_visits(other)
    refused(
        NotFound, "visit_not_found", actions.visit, room.xia, mine.pk, NewVisit(way="phone", visited="张建国"),
        visit_id=planned.pk,
    )  # fmt: skip
    assert Visit.objects.get(pk=planned.pk).state == "planned"
