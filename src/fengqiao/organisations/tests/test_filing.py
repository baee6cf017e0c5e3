"""A filing from the committee to the bureau, the public and the court (人民调解法第10条)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fengqiao.accounts import waiting as accounts
from fengqiao.core import audit
from fengqiao.core.clock import end_of
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import FilingRule
from fengqiao.organisations import actions, queries
from fengqiao.organisations.actions.notices import SUBJECT
from fengqiao.organisations.models import CourtNotice, Filing
from fengqiao.organisations.queries import waiting
from fengqiao.organisations.rules import filing as rules
from fengqiao.organisations.tests.conftest import DIRECTOR, HONGSHAN, actor

TODAY = date(2026, 11, 21)


@pytest.fixture
def filing(he, street, bureau):
    return actions.submit(
        he,
        street.pk,
        event="establish",
        happened_on=date(2026, 11, 2),
        papers=[("设立决定", actions.Upload("决定.pdf", b"%PDF-1.7"))],
    )


def test_a_filing_goes_to_the_nearest_bureau_with_its_limits_and_their_sources(filing, bureau, he):
    assert (filing.bureau, filing.status) == (bureau, "submitted")
    assert (filing.due_on, filing.review_due_on) == (date(2026, 12, 14), date(2026, 12, 4))
    assert "default, no source" in filing.due_source
    assert [paper.title for paper in filing.papers.all()] == ["设立决定"]
    assert list(queries.filings(he, TODAY)) == [filing]


def told(who):
    return [(notice.what, notice.about, notice.tone) for notice in waiting.notices(actor=who)]


def test_the_bureau_is_told_what_it_is_to_review_and_the_committee_what_came_back(filing, street, bureau):
    desk, committee = (
        actor("鲁敏慧", "420111", organisation=bureau),
        actor("何志远", organisation=street, permissions=DIRECTOR),
    )
    assert told(desk) == [("备案待审查", street.name, "active")]
    (work,) = accounts.waiting(desk)
    assert (work.what, work.number, work.due) == ("备案待审查", 1, end_of(filing.review_due_on))
    assert list(queries.filings(desk, TODAY, state=queries.OWN)) == [filing]
    assert list(queries.filings(replace(desk, organisation_id=street.pk), TODAY, state=queries.OWN)) == []
    assert told(committee) == told(actor("向国栋", "420106")) == []
    late = replace(desk, at=desk.at + timedelta(days=30))
    assert told(late) == [("备案逾期未审查", street.name, "bad")]
    actions.take(desk, filing.pk, "return_filing", why="请补选举记录。")
    assert told(desk) == accounts.waiting(desk) == []
    assert [work.what for work in accounts.waiting(committee)] == ["备案待补正"]
    assert told(committee) == [("备案待补正", street.name, "active")]


def test_a_medical_committee_has_the_limit_of_the_national_regulation():
    found = rules.rule_for(current_rules(), "establish", kind="industry_committee", specialities=["medical"])
    assert found.source.startswith("医疗纠纷预防和处理条例 第32条")
    assert rules.limit(found, date(2026, 11, 2)).on == date(2026, 12, 14)


def current_rules():
    return (
        FilingRule(
            code="medical", events=("establish",), specialities=("medical",), within=30, unit="working_day",
            source="医疗纠纷预防和处理条例 第32条",
        ),
        FilingRule(code="all", events=("establish",), within=1, unit="month", source="default, no source"),
    )  # fmt: skip


def test_the_first_rule_that_fits_counts_and_without_one_there_is_no_limit():
    assert rules.limit(rules.rule_for(current_rules(), "establish"), date(2026, 1, 31)).on == date(2026, 2, 28)
    assert rules.limit(rules.rule_for(current_rules(), "cancel"), TODAY) == rules.NONE


def test_the_profile_s_own_rules_cover_every_event(lu):
    own = current_ruleset().filing
    assert all(rules.rule_for(own, event) for event in ("establish", "change", "cancel", "review", "notify_court"))


def test_filing_gives_a_gap_free_number_and_keeps_what_is_true_that_day(lu, filing, street, he, community):
    done = actions.take(lu, filing.pk, "file")
    assert (done.status, done.number) == ("filed", "（2026）洪山调备字第0001号")
    assert (done.facts["name"], done.facts["members"]) == (street.name, [])
    assert any("委员人数" in gap for gap in done.facts["gaps"])
    street.refresh_from_db()
    assert street.established_on == date(2026, 11, 2)
    second = actions.submit(lu, community.pk, event="establish", happened_on=TODAY)
    assert actions.take(lu, second.pk, "file").number == "（2026）洪山调备字第0002号"
    assert [event.verb for event in audit.history(filing.pk)] == ["submit_filing", "file"]


def test_what_is_returned_is_put_right_and_handed_in_again(lu, he, filing):
    with pytest.raises(Malformed):
        actions.take(lu, filing.pk, "return_filing")
    actions.take(lu, filing.pk, "return_filing", why="缺少人员名册")
    actions.add_paper(he, filing.pk, title="人员名册", upload=actions.Upload("名册.pdf", b"%PDF-1.7 2"))
    with pytest.raises(NotNow):
        actions.take(lu, filing.pk, "file")
    assert actions.take(he, filing.pk, "resubmit_filing").status == "submitted"
    actions.take(lu, filing.pk, "file")
    with pytest.raises(NotNow):
        actions.add_paper(he, filing.pk, title="补充", upload=actions.Upload("名册.pdf", b"%PDF-1.7 3"))


def test_the_committee_does_not_answer_its_own_filing(he, filing, xiang):
    with pytest.raises((Forbidden, NotFound)):
        actions.take(he, filing.pk, "file")
    with pytest.raises(NotFound):
        actions.take(xiang, filing.pk, "file")
    assert Filing.objects.get().status == "submitted"


@pytest.mark.parametrize("verb", ["steal", "notify_court", ""])
def test_a_verb_that_is_no_step_is_refused(lu, filing, verb):
    with pytest.raises(Malformed):
        actions.take(lu, filing.pk, verb)


def test_one_filing_of_a_kind_is_open_at_a_time(he, filing, street):
    with pytest.raises(NotNow):
        actions.submit(he, street.pk, event="establish", happened_on=TODAY)
    actions.take(he, filing.pk, "withdraw_filing", why="写错了")
    actions.submit(he, street.pk, event="establish", happened_on=TODAY)
    assert Filing.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"event": "party"}, "event"),
        ({"happened_on": date(2027, 1, 1)}, "happened_on"),
        ({"event": "change"}, "what"),
        ({"event": "change", "what": "迁址", "changes": {"kind": "court"}}, "changes"),
        ({"event": "change", "what": "电话", "changes": {"phone": "call me"}}, "phone"),
    ],
)
def test_a_filing_that_cannot_be_is_refused_at_its_field(he, street, bureau, wrong, field):
    with pytest.raises(Malformed) as refusal:
        actions.submit(he, street.pk, **{"event": "establish", "happened_on": TODAY, **wrong})
    assert refusal.value.field == field
    assert not Filing.objects.exists()


def test_a_court_and_a_place_without_a_bureau_file_nothing(lu, court, street):
    with pytest.raises(NotNow):
        actions.submit(lu, court.pk, event="establish", happened_on=TODAY)


def test_a_filed_change_is_written_into_the_register_only_then(lu, he, street, bureau):
    filing = actions.submit(
        he,
        street.pk,
        event="change",
        happened_on=TODAY,
        what="迁址",
        changes={"address": "新路1号", "elected_on": TODAY},
    )
    street.refresh_from_db()
    assert street.address == ""
    actions.take(lu, filing.pk, "file")
    street.refresh_from_db()
    assert (street.address, street.elected_on) == ("新路1号", TODAY)


def test_a_filed_end_closes_the_organisation(lu, he, street, bureau):
    filing = actions.submit(he, street.pk, event="cancel", happened_on=TODAY, what="街道撤并")
    actions.take(lu, filing.pk, "file")
    street.refresh_from_db()
    assert (street.is_active, street.closed_on) == (False, TODAY)


def test_what_is_published_is_public_and_nothing_else(lu, filing, street):
    assert queries.published(street.pk) == []
    with pytest.raises(NotNow):
        actions.take(lu, filing.pk, "publish_filing")
    actions.take(lu, filing.pk, "file")
    actions.take(lu, filing.pk, "publish_filing")
    assert queries.published(street.pk) == [filing]
    with pytest.raises(NotNow):
        actions.take(lu, filing.pk, "publish_filing")


def test_the_court_is_told_by_a_numbered_letter_and_signs_for_it(lu, filing, court, judge, street):
    with pytest.raises(NotNow):
        actions.notify_court(lu, filing.pk)
    actions.take(lu, filing.pk, "file")
    notice = actions.notify_court(lu, filing.pk)
    assert (notice.court, notice.number) == (court, "（2026）洪山调通字第0001号")
    paper = documents.current(SUBJECT, notice.pk, "committee_notice")
    assert (paper.number, paper.pdf.media_type) == (notice.number, "application/pdf")
    assert street.name in "".join(documents.form_of(paper).paragraphs)
    with pytest.raises(NotNow):
        actions.notify_court(lu, filing.pk)
    actions.acknowledge(judge, notice.pk)
    notice.refresh_from_db()
    assert (notice.received_on, notice.received_by_name) == (TODAY, "方亚琴")
    with pytest.raises(NotNow):
        actions.acknowledge(lu, notice.pk)
    assert list(queries.notices_to(court.pk)) == [notice]


def test_another_court_signs_for_nothing(lu, filing, court):
    actions.take(lu, filing.pk, "file")
    notice = actions.notify_court(lu, filing.pk)
    with pytest.raises(NotFound):
        actions.acknowledge(actor("外人", permissions=frozenset({"registry.view", "court_docking.keep"})), notice.pk)
    assert CourtNotice.objects.get().received_on is None


def test_without_a_court_the_letter_waits(lu, filing):
    actions.take(lu, filing.pk, "file")
    with pytest.raises(NotNow):
        actions.notify_court(lu, filing.pk)
    actions.register(lu, kind="court", name="武汉市洪山区人民法院", region_code=HONGSHAN)
    assert actions.notify_court(lu, filing.pk).number.endswith("第0001号")
