"""鲁敏慧 draws up what the bureau pays, 郝建军 approves it, everybody may object, and money may come back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.disputes import actions as disputes
from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.subsidies import access, actions
from fengqiao.subsidies.models import Batch, Budget, Line, Objection, Recovery, Waiting
from fengqiao.subsidies.queries import batches, budgets, candidates, publicity
from fengqiao.subsidies.rules.awards import Held
from fengqiao.subsidies.tests.conftest import FIRST, LAST, late
from tests.outcome import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_is_sampled(monkeypatch):
    """Written agreements are not drawn for a call back, so that each test says by itself what waits."""
    monkeypatch.setattr(candidates, "is_sampled", lambda rules, dispute_id: False)


def test_a_batch_pays_each_closed_case_by_its_rate_and_says_from_what(payers):
    dispute = payers.closed()
    batch = payers.drawn()
    line = batch.lines.get()
    assert (line.dispute_id, line.person_name, line.amount) == (dispute.pk, "夏云峰", Decimal("50.00"))
    assert (batch.total, batch.lines_count, batch.waiting_count) == (Decimal("50.00"), 1, 0)
    assert line.amount_source and line.inputs["form"] == "written" and line.inputs["money"] == "3000.00"
    assert {proof["code"]: proof["state"] for proof in line.proofs} == {
        "record": "there", "signatures": "there", "performance": "there", "follow_up": "there", "call_back": "not_needed",
    }  # fmt: skip
    assert [event.verb for event in audit.history(batch.pk)] == ["draw"]


def test_an_oral_agreement_waits_with_the_reason_until_a_party_confirms(payers):
    dispute = payers.spoken()
    batch = payers.drawn()
    assert not batch.lines.exists()
    assert [reason["code"] for reason in Waiting.objects.get().reasons] == ["call_back"]
    payers.call(dispute)
    batch = actions.refresh(payers.lu, batch.pk)
    assert (batch.lines_count, batch.waiting_count, batch.total) == (1, 0, Decimal("30.00"))


def test_a_party_that_denies_stops_the_payment_of_any_case(payers):
    payers.call(payers.closed(), answer="denied")
    batch = payers.drawn()
    assert (batch.lines_count, batch.waiting_count) == (0, 1)
    refused(NotNow, "batch_empty", actions.submit, payers.lu, batch.pk)


def test_who_mediated_does_not_call_back(payers):
    dispute = payers.closed()
    mine = replace(payers.lu, organisation_id=payers.office.street.pk)
    refused(Forbidden, "not_independent", actions.call_back, mine, dispute.pk, dispute.parties.first().pk, answer="confirmed")  # fmt: skip
    assert not batches.call_backs([dispute.pk])


def test_one_case_is_paid_once_whichever_payer_comes_first(payers):
    payers.entrusted()
    first = payers.drawn(payers.sui)
    assert first.lines_count == 1
    assert payers.drawn().lines_count == 0
    actions.cancel(payers.wan, first.pk, why="改由司法局发放")
    assert payers.drawn().lines_count == 1
    assert payers.drawn(payers.sui).lines_count == 0


def test_a_court_pays_only_for_what_it_entrusted(payers):
    payers.closed()
    assert payers.drawn(payers.sui).lines_count == 0


def test_a_matter_mediated_again_is_the_same_matter(payers):
    dispute = payers.closed()
    batch = payers.paid(payers.drawn() if payers.budget() else None)
    again = disputes.reopen(payers.office.director, dispute.pk, why="反悔")
    assert candidates._roots(type(again).objects.filter(pk=again.pk)) == {again.pk: dispute.pk}
    assert batch.lines.get().matter == dispute.pk


def test_the_database_itself_refuses_a_second_payment(payers):
    payers.closed()
    line = payers.drawn().lines.get()
    other = payers.drawn()
    copy = {name: getattr(line, name) for name in ("dispute_id", "matter", "person_id", "organisation_id", "amount")}
    with pytest.raises(IntegrityError, match="one_case_one_payment"), transaction.atomic():
        Line.objects.create(batch=other, position=1, rate="x", rule_name="x", **copy)
    with pytest.raises(IntegrityError, match="recovery_never_more_than_paid"), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(asked=line.amount + 1)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Batch.objects.filter(pk=other.pk).update(
            approved_at=payers.lu.at, approved_by_id=payers.lu.user_id, submitted_by_id=payers.lu.user_id
        )


@pytest.mark.parametrize(
    ("kind", "first", "last", "error", "code"),
    [
        ("case", LAST, FIRST, Malformed, "days_out_of_order"),
        ("case", FIRST, date(2026, 11, 23), NotNow, "period_not_over"),
        ("monthly", FIRST, LAST, Malformed, "no_whole_month"),
        ("gift", FIRST, LAST, Malformed, "kind_unknown"),
    ],
)
def test_a_span_that_cannot_be_is_refused(payers, kind, first, last, error, code):
    refused(error, code, actions.draw, payers.lu, kind=kind, first_on=first, last_on=last)
    assert not Batch.objects.exists()


def test_who_works_at_no_payer_draws_nothing(payers):
    elsewhere = replace(payers.lu, organisation_id=payers.office.centre.pk)
    refused(Forbidden, "not_a_payer", actions.draw, elsewhere, kind="case", first_on=FIRST, last_on=LAST)
    refused(Forbidden, "permission_missing", actions.draw, payers.office.mediator, kind="case", first_on=FIRST, last_on=LAST)  # fmt: skip
    assert not Batch.objects.exists()


# The second person and the budget


def test_the_one_who_drew_it_up_never_approves_it(payers):
    payers.closed()
    payers.budget()
    batch = payers.drawn()
    actions.submit(payers.hao, batch.pk)
    for same in (payers.lu, payers.hao):
        refused(Forbidden, "second_person_needed", actions.approve, same, batch.pk)
    assert Batch.objects.get().state == "submitted"
    third = replace(payers.lu, user_id=payers.wan.user_id, name="第三人")
    assert actions.approve(third, batch.pk).state == "approved"


def test_nothing_is_approved_without_a_budget_or_beyond_it(payers):
    payers.closed()
    batch = payers.drawn()
    actions.submit(payers.lu, batch.pk)
    refused(NotNow, "no_budget", actions.approve, payers.hao, batch.pk)
    payers.budget("49.99")
    refused(NotNow, "over_budget", actions.approve, payers.hao, batch.pk)
    payers.budget(50)
    actions.approve(payers.hao, batch.pk)
    error = refused(NotNow, "budget_below_spending", payers.budget, "49.99")
    assert "0.01" in error.next_step
    assert Budget.objects.get().amount == 50


def test_another_payers_batch_can_be_seen_but_not_touched(payers):
    payers.entrusted()
    batch = payers.drawn(payers.sui)
    actions.submit(payers.sui, batch.pk)
    assert list(batches.listed(payers.lu)) == [batch]
    refused(Forbidden, "not_your_batch", actions.approve, payers.lu, batch.pk)
    outside = replace(payers.lu, region_scope="420112", organisation_id=None)
    refused(NotFound, "batch_not_found", actions.approve, outside, batch.pk)
    assert Batch.objects.get().state == "submitted"


def test_a_batch_given_back_can_be_put_right(payers):
    payers.closed()
    batch = payers.drawn()
    refused(NotNow, "batch_state", actions.approve, payers.hao, batch.pk)
    actions.submit(payers.lu, batch.pk)
    refused(NotNow, "batch_state", actions.refresh, payers.lu, batch.pk)
    refused(Malformed, "reason_missing", actions.give_back, payers.hao, batch.pk, why=" ")
    actions.give_back(payers.hao, batch.pk, why="请核对金额")
    line = batch.lines.get()
    actions.strike(payers.lu, batch.pk, line.pk, why="当事人反映没有调解")
    refused(NotNow, "line_struck", actions.strike, payers.lu, batch.pk, line.pk, why="再剔除")
    batch = actions.refresh(payers.lu, batch.pk)
    assert (batch.lines_count, batch.total) == (0, 0)
    assert payers.drawn().lines_count == 1


# Publicity


def test_the_list_is_public_for_the_days_of_the_rules_and_open_to_objections(payers):
    payers.closed()
    payers.budget()
    batch = actions.publish(payers.lu, payers.approved(payers.drawn()).pk)
    assert (batch.public_from, batch.public_until) == (date(2026, 11, 23), date(2026, 11, 30))
    line = publicity.lines(batch).get()
    said = {"name": "陈某", "phone": "13800000000", "text": "这件没有调解过。"}
    refused(Malformed, "objector_missing", actions.object_to, line.pk, **{**said, "phone": ""}, at=payers.lu.at)
    refused(NotNow, "publicity_over", actions.object_to, line.pk, **said, at=late(payers.lu).at)
    made = actions.object_to(line.pk, **said, at=payers.lu.at)
    refused(NotNow, "publicity_running", actions.pay, payers.lu, batch.pk)
    refused(NotNow, "objection_open", actions.pay, late(payers.lu), batch.pk)
    actions.answer(payers.hao, batch.pk, made.pk, outcome="upheld", text="经核实属实，予以剔除。")
    refused(NotNow, "objection_answered", actions.answer, payers.hao, batch.pk, made.pk, outcome="dismissed", text="否")
    refused(NotNow, "batch_empty", actions.pay, late(payers.lu), batch.pk)
    batch.refresh_from_db()
    assert (batch.total, batch.state, Objection.objects.get().outcome) == (0, "public", "upheld")
    assert not publicity.lines(batch).exists()


def test_nothing_of_a_batch_is_public_before_it_is_published(payers):
    payers.closed()
    batch = payers.drawn()
    line = batch.lines.get()
    assert publicity.batch(batch.pk) is None
    said = {"name": "陈某", "phone": "13800000000", "text": "这件没有调解过。"}
    refused(NotFound, "line_not_found", actions.object_to, line.pk, **said, at=payers.lu.at)
    assert not Objection.objects.exists()


# Money out and back


def test_paid_money_comes_back_up_to_what_was_paid_and_the_case_is_never_paid_again(payers):
    payers.closed()
    payers.budget()
    batch = payers.paid(payers.drawn())
    line = batch.lines.get()
    assert (batch.state, batch.paid_on) == ("paid", date(2026, 12, 23))
    now = late(payers.hao)
    first = actions.recover(now, batch.pk, line.pk, amount=Decimal("30"), why="协议系虚构")
    for amount in ("20.01", "0", "-1"):
        refused(Malformed, "recovery_out_of_range", actions.recover, now, batch.pk, line.pk, amount=Decimal(amount), why="x")  # fmt: skip
    actions.recover(now, batch.pk, line.pk, amount=Decimal("20"), why="协议系虚构")
    assert Line.objects.get().asked == 50
    assert Recovery.objects.count() == 2
    spent = budgets.spending(2026, "case")
    assert str(spent.actual) == "50.00"
    actions.take_in(now, batch.pk, first.pk)
    refused(NotNow, "recovery_returned", actions.take_in, now, batch.pk, first.pk)
    assert str(budgets.spending(2026, "case").actual) == "20.00"
    assert payers.drawn().lines_count == 0
    refused(NotNow, "batch_state", actions.cancel, now, batch.pk, why="x")


# Months in post


@pytest.fixture
def paid_by_the_month(monkeypatch, payers):
    """Wuhan pays industry committees as Zhanqian does; 鲁敏慧 answers for the whole city."""
    rules = profiles.load(profiles_folder(), "zhanqian").subsidy
    version = current_ruleset().version
    monkeypatch.setattr(access, "rules_for", lambda actor: (rules, version))
    return replace(payers.lu, region_scope="4201")


def test_a_month_in_post_is_paid_once_and_the_forecast_stays(payers, paid_by_the_month):
    lu, october = paid_by_the_month, (date(2026, 10, 1), date(2026, 10, 31))
    payers.post("熊小斌", payers.office.medical)
    payers.post("彭书雅", payers.office.medical, starts_on=date(2026, 10, 17))
    payers.post("尹志成", payers.office.medical, is_full_time=False, is_purchased=False)
    before = budgets.year(lu, 2026)
    batch = payers.drawn(lu, "monthly", *october)
    assert (batch.lines_count, batch.waiting_count) == (0, 2)
    refused(NotNow, "batch_empty", actions.submit, lu, batch.pk)
    first, second = batch.waiting.order_by("id")
    given = {"answer": "served", "evidence": "10月考勤表"}
    refused(Malformed, "evidence_missing", actions.check_service, lu, batch.pk, first.pk, **{**given, "evidence": " "})
    own = replace(lu, person_id=first.person_id)
    refused(Forbidden, "not_independent", actions.check_service, own, batch.pk, first.pk, **given)
    actions.check_service(lu, batch.pk, first.pk, answer="absent", evidence="值班表上没有")
    assert actions.refresh(lu, batch.pk).waiting.get(person=first.person_id).reasons[0]["state"] == "denied"
    for waiting in batch.waiting.all():
        actions.check_service(lu, batch.pk, waiting.pk, **given)
    batch = actions.refresh(lu, batch.pk)
    assert (batch.lines_count, batch.waiting_count) == (2, 0)
    assert [(line.person_name, str(line.amount)) for line in batch.lines.order_by("position")] == [
        ("熊小斌", "2500.00"),
        ("彭书雅", "1209.68"),
    ]
    assert payers.drawn(lu, "monthly", *october).lines_count == 0
    after = budgets.year(lu, 2026)
    assert before.whole.forecast == after.whole.forecast
    assert (after.posts[0].people, after.posts[0].months) == (2, 15)
    line = batch.lines.first()
    copy = {name: getattr(line, name) for name in ("month", "appointment", "person_id", "organisation_id", "amount")}
    with pytest.raises(IntegrityError, match="one_month_one_payment"), transaction.atomic():
        Line.objects.create(batch=batch, position=9, rate="x", rule_name="x", **copy)


def test_who_mediated_in_the_month_has_served(payers, paid_by_the_month):
    payers.closed()
    posts = candidates.posts(paid_by_the_month, date(2026, 11, 1), date(2026, 11, 30))
    xia = payers.room.xia.person_id
    post = Held(UUID(int=1), xia, "夏云峰", payers.office.street.pk, "", "", "", True, True, FIRST, None)
    assert candidates.served([*posts, post], [FIRST])[post.appointment, FIRST] == {"sessions": 1}
    assert not candidates.served([post], [date(2026, 10, 1)])


def test_a_shared_case_is_one_payment_to_several_people(payers, monkeypatch):
    rules = current_ruleset().subsidy
    rates = tuple(rate.model_copy(update={"paid_to": "shared"}) for rate in rules.rates)
    shared = rules.model_copy(update={"rates": rates})
    monkeypatch.setattr(access, "rules_for", lambda actor: (shared, current_ruleset().version))
    dispute = payers.closed()
    second = payers.post("章文", payers.office.street)
    dispute.mediator_assignments.create(
        person=second, part="co", chosen_by="committee", started_at=payers.lu.at, created_at=payers.lu.at
    )
    batch = payers.drawn()
    line = batch.lines.get()
    assert [(share.person_name, share.amount) for share in line.shares.all()] == [("夏云峰", 25), ("章文", 25)]
    assert sorted(row[0] for row in batches.by_person(batch)) == ["夏云峰", "章文"]
    assert payers.drawn().lines_count == 0


def test_the_budget_page_of_wuhan_knows_no_posts_and_says_so(payers):
    payers.post("熊小斌", payers.office.medical)
    found = budgets.year(payers.lu, 2026)
    assert found.posts == [] and found.plain is None
    assert found.whole.forecast == found.by_kind["case"].forecast


def test_a_budget_names_its_document(payers):
    given = {"year": 2026, "name": "经费", "kind": "case", "amount": Decimal(1)}
    refused(Malformed, "budget_source", actions.set_budget, payers.lu, **given, source=" ")
    refused(Malformed, "budget_amount", actions.set_budget, payers.lu, **{**given, "amount": Decimal(0)}, source="文件")
    refused(Malformed, "budget_payer", actions.set_budget, payers.lu, **given, source="某某文件", payer="bank")
    refused(Forbidden, "permission_missing", actions.set_budget, payers.sui, **given, source="某某文件")
    assert not Budget.objects.exists()
