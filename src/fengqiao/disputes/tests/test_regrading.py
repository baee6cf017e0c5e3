"""What is written down later raises the grade by itself, and never lowers it."""

import pytest
from django.db import connection
from django_tenants.utils import schema_context
from procrastinate.contrib.django.models import ProcrastinateJob

from fengqiao.config.jobs import lapse_offers as every_five_minutes
from fengqiao.core import events
from fengqiao.core.errors import Forbidden
from fengqiao.disputes import actions, queries
from fengqiao.disputes.models import CrimeReport, Dispute, DueMoment, GradeDecision, RouteOffer
from fengqiao.disputes.tasks import lapse_offers
from fengqiao.disputes.tests.test_intake import refused
from fengqiao.disputes.workflow import Desk, Status
from tests.office import NOW, leak

pytestmark = pytest.mark.django_db
CALM = "双方坐下来谈了半小时，气氛平和，约定下周再谈。"
KNIFE = "被申请人突然从家中拿出菜刀，扬言要砍死对方，被民警当场控制。"


def told(actor, dispute, text):
    """Let a package above tell what was written down."""
    dispute.refresh_from_db()
    events.publish("dispute.told", actor=actor, dispute=dispute, text=text, occasion="session_record")
    dispute.refresh_from_db()


def test_a_calm_record_leaves_grade_and_history_alone(office):
    dispute = actions.register(office.tu, leak())
    before = (dispute.grade, dispute.revision, GradeDecision.objects.count())
    told(office.mediator, dispute, CALM)
    assert (dispute.grade, dispute.revision, GradeDecision.objects.count()) == before


def test_a_knife_in_a_record_makes_the_matter_red_with_the_response_owed(office):
    dispute = actions.register(office.tu, leak())
    assert dispute.grade != "red"
    told(office.mediator, dispute, KNIFE)
    assert dispute.grade == "red"
    decision = queries.latest_grade(dispute)
    assert (decision.occasion, decision.decided_by_name) == ("session_record", "夏云峰")
    assert DueMoment.objects.filter(dispute=dispute, clock="grade_response", state="running").count() == 1


def test_an_officers_lower_grade_stands_until_something_graver_is_told(office):
    dispute = actions.register(office.tu, leak(narrative=f"{leak().narrative}{KNIFE}"))
    assert dispute.grade == "red"
    actions.grade(office.gong, dispute.pk, override="blue", reason="经核实没有刀具，系误传。")
    told(office.mediator, dispute, CALM)
    assert dispute.grade == "blue"


def test_an_ended_matter_is_not_graded_any_more(office):
    dispute = actions.register(office.tu, leak())
    actions.transfer(office.gong, dispute.pk, reason="另有机关处理", organ="物业主管部门")
    dispute.refresh_from_db()
    grade = dispute.grade
    told(office.gong, dispute, KNIFE)
    assert dispute.grade == grade


def test_whoever_works_on_a_matter_reports_an_offence_though_another_keeps_it(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    actions.report_offence(office.mediator, dispute.pk, recipient="珞南派出所", content="对方持刀威胁。")
    dispute.refresh_from_db()
    assert (dispute.grade, dispute.status) == ("red", Status.REFERRED)


def test_who_only_looks_on_makes_no_report(office):
    dispute = actions.register(office.tu, leak())
    watcher = office.actor("leader", office.bureau, name="领导", scope="420111")
    refused(Forbidden, "permission_missing", actions.report_offence, watcher, dispute.pk, recipient="派出所", content="线索")  # fmt: skip
    assert not CrimeReport.objects.exists()


def test_a_withdrawn_matter_does_not_come_back_when_its_offer_lapses(office):
    dispute = actions.register(office.tu, leak())
    offer = actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    actions.decline(office.director, dispute.pk, reason="法院已经受理", competent_organ="人民法院")
    assert RouteOffer.objects.get(pk=offer.pk).state == "returned"
    actions.lapse(office.later(hours=30).gong, offer.pk)
    assert Dispute.objects.get(pk=dispute.pk).status == Status.DECLINED


def test_unanswered_offers_return_by_themselves_in_every_jurisdiction(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    RouteOffer.objects.update(due_at=NOW.replace(year=2020))
    every_five_minutes.func(timestamp=0)
    jobs = ProcrastinateJob.objects.filter(task_name="disputes.lapse_offers")
    assert {job.args["schema"] for job in jobs} >= {connection.schema_name}
    with schema_context(connection.schema_name):
        lapse_offers.func(schema=connection.schema_name)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.next_desk, dispute.next_organisation_id) == (
        Status.REGISTERED,
        Desk.TRIAGE,
        office.centre.pk,
    )
    event = queries.history(dispute).last()
    assert (event.actor_name, event.verb, event.data["lapsed"]) == ("系统", "return", True)
    lapse_offers.func(schema=connection.schema_name)
    assert queries.history(dispute).last() == event


def test_what_the_police_enter_lies_with_the_desk_of_the_place(office):
    officer = office.actor("referrer", office.police, name="民警")
    dispute = actions.register(officer, leak())
    assert (dispute.organisation_id, dispute.next_desk) == (office.centre.pk, Desk.TRIAGE)
    assert list(queries.my_turn(office.gong)) == [dispute]
    assert dispute.involvements.filter(organisation=office.police).exists()


def test_what_a_committee_enters_is_its_own_to_accept(office):
    dispute = actions.register(office.villager, leak())
    assert (dispute.organisation_id, dispute.next_desk) == (office.community.pk, Desk.RECEIVER)
    assert list(queries.my_turn(office.villager)) == [dispute]
    assert actions.accept(office.villager, dispute.pk).file_number


def test_a_duplicate_is_found_however_its_phone_is_typed(office):
    first = actions.register(office.tu, leak())
    found = queries.likely_duplicates(office.tu, id_numbers=[], phones=["138 0000-5678".replace("-", " ")], narrative="", now=office.now)  # fmt: skip
    assert [item.dispute.pk for item in found] == [first.pk]
