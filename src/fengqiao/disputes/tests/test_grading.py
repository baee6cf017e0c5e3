"""Red, yellow, blue: hard triggers, weights, facts, and the response that is owed."""

import pytest

from fengqiao.disputes.rules.grading import explain_grade, fact_keys, number_keys
from fengqiao.disputes.tests.intake_corpus import RULES, question

DEBT = "朋友借了我两万元，到期没有还。"


def ask(text, **facts):
    return explain_grade(question(text, **facts), RULES)


def test_a_plain_debt_is_blue_and_the_answer_is_complete():
    answer = ask(DEBT)
    assert answer["grade"] == "blue"
    assert answer["factors"] == []
    assert answer["response"]["within_hours"] > 0
    assert answer["response"]["who"]
    assert answer["thresholds"]["source"].startswith("default, no source")


@pytest.mark.parametrize(
    "factor", [f for f in RULES.grading.factors if f.trigger and f.at_least is None], ids=lambda f: f.code
)
def test_each_hard_trigger_alone_makes_red(factor):
    answer = ask(DEBT, **{factor.fact: True})
    assert answer["grade"] == "red"
    assert [one["found"] for one in answer["factors"]] == ["勾选的情形"]
    assert answer["response"]["expert_panel"] is True


def test_thirty_people_make_red_and_twenty_nine_do_not():
    assert ask(DEBT, people=30)["grade"] == "red"
    assert ask(DEBT, people=29)["grade"] == "yellow"
    assert ask("30名村民要求公开账目。")["grade"] == "red"
    assert ask("29名村民要求公开账目。")["grade"] == "yellow"


def test_facts_overrule_the_narrative():
    assert ask("他持刀追人。")["grade"] == "red"
    assert ask("他持刀追人。", weapon=False)["grade"] != "red"
    assert ask("44名职工要求发工资。", people=2)["grade"] != "red"
    assert ask(DEBT, amount=2_000_000)["grade"] == "yellow"
    assert ask("借款两百万元没还。", amount=500)["grade"] == "blue"


def test_weights_add_up_and_each_factor_says_what_fired_it_and_where_it_comes_from():
    answer = ask("十七名家长要求退费，多次报警，还拉了横幅。")
    assert answer["score"] == sum(one["weight"] for one in answer["factors"])
    assert {"people_10", "police_calls", "mass_sign"} <= {one["code"] for one in answer["factors"]}
    assert all(one["source"] and one["found"] for one in answer["factors"])


def test_many_police_calls_and_failed_mediations_are_counted():
    assert "police_calls_many" in {one["code"] for one in ask("报警九次都没用。")["factors"]}
    assert "police_calls_many" not in {one["code"] for one in ask("报警三次都没用。")["factors"]}
    assert "failed_mediations" in {one["code"] for one in ask("村里调解五次都没成。")["factors"]}


def test_the_answer_speaks_of_the_dispute_and_never_of_a_score_for_a_person():
    answer = ask("对方患精神分裂症停药，常砸门。")
    assert "只针对纠纷" in answer["explanation"]
    assert "刑满释放" not in {factor.name for factor in RULES.grading.factors}


def test_every_number_of_the_grading_is_marked_as_without_source():
    assert all(factor.is_default for factor in RULES.grading.factors)
    assert all(response.is_default for response in RULES.grading.responses)


def test_a_large_amount_is_written_in_full():
    answer = ask(DEBT, amount=12345678.9)
    assert "填写的数字12,345,678.9" in answer["explanation"]


def test_fact_keys_name_numbers_apart():
    assert number_keys(RULES) == {"people", "amount", "police_calls", "failed_mediations"}
    assert set(fact_keys(RULES)) >= {"death", "weapon", "self_harm", "petition_up", "escalation", "people"}


@pytest.mark.parametrize(
    "request_", [None, [], {"jurisdiction": "CN"}, {"narrative": "x"}, {"jurisdiction": "CN", "narrative": 3}]
)
def test_malformed_requests_are_refused(request_):
    answer = explain_grade(request_, RULES)
    assert set(answer) == {"refused", "reason"}


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("他坐过牢，为停车的事拿着刀堵在我家门口骂。", "red"),
        ("对方有前科，扬言要砍死我全家。", "red"),
        ("刑满释放人员赵某放话要给对方点颜色看看。", "yellow"),
        ("两家过去关系很好，因为彩礼闹翻，男方拿汽油泼门。", "red"),
        ("以前是同事，为分账翻脸，他拿刀堵门。", "red"),
        ("两家多年前打过架，当时他拿过刀。", "blue"),
        ("他有前科，因为持刀伤人判过三年，这次只是为排水沟吵嘴。", "blue"),
        ("他坐过牢时持刀伤过人，这次只是为排水沟吵嘴。", "blue"),
    ],
)
def test_a_record_is_past_but_what_the_person_does_now_is_not(text, grade):
    assert ask(text)["grade"] == grade


def test_blows_bumps_and_veiled_threats_are_found_and_a_choice_of_delegates_is_no_blow():
    assert {"violence", "injury"} <= {one["code"] for one in ask("他用凳子砸了对方一下，头上起包。")["factors"]}
    assert "threat" in {one["code"] for one in ask("对方发语音说小心你家孩子。")["factors"]}
    answer = ask("对方把我家玻璃砸了，还说下次砸人。")
    assert {"violence", "threat"} <= {one["code"] for one in answer["factors"]}
    assert "threat" not in {one["code"] for one in ask("我跟他说下次再动手就报警。")["factors"]}
    assert ask("邻居家的狗死了，他说是我毒死的。")["grade"] == "blue"
    assert ask("他毒死了我家的狗，还扬言砍死我。")["grade"] == "red"
    assert "violence" not in {one["code"] for one in ask("业主们推了三个代表来谈电梯的事。")["factors"]}
