"""Hints on agreement texts: where, which article, what to write instead; and what is refused."""

import pytest

from fengqiao.disputes.rules.agreement import explain_agreement
from fengqiao.jurisdictions.catalogue_intake import national_agreement_hints

GOOD = "乙方于2026年3月31日前一次性支付甲方医疗费人民币3万元。"


def hints(text, signers=()):
    return explain_agreement({"jurisdiction": "CN", "text": text, "signers": list(signers)})["hints"]


def codes(text, signers=()):
    return {hint["code"] for hint in hints(text, signers)}


def test_a_clear_agreement_needs_no_hint():
    answer = explain_agreement({"jurisdiction": "420100", "text": GOOD, "signers": ["甲方", "乙方"]})
    assert answer["hints"] == []
    assert answer["explanation"]


def test_a_hint_quotes_the_clause_and_names_article_and_remedy():
    (hint,) = [
        one
        for one in hints("双方同意：乙方于2026年3月31日前支付甲方3万元；甲方不得向公安机关报案。")
        if one["code"] == "waives_criminal"
    ]
    assert hint["where"] == "甲方不得向公安机关报案"
    assert hint["article"] and hint["fix"] and hint["source"]


def test_facts_told_before_the_terms_are_no_obligations():
    assert codes("事实：2025年乙方向甲方借款4万元。经调解，双方达成如下协议：" + GOOD) == set()


def test_a_term_in_the_next_sentence_completes_the_payment():
    assert codes("乙方赔偿甲方各项损失共计3万元。上述款项于2026年3月1日前付清。") == set()


@pytest.mark.parametrize(
    ("rate", "over"),
    [("年利率12%", False), ("年利率12.5%", True), ("月息一分", False), ("月息一分五", True), ("月息2分", True),
     ("年息一分", False), ("日息万分之三", False), ("日息万分之五", True), ("百分之三十六", True), ("月利率千分之八", False)],
)  # fmt: skip
def test_interest_is_held_against_four_times_the_loan_prime_rate(rate, over):
    assert ("illegal_interest" in codes(f"乙方于2026年12月31日前归还甲方2万元，利息按{rate}计算。")) is over


def test_the_bound_of_interest_follows_the_configured_rate():
    rules = national_agreement_hints()
    bounds = rules.bounds.model_copy(update={"lpr_one_year": 6.0})
    text = {"jurisdiction": "CN", "text": "乙方于2026年12月31日前归还甲方2万元，利息按年利率20%计算。"}
    assert {hint["code"] for hint in explain_agreement(text)["hints"]} == {"illegal_interest"}
    assert explain_agreement(text, rules.model_copy(update={"bounds": bounds}))["hints"] == []


@pytest.mark.parametrize(
    ("term", "over"),
    [("每日按欠款的1%支付违约金", True), ("按日万分之三支付违约金", False), ("另付违约金3000元", False),
     ("另付违约金2万元", True), ("按约定金额的双倍支付违约金", True), ("双倍返还定金", False)],
)  # fmt: skip
def test_penalties_beyond_the_bounds(term, over):
    assert ("over_penalty" in codes(f"乙方于2026年3月1日前支付甲方3万元。如逾期，{term}。")) is over


@pytest.mark.parametrize(
    ("signer", "code"),
    [
        ({"name": "小明", "age": 12}, "lacks_capacity"), ({"name": "小明", "age": "12"}, "lacks_capacity"),
        ("小明（12岁）", "lacks_capacity"), ({"name": "老吴", "capacity": "无民事行为能力"}, "lacks_capacity"),
        ({"name": "小明", "age": 12, "guardian": "明父"}, ""), ("小明（12岁，监护人明父）", ""), ({"name": "小明", "age": 18}, ""),
        ({"name": "老吴", "capacity": "完全民事行为能力"}, ""),
        ({"name": "周某", "role": "代理人"}, "agent_without_authority"),
        ({"name": "周某", "role": "代理人", "authority": "授权委托书"}, ""),
        ({"name": "周某", "agent_of": "甲方", "authority": False}, "agent_without_authority"),
        ({"name": "周某", "role": "法定代理人"}, ""), ({"name": "周某", "role": "法定代表人"}, ""),
        ("周某（代理人，无授权委托书）", "agent_without_authority"), (None, ""), (7, ""), ([], ""), ({}, ""),
    ],
)  # fmt: skip
def test_signers_in_many_shapes(signer, code):
    assert codes(GOOD, [signer]) == ({code} if code else set())


def test_property_of_a_signer_is_no_third_party_property():
    text = "乙方以其父亲名下的房屋出租抵偿租金，2026年3月1日前交付。"
    assert "third_party_property" in codes(text, ["甲方", "乙方"])
    assert "third_party_property" not in codes(text, ["甲方", "乙方", "乙方父亲"])


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (None, "malformed_request"), ([], "malformed_request"), ({"jurisdiction": "CN"}, "missing_field"),
        ({"jurisdiction": "CN", "text": 5}, "malformed_field"), ({"text": GOOD}, "missing_field"),
        ({"jurisdiction": "CN", "text": GOOD, "signers": "甲方"}, "malformed_field"),
        ({"jurisdiction": "CN", "text": "  "}, "missing_field"),
    ],
)  # fmt: skip
def test_malformed_requests_are_refused(request_, code):
    answer = explain_agreement(request_)
    assert answer["refused"] == code
    assert set(answer) == {"refused", "reason"}
