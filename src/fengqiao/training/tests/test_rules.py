"""The rules by table and by property: credited hours, windows on the calendar, papers and marks."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.jurisdictions.ruleset import TrainingRule, Window
from fengqiao.training.rules import exams
from fengqiao.training.rules.courses import Lesson, credited
from fengqiao.training.rules.exams import QuestionKind
from fengqiao.training.rules.periods import named, nearest, of_year

D = Decimal
MAY = date(2026, 5, 11)
HALVES = TrainingRule(
    code="collective", name="集中培训", kinds=("collective",), posts=("mediator",), source="test source",
    windows=(
        Window(name="上半年", first="01-01", due="06-30"),
        Window(name="下半年", first="07-01", due="11-30", until="12-31"),
    ),
)  # fmt: skip
QUARTERS = TrainingRule(
    code="adviser", name="法律顾问", kinds=("adviser",), posts=("legal_adviser",), source="test source",
    windows=tuple(
        Window(name=name, first=first, due=due)
        for name, first, due in (("一", "01-01", "03-31"), ("二", "04-01", "06-30"), ("三", "07-01", "09-30"), ("四", "10-01", "12-31"))
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("days", "lessons", "earned"),
    [
        ((), (), "0.0"),
        ((0,), (), "6.0"),
        ((0, 1, 2), (), "18.0"),
        ((0, 0), (), "6.0"),
        ((5,), (), "0.0"),
        ((0,), ((8, 0), (4, 1), (6, 2)), "8.0"),
        ((0, 2), ((8, 0), (4, 1), (6, 2)), "14.0"),
        ((0,), ((8, 0), (4, None)), "6.0"),
        ((0, 1, 2), ((20, 0), (20, 1)), "18.0"),
    ],
)
def test_presence_is_worth_the_modules_of_its_days_or_its_share_of_the_course(days, lessons, earned):
    taught = [Lesson(D(hours), None if on is None else MAY + timedelta(days=on)) for hours, on in lessons]
    present = [MAY + timedelta(days=day) for day in days]
    assert credited(present, taught, first=MAY, last=MAY + timedelta(days=2), hours=D(18)) == D(earned)


@given(
    present=st.sets(st.integers(-3, 12)),
    more=st.integers(-3, 12),
    length=st.integers(1, 10),
    hours=st.decimals(D("0.1"), D(200), places=1),
    dated=st.booleans(),
)
def test_credited_hours_never_fall_with_presence_and_never_pass_the_course(present, more, length, hours, dated):
    span = {"first": MAY, "last": MAY + timedelta(days=length - 1), "hours": hours}
    lessons = [Lesson(hours / length, MAY + timedelta(days=n) if dated else None) for n in range(length)]
    days = [MAY + timedelta(days=day) for day in present]
    before, after = credited(days, lessons, **span), credited([*days, MAY + timedelta(days=more)], lessons, **span)
    assert D(0) <= before <= after <= hours


def test_windows_lie_on_the_year_and_are_found_by_their_code():
    periods = of_year([HALVES, QUARTERS], 2026)
    assert [(each.code, each.due.isoformat()) for each in periods if each.rule is HALVES] == [
        ("collective-2026-1", "2026-06-30"),
        ("collective-2026-2", "2026-11-30"),
    ]
    assert all(named([HALVES, QUARTERS], each.code) == each for each in periods)
    for wrong in (
        "",
        "collective",
        "collective-2026-3",
        "collective-2026-0",
        "other-2026-1",
        "collective-x-1",
        "collective-0000-1",
    ):
        assert named([HALVES, QUARTERS], wrong) is None


@pytest.mark.parametrize(
    ("day", "code", "late"),
    [
        (date(2026, 1, 1), "adviser-2026-1", False),
        (date(2026, 6, 30), "collective-2026-1", False),
        (date(2026, 7, 1), "adviser-2026-3", False),
        (date(2026, 11, 21), "collective-2026-2", False),
        (date(2026, 12, 5), "adviser-2026-4", False),
    ],
)
def test_the_period_that_is_due_first_comes_first(day, code, late):
    found = nearest(of_year([HALVES, QUARTERS], 2026), day)
    assert found.code == code or found.due == named([HALVES, QUARTERS], code).due
    assert found.is_late(day) is late


def test_what_is_late_may_be_made_up_until_the_year_ends():
    second = named([HALVES], "collective-2026-2")
    assert not second.is_late(date(2026, 11, 30)) and second.is_late(date(2026, 12, 1))
    assert second.is_running(date(2026, 12, 31)) and not second.is_running(date(2027, 1, 1))
    assert second.is_near(date(2026, 10, 31), 30) and not second.is_near(date(2026, 10, 30), 30)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_duty_is_looked_at_on_a_day_within_its_window(day):
    for period in of_year([HALVES, QUARTERS], 2026):
        assert period.first <= period.held_on(day) <= period.due


@pytest.mark.parametrize(
    "bad", [{"first": "07-01", "due": "06-30"}, {"first": "01-01", "due": "02-29"}, {"first": "01-01", "due": "06-31"}]
)
def test_a_window_that_cannot_be_is_refused(bad):
    with pytest.raises(ValueError):
        Window(name="x", **bad)


@pytest.mark.parametrize(
    ("kind", "options", "answers", "fits"),
    [
        ("single", ["甲", "乙"], [0], True),
        ("single", ["甲", "乙"], [0, 1], False),
        ("single", ["甲"], [0], False),
        ("single", ["甲", "甲"], [0], False),
        ("single", ["甲", "乙"], [2], False),
        ("multiple", ["甲", "乙", "丙"], [0, 2], True),
        ("multiple", ["甲", "乙", "丙"], [0], False),
        ("multiple", ["甲", "乙", "丙"], [0, 0], False),
        ("true_false", [], [1], True),
        ("true_false", [], [2], False),
        ("true_false", [], [], False),
    ],
)
def test_a_question_has_as_many_answers_as_its_kind_wants(kind, options, answers, fits):
    assert (exams.fault(QuestionKind(kind), options, answers) == "") is fits


@pytest.mark.parametrize(
    ("right", "told", "mark"),
    [
        ([[0], [1, 2], [1]], [[0], [2, 1], [1]], "100.0"),
        ([[0], [1, 2], [1]], [[0], [1], [1]], "66.7"),
        ([[0], [1], [1]], [[], [], []], "0.0"),
        ([[0]] * 6, [[0]] * 1 + [[1]] * 5, "16.7"),
        ([], [], "0.0"),
    ],
)
def test_a_question_is_wholly_right_or_worth_nothing(right, told, mark):
    assert exams.mark(right, told) == D(mark)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers())
def test_a_paper_holds_each_question_once_and_as_many_of_a_kind_as_asked(single, multiple, true_false, seed):
    bank = {kind: [f"{kind}{n}" for n in range(5)] for kind in QuestionKind}
    counts = dict(zip(QuestionKind, (single, multiple, true_false), strict=True))
    drawn = exams.draw(bank, counts, Random(seed))
    assert len(set(drawn)) == len(drawn) == sum(counts.values())
    with pytest.raises(ValueError):
        exams.draw(bank, {QuestionKind.SINGLE: 6}, Random(seed))
