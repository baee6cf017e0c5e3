"""Which court may be asked and what it will look at: tables over plain values."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from fengqiao.confirmation.rules import alternatives, courts, precheck
from fengqiao.confirmation.rules.courts import Court, Place
from fengqiao.confirmation.rules.words import Ground

HONGSHAN = Court(UUID(int=1), "武汉市洪山区人民法院", "420111000000", is_basic=True)
WUCHANG = Court(UUID(int=2), "武汉市武昌区人民法院", "420106000000", is_basic=True)
WUHAN = Court(UUID(int=3), "湖北省武汉市中级人民法院", "420100000000", is_basic=False)
REGISTER = (HONGSHAN, WUCHANG, WUHAN)
COMMITTEE = Place(Ground.ORGANISATION, "调解组织所在地", "420111")
THING = Place(Ground.SUBJECT_MATTER, "标的物在纠纷发生地", "420111")
ZHANG = Place(Ground.DOMICILE, "当事人张建国的住所地", "420106")
STRANGER = Place(Ground.DOMICILE, "当事人王强的住所地（黄石市）", "")


@pytest.mark.parametrize(
    ("places", "competent", "notes"),
    [
        ([COMMITTEE], [("武汉市洪山区人民法院", (Ground.ORGANISATION,))], 0),
        (
            [COMMITTEE, THING, ZHANG],
            [
                ("武汉市洪山区人民法院", (Ground.ORGANISATION, Ground.SUBJECT_MATTER)),
                ("武汉市武昌区人民法院", (Ground.DOMICILE,)),
            ],
            0,
        ),
        ([COMMITTEE, STRANGER], [("武汉市洪山区人民法院", (Ground.ORGANISATION,))], 1),
        ([STRANGER], [], 1),
    ],
)
def test_a_committee_that_mediated_on_its_own_leaves_the_parties_the_choice(places, competent, notes):
    advice = courts.own(places, REGISTER)
    basic = [choice for choice in advice.choices if not choice.condition]
    assert [(choice.name, choice.grounds) for choice in basic] == competent
    assert {choice.source for choice in basic} <= {"民事诉讼法第205条第二项"}
    assert len(advice.notes) == notes


def test_the_intermediate_court_is_named_under_its_condition():
    last = courts.own([COMMITTEE], REGISTER).choices[-1]
    assert (last.name, last.grounds) == ("湖北省武汉市中级人民法院", (Ground.INTERMEDIATE,))
    assert "应当由中级人民法院管辖" in last.condition


def test_a_court_that_invited_the_committee_is_the_only_one():
    advice = courts.invited("武汉市武昌区人民法院", REGISTER)
    assert [(choice.id, choice.source) for choice in advice.choices] == [(WUCHANG.id, "民事诉讼法第205条第一项")]
    assert courts.invited("鄂州市鄂城区人民法院", REGISTER).choices[0].id is None


@pytest.mark.parametrize(
    ("stage", "barred"), [("none", False), ("delegated", False), ("entrusted", True), ("summary", True)]
)
def test_after_filing_the_court_itself_decides_on_the_agreement(stage, barred):
    assert bool(courts.barred(stage)) is barred


NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CLEAN = {
    "ends_at": NOW + timedelta(days=20),
    "confirmable": "yes",
    "hints": (),
    "no_identity": (),
    "no_address": (),
    "no_power": (),
    "about_title": False,
    "has_title_proof": False,
}


@pytest.mark.parametrize(
    ("changes", "code", "state", "source"),
    [
        ({"ends_at": None}, "period", "fail", "民事诉讼法第205条"),
        ({"ends_at": NOW}, "period", "fail", "民事诉讼法第205条"),
        ({"ends_at": NOW + timedelta(days=3)}, "period", "warn", "民事诉讼法第205条"),
        ({"confirmable": "no"}, "kind", "fail", "民诉法解释第355条"),
        ({"confirmable": "partly"}, "kind", "warn", "民诉法解释第355条"),
        ({"hints": [("title_transfer", "房屋归张某", "x", "y")]}, "title_transfer", "warn", "民诉法解释第355条"),
        ({"hints": [("no_amount", "第1项未写明给付金额", "民诉法解释第358条", "y")]}, "no_amount", "warn", "民诉法解释第358条"),
        ({"no_identity": ["张建国"]}, "identity", "warn", "民诉法解释第354条"),
        ({"about_title": True}, "title_proof", "warn", "民诉法解释第354条"),
    ],
)  # fmt: skip
def test_what_a_court_would_look_at_is_told_with_its_article(changes, code, state, source):
    found = precheck.checks(precheck.Matter(**{**CLEAN, **changes}), NOW)
    (check,) = [each for each in found if each.code == code]
    assert check.state == state
    assert check.source.startswith(source)


def test_nothing_to_say_is_said():
    assert {each.state for each in precheck.checks(precheck.Matter(**CLEAN), NOW)} == {"pass"}


def test_wages_have_their_own_payment_order_and_acts_have_none():
    assert [way.code for way in alternatives.ways(category="neighbours", has_money=False)] == [
        "notarised_instrument",
        "arbitration",
        "suit",
    ]
    order = next(
        way for way in alternatives.ways(category="migrant_wages", has_money=True) if way.code == "payment_order"
    )
    assert order.source == "劳动争议调解仲裁法第16条"
