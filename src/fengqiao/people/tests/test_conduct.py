"""Complaints from receipt to end, traces and commendations."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.tests.conftest import KEEPER
from fengqiao.people import actions, queries
from fengqiao.people.actions import commending, complaining, printing, tracing
from fengqiao.people.models import Commendation, Complaint, Trace, TracedPerson

DAY = date(2026, 11, 21)
HANDLE = KEEPER | {"dispute.supervise", "personal.reveal"}


@pytest.fixture
def officer(lu):
    """鲁敏慧 handles complaints for the county bureau."""
    return replace(lu, permissions=frozenset(HANDLE))


@pytest.fixture
def gao(lu, bureau, directing):
    """高文斌 of the bureau, who inquires."""
    return actions.register(
        lu, name="高文斌", post=replace(directing, organisation_id=bureau.pk, post="officer", origin="")
    )


def told(cheng, **changes):
    new = {
        "about": "曾继红",
        "narrative": "十一月三日调解时一直替对方说话，还骂我不讲理，在场的人都听见了。",
        "complainant": "张建国",
        "phone": "13900009876",
        "acts": ["partial", "insult"],
        "person_id": cheng.pk,
    }
    return complaining.NewComplaint(**{**new, **changes})


@pytest.fixture
def complaint(officer, cheng):
    return complaining.receive(officer, told(cheng), door="counter")


def later(actor, days):
    return replace(actor, at=actor.at + timedelta(days=days))


def found(officer, complaint, gao, gravity="minor"):
    complaining.inquire(officer, complaint.pk, inquirer_id=gao.pk)
    return complaining.find(
        officer, complaint.pk, result="founded", gravity=gravity, finding="经向在场三人核实，调解中确有言语侮辱。"
    )


def state(complaint):
    return Complaint.objects.get(pk=complaint.pk).state


def test_a_complaint_gets_a_number_a_code_and_a_day_for_the_answer(complaint, street):
    assert complaint.number == "T2026-00001"
    assert (complaint.organisation, complaint.due_on) == (street, DAY + timedelta(days=30))
    assert queries.by_complaint_code(queries.complaint_code(complaint.pk), "9876") == complaint
    assert queries.by_complaint_code(queries.complaint_code(complaint.pk), "0000") is None


def test_who_complains_stands_nowhere_in_the_clear(complaint, officer):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM people_complaint c")
        kept = cursor.fetchone()[0]
    history = str([event.data for event in audit.history(complaint.pk)])
    for text in ("张建国", "13900009876"):
        assert text not in kept
        assert text not in history
    assert complaining.reveal_complainant(officer, complaint.pk, why="电话核实") == ("张建国", "13900009876")
    assert audit.history(complaint.pk).last().verb == "reveal"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": " "}, "about"),
        ({"narrative": "太差"}, "narrative"),
        ({"narrative": "差" * 4001}, "narrative"),
        ({"phone": "12345"}, "phone"),
        ({"complainant": ""}, "complainant"),
        ({"acts": ["murder"]}, "acts"),
        ({"person_id": None}, "region_code"),
    ],
)
def test_a_complaint_that_cannot_be_is_refused_at_its_field(officer, cheng, wrong, field):
    with pytest.raises(Malformed) as refusal:
        complaining.receive(officer, told(cheng, **wrong), door="phone")
    assert refusal.value.field == field
    assert not Complaint.objects.exists()


def test_the_committee_criticises_where_it_is_minor(officer, complaint, gao, street):
    found(officer, complaint, gao)
    done = complaining.decide(officer, complaint.pk, decided_on=DAY, decision="批评教育，当面道歉。")
    assert (done.sanction, done.decided_by) == ("criticism", street.name)
    assert complaining.answer(officer, complaint.pk, answer="经核查情况属实，已对其批评教育。").state == "answered"
    with pytest.raises(NotNow):
        complaining.close(officer, complaint.pk)
    assert complaining.close(later(officer, 16), complaint.pk).state == "closed"


def test_the_appointed_are_dismissed_by_who_appointed_them_and_the_post_ends(officer, complaint, gao, cheng, street):
    found(officer, complaint, gao, "serious")
    done = complaining.decide(officer, complaint.pk, decided_on=DAY, decision="收受财物，予以解聘。")
    (post,) = queries.appointments(cheng)
    assert (done.sanction, done.decided_by) == ("dismissal", street.name)
    assert (post.ends_on, post.ended_how, post.ended_by) == (DAY, "dismissed", street.name)
    assert printing.print_post(officer, post.pk, leaving=True).kind == "dismissal_notice"


def test_the_elected_are_removed_by_who_elected_them_and_nobody_else(officer, lu, directing, gao):
    post = replace(directing, post="member", origin="elected")
    member = actions.register(lu, name="罗正国", post=post)
    complaint = complaining.receive(officer, told(member, about="罗正国"), door="letter")
    found(officer, complaint, gao, "serious")
    with pytest.raises(Malformed) as refusal:
        complaining.decide(officer, complaint.pk, decided_on=DAY, decision="予以罢免。")
    assert (refusal.value.field, state(complaint)) == ("by", "found")
    done = complaining.decide(officer, complaint.pk, decided_on=DAY, decision="予以罢免。", by="洪珞社区居民会议")
    assert (done.sanction, done.decided_by) == ("removal", "洪珞社区居民会议")


def test_who_is_involved_does_not_inquire(officer, lu, complaint, cheng, directing, gao):
    colleague = actions.register(lu, name="夏云峰", post=replace(directing, post="mediator"))
    actions.declare(lu, gao.pk, kind="relative", name="曾继红")
    complainant = actions.register(
        lu, name="张建国", phone="13900009876", post=replace(directing, post="helper", origin="")
    )
    for person in (cheng, colleague, gao, complainant):
        with pytest.raises(Malformed) as refusal:
            complaining.inquire(officer, complaint.pk, inquirer_id=person.pk)
        assert refusal.value.code == "inquirer_involved"
    assert state(complaint) == "received"


def test_after_an_appeal_somebody_else_inquires_or_the_result_stands(officer, complaint, gao, bureau, lu, directing):
    found(officer, complaint, gao)
    complaining.decide(officer, complaint.pk, decided_on=DAY, decision="批评教育。")
    complaining.answer(officer, complaint.pk, answer="经核查情况属实，已对其批评教育。")
    with pytest.raises(NotNow):
        complaining.appeal(later(officer, 16), complaint.pk, by="person", grounds="认为核查没有听取本人意见。")
    complaining.appeal(later(officer, 15), complaint.pk, by="person", grounds="认为核查没有听取本人意见。")
    with pytest.raises(Malformed):
        complaining.inquire(officer, complaint.pk, inquirer_id=gao.pk)
    other = actions.register(
        lu, name="贺敏", post=replace(directing, organisation_id=bureau.pk, post="officer", origin="")
    )
    assert complaining.inquire(officer, complaint.pk, inquirer_id=other.pk).state == "inquiring"


def test_a_step_out_of_turn_changes_nothing(officer, complaint):
    for step in (
        lambda: complaining.decide(officer, complaint.pk, decided_on=DAY, decision="批评教育。"),
        lambda: complaining.answer(officer, complaint.pk, answer="经核查情况属实，已经处理。"),
        lambda: complaining.uphold(officer, complaint.pk, opinion="维持原处理意见，驳回申诉。"),
        lambda: complaining.close(officer, complaint.pk),
    ):
        with pytest.raises(NotNow):
            step()
    assert state(complaint) == "received"
    assert audit.history(complaint.pk).count() == 1


def test_the_person_complained_of_and_other_districts_see_nothing(officer, complaint, cheng, xiang):
    for stranger in (replace(officer, person_id=cheng.pk), replace(xiang, permissions=frozenset(HANDLE))):
        with pytest.raises(NotFound):
            complaining.decline(stranger, complaint.pk, why="不属于投诉事项")
    with pytest.raises(Forbidden):
        complaining.decline(replace(officer, permissions=frozenset(KEEPER)), complaint.pk, why="不属于投诉事项")
    assert state(complaint) == "received"


def test_a_suspension_for_the_complaint_ends_with_its_decision(officer, complaint, cheng, gao, street):
    actions.suspend(officer, cheng.pk, why="核查期间", complaint=complaint)
    assert queries.mediators(street.pk, DAY) == []
    assert not queries.is_mediator(cheng.pk, street.pk, DAY)
    found(officer, complaint, gao)
    complaining.decide(officer, complaint.pk, decided_on=DAY, decision="批评教育。")
    assert queries.suspensions(cheng).get().ends_on == DAY


def test_each_letter_of_a_complaint_is_made_when_it_is_due(officer, complaint, gao):
    assert printing.print_complaint(officer, complaint.pk, form="receipt").kind == "complaint_receipt"
    with pytest.raises(NotNow):
        printing.print_complaint(officer, complaint.pk, form="answer")
    found(officer, complaint, gao)
    complaining.decide(officer, complaint.pk, decided_on=DAY, decision="批评教育。")
    complaining.answer(officer, complaint.pk, answer="经核查情况属实，已对其批评教育。")
    assert printing.print_complaint(officer, complaint.pk, form="answer").number == complaint.number
    assert printing.print_complaint(officer, complaint.pk, form="sanction").kind == "sanction_notice"


def test_a_trace_ends_when_everybody_is_judged_and_opens_what_the_law_asks(officer, cheng):
    trace = tracing.open_trace(
        officer, kind="crime", occurred_on=DAY, narrative="双方在楼道内争执，造成一人轻伤。",
        matter="张建国与李秀英邻里纠纷", region_code="420111001001",
    )  # fmt: skip
    stranger = tracing.add_person(officer, trace.pk, name="网格员某某", organisation="洪珞社区", part="日常排查")
    handler = TracedPerson.objects.create(trace=trace, person=cheng, name=cheng.name, part="主持调解员")
    tracing.assign_degree(officer, trace.pk, stranger.pk, degree="none", finding="按期排查并上报。")
    with pytest.raises(NotNow):
        tracing.conclude(officer, trace.pk, conclusion="调解后没有按期回访，失去预警。", measures="逐件核对到期回访。")
    tracing.assign_degree(officer, trace.pk, handler.pk, degree="minor", finding="没有按期回访。")
    done = tracing.conclude(
        officer, trace.pk, conclusion="调解后没有按期回访，失去预警。", measures="全街道逐件核对到期的回访。"
    )
    assert done.state == Trace.State.CONCLUDED
    (opened,) = Complaint.objects.all()
    assert (opened.door, opened.person, opened.trace) == ("trace", cheng, trace)
    assert printing.print_trace(officer, trace.pk).kind == "trace_report"


def test_a_commendation_is_shown_before_it_is_made_and_objections_are_answered(lu, cheng):
    row = commending.propose(
        lu, subject="person", title="优秀人民调解员", rank="county", awarded_by="洪山区人民政府",
        deeds="扎根社区二十年，调解纠纷千余件。", person_id=cheng.pk,
    )  # fmt: skip
    assert list(queries.public_commendations(DAY)) == []
    with pytest.raises(Malformed):
        commending.show(lu, row.pk, until=DAY + timedelta(days=4))
    commending.show(lu, row.pk, until=DAY + timedelta(days=5))
    assert list(queries.public_commendations(DAY)) == [row]
    commending.object_to(lu, row.pk, text="其中一件并非由其调解，请核实。")
    with pytest.raises(NotNow):
        commending.award(lu, row.pk, on=DAY, number="洪政〔2026〕1号")
    end = later(lu, 7)
    with pytest.raises(Malformed) as refusal:
        commending.award(end, row.pk, on=DAY + timedelta(days=6), number="洪政〔2026〕1号")
    assert refusal.value.field == "answer"
    done = commending.award(
        end, row.pk, on=DAY + timedelta(days=6), number="洪政〔2026〕1号", answer="经核实已更正事迹。"
    )
    assert done.state == Commendation.State.AWARDED
    assert list(queries.commendations_of(cheng)) == [row]
    assert printing.print_commendation(end, row.pk).kind == "commendation_decision"


def test_a_demonstration_point_is_named_at_its_organisation(lu, street):
    row = commending.propose(
        lu, subject="point", title="规范化调解示范点", rank="city", awarded_by="武汉市司法局",
        deeds="场所规范，制度上墙，群众满意。", organisation_id=street.pk, point="洪珞评理说事点",
    )  # fmt: skip
    assert (row.name, row.organisation, row.region_code) == ("洪珞评理说事点", street, street.region_code)


def test_a_closed_organisation_still_has_its_complaints(officer, complaint, lu, community):
    organisations.deactivate(lu, community.pk, on=date(2026, 11, 20), why="合并")
    assert complaint in queries.complaints(officer)
