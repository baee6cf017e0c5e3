import pytest
from pypinyin import Style, lazy_pinyin

from fengqiao.core.pinyin import pinyin_tokens, spelling


@pytest.mark.parametrize(
    ("name", "read"),
    [("曾国平", "zeng guo ping"), ("单雄信", "shan xiong xin"), ("尉迟恭", "yu chi gong"), ("欧阳修", "ou yang xiu")],
)
def test_family_names_are_read_as_names(name, read):
    assert spelling(name, is_person=True) == read


def test_a_name_is_found_by_both_readings_and_from_each_character_on():
    words = pinyin_tokens("曾国平", is_person=True).split()
    assert {"zengguoping", "cengguoping", "zgp", "cgp", "guoping", "gp", "ping"} <= set(words)


def test_names_without_a_reading_do_no_harm():
    assert spelling("𠮷𠮷") == ""
    assert pinyin_tokens("123") == ""


@pytest.mark.parametrize(
    "text", ["重庆市长寿区", "单位·曾（B座）1号", "行长朴𠮷 é〇", "女儿绿", "", "武汉市洪山区珞南街道", "嗯哦"]
)
def test_a_text_is_read_as_the_dictionary_reads_it(text):
    assert spelling(text).split() == lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
