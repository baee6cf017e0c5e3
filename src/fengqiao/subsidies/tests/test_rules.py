"""The rules alone: sums, one payment a case, recoveries and forecasts hold for whatever comes."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.ruleset.subsidy import EvidenceRule
from fengqiao.subsidies.rules import awards, batches, budgets, evidence
from fengqiao.subsidies.rules.awards import NOTHING, Case, Held, yuan
from fengqiao.subsidies.rules.batches import Candidate
from fengqiao.subsidies.rules.evidence import Shown, Traces

RULES = profiles.load(profiles_folder(), "wuhan").subsidy
ZHANQIAN = profiles.load(profiles_folder(), "zhanqian").subsidy
FULL = Traces(records=1, signatures=4, performances=1, vouchers=1, answers=("confirmed",))
DAY = date(2026, 3, 1)


def case(number=1, **changes) -> Case:
    """A closed case of a street's committee."""
    values = {
        "id": UUID(int=number), "matter": UUID(int=number), "organisation": UUID(int=1), "region": "420111001000",
        "row": "street", "entruster": "", "form": "written", "performed": True, "difficult": False, "people": 2,
        "money": Decimal(3000), "ended_on": DAY, "payee": UUID(int=7), "payee_name": "夏云峰",
    }  # fmt: skip
    return Case(**{**values, **changes})


def held(number=1, name="营口市站前区驻法院人民调解委员会", **changes) -> Held:
    """A bought full-time post at an industry committee."""
    values = {
        "appointment": UUID(int=number), "person": UUID(int=number), "person_name": f"调解员{number}",
        "organisation": UUID(int=1), "organisation_name": name, "organisation_kind": "industry_committee",
        "region": "210802000000", "full_time": True, "purchased": True, "starts_on": date(2024, 2, 1), "ends_on": None,
    }  # fmt: skip
    return Held(**{**values, **changes})


SIX = [held(n) for n in range(1, 5)] + [held(n, "营口市站前区物业纠纷人民调解委员会") for n in (5, 6)]

cases = st.builds(
    case,
    number=st.integers(1, 30),
    matter=st.integers(1, 12).map(lambda n: UUID(int=n)),
    form=st.sampled_from(["written", "oral", ""]),
    row=st.sampled_from(["village", "resident", "street", "social", ""]),
    performed=st.booleans(),
    difficult=st.booleans(),
    people=st.integers(1, 60),
    money=st.decimals(0, 10**7, places=2),
    ended_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    payee=st.sampled_from([None, UUID(int=7), UUID(int=8)]),
)
traces = st.builds(
    Traces,
    records=st.integers(0, 2),
    unwritten=st.integers(0, 1),
    visits_owed=st.integers(0, 1),
    answers=st.lists(st.sampled_from(["confirmed", "denied", "unreached"]), max_size=2).map(tuple),
)
everything = st.lists(st.builds(Candidate, cases, traces | st.just(FULL), st.booleans()), max_size=20)


@given(everything)
def test_the_lines_of_a_batch_add_up_and_every_case_is_paid_or_waits_with_a_reason(wanted):
    drawn = batches.draw(RULES, "bureau", wanted, set())
    assert drawn.total == sum((line.award.amount for line in drawn.lines), NOTHING)
    assert len(drawn.lines) + len(drawn.waiting) == len(wanted)
    assert all(each.reasons for each in drawn.waiting)
    assert all(line.award.amount > NOTHING and line.case.payee for line in drawn.lines)
    assert all(all(proof.holds for proof in line.proofs) for line in drawn.lines)


@given(st.lists(st.tuples(st.sampled_from(["bureau", "court"]), everything), max_size=5))
def test_no_matter_is_paid_twice_in_any_order_of_batches_and_payers(order):
    taken, paid = set(), []
    for payer, wanted in order:
        drawn = batches.draw(RULES, payer, wanted, taken)
        paid += [line.case.matter for line in drawn.lines]
        taken |= {line.case.matter for line in drawn.lines}
    assert len(paid) == len(set(paid))


@given(st.permutations(list(range(1, 8))))
def test_what_a_batch_pays_does_not_depend_on_the_order_of_its_cases(order):
    wanted = [Candidate(case(n, matter=UUID(int=n % 3), ended_on=DAY + timedelta(days=n)), FULL) for n in order]
    drawn = batches.draw(RULES, "bureau", wanted, set())
    assert [line.case.id.int for line in drawn.lines] == [1, 2, 3]
    assert {each.reasons[0]["code"] for each in drawn.waiting} == {"same_matter"}


@pytest.mark.parametrize(
    ("changes", "amount", "rate"),
    [
        ({}, "50.00", "simple"),
        ({"difficult": True}, "200.00", "ordinary"),
        ({"people": 10}, "400.00", "major"),
        ({"money": Decimal(500000)}, "400.00", "major"),
        ({"money": Decimal("499999.99")}, "200.00", "ordinary"),
        ({"row": "village"}, "30.00", "village_simple"),
        ({"row": "resident", "people": 5}, "80.00", "village_ordinary"),
        ({"form": "oral", "people": 99}, "30.00", "oral"),
    ],
)
def test_a_case_is_worth_what_the_first_fitting_rate_says(changes, amount, rate):
    given = awards.award(RULES, "bureau", case(**changes))
    assert (given.amount, given.rate) == (yuan(amount), rate)
    assert given.source and given.amount_source and given.inputs["ended_on"] == "2026-03-01"


@pytest.mark.parametrize("changes", [{"performed": False}, {"form": ""}, {"ended_on": date(2009, 12, 31)}])
def test_no_rate_fits_an_unperformed_unagreed_or_undated_case(changes):
    assert awards.award(RULES, "bureau", case(**changes)) is None


def test_an_oral_agreement_waits_until_a_party_confirms_it_and_a_denial_stops_any_case():
    def state(form, answers, sampled=False):
        found = evidence.proofs(RULES, case(form=form), Traces(records=1, answers=answers), sampled=sampled)
        return next(proof.state for proof in found if proof.code == "call_back")

    assert state("oral", ()) == Shown.MISSING
    assert state("oral", ("unreached",)) == Shown.MISSING
    assert state("oral", ("unreached", "confirmed")) == Shown.THERE
    assert state("written", ()) == Shown.NOT_NEEDED
    assert state("written", (), sampled=True) == Shown.MISSING
    assert state("written", ("denied",)) == Shown.DENIED
    assert state("oral", ("confirmed", "denied")) == Shown.DENIED


def test_each_missing_proof_is_named():
    found = evidence.proofs(RULES, case(form="oral", performed=False), Traces(visits_owed=2), sampled=False)
    told = [evidence.sentence(each) for each in evidence.lacking(found)]
    assert told == [
        "没有调解记录",
        "协议尚未全部履行",
        "应当做而没有做的回访2次",
        "尚未向当事人核实",
    ]


def test_which_evidence_is_asked_for_is_the_rate_tables_to_say():
    asks = {
        "code": "photo",
        "name": "现场照片",
        "holds": [{"fact": "materials", "at_least": 2}],
        "source": "本地办法第5条",
    }
    own = RULES.model_copy(update={"evidence": (EvidenceRule.model_validate(asks),)})
    (found,) = evidence.proofs(own, case(), Traces(materials=1), sampled=False)
    assert (found.state, evidence.sentence(found.plain())) == (Shown.MISSING, "证据材料1份，要求至少2")
    assert evidence.proofs(own, case(), Traces(materials=2), sampled=False)[0].holds


def test_rules_and_proofs_from_before_kinds_of_evidence_were_data_are_still_read():
    old = {"code": "call_back", "name": "当事人电话核实", "needed": "oral_or_sample", "source": "default, no source"}
    assert EvidenceRule.model_validate(old) == RULES.evidence[-1].model_copy(update={"source": "default, no source"})
    stored = {"code": "record", "state": "there", "values": {"records": 2, "unwritten": 0}}
    assert evidence.sentence(stored) == "调解记录2份"
    assert "当事人否认" in evidence.sentence({"code": "call_back", "state": "denied", "values": {"confirmed": 0}})


def test_a_rate_pays_who_presides_alone_or_all_mediators_in_equal_parts():
    three = case(others=((UUID(int=8), "章文"), (UUID(int=9), "陈立")))
    assert awards.award(RULES, "bureau", three).shares == ()
    rates = tuple(rate.model_copy(update={"paid_to": "shared"}) for rate in RULES.rates)
    given = awards.award(RULES.model_copy(update={"rates": rates}), "bureau", three)
    assert [(name, str(part)) for _person, name, part in given.shares] == [
        ("夏云峰", "16.68"), ("章文", "16.66"), ("陈立", "16.66"),
    ]  # fmt: skip
    assert sum((part for *_who, part in given.shares), NOTHING) == given.amount


# Months in post


def test_zhanqians_six_posts_and_its_fund_make_280_000_yuan():
    months = budgets.person_months(ZHANQIAN, SIX, 2026, {})
    posts = budgets.total(each.amount for each in months)
    fund = next(each for each in ZHANQIAN.budgets if each.kind == "case")
    assert (len(months), posts) == (6 * 12, yuan(2500 * 6 * 12))
    assert posts + yuan(fund.amount) == yuan(280_000)
    by_payer = {payer: sum(each.payer == payer for each in months) for payer in ("court", "bureau")}
    assert by_payer == {"court": 4 * 12, "bureau": 2 * 12}


def test_the_document_says_two_things_about_who_pays_and_the_profile_shows_both():
    (found,) = ZHANQIAN.conflicts
    assert "由法院负责" in found.one_source and "18万元" in found.other_source and found.reading


def test_a_post_held_for_a_part_of_a_month_is_paid_by_days():
    payer, given = awards.month_award(ZHANQIAN, held(starts_on=date(2026, 6, 16)), date(2026, 6, 1))
    assert (payer, given.amount, given.inputs["days"]) == ("court", yuan("1250.00"), 15)
    assert awards.month_award(ZHANQIAN, held(ends_on=date(2026, 5, 31)), date(2026, 6, 1)) is None
    assert awards.month_award(ZHANQIAN, held(purchased=False), date(2026, 6, 1)) is None
    assert awards.month_award(ZHANQIAN, held(), date(2021, 11, 1)) is None


def test_whole_months_of_a_span():
    assert awards.months_between(date(2026, 1, 2), date(2026, 3, 31)) == [date(2026, 2, 1), date(2026, 3, 1)]
    assert awards.months_between(date(2026, 12, 1), date(2026, 12, 31)) == [date(2026, 12, 1)]
    assert awards.months_between(date(2026, 2, 1), date(2026, 2, 27)) == []


def drawn_months(payer, posts, month, taken=(), **figures):
    """A month of posts of which the records have the same figures."""
    served = {(each.appointment, month): figures or {"attested": 1} for each in posts}
    return batches.draw_months(ZHANQIAN, payer, posts, [month], taken, served)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"courses": 3}, "当月没有参加调解的记录、尚未向单位核实到岗情况"),
        ({"sessions": 5, "absent": 1}, "单位反映当月没有到岗履职，应当先查清"),
        ({"sessions": 1}, ""),
        ({"attested": 1}, ""),
    ],
)
def test_a_month_in_post_waits_until_it_is_shown_that_it_was_served(figures, told):
    paid, waiting = drawn_months("bureau", SIX, DAY, **figures)
    assert (len(paid), len(waiting)) == ((0, 2) if told else (2, 0))
    assert {evidence.sentence(reason) for each in waiting for reason in each.lacks} == ({told} if told else set())


@given(st.lists(st.tuples(st.sampled_from(["bureau", "court"]), st.integers(1, 12)), max_size=30))
def test_nobody_is_paid_twice_for_a_month_by_any_payer(order):
    taken, paid = set(), []
    twice = [*SIX, held(21, "营口市站前区物业纠纷人民调解委员会", person=UUID(int=1))]
    for payer, month in order:
        for each in drawn_months(payer, twice, date(2026, month, 1), taken)[0]:
            paid.append((each.held.person, each.month))
        taken = set(paid)
    assert len(paid) == len(set(paid))


# Funds

money = st.decimals(0, 10**8, places=2).map(yuan)


@given(money, money, money)
def test_what_is_asked_back_is_never_more_than_was_paid(paid, first, second):
    asked = NOTHING
    for wanted in (first, second):
        most = budgets.recoverable(paid, asked)
        if wanted <= most:
            asked = asked + wanted
    assert asked <= paid


@given(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 12))), st.integers(0, 72))
def test_the_forecast_of_posts_is_the_same_however_many_months_are_paid(drawn, split):
    held_in = {(UUID(int=n), date(2026, month, 1)): ("court", yuan(2500)) for n, month in drawn}
    months = budgets.person_months(ZHANQIAN, SIX, 2026, held_in)
    amounts = [yuan(2500)] * len(drawn)
    spending = budgets.Spending(budgets.total(amounts[:split]), budgets.total(amounts[split:]), NOTHING)
    outlook = budgets.monthly_outlook(yuan(180_000), spending, months)
    assert outlook.forecast == yuan(180_000)
    assert outlook.gap == NOTHING
    assert outlook.left == yuan(180_000) - budgets.total(amounts)
    assert outlook.forecast == outlook.spending.bound + outlook.to_come


@given(money, money, money)
def test_a_fund_for_cases_is_expected_to_be_used_up_and_no_more(budget, paid, committed):
    outlook = budgets.case_outlook(budget, budgets.Spending(paid, committed, NOTHING))
    assert outlook.forecast == max(budget, paid + committed, key=lambda each: each.value)
    whole = outlook + outlook
    assert whole.forecast == outlook.forecast + outlook.forecast
    assert whole.gap == outlook.gap + outlook.gap


def test_money_and_cases_do_not_add():
    with pytest.raises(TypeError):
        yuan(1) + 1
