"""How a narrative is read: signs, numbers, clauses, and the mood in which words are said."""

import re
from decimal import Decimal

import pytest

from fengqiao.disputes.rules.narrative import MAX_CHARS, Text
from fengqiao.disputes.rules.narrative_cues import CueBook
from fengqiao.disputes.rules.narrative_numbers import ages, amounts, headcounts, parse_number, times
from fengqiao.disputes.rules.narrative_reading import Reading
from fengqiao.jurisdictions.catalogue_intake import national_lexicon
from fengqiao.jurisdictions.ruleset.intake import TextPattern


def moods(text, cue):
    book = CueBook(national_lexicon())
    every = ("negated", "conditional", "intended", "feared", "hearsay", "past", "resolved", "elsewhere")
    book.add("it", [TextPattern(cues=(cue,), accepts=every)])
    return [set(match.moods) for match in Reading(Text(text), book).matches("it")]


def test_full_width_and_traditional_signs_read_as_plain_ones_of_the_same_length():
    text = Text("債務人欠３萬元，ＡＢ公司")
    assert text.plain == "债务人欠3万元,ab公司"
    assert text.quote(3, 7) == "欠３萬元"
    assert len(text.plain) == len(text.original)


def test_rare_signs_emoji_and_broken_surrogates_do_no_harm():
    text = Text("𠮷某和䶮某😀\ud800吵架\x00")
    assert len(text.plain) == len(text.original) == 10
    assert "\ud800" not in text.original


def test_a_text_beyond_the_bound_is_cut_and_says_so():
    assert not Text("吵" * MAX_CHARS).cut
    assert Text("吵" * (MAX_CHARS + 1)).cut


def test_clauses_end_at_commas_but_not_inside_numbers():
    text = Text("欠款30,000元，分两次还。利率1.5%")
    assert [text.quote(one.start, one.end) for one in text.clauses] == ["欠款30,000元", "分两次还", "利率1.5%"]
    assert text.clause_quote(20) == "利率1.5%"
    assert text.sentence_quote(0) == "欠款30,000元，分两次还"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3万5千", 35000), ("叁万", 30000), ("三万五", 35000), ("一百二十", 120), ("十五", 15), ("两千三", 2300),
        ("30,000", 30000), ("2.5万", 25000), ("一千零五", 1005), ("一万零五百", 10500), ("二三十", 20), ("几十", 30),
        ("数百", 300), ("二〇二六", 2026), ("1.2亿", 120000000), ("壹佰贰拾叁", 123), ("拾伍", 15),
    ],
)  # fmt: skip
def test_numbers_in_digits_numerals_and_both(written, value):
    assert parse_number(written) == value


@pytest.mark.parametrize("written", ["", "多", "abc", "9" * 40, "。"])
def test_what_is_no_number_gives_none(written):
    assert parse_number(written) is None


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("欠款3万元没还", [30000]), ("借了叁万元整", [30000]), ("赔偿三万余元", [30000]), ("给了2.5万块", [25000]),
        ("欠我三万五没还", [35000]), ("共计30,000元", [30000]), ("¥3000", [3000]), ("占地3万亩", []), ("3万多棵树", []),
        ("损失1.2万，另付2000元", [12000, 2000]), ("十来万块钱", [100000]), ("人民币柒万贰仟元整", [72000]),
    ],
)  # fmt: skip
def test_sums_of_money(text, sums):
    assert [one.yuan for one in amounts(Text(text))] == [Decimal(value) for value in sums]


def test_a_sum_that_recurs_is_marked():
    assert [one.periodic for one in amounts(Text("每月500元，工资6000元/月，一次性付800元"))] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("44名职工签了协议", 44), ("三十余户业主反映", 31), ("一家五口挤着住", 5), ("来了七八个男子", 7), ("上百人聚集", 100),
        ("近30人在场", 29), ("我们15个人没拿到钱", 15), ("全组36户联名要求公开账目", 36),
    ],
)  # fmt: skip
def test_headcounts(text, people):
    assert [one.people for one in headcounts(Text(text)) if not one.size] == [people]


@pytest.mark.parametrize(
    "text", ["公司有员工200人", "小区住着八百多户", "由三十名村民代表见证签字", "超市三百多人排队"]
)
def test_the_size_of_a_firm_or_a_crowd_of_onlookers_is_not_the_number_of_parties(text):
    assert all(one.size for one in headcounts(Text(text)))


@pytest.mark.parametrize("text", ["5个月没给钱", "干了3个小时", "2家公司", "住3号楼"])
def test_months_firms_and_house_numbers_are_no_people(text):
    assert headcounts(Text(text)) == ()


def test_ages_and_how_often():
    assert [one.people for one in ages(Text("8岁的孩子和七十六岁的奶奶"))] == [8, 76]
    assert times(Text("近两个月报警九次，又三次报警"), re.compile("报警")) == 9


@pytest.mark.parametrize(
    "text",
    [
        "双方没有动手", "没动手", "从未发生过动手的情况", "并未动手", "不存在争吵、推搡或者动手", "动手的情况没有发生",
        "谁也没动手", "对方动手，没有的事",
    ],
)  # fmt: skip
def test_words_denied_are_not_said_as_fact(text):
    assert all("negated" in found for found in moods(text, "动手"))


@pytest.mark.parametrize(
    "text",
    [
        "没有赔钱就动手",
        "双方并非没有动手",
        "不得不动手",
        "没有办法才动手",
        "没签合同，他就动手",
        "不料对方动手",
        "没有道歉还动手",
    ],
)
def test_a_negation_of_something_else_denies_nothing(text):
    assert all("negated" not in found for found in moods(text, "动手"))


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("如果不还就动手", "conditional"), ("再不给钱，他就会动手", "conditional"), ("扬言要动手", "intended"),
        ("担心他动手", "feared"), ("差点动手", "feared"), ("听说他动手了", "hearsay"), ("怀疑是他动手", "hearsay"),
        ("十年前他们动手过", "past"), ("当时动手，已经和解", "resolved"), ("新闻里有人动手", "elsewhere"),
        ("动手的视频与本纠纷无关", "elsewhere"),
    ],
)  # fmt: skip
def test_moods_other_than_fact(text, mood):
    assert all(mood in found for found in moods(text, "动手"))


def test_what_is_long_past_ends_where_the_present_begins():
    assert moods("以前他只是骂人，这次动手了", "动手") == [set()]


def test_links_of_cues():
    assert moods("张三拿着菜刀追人", "拿 菜刀") == [set()]
    assert moods("张三拿着篮子，李四切菜的菜刀钝了", "拿 菜刀") == []
    assert moods("张三拿着包，里面有菜刀", "拿 … 菜刀") == [set()]
    assert moods("有菜刀。他拿着", "拿 & 菜刀") == []
    assert moods("有菜刀。他拿着", "拿 + 菜刀") == [set()]
    assert moods("拿菜刀切菜", "拿 菜刀 !切菜") == []


def test_a_phrase_that_means_something_else_hides_its_inside():
    assert moods("商场跳楼价甩卖", "跳楼") == []
    assert moods("他要跳楼", "跳楼") == [{"intended"}]


@pytest.mark.parametrize("cue", ["", "!打", "打(", "(|)", "<no_such_list>", "(一|二|三|四|五|六|七|八|九|十)" * 4])
def test_a_cue_that_cannot_be_read_is_refused(cue):
    with pytest.raises((ValueError, KeyError)):
        CueBook(national_lexicon()).compile(cue)
