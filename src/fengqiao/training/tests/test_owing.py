"""Who owes which training and falls short: the list in SQL says what the rules say of each person, at every edge of a window."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from fengqiao.core.actor import system
from fengqiao.core.clock import start_of
from fengqiao.jurisdictions import profiles
from fengqiao.organisations import actions as organisations
from fengqiao.people import actions as people
from fengqiao.people.models import Person
from fengqiao.training import access, actions, queries
from fengqiao.training.actions import NewModule, PastCourse
from fengqiao.training.models import Standing
from fengqiao.training.queries import owing
from fengqiao.training.rules.periods import named, of_year
from fengqiao.training.tests.conftest import DAY

ZHANQIAN = profiles.load(Path(__file__).parents[4] / "profiles", "zhanqian").training
FIRST, SECOND = "collective-2026-1", "collective-2026-2"


@pytest.fixture
def rules(monkeypatch):
    """The windows of Zhanqian: June and November, twice a year, each quarter."""
    monkeypatch.setattr(access, "rules_for", lambda actor: ZHANQIAN)
    return ZHANQIAN


def period(code):
    return named(ZHANQIAN.rules, code)


def held(school, on, *who, kind="collective", **more):
    """A course on a day that these people attended."""
    course = school.course(title=f"{kind}{on}", kind=kind, starts_on=on, ends_on=on, **more)
    names = {school.xia: "夏云峰", school.luo: "罗正国", school.fang: "方亚琴"}
    rows = [school.attendance(title=course.title, starts_on=on, id_number="", name=names[each]) for each in who]
    assert not actions.add_many(school.planner, [PastCourse(course), *rows]).faults


def lacking(school, code, day=DAY, actor=None, region=""):
    return {row.name for row in owing.short(actor or school.planner, period(code), day, region=region)}


@pytest.mark.parametrize(
    ("on", "first", "second"),
    [
        (date(2025, 12, 31), True, True),
        (date(2026, 1, 1), False, True),
        (date(2026, 6, 30), False, True),
        (date(2026, 7, 1), True, False),
        (date(2026, 11, 30), True, False),
        (date(2026, 12, 31), True, False),
        (date(2027, 1, 1), True, True),
    ],
)
def test_a_training_counts_for_the_window_in_which_it_was_held(school, rules, on, first, second):
    held(school, on, school.xia)
    assert ("夏云峰" in lacking(school, FIRST), "夏云峰" in lacking(school, SECOND)) == (first, second)
    assert {"罗正国", "方亚琴"} <= lacking(school, FIRST) & lacking(school, SECOND)


def test_being_on_the_list_is_not_being_there_and_a_course_called_off_counts_for_nobody(school, rules):
    course = actions.add_course(school.planner, school.course())
    actions.enrol(school.planner, course.pk, course.venues.get().pk, [school.xia])
    assert "夏云峰" in lacking(school, SECOND)
    actions.sign_in(school.planner, course.pk, [course.trainees.get().pk])
    assert "夏云峰" not in lacking(school, SECOND)
    held(school, date(2026, 8, 1), school.luo)
    assert "罗正国" not in lacking(school, SECOND)
    row = PastCourse(
        school.course(title="取消的", starts_on=date(2026, 8, 2), ends_on=date(2026, 8, 2)), cancelled_why="改期"
    )
    attended = school.attendance(title="取消的", starts_on=date(2026, 8, 2), id_number="", name="方亚琴")
    assert not actions.add_many(school.planner, [row, attended]).faults
    assert "方亚琴" in lacking(school, SECOND)


def test_other_kinds_do_not_count_and_twice_means_twice(school, rules, lu):
    held(school, date(2026, 3, 1), school.xia, kind="occasional")
    assert "夏云峰" in lacking(school, FIRST)
    industry = people.NewPost(
        organisation_id=_industry(school).pk, post="mediator", origin="appointed", starts_on=date(2024, 1, 1)
    )
    people.appoint(lu, school.xia, industry)
    code = "professional-2026-1"
    assert lacking(school, code) == {"夏云峰"}
    held(school, date(2026, 3, 2), school.xia, kind="professional")
    assert lacking(school, code) == {"夏云峰"}
    held(school, date(2026, 9, 2), school.xia, kind="professional")
    assert lacking(school, code) == set()


def _industry(school):
    return organisations.register(
        school.lu, kind="industry_committee", name="武汉市洪山区物业纠纷人民调解委员会", short_name="武洪物",
        region_code=school.bureau.region_code,
    )  # fmt: skip


def test_who_took_up_the_post_lately_does_not_owe_it_yet_and_who_left_owes_it_no_more(school, rules, lu):
    school.person("冯早", school.street, starts_on=date(2026, 10, 31))
    school.person("冯迟", school.street, starts_on=date(2026, 11, 1))
    assert "冯早" in lacking(school, SECOND) and "冯迟" not in lacking(school, SECOND)
    post = Person.objects.get(pk=school.xia).appointments.get()
    people.end(lu, post.pk, on=date(2026, 8, 1), how="resigned", by="", why="调离")
    assert "夏云峰" in lacking(school, FIRST) and "夏云峰" not in lacking(school, SECOND)


def test_an_adviser_owes_a_lecture_each_quarter_and_the_village_owes_listening(school, rules):
    adviser = school.person("孔法顾", school.community, post="legal_adviser")
    fourth = "adviser_trains-2026-4"
    assert lacking(school, fourth) == {"孔法顾"}
    assert lacking(school, "adviser_trained-2026-4") == {"方亚琴"}
    modules = [NewModule("民法典", Decimal(2), person_id=adviser)]
    held(school, date(2026, 10, 15), school.fang, kind="adviser", modules=modules)
    assert lacking(school, fourth) == lacking(school, "adviser_trained-2026-4") == set()
    assert lacking(school, "adviser_trains-2026-3") == {"孔法顾"}


def test_the_list_the_count_and_the_region_agree(school, rules):
    assert owing.owed_count(school.planner, period(SECOND), DAY) == 3
    held(school, date(2026, 8, 1), school.xia)
    assert lacking(school, SECOND, region="420111001001") == {"方亚琴"}
    assert lacking(school, SECOND, actor=school.director) == {"罗正国"}
    assert lacking(school, SECOND, actor=school.outsider) == set()
    county = owing.standing(school.planner, period(SECOND), DAY)
    assert county == {"420111": (3, 2)}


@pytest.mark.parametrize("seed", range(4))
def test_the_query_says_of_everybody_what_the_rule_says_of_one(school, rules, seed):
    chance = Random(seed)
    ids = [school.xia, school.luo, school.fang]
    for n in range(6):
        start = date(2025, 10, 1) + timedelta(days=chance.randrange(415))
        ids.append(
            school.person(f"冯{chr(0x4E00 + n)}", chance.choice([school.street, school.community]), starts_on=start)
        )
    for n in range(8):
        on = date(2025, 12, 25) + timedelta(days=chance.randrange(370))
        kind = chance.choice(["collective", "induction", "adviser", "professional"])
        course = school.course(title=f"班{n}", kind=kind, starts_on=on, ends_on=on)
        names = chance.sample([row.name for row in Person.objects.filter(pk__in=ids)], 3)
        rows = [school.attendance(title=f"班{n}", starts_on=on, id_number="", name=name) for name in names]
        assert not actions.add_many(school.planner, [PastCourse(course), *rows]).faults
    for day in (date(2026, 2, 1), date(2026, 7, 15), date(2026, 12, 5), date(2027, 1, 5)):
        told = {person: queries.duties(school.planner, person, 2026, day) for person in ids}
        for each in of_year(rules.rules, 2026):
            alone = {
                person for person, duties in told.items() for duty in duties if duty.period == each and not duty.is_done
            }
            assert set(owing.short(school.planner, each, day).values_list("pk", flat=True)) == alone, (day, each.code)


def test_the_daily_count_is_what_reminders_read_and_keeps_a_period_that_is_over(school, rules):
    actor = replace(system(start_of(DAY), frozenset()))
    assert (actions.count(actor), actions.count(actor), Standing.objects.count()) == (6, 2, 6)
    row = Standing.objects.get(period=SECOND)
    assert (row.region_code, row.owed, row.short, row.due_on) == ("420111", 3, 3, date(2026, 11, 30))
    held(school, date(2026, 8, 1), school.xia)
    held(school, date(2026, 5, 1), school.xia)
    actions.count(actor)
    assert [Standing.objects.get(period=code).short for code in (FIRST, SECOND)] == [3, 2]
    assert owing.standings(school.planner, [SECOND])[SECOND][:2] == (3, 2)


def test_totals_are_courses_and_hours_of_a_span(school):
    held(school, date(2026, 5, 1), school.xia)
    held(school, date(2026, 6, 1), school.xia, school.luo)
    told = queries.totals([school.xia, school.luo, school.fang], date(2026, 5, 1), date(2026, 5, 31))
    assert told == {school.xia: queries.Totals(1, Decimal(6))}
