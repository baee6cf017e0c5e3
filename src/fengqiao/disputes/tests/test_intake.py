"""From the counter to acceptance: what is registered, graded, routed, accepted, refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from fengqiao.core import audit
from fengqiao.core.errors import DomainError, Forbidden, Malformed, NotFound, NotNow, Stale
from fengqiao.disputes import access, actions, queries
from fengqiao.disputes.models import CrimeReport, Dispute, FileNumber, Party, RouteOffer
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.disputes.workflow import Desk, Status
from fengqiao.documents import queries as documents
from fengqiao.organisations import actions as organisations
from tests.office import COMMUNITY, leak

pytestmark = pytest.mark.django_db


def refused(kind, code, function, *args, **kwargs):
    """Assert that a call is refused with a code, and return the refusal."""
    with pytest.raises(kind) as caught, transaction.atomic():
        function(*args, **kwargs)
    assert caught.value.code == code, caught.value.code
    return caught.value


def test_the_counter_registers_in_one_step_with_grade_clock_and_chain(office):
    dispute = actions.register(office.tu, leak(amount=Decimal("8000")))
    assert dispute.status == Status.REGISTERED
    assert dispute.title == "张某某与李某某 · 邻里纠纷"
    assert dispute.next_desk == Desk.TRIAGE
    assert dispute.grade in {"red", "yellow", "blue"}
    assert queries.latest_suitability(dispute).result == "mediate"
    assert [event.verb for event in queries.history(dispute)][:1] == ["register"]
    assert audit.broken_link(dispute.pk) is None
    limitation = dispute.clocks.get(clock="limitation")
    assert limitation.rule == "LIMITATION_3Y"
    assert "诉讼时效" in limitation.source


def test_a_request_made_yesterday_counts_from_yesterday_and_one_of_tomorrow_is_refused(office):
    yesterday = office.now - timedelta(days=1)
    assert actions.register(office.tu, leak(requested_at=yesterday)).requested_at == yesterday
    refused(
        Malformed,
        "requested_at_out_of_range",
        actions.register,
        office.tu,
        leak(requested_at=office.now + timedelta(hours=1)),
    )
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"narrative": "  "}, "narrative_missing", "narrative"),
        ({"narrative": "漏" * 20_001}, "narrative_too_long", "narrative"),
        ({"category": "nonsense"}, "category_unknown", "category"),
        ({"region_code": "110101001001"}, "region_unknown", "region_code"),
        ({"amount": Decimal("-1")}, "amount_negative", "amount"),
        ({"amount": Decimal("1.005")}, "amount_form", "amount"),
        ({"amount": Decimal("NaN")}, "amount_negative", "amount"),
        ({"parties": ()}, "parties_missing", "parties"),
        ({"source": "entrusted"}, "entruster_missing", "entrusting_organ"),
        ({"entruster": "court"}, "entruster_without_entrustment", "entruster"),
        (
            {
                "source": "entrusted",
                "entruster": "police",
                "entrusting_organ": "珞南派出所",
                "court_stage": "delegated",
            },
            "court_stage_mismatch",
            "court_stage",
        ),
    ],
)
def test_wrong_input_is_refused_with_its_field_and_nothing_is_written(office, changes, code, field):
    refusal = refused(Malformed, code, actions.register, office.tu, leak(**changes))
    assert refusal.field == field
    assert refusal.status == 422
    assert not Dispute.objects.exists()
    assert not Party.objects.exists()


def test_rare_characters_emoji_and_long_names_are_kept(office):
    parties = (
        NewParty(side="applicant", kind="person", name="𠮷田䶮"),
        NewParty(side="respondent", kind="organisation", name="长" * 120),
    )
    dispute = actions.register(office.tu, leak(parties=parties, narrative="他说😀，我们谈不拢，请求调解。"))
    assert [party.name for party in dispute.parties.all()] == ["𠮷田䶮", "长" * 120]
    assert "😀" in Dispute.objects.get(pk=dispute.pk).narrative


def test_identity_numbers_and_phones_are_not_readable_in_the_database(office):
    parties = (replace(leak().parties[0], id_number="11010519491231002X"), leak().parties[1])
    dispute = actions.register(office.tu, leak(parties=parties))
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT id_number, phone FROM disputes_party WHERE dispute_id = %s ORDER BY "order"', [dispute.pk]
        )
        stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
    assert b"11010519491231002X" not in stored
    assert b"13800005678" not in stored
    assert dispute.parties.first().id_number == "11010519491231002X"


def test_likely_duplicates_are_found_by_person_phone_and_words_and_never_block(office):
    first = actions.register(office.tu, leak())
    found = queries.likely_duplicates(
        office.tu, id_numbers=[], phones=["13800005678"], narrative=leak().narrative + "尽快处理。", now=office.now
    )
    assert [item.dispute.pk for item in found] == [first.pk]
    assert found[0].why[0] == "同一电话"
    assert any("内容相近" in why for why in found[0].why)
    assert actions.register(office.tu, leak()).pk != first.pk


def test_duplicates_of_others_are_not_shown_to_an_outsider(office):
    actions.register(office.tu, leak())
    assert not queries.likely_duplicates(
        office.outsider, id_numbers=[], phones=["13800005678"], narrative=leak().narrative, now=office.now
    )


def test_a_matter_is_routed_with_reasons_and_the_sender_keeps_it_until_acceptance(office):
    dispute = actions.register(office.tu, leak())
    best = queries.route_suggestions(dispute)
    assert best[0].reasons
    assert office.medical.pk not in [item.candidate.id for item in best]
    offer = actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    dispute.refresh_from_db()
    assert dispute.status == Status.REFERRED
    assert dispute.organisation_id == office.centre.pk
    assert dispute.next_organisation_id == office.street.pk
    assert dispute.next_due_at == offer.due_at
    assert office.centre.name not in [item["name"] for item in offer.alternatives]
    accepted = actions.accept(office.director, dispute.pk)
    assert accepted.organisation_id == office.street.pk
    assert accepted.file_number == "（2026）武洪珞人调字第0001号"
    assert accepted.clocks.get(clock="mediation_period").rule == "PM_MONTH"
    assert accepted.clocks.get(clock="offer_answer").state == "met"


def test_routing_to_an_organisation_that_does_not_mediate_is_refused(office):
    dispute = actions.register(office.tu, leak())
    refused(Malformed, "receiver_unfit", actions.route, office.gong, dispute.pk, receiver_id=office.police.pk)
    assert Dispute.objects.get(pk=dispute.pk).status == Status.REGISTERED
    assert not RouteOffer.objects.exists()


def test_a_matter_is_not_offered_to_the_committee_that_has_it(office):
    dispute = actions.register(office.director, leak())
    assert dispute.organisation_id == office.street.pk
    assert office.street.pk not in [item.candidate.id for item in queries.route_suggestions(dispute)]
    refused(Malformed, "receiver_has_it", actions.route, office.gong, dispute.pk, receiver_id=office.street.pk)
    assert Dispute.objects.get(pk=dispute.pk).status == Status.REGISTERED
    assert not RouteOffer.objects.exists()


def test_an_unanswered_offer_returns_to_the_sender_and_shows_as_late(office):
    dispute = actions.register(office.tu, leak())
    offer = actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    refused(NotNow, "offer_still_open", actions.lapse, office.gong, offer.pk)
    office.later(hours=25)
    assert queries.overdue_offers(office.now) == [offer.pk]
    actions.lapse(office.gong, offer.pk)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.next_desk, dispute.next_organisation_id) == (
        Status.REGISTERED,
        Desk.TRIAGE,
        office.centre.pk,
    )
    assert RouteOffer.objects.get(pk=offer.pk).state == "lapsed"
    assert dispute.clocks.get(clock="offer_answer").state == "late"


def test_a_receiver_returns_an_offer_only_with_a_reason(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    refused(Malformed, "reason_missing", actions.return_offer, office.director, dispute.pk, why=" ")
    actions.return_offer(office.director, dispute.pk, why="当事人住在另一街道。")
    assert Dispute.objects.get(pk=dispute.pk).status == Status.REGISTERED


def test_nobody_but_the_receiver_accepts(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    refused(NotFound, "dispute_not_found", actions.accept, office.villager, dispute.pk)
    refused(Forbidden, "permission_missing", actions.accept, office.gong, dispute.pk)
    assert not FileNumber.objects.exists()


def test_a_matter_for_another_organ_cannot_be_routed_but_is_referred_with_a_notice(office):
    dispute = actions.register(
        office.tu, leak(narrative="对城管局作出的罚款决定不服，要求撤销该行政处罚决定。", category="other")
    )
    assert queries.latest_suitability(dispute).result == "not-suitable"
    refusal = refused(NotNow, "missing_suitable", actions.route, office.gong, dispute.pk, receiver_id=office.street.pk)
    assert "应由" in refusal.message
    actions.transfer(office.gong, dispute.pk, reason="行政争议", organ="洪山区人民政府（行政复议机关）")
    dispute.refresh_from_db()
    assert dispute.status == Status.TRANSFERRED
    assert [paper.kind for paper in documents.for_subject("dispute", dispute.pk)] == ["transfer_letter"]


def test_declining_names_the_competent_organ_and_prints_the_notice(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    refused(
        Malformed,
        "competent_organ_missing",
        actions.decline,
        office.director,
        dispute.pk,
        reason="不属于民间纠纷",
        competent_organ="",
    )
    actions.decline(office.director, dispute.pk, reason="法院已经受理", competent_organ="洪山区人民法院")
    dispute.refresh_from_db()
    assert (dispute.status, dispute.outcome, dispute.file_number) == (Status.DECLINED, "declined", None)
    assert [paper.kind for paper in documents.for_subject("dispute", dispute.pk)] == ["decline_notice"]


def test_a_grade_is_never_lowered_by_machine_and_only_with_a_reason_by_people(office):
    dispute = actions.register(office.tu, leak())
    actions.grade(office.gong, dispute.pk, override="red", reason="当事人扬言报复。")
    actions.grade(office.gong, dispute.pk)
    assert Dispute.objects.get(pk=dispute.pk).grade == "red"
    refused(Malformed, "override_reason_missing", actions.grade, office.gong, dispute.pk, override="blue")
    actions.grade(office.gong, dispute.pk, override="blue", reason="经核实系气话，双方已平息。")
    assert Dispute.objects.get(pk=dispute.pk).grade == "blue"
    decision = queries.latest_grade(dispute)
    assert decision.override_reason.startswith("经核实")
    assert decision.ruleset_version


def test_the_second_of_two_clerks_is_told_what_changed(office):
    dispute = actions.register(office.tu, leak())
    seen = dispute.revision
    actions.grade(office.gong, dispute.pk, override="yellow", reason="涉及老人。", expected_revision=seen)
    refusal = refused(
        Stale,
        "dispute_changed",
        actions.route,
        office.gong,
        dispute.pk,
        receiver_id=office.street.pk,
        expected_revision=seen,
    )
    assert refusal.extra["changes"][0]["verb"] == "grade"
    assert Dispute.objects.get(pk=dispute.pk).status == Status.REGISTERED


def test_voided_numbers_stay_with_their_reason_and_the_series_goes_on(office):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
    actions.accept(office.director, dispute.pk)
    new = actions.void_number(office.director, dispute.pk, reason="录入单位有误")
    assert new.text == "（2026）武洪珞人调字第0002号"
    old = FileNumber.objects.get(serial=1)
    assert (old.void_reason, old.dispute_id) == ("录入单位有误", None)


def test_a_report_to_the_police_is_neither_changed_nor_deleted(office):
    dispute = actions.register(office.tu, leak())
    report = actions.report_offence(
        office.gong, dispute.pk, recipient="珞南派出所", content="对方持刀威胁。", measures="已劝离现场"
    )
    assert documents.for_subject("dispute", dispute.pk)[0].kind == "crime_report"
    for change in (lambda: CrimeReport.objects.filter(pk=report.pk).update(content=""), lambda: report.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    assert CrimeReport.objects.get(pk=report.pk).content == "对方持刀威胁。"


def test_a_masked_value_is_shown_for_a_reason_that_stays(office):
    dispute = actions.register(office.tu, leak())
    party = dispute.parties.first()
    refused(Malformed, "reason_missing", actions.reveal, office.tu, dispute.pk, party.pk, field="phone", reason="看")
    assert not [event for event in queries.history(dispute) if event.verb == "reveal"]
    assert actions.reveal(office.tu, dispute.pk, party.pk, field="phone", reason="通知其到场") == "13800005678"
    assert queries.history(dispute).last().verb == "reveal"


def test_a_reopened_matter_keeps_its_lineage_and_its_parties(office):
    dispute = actions.register(office.tu, leak())
    refused(NotNow, "step_not_now", actions.reopen, office.tu, dispute.pk, why="再次漏水")
    actions.transfer(office.gong, dispute.pk, reason="另有机关处理", organ="物业主管部门")
    Dispute.objects.filter(pk=dispute.pk).update(status=Status.WITHDRAWN)
    new = actions.reopen(office.tu, dispute.pk, why="再次漏水，对方反悔。")
    assert new.reopened_from_id == dispute.pk
    assert [party.name for party in new.parties.all()] == ["张建国", "李秀英"]
    assert queries.lineage(new)[0].pk == dispute.pk


def test_a_party_follows_the_matter_by_code_and_phone_tail_only(office):
    dispute = actions.register(office.tu, leak())
    code = queries.follow_code(dispute.pk)
    assert queries.by_follow_code(code.lower(), "5678").pk == dispute.pk
    assert queries.by_follow_code(code, "0000") is None
    assert queries.by_follow_code("AAAAAAAAAA", "5678") is None


@pytest.mark.parametrize("word", ["漏水", "漏", "张建国", "建国", "5678", "物业协调"])
def test_any_one_or_two_characters_names_and_phone_tails_are_found(office, word):
    dispute = actions.register(office.tu, leak())
    assert list(queries.searched(access.visible_to(office.gong), word)) == [dispute]
    assert not queries.searched(access.visible_to(office.gong), "医患").exists()


def test_out_of_scope_is_not_found_and_without_permission_is_forbidden(office):
    dispute = actions.register(office.tu, leak())
    with pytest.raises(NotFound):
        access.get_for(office.outsider, dispute.pk, "dispute.view")
    with pytest.raises(DomainError) as caught:
        access.get_for(office.tu, dispute.pk, "dispute.mediate")
    assert caught.value.status == 403


def test_a_firm_and_its_44_workers_are_one_matter(office):
    workers = tuple(NewAgent("member", f"职工{n:02d}") for n in range(1, 45))
    chosen = tuple(NewAgent("representative", name) for name in ("贺长林", "闵秋菊", "阮大海"))
    parties = (
        NewParty(side="applicant", kind="group", name="原机械厂职工", headcount=44, agents=chosen + workers),
        NewParty(side="respondent", kind="organisation", name="新津县某机械厂清算组"),
    )
    dispute = actions.register(office.tu, leak(parties=parties, category="other", region_code=COMMUNITY))
    assert dispute.people_count == 45
    assert dispute.title.startswith("原某某等44人与新津县某机械厂清算组")
    assert dispute.parties.first().agents.filter(role="member").count() == 44


def test_a_committee_with_open_matters_cannot_be_closed(office):
    actions.register(office.director, leak())
    keeper = replace(office.supervisor, permissions=office.supervisor.permissions | {"registry.manage"})
    refusal = refused(
        NotNow,
        "organisation_in_use",
        organisations.deactivate,
        keeper,
        office.street.pk,
        on=office.now.date(),
        why="撤并",
    )
    assert "1件纠纷没有办结" in refusal.message


def test_the_whole_jurisdiction_is_seen_by_its_own_scope_only(office):
    actions.register(office.tu, leak())
    assert access.covers_jurisdiction("4201")
    assert not access.covers_jurisdiction("420111")
    elsewhere = replace(office.supervisor, region_scope="420106", organisation_id=None)
    assert not access.visible_to(elsewhere).exists()
    assert access.visible_to(office.supervisor).count() == 1
