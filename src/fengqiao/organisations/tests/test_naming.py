"""What an organisation should be called; nothing here needs a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.organisations.rules import naming
from fengqiao.organisations.rules.naming import About

PLACES = naming.places_of("武汉市洪山区珞南街道洪珞社区", "武汉市洪山区/洪山区")
COMMITTEE = "{place}人民调解委员会"
INDUSTRY = "{place}{subject}人民调解委员会"
ROOM = "{parent}驻{host}人民调解工作室"
STUDIO = "{subject}调解工作室"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


def test_a_place_is_spelled_with_and_without_its_city():
    assert PLACES == ("武汉市洪山区珞南街道洪珞社区", "洪山区珞南街道洪珞社区")
    assert naming.places_of("武汉市") == ("武汉市",)


@pytest.mark.parametrize("name", ["武汉市洪山区珞南街道洪珞社区人民调解委员会", "洪山区珞南街道洪珞社区人民调解委员会"])
def test_both_spellings_keep_the_rule(name):
    assert naming.check(COMMITTEE, name, About(PLACES)).fits


@pytest.mark.parametrize(
    ("form", "name", "about", "offered"),
    [
        (COMMITTEE, "洪珞社区调委会", About(PLACES), "武汉市洪山区珞南街道洪珞社区人民调解委员会"),
        (INDUSTRY, "医疗纠纷调解委员会", About(("武汉市",)), "武汉市医疗纠纷人民调解委员会"),
        (INDUSTRY, "武汉市物业纠纷调委会", About(("武汉市",)), "武汉市物业纠纷人民调解委员会"),
        (
            ROOM,
            "驻法院调解室",
            About((), "洪山区人民法院", "珞南街道人民调解委员会"),
            "珞南街道人民调解委员会驻洪山区人民法院人民调解工作室",
        ),
        (STUDIO, "老程调解室", About(), "老程调解工作室"),
        ("{host}人民调解委员会", "厂调委会", About(host="武汉机床厂"), "武汉机床厂人民调解委员会"),
    ],
)
def test_a_name_that_breaks_the_rule_gets_the_right_one_offered(form, name, about, offered):
    assert naming.check(form, name, about) == naming.Named(False, offered)


def test_without_what_a_name_is_made_of_none_is_offered():
    assert naming.check(ROOM, "调解室", About()) == naming.Named(False, "")
    assert naming.check(COMMITTEE, "调委会", About()) == naming.Named(False, "")


def test_a_kind_without_a_rule_takes_any_name():
    assert naming.check("", "随便", About()).fits


@given(st.sampled_from((COMMITTEE, INDUSTRY, ROOM, STUDIO)), HAN, HAN, HAN, HAN)
def test_what_is_offered_keeps_the_rule(form, name, place, host, parent):
    about = About((place,), host, parent)
    found = naming.check(form, name, about)
    if found.offered:
        assert naming.check(form, found.offered, about).fits


@given(st.sampled_from((COMMITTEE, INDUSTRY, ROOM, STUDIO)), HAN, HAN, HAN, HAN)
def test_a_name_made_by_the_rule_keeps_it(form, subject, place, host, parent):
    name = form.format(place=place, subject=subject, host=host, parent=parent)
    assert naming.check(form, name, About((place,), host, parent)).fits


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_at_all_is_answered(name, place):
    naming.check(INDUSTRY, name, About((place,) if place else ()))
