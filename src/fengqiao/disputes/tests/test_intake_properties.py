"""Whatever is asked: an answer or a refusal, always the same, in bounded time; and a hard trigger never lowers a grade."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengqiao.disputes.rules.agreement import explain_agreement
from fengqiao.disputes.rules.categories import suggest_category
from fengqiao.disputes.rules.grading import explain_grade
from fengqiao.disputes.rules.narrative_facts import extract_facts, fact_catalogue
from fengqiao.disputes.rules.suitability import explain_suitability
from fengqiao.disputes.tests.intake_corpus import RULES, agreements, matters, question

RANK = {"blue": 0, "yellow": 1, "red": 2}
TRIGGERS = (
    "他持刀追砍对方。",
    "对方家属当场死亡。",
    "她说要跳楼自杀。",
    "五十名村民聚集。",
    "他们准备进京上访。",
    "他扬言要杀他全家。",
)
PIECES = sorted({piece for matter in matters() for piece in matter.text.replace("。", "，").split("，") if piece})
told = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), min_size=1, max_size=8).map("，".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = ["jurisdiction", "narrative", "facts", "text", "signers"]
requests = st.one_of(
    json_values,
    st.dictionaries(st.sampled_from(KEYS), st.one_of(json_values, told, st.just("CN"))),
    st.fixed_dictionaries(
        {"jurisdiction": st.just("CN"), "narrative": told, "text": told},
        optional={
            "facts": st.dictionaries(st.sampled_from(sorted(fact_catalogue(RULES))), json_values, max_size=5),
            "signers": st.lists(
                json_values
                | st.dictionaries(
                    st.sampled_from(["name", "role", "age", "capacity", "guardian", "agent_of", "authority"]),
                    json_values,
                ),
                max_size=4,
            ),
        },
    ),
)


@settings(max_examples=200)
@given(requests)
def test_any_json_is_answered_or_refused_and_always_alike(request_):
    for explain in (explain_suitability, explain_grade):
        answer = explain(request_, RULES)
        assert answer == explain(request_, RULES)
        assert set(answer) == {"refused", "reason"} or "explanation" in answer
    answer = explain_agreement(request_)
    assert answer == explain_agreement(request_)
    assert set(answer) == {"refused", "reason"} or "hints" in answer


@settings(max_examples=150)
@given(told, st.sampled_from(TRIGGERS), st.booleans())
def test_a_hard_trigger_added_never_lowers_the_grade(text, trigger, first):
    before = explain_grade(question(text or "甲"), RULES)
    if "refused" in before:
        return
    longer = f"{trigger}{text}" if first else f"{text}。{trigger}"
    after = explain_grade(question(longer), RULES)
    assert RANK[after["grade"]] >= RANK[before["grade"]]


@settings(max_examples=100)
@given(told)
def test_facts_and_suggestions_come_from_the_text(text):
    found = extract_facts(text)
    for key in ("amounts", "people", "ages", "parties"):
        assert all(one["text"] for one in found[key])
    scores = [score for _code, score, _words in suggest_category(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@settings(max_examples=80)
@given(told, st.sampled_from([row.fact for row in RULES.suitability if row.effect == "not-suitable"]))
def test_conditions_are_stated_exactly_when_the_matter_is_mediated_under_them(text, fact):
    for facts in ({}, {fact: True}, {fact: True, "entrusted": True}):
        answer = explain_suitability(question(text, **facts), RULES)
        if "refused" not in answer:
            assert bool(answer["conditions"]) is (answer["suitability"] == "mediate-with-condition")
            assert answer["organ"] and answer["basis"] and answer["category"]


LONG = {
    "one digit": "1" * 20_000, "one word": "打" * 20_000, "denials": "没有打人" * 5_000, "commas": "，" * 20_000,
    "numerals": "一二三四" * 5_000, "weapons": "拿刀砍" * 6_667, "past": "以前如果听说" * 3_333, "payments": "支付" * 10_000,
    "names": "王某" * 10_000, "family": "他打我妻子老公被" * 2_500,
    "matters": "".join(matter.text for matter in matters())[:20_000],
    "agreements": "".join(one.text for one in agreements())[:20_000],
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_twenty_thousand_signs_take_no_more_than_their_share_of_time(text):
    for ask in (
        lambda: explain_suitability(question(text), RULES),
        lambda: explain_grade(question(text), RULES),
        lambda: explain_agreement({"jurisdiction": "CN", "text": text}),
        lambda: extract_facts(text),
    ):
        begun = process_time()
        ask()
        assert process_time() - begun < 3


def test_a_longer_text_is_read_to_its_bound_and_says_so():
    answer = explain_grade(question("吵架。" * 7_000 + "他持刀砍人。"), RULES)
    assert answer["grade"] == "blue" or answer["notes"]
    assert any("两万字" in note for note in answer["notes"])
