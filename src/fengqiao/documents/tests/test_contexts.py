"""What people type becomes what stands on paper."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fengqiao.documents import contexts as c
from fengqiao.documents import values
from fengqiao.documents.contexts.base import clean
from fengqiao.documents.tests.people import COMMITTEE, DAY, group, instalments, obligations, person
from fengqiao.documents.tests.samples import SAMPLES


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("30000", "￥30,000.00（人民币叁万元整）"),
        ("0.05", "￥0.05（人民币伍分）"),
        ("100010001.01", "￥100,010,001.01（人民币壹亿零壹万零壹元零壹分）"),
        ("0", "￥0.00（人民币零元整）"),
    ],
)
def test_money_is_written_in_figures_and_capitals(amount, words):
    assert values.money_words(Decimal(amount)) == words


def test_a_moment_is_written_in_china_s_time():
    assert values.moment_words(datetime(2026, 12, 31, 16, 5, tzinfo=UTC)) == "2027年1月1日0时05分"
    with pytest.raises(ValueError, match="time zone"):
        values.moment_words(datetime(2026, 12, 31))


def test_a_file_number_gets_the_brackets_of_paper():
    note = c.FileNote(committee=COMMITTEE, number="(2026)武洪人调字第0001号", notes=())
    assert note.number == "（2026）武洪人调字第0001号"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张\u0000三\u0007", "张三"),
        ("a\u202ecba", "acba"),
        ("一\r\n二\u2028三", "一\n二\n三"),
        ("零\u200b宽\ufeff\ufe0f", "零宽"),
        ("表\t格", "表\t格"),
        ("𠮷䶮﨑", "𠮷䶮﨑"),
    ],
)
def test_what_no_paper_can_show_is_left_out_and_nothing_else(typed, kept):
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(typed):
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000", "NaN", "Infinity"])
def test_an_amount_no_agreement_can_hold_is_refused(amount):
    with pytest.raises(ValidationError):
        c.ObligationContext(ordinal=1, debtor="甲", what="支付", amount=Decimal(amount))


def test_an_obligation_becomes_a_whole_clause():
    first, second = obligations()
    assert first.sentence == (
        "李秀英于2026年12月10日前（含当日），以银行转账方式，向张建国支付维修补偿款，金额￥3,000.00（人民币叁仟元整）。"
    )
    assert second.sentence == "李秀英于2026年11月30日前（含当日），在李秀英住处，修复卫生间地漏连接处。"
    bare = c.ObligationContext(ordinal=1, debtor="甲", what="向乙当面道歉。", due_text="签订本协议时当场")
    assert bare.sentence == "甲于签订本协议时当场，向乙当面道歉。"


def test_clauses_are_numbered_and_others_follow():
    agreement = SAMPLES["agreement"]
    assert [clause[:2] for clause in agreement.clauses] == ["一、", "二、", "三、"]
    assert agreement.clauses[-1] == "三、双方就本纠纷再无其他争议。"
    many = agreement.model_copy(update={"obligations": obligations(44)})
    assert len(many.clauses) == 2
    assert "共44项，金额合计￥" in many.clauses[0]
    assert len(many.obligation_rows) == 44


def test_instalments_of_tabled_obligations_are_tabled_too():
    one, *rest = obligations(10)
    agreement = SAMPLES["agreement"].model_copy(
        update={"obligations": (one.model_copy(update={"instalments": instalments(2)}), *rest)}
    )
    assert [row.part.ordinal for row in agreement.instalment_rows] == [1, 2]
    assert agreement.obligations[0].when == "分2期，末期2027年1月20日前（含当日）"


def test_a_group_signs_through_its_representatives():
    agreement = SAMPLES["agreement"].model_copy(update={"parties": (group(40, representatives=3), person())})
    assert [s.name for s in agreement.signers][:4] == ["职工01", "职工02", "职工03", "张建国"]


def test_a_pad_signature_stands_only_on_its_signer_s_line():
    lines = {s.name: bool(s.strokes) for s in SAMPLES["agreement"].signers}
    assert lines == {"张建国": False, "李秀英": True, "陈静": False, "刘洋": False, "周敏": False}


def test_oral_agreements_leave_out_party_lines_where_variants_do():
    form = SAMPLES["oral_agreement"].model_copy(update={"parties_sign": False})
    assert [s.name for s in form.signers] == ["陈静", "刘洋", "周敏"]


def test_the_rights_notice_names_the_four_rights_and_three_duties():
    told = "".join(line for _title, lines in SAMPLES["rights_notice"].sections for line in lines)
    for words in ("选择或者接受人民调解员", "拒绝调解或者要求终止调解", "公开进行或者不公开进行", "自愿达成调解协议"):
        assert words in told
    for words in ("如实陈述", "遵守调解现场秩序", "尊重对方当事人"):
        assert words in told
    assert "不收取任何费用" in told and "三十日内" in told


def test_a_termination_without_named_remedies_still_tells_the_ways_of_article_26():
    form = SAMPLES["termination_notice"].model_copy(update={"remedies": ()})
    assert "仲裁、行政、司法等途径" in "".join(form.paragraphs)
    named = "".join(SAMPLES["termination_notice"].paragraphs)
    assert "向武汉市洪山区人民法院提起诉讼" in named and "第二十六条" in named


@pytest.mark.parametrize("code", c.FORMS)
def test_a_form_comes_back_from_its_snapshot_as_it_was(code):
    form = SAMPLES[code]
    assert c.FORMS[code].model_validate_json(form.model_dump_json()) == form


def test_a_field_nobody_declared_is_refused():
    with pytest.raises(ValidationError):
        c.FileNote(committee=COMMITTEE, notes=(), noted_on=DAY, colour="red")


def test_boxes_show_all_choices_and_fill_one():
    assert SAMPLES["acceptance_register"].printed()["source"] == "□当事人申请　□人民调解委员会主动调解　■接受委托移送"
    blank = c.NoticeAnswer(name="甲").printed()
    assert (blank["consents"], blank["consents_label"]) == ("□同意调解　□不同意调解", "")


def test_a_session_within_one_day_names_the_day_once():
    assert SAMPLES["mediation_record"].held == "2026年11月21日14时05分至15时40分"


def test_dates_that_are_not_known_are_printed_as_room_to_write():
    assert c.BackCover(committee=COMMITTEE, pages=1, archived_on=None).printed()["archived_on"] == ""
    assert (
        c.BackCover(committee=COMMITTEE, pages=1, archived_on=date(2026, 1, 2)).printed()["archived_on"]
        == "2026年1月2日"
    )
