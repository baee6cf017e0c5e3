"""A round from its opening to its lock: who may do what when, what it counts, and what a refusal leaves alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fengqiao.assessment import actions
from fengqiao.assessment.actions import Voice
from fengqiao.assessment.models import Appeal, Counted, Round, Score
from fengqiao.assessment.queries import counting
from fengqiao.assessment.tests.conftest import QUARTER, YEAR, late, score_of
from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.statistics import access as statistics
from fengqiao.statistics.queries import reports
from fengqiao.statistics.rules.periods import read
from tests.outcome import refused

HEARD = Voice("夏云峰", "13900001234", "有一件案件没有算进去。")


def figures(score: Score) -> dict[str, tuple]:
    return {one["code"]: (one["numerator"], one["denominator"], one["marks"]) for one in score.figures}


def test_a_round_counts_what_the_table_of_statistics_counts(assessors, office):
    assessors.closed()
    found = assessors.opened()
    score = score_of(found, organisation=office.street)
    assert figures(score)["cases"] == ("1", None, "0.00")
    assert figures(score)["performed"] == ("1", "1", "40.00")
    assert figures(score)["files"][0] is None
    scope = statistics.scope_for(assessors.lu)
    for cell in ("total", "agreed", "performed"):
        assert counting.counted(found, f"cases.{cell}").count() == reports.cases_of(scope, QUARTER, cell).count() == 1
    assert score_of(found, organisation=office.community).total is None  # without a dispute nothing is lost
    assert found.scores_count == found.scores.count() and found.state == "draft"


def test_people_are_assessed_by_the_cases_over_which_they_preside(assessors, office):
    assessors.closed()
    found = assessors.opened("person")
    assert figures(score_of(found, person=office.xia))["cases"][0] == "1"
    assert figures(score_of(found, person=office.cheng))["cases"][0] == "0"
    assert score_of(found, person=office.xia).organisation == office.street


@pytest.mark.parametrize("subject", ["organisation", "person"])
def test_every_figure_opens_to_exactly_its_cases(assessors, office, subject):
    assessors.closed()
    assessors.closed(category="contract", category_confirmed=True)
    found = assessors.opened(subject)
    for score in found.scores.select_related("round"):
        indicators = {one.code: one for one in counting.indicators_of(found)}
        for figure in score.figures:
            one = indicators[figure["code"]]
            for name, number in ((one.numerator, figure["numerator"]), (one.denominator, figure["denominator"])):
                if name.startswith("cases."):
                    assert counting.of_score(score, name).count() == Decimal(number)


def test_an_entry_with_evidence_counts_and_one_that_is_struck_does_not(assessors, office):
    given = {"code": "file_score", "organisation_id": office.street.pk, "value": Decimal(95)}
    entry = actions.enter(assessors.lu, **given, on=QUARTER.last, evidence="2026年案卷评查通报")
    found = assessors.opened()
    assert figures(score_of(found, organisation=office.street))["files"] == ("95.00", None, "30.00")
    actions.strike(assessors.lu, entry.pk, why="登记错了单位")
    again = actions.recompute(assessors.lu, found.pk)
    actions.compute(again.pk, again.run, assessors.lu)
    assert figures(score_of(found, organisation=office.street))["files"][0] is None
    for wrong, field in (({"code": "charm"}, "code"), ({"value": Decimal(-1)}, "value")):
        with pytest.raises(Malformed) as error:
            actions.enter(assessors.lu, **{**given, **wrong}, on=QUARTER.last, evidence="评查通报")
        assert error.value.field == field
    with pytest.raises(Malformed):
        actions.enter(assessors.lu, **given, on=QUARTER.last, evidence="")


def test_the_life_of_a_round_leaves_its_story(assessors):
    found = assessors.locked()
    told = [event.verb for event in audit.history(found.pk)]
    assert told == ["open", "computed", "submit", "approve", "publish", "lock"]
    assert audit.broken_link(found.pk) is None


def test_a_round_is_opened_once_for_a_period_that_is_over_by_who_answers_for_a_region(assessors):
    assessors.opened()
    refused(NotNow, "round_exists", actions.open_round, assessors.lu, subject="organisation", period=QUARTER)
    refused(NotNow, "period_not_over", actions.open_round, assessors.lu, subject="person", period=read("2027"))
    refused(Malformed, "period_kind", actions.open_round, assessors.lu, subject="person", period=read("2026-11"))
    refused(Malformed, "subject_unknown", actions.open_round, assessors.lu, subject="dog", period=YEAR)
    refused(Forbidden, "permission_missing", actions.open_round, assessors.xia, subject="person", period=YEAR)
    nowhere = replace(assessors.lu, region_scope="")
    refused(Forbidden, "no_region", actions.open_round, nowhere, subject="person", period=YEAR)
    assert Round.objects.count() == 1
    actions.cancel(assessors.hao, Round.objects.get().pk, why="期间有误")
    assert assessors.opened().state == "draft"


def test_a_second_person_approves(assessors):
    found = assessors.opened()
    refused(NotNow, "round_state", actions.approve, assessors.hao, found.pk)
    actions.submit(assessors.hao, found.pk)
    for actor in (assessors.lu, assessors.hao):
        refused(Forbidden, "second_person_needed", actions.approve, actor, found.pk)
    found.refresh_from_db()
    assert (found.state, found.approved_at) == ("submitted", None)
    assert actions.give_back(assessors.lu, found.pk, why="重新核对").state == "draft"


def test_a_round_is_locked_after_its_publicity_and_when_every_appeal_is_answered(assessors, office):
    found = assessors.public()
    refused(NotNow, "still_public", actions.lock, assessors.hao, found.pk)
    score = score_of(found, organisation=office.street)
    made = actions.appeal(assessors.xia, score.pk, HEARD)
    refused(NotNow, "appeals_open", actions.lock, late(assessors.hao), found.pk)
    actions.answer(assessors.hao, found.pk, made.pk, outcome="dismissed", text="已核对，没有遗漏。")
    refused(
        NotNow, "appeal_answered", actions.answer, assessors.hao, found.pk, made.pk, outcome="dismissed", text="再答"
    )
    assert actions.lock(late(assessors.hao), found.pk).state == "locked"
    refused(NotNow, "publicity_over", actions.appeal, late(assessors.xia), score.pk, HEARD)
    refused(NotNow, "round_state", actions.cancel, late(assessors.hao), found.pk, why="不要了")


def test_an_appeal_that_is_upheld_moves_marks_beside_what_was_computed(assessors, office):
    assessors.closed()
    found = assessors.public()
    score = score_of(found, organisation=office.street)
    made = actions.object_to(score.pk, HEARD, at=assessors.lu.at)
    given = {"outcome": "upheld", "text": "多计了一件。", "marks": Decimal("-2.5")}
    for wrong in ({"marks": Decimal(500)}, {"outcome": "dismissed"}, {"text": " "}, {"outcome": "maybe"}):
        with pytest.raises(Malformed):
            actions.answer(assessors.hao, found.pk, made.pk, **{**given, **wrong})
    actions.answer(assessors.hao, found.pk, made.pk, **given)
    before, after = score.computed, score_of(found, organisation=office.street)
    assert (after.computed, after.adjustment, after.total) == (before, Decimal("-2.50"), before - Decimal("2.5"))


def test_nobody_appeals_for_somebody_else(assessors, office):
    found = assessors.public()
    score = score_of(found, organisation=office.street)
    refused(NotFound, "score_not_found", actions.appeal, assessors.cai, score.pk, HEARD)
    for voice, field in ((Voice("", "1", "哪里不对呢"), "name"), (Voice("夏", "", "哪里不对呢"), "phone")):
        with pytest.raises(Malformed) as error:
            actions.object_to(score.pk, voice, at=assessors.lu.at)
        assert error.value.field == field
    assert not Appeal.objects.exists()


def test_a_locked_score_never_changes_and_what_came_later_is_shown_as_restatement(assessors, office):
    assessors.closed()
    found = assessors.locked()
    score = score_of(found, organisation=office.street)
    before = (score.total, score.figures, counting.of_score(score, "cases.total").count())
    assessors.closed(category="contract", category_confirmed=True)
    score.refresh_from_db()
    assert (score.total, score.figures, counting.of_score(score, "cases.total").count()) == before
    changes = {change.code: (change.before, change.now) for change in counting.restated(score)}
    assert changes["cases"] == ((Decimal(1), None), (Decimal(2), None))
    for query in (
        lambda: Score.objects.filter(pk=score.pk).update(total=100, sort_total=100),
        lambda: Counted.objects.filter(round=found).delete(),
        lambda: Round.objects.filter(pk=found.pk).update(state="draft"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            query()


def test_a_computation_that_was_begun_anew_leaves_the_older_one_alone(assessors):
    found = actions.open_round(assessors.lu, subject="organisation", period=QUARTER)
    older = found.run
    newer = actions.recompute(assessors.lu, found.pk)
    actions.compute(found.pk, older, assessors.lu)
    assert not Score.objects.exists()
    actions.compute(found.pk, newer.run, assessors.lu)
    actions.compute(found.pk, newer.run, assessors.lu)
    assert Score.objects.count() == Round.objects.get().scores_count


def test_rounds_are_seen_by_who_answers_for_the_region_and_scores_by_those_they_are_about(assessors, office):
    draft = assessors.opened()
    score = score_of(draft, organisation=office.street)

    def sees(actor):
        try:
            return actions.publishing.access.score_for(actor, score.pk).pk == score.pk
        except NotFound:
            return False

    elsewhere = replace(assessors.hao, region_scope="420106", organisation_id=office.court.pk)
    assert [sees(one) for one in (assessors.lu, assessors.ma, assessors.xia, assessors.cai, elsewhere)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    actions.submit(assessors.lu, draft.pk)
    actions.approve(assessors.hao, draft.pk)
    actions.publish(assessors.lu, draft.pk)
    assert [sees(one) for one in (assessors.xia, assessors.cai, elsewhere)] == [True, False, False]
    refused(
        Forbidden,
        "not_your_round",
        actions.cancel,
        replace(assessors.cai, permissions=assessors.hao.permissions),
        draft.pk,
        why="x",
    )


def test_a_round_of_many_takes_no_more_queries_than_one_of_few(assessors, office):
    def queries(period):
        with CaptureQueriesContext(connection) as counted:
            assessors.opened(period=period)
        return len(counted)

    few = queries(QUARTER)
    assessors.closed()
    assessors.closed(category="contract", category_confirmed=True)
    assert queries(YEAR) <= few
