"""Many grades at once are the same grades, with the same history, as one by one."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.assessment import actions
from fengqiao.assessment.actions import NewGrade
from fengqiao.assessment.models import Grade
from fengqiao.core import audit
from fengqiao.core.errors import Forbidden
from fengqiao.core.ids import uuid7


@pytest.fixture
def row(office) -> NewGrade:
    """夏云峰 was given the third grade in 2025."""
    return NewGrade(
        organisation_id=office.street.pk,
        person_id=office.xia.pk,
        scheme="national",
        level="third",
        awarded_on=date(2025, 3, 1),
        issuer="武汉市人民调解员协会",
        number="武调等〔2025〕0001号",
    )


def test_grades_entered_at_once_stand_in_the_register_with_their_history(assessors, row, office):
    other = replace(row, person_id=office.cheng.pk, number="武调等〔2025〕0002号", valid_until=date(2026, 1, 1))
    added = actions.add_grades(assessors.lu, [row, other])
    assert not added.faults
    grade = Grade.objects.get(pk=added.grades[0])
    assert (grade.name, grade.level_name, grade.valid_until) == ("夏云峰", "三级", date(2028, 3, 1))
    assert Grade.objects.get(pk=added.grades[1]).valid_until == date(2026, 1, 1)
    assert [event.verb for event in audit.history(grade.pk)] == ["register"]
    assert audit.broken_link(grade.pk) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scheme": "black_belt"}, "scheme"),
        ({"level": "tenth"}, "level"),
        ({"organisation_id": uuid7()}, "organisation_id"),
        ({"person_id": uuid7()}, "person_id"),
        ({"person_id": None}, "person_id"),
        ({"awarded_on": date(2099, 1, 1)}, "awarded_on"),
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
        ({"ended_on": date(2024, 1, 1), "ended_why": "弄虚作假"}, "ended_on"),
        ({"ended_on": date(2026, 1, 1)}, "ended_why"),
        ({"issuer": " "}, "issuer"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_the_others_are_entered(assessors, row, office, changes, field):
    good = replace(row, person_id=office.cheng.pk, number="")
    added = actions.add_grades(assessors.lu, [replace(row, **changes), good])
    assert added.faults[0].field == field
    assert [grade.name for grade in Grade.objects.all()] == ["程继红"]


def test_a_second_import_and_a_dry_run_change_nothing(assessors, row):
    assert not actions.add_grades(assessors.lu, [row], is_dry=True).faults
    assert not Grade.objects.exists()
    actions.add_grades(assessors.lu, [row])
    again = actions.add_grades(assessors.lu, [row, replace(row, number="别的号")])
    assert [fault.code for fault in again.faults.values()] == ["grade_number", "grade_held"]
    assert Grade.objects.count() == 1


def test_grades_that_ended_may_be_many(assessors, row):
    ended = replace(row, awarded_on=date(2020, 1, 1), number="旧", ended_on=date(2021, 1, 1), ended_why="弄虚作假")
    assert not actions.add_grades(assessors.lu, [ended, row]).faults
    assert {grade.ended_how for grade in Grade.objects.all()} == {"withdrawn", ""}


def test_who_may_not_keep_grades_or_sees_another_region_enters_none(assessors, row):
    with pytest.raises(Forbidden):
        actions.add_grades(assessors.xia, [row])
    elsewhere = replace(assessors.lu, region_scope="420106")
    assert actions.add_grades(elsewhere, [row]).faults[0].code == "organisation_not_found"
    assert not Grade.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(assessors, row, office):
    def queries(rows):
        with CaptureQueriesContext(
            connection,
        ) as counted:
            actions.add_grades(assessors.lu, rows, is_dry=True)
        return len(counted)

    assert queries([row] * 200) == queries([row]) <= 6
