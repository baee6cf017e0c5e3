"""What speaks against giving somebody a matter, how posts end and are renewed, and admission."""

from dataclasses import replace
from datetime import date

import pytest

from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.jurisdictions.ruleset import AdmissionRule
from fengqiao.people import actions, queries
from fengqiao.people.actions import posts, reviewing
from fengqiao.people.models import Appointment, Person, Review
from fengqiao.people.queries import PartyMark

DAY = date(2026, 11, 21)


def said(cheng, *parties):
    return [str(each.text) for each in queries.cautions([cheng.pk], parties, DAY).get(cheng.pk, [])]


def test_recusal_is_proposed_for_a_relative_a_client_the_employer_and_a_colleague(lu, cheng, directing):
    actions.declare(lu, cheng.pk, kind="relative", name="李秀英", id_number="420111199007190016")
    actions.declare(lu, cheng.pk, kind="client", name="华安物业有限公司")
    actions.change(lu, cheng.pk, name="曾继红", employer="洪珞小学")
    post = replace(directing, post="helper", origin="")
    actions.register(lu, name="刘洋", id_number="420111199107190013", post=post)
    assert said(cheng, PartyMark("李秀英")) == ["李秀英是其近亲属，建议回避"]
    assert said(cheng, PartyMark("改了名", id_number="420111199007190016")) == ["改了名是其近亲属，建议回避"]
    assert said(cheng, PartyMark("李秀英", id_number="420111196812080027")) == ["本人是当事人，应当回避"]
    assert "曾经代理" in said(cheng, PartyMark("华安物业有限公司"))[0]
    assert said(cheng, PartyMark("洪珞小学")) == ["洪珞小学是其工作单位，建议回避"]
    assert said(cheng, PartyMark("张建国", phone="13800000000")) == []


def test_a_tie_that_ended_and_one_of_somebody_else_propose_nothing(lu, xiang, cheng):
    tie = actions.declare(lu, cheng.pk, kind="relative", name="李秀英", phone="139 0000 1234")
    assert said(cheng, PartyMark("某某", phone="13900001234"))
    with pytest.raises(NotFound):
        actions.withdraw_tie(xiang, cheng.pk, tie.pk, why="登记有误")
    actions.withdraw_tie(lu, cheng.pk, tie.pk, why="登记有误")
    assert said(cheng, PartyMark("某某", phone="13900001234")) == []


def test_who_is_away_is_told_without_proposing_recusal(lu, cheng):
    actions.change(lu, cheng.pk, name="曾继红", away_from=date(2026, 11, 1), away_until=date(2026, 11, 30))
    (caution,) = queries.cautions([cheng.pk], [], DAY)[cheng.pk]
    assert not caution.proposes_recusal
    assert queries.cautions([cheng.pk], [], date(2026, 12, 1)) == {}


def test_nobody_suspends_twice_or_lifts_what_is_not(lu, cheng):
    actions.suspend(lu, cheng.pk, why="核查期间")
    with pytest.raises(NotNow):
        actions.suspend(lu, cheng.pk, why="核查期间")
    actions.lift(lu, cheng.pk, why="核查结束")
    with pytest.raises(NotNow):
        actions.lift(lu, cheng.pk, why="核查结束")
    with pytest.raises(NotNow):
        actions.suspend(replace(lu, person_id=cheng.pk), cheng.pk, why="核查期间")


def test_a_renewed_term_follows_the_old_one_and_keeps_its_certificate(lu, cheng, street):
    (old,) = queries.appointments(cheng)
    term = actions.renew(lu, old.pk, starts_on=date(2027, 4, 10), term_ends_on=date(2030, 4, 9))
    old.refresh_from_db()
    assert (old.ends_on, old.ended_how, term.renews, term.certificate) == (
        date(2027, 4, 9), "renewed", old, "武洪调2024001",
    )  # fmt: skip
    for day in (date(2027, 4, 9), date(2027, 4, 10)):
        assert queries.is_mediator(cheng.pk, street.pk, day)
    with pytest.raises(NotNow):
        actions.renew(lu, old.pk, starts_on=date(2027, 5, 1), term_ends_on=None)


@pytest.mark.parametrize(
    ("origin", "how", "code"), [("appointed", "removed", "not_elected"), ("elected", "dismissed", "not_appointed")]
)
def test_only_the_body_that_gave_a_post_takes_it(lu, directing, origin, how, code):
    person = actions.register(lu, name="罗正国", post=replace(directing, post="member", origin=origin))
    (post,) = queries.appointments(person)
    with pytest.raises(Malformed) as refusal:
        actions.end(lu, post.pk, on=DAY, why="群众意见大", how=how, by="居民会议")
    assert refusal.value.code == code
    post.refresh_from_db()
    assert post.ends_on is None


@pytest.fixture
def admission(monkeypatch):
    """The jurisdiction asks for an admission review of mediators, as Chengdu does."""
    plain = posts.current_ruleset

    def asking(day=None):
        rules = plain(day)
        return rules.model_copy(update={"admission": AdmissionRule(posts=("mediator",), source="default, no source")})

    monkeypatch.setattr(posts, "current_ruleset", asking)


def test_where_admission_is_asked_for_nobody_becomes_a_mediator_without_it(lu, admission, directing):
    mediating = replace(directing, post="mediator")
    with pytest.raises(NotNow) as refusal:
        actions.register(lu, name="夏云峰", post=mediating)
    assert refusal.value.code == "admission_needed"
    assert not Person.objects.exists()
    review = reviewing.propose_new(lu, name="夏云峰", birth_on=date(1990, 7, 19), post=mediating, reason="面试合格")
    assert not Appointment.objects.exists()
    done = reviewing.approve(lu, review.pk, opinion="同意")
    assert (done.state, done.appointment.post) == (Review.State.APPROVED, "mediator")
    assert {check["state"] for check in done.checks} <= {"pass", "warn"}
    assert actions.take_over(lu, name="罗正国", posts_held=[mediating]).name == "罗正国"


def test_a_suspended_candidate_is_not_admitted_and_a_request_is_decided_once(lu, cheng, directing):
    mediating = replace(directing, post="mediator")
    review = reviewing.propose(lu, cheng.pk, mediating, reason="转任调解员")
    with pytest.raises(NotNow):
        reviewing.propose(lu, cheng.pk, mediating, reason="转任调解员")
    actions.suspend(lu, cheng.pk, why="核查期间")
    with pytest.raises(NotNow):
        reviewing.approve(lu, review.pk, opinion="同意")
    assert reviewing.refuse(lu, review.pk, opinion="核查期间").state == Review.State.REFUSED
    with pytest.raises(NotNow):
        reviewing.withdraw(lu, review.pk, why="撤回")
    assert cheng.appointments.count() == 1


def test_an_approved_exit_still_waits_for_the_body_that_appointed(lu, cheng):
    (post,) = queries.appointments(cheng)
    review = reviewing.approve(lu, reviewing.propose_exit(lu, post.pk, reason="年度考核不合格").pk, opinion="同意退出")
    assert reviewing.leaving_of(review) == post
    actions.end(lu, post.pk, on=DAY, why="年度考核不合格", how="dismissed")
    assert reviewing.leaving_of(Review.objects.get(pk=review.pk)) is None
