"""Is this people's mediation? Row by row, with the facts that overrule what is told."""

import pytest

from fengqiao.disputes.rules.suitability import explain_suitability, questions
from fengqiao.disputes.tests.intake_corpus import RULES, question

DEBT = "朋友借了我两万元，到期没有还。"


def ask(text, **facts):
    return explain_suitability(question(text, **facts), RULES)


def test_a_plain_debt_is_mediated_and_the_answer_is_complete():
    answer = ask(DEBT)
    assert answer["suitability"] == "mediate"
    assert answer["conditions"] == []
    assert answer["basis"] == "人民调解法 第2条"
    assert answer["category"] == "合同"
    assert answer["written"] == "should"
    assert answer["e_signature_barred"] is False
    assert answer["judicial_confirmation"] == "yes"
    assert "人民调解委员会" in answer["organ"]
    assert answer["explanation"]


@pytest.mark.parametrize(
    "row", [row for row in RULES.suitability if row.effect == "not-suitable"], ids=lambda row: row.code
)
def test_answering_yes_to_a_row_bars_the_matter_and_names_organ_and_article(row):
    answer = ask(DEBT, **{row.fact: True})
    assert answer["suitability"] == "not-suitable"
    assert (answer["organ"], answer["basis"]) == (row.organ, row.basis)
    assert answer["conditions"] == []
    assert answer["judicial_confirmation"] == "no"
    assert row.reason in answer["explanation"]
    assert answer["reports_to_police"] is row.reports_to_police


@pytest.mark.parametrize(
    "row", [row for row in RULES.suitability if row.effect == "mediate-with-condition"], ids=lambda row: row.code
)
def test_answering_yes_to_a_conditional_row_states_the_condition(row):
    answer = ask(DEBT, **{row.fact: True})
    assert answer["suitability"] == "mediate-with-condition"
    assert answer["conditions"] == [row.condition]


@pytest.mark.parametrize(
    "row", [row for row in RULES.suitability if row.lifted_by_entrustment], ids=lambda row: row.code
)
def test_a_letter_of_entrustment_lifts_the_rows_that_it_can(row):
    answer = ask(DEBT, entrusted=True, **{row.fact: True})
    assert answer["suitability"] != "not-suitable"
    assert answer["conditions"] == [text for text in [row.condition_when_entrusted] if text]


def test_entrustment_lifts_no_refusal_of_a_party():
    assert ask(DEBT, entrusted=True, one_party_refuses=True)["suitability"] == "not-suitable"


def test_a_no_overrules_what_the_narrative_seems_to_say():
    text = "对方明确表示不同意调解，要求走诉讼。"
    assert ask(text)["suitability"] == "not-suitable"
    assert ask(text, one_party_refuses=False)["suitability"] == "mediate"
    assert ask("附有法院委托调解函，法院已立案。", entrusted=False)["suitability"] == "not-suitable"


def test_the_first_row_of_the_table_leads_and_the_others_stay_in_the_reasons():
    answer = ask("他持刀把我捅成重伤，公安已立案侦查，对方拒绝调解。")
    assert answer["basis"] == "人民调解法 第25条"
    assert answer["reports_to_police"] is True
    assert {"suspected_crime", "party_refuses"} <= {reason["code"] for reason in answer["reasons"]}


@pytest.mark.parametrize(
    ("text", "written", "article"),
    [
        ("公司拖欠我两个月工资没发，我是公司员工。", "must", "第14条"),
        ("工地包工头拖欠农民工工资。", "must", "第14条"),
        ("患者认为医院手术有过错，双方申请调解。", "must", "第39条"),
        ("我把承包地流转给合作社，流转费没付。", "must", "第10条"),
        ("楼上住户老是蹦跳吵人。", "optional", "第28条"),
        (DEBT, "should", "75"),
    ],
)
def test_which_agreements_must_be_written(text, written, article):
    answer = ask(text)
    assert (answer["written"], article in answer["written_basis"]) == (written, True)


def test_a_party_may_ask_for_writing_and_what_is_performed_at_once_may_stay_oral():
    assert ask("楼上住户老是蹦跳吵人。", written_requested=True)["written"] == "must"
    assert ask(DEBT, performed_at_once=True)["written"] == "optional"
    assert ask("公司拖欠员工工资。", performed_at_once=True)["written"] == "must"


@pytest.mark.parametrize(
    "text",
    [
        "父亲去世，兄妹为遗产怎么分有分歧。",
        "双方离婚后为抚养费争执。",
        "要求退还彩礼八万元。",
        "邻居收养的孩子户口问题，收养协议有争议。",
    ],
)
def test_family_and_inheritance_papers_are_signed_on_paper(text):
    assert ask(text)["e_signature_barred"] is True


@pytest.mark.parametrize(
    ("text", "confirmation"),
    [
        (DEBT, "yes"),
        ("夫妻双方要求离婚，财产怎么分谈不拢。", "partly"),
        ("兄弟为老屋的份额和存款怎么分有争议。", "partly"),
        ("请求确认房屋归我所有。", "no"),
        ("请求确认婚姻无效。", "no"),
    ],
)
def test_what_a_court_could_confirm(text, confirmation):
    assert ask(text)["judicial_confirmation"] == confirmation


def test_questions_cover_every_row_that_is_asked():
    asked = questions(RULES)
    assert [item["fact"] for item in asked] == [row.fact for row in RULES.suitability if row.question]
    assert all(item["question"].endswith("？") for item in asked)
    assert len({item["fact"] for item in asked}) == len(asked)


@pytest.mark.parametrize("request_", [None, [], "x", 3, True, 1.5])
def test_a_request_that_is_no_object_is_refused(request_):
    assert explain_suitability(request_, RULES)["refused"] == "malformed_request"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"jurisdiction": None}, "missing_field"), ({"jurisdiction": 420100}, "malformed_field"),
        ({"jurisdiction": "武汉"}, "unknown_jurisdiction"), ({"jurisdiction": "999999"}, "unknown_jurisdiction"),
        ({"jurisdiction": "810000"}, "unknown_jurisdiction"), ({"narrative": None}, "missing_field"),
        ({"narrative": " \n　"}, "missing_field"), ({"narrative": ["a"]}, "malformed_field"),
        ({"facts": []}, "malformed_field"), ({"facts": {"entrusted": "yes"}}, "malformed_field"),
        ({"facts": {"people": -1}}, "malformed_field"), ({"facts": {"people": True}}, "malformed_field"),
        ({"facts": {"amount": float("nan")}}, "malformed_field"), ({"facts": {"amount": 10**400}}, "malformed_field"),
    ],
)  # fmt: skip
def test_malformed_questions_are_refused_by_name(change, code):
    answer = explain_suitability(question(DEBT) | change, RULES)
    assert answer.get("refused") == code
    assert next(iter(change)) in answer["reason"]
    assert set(answer) == {"refused", "reason"}


def test_unknown_facts_are_ignored_and_named_and_null_counts_as_not_given():
    answer = ask(DEBT, weather="rain", entrusted=None)
    assert answer["suitability"] == "mediate"
    assert any("weather" in note for note in answer["notes"])


def test_a_place_without_rules_of_its_own_is_told_who_answers():
    class Wuhan:
        code = "420100"
        lexicon, categories, suitability, grading = RULES.lexicon, RULES.categories, RULES.suitability, RULES.grading

    assert explain_suitability(question(DEBT), Wuhan)["notes"] == []
    assert explain_suitability(question(DEBT) | {"jurisdiction": "420100"}, Wuhan)["notes"] == []
    assert "420100" in explain_suitability(question(DEBT) | {"jurisdiction": "330200"}, Wuhan)["notes"][0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("欠款一案已由区法院立案，还没判，债主又来申请调解，法院没有委托。", "in_court"),
        ("网贷平台起诉他还款，案子在法院还没开庭，他想让社区帮忙调解。", "in_court"),
        ("村民向镇里申请建房许可，一直没批下来，要求调解批准。", "administrative"),
        ("边界没争议，争的是这块林地归谁使用。", "land_right"),
        ("地界清楚，但他家说这块地归他使用，争了三年。", "land_right"),
        ("税务所说发票是假的要处罚店主，店主不服。", "administrative"),
        ("街道办说他家阳光房是违建要拆，他要求街道别拆。", "administrative"),
    ],
)
def test_a_matter_before_another_organ_is_not_mediated(text, code):
    answer = ask(text)
    assert answer["suitability"] == "not-suitable"
    assert code in {one["code"] for one in answer["reasons"]}


@pytest.mark.parametrize(
    "text",
    [
        "承包地被邻居的羊啃了两亩麦苗，要求赔钱，地是谁的双方都没意见。",
        "双方对林地归谁没有异议，争的是砍掉的十棵杉树赔多少钱。",
        "案子在法院门口就谈好了，没有起诉。",
        "这起买卖纠纷在法院诉前分流到调委会。",
        "在法院立案窗口被引导来调解，还没有立案。",
        "前年因为打架被行政拘留过五天，这次只是为晾衣服滴水跟楼下拌嘴。",
        "邻居的违建挡了我家采光，城管来看过，邻居不肯拆。",
    ],
)
def test_damage_on_land_nobody_disputes_and_matters_only_brought_to_a_court_house_are_mediated(text):
    assert ask(text)["suitability"] == "mediate"
