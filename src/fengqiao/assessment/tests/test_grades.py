"""A grade from the application to the register: criteria met and not met, a second person, publicity, award, withdrawal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.assessment import actions
from fengqiao.assessment.actions import Voice
from fengqiao.assessment.models import Application, Grade, Objection
from fengqiao.assessment.queries import grades
from fengqiao.assessment.rules import grading
from fengqiao.assessment.tests.conftest import AT, late
from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.ruleset import GradeCriterion, GradeLevel
from tests.outcome import refused

OBJECTING = Voice("陈某", "13800000000", "材料里的案件不是他调解的。")


def easy(level: GradeLevel) -> GradeLevel:
    """The grade without a number of cases that takes a test too long to reach."""
    kept = [one for one in level.criteria if one.kind in ("years_in_post", "complaints", "success_share")]
    return level.model_copy(update={"criteria": tuple(kept)})


@pytest.fixture
def ladder(monkeypatch):
    """The fourth grade asks for two years in post, no complaint, and shows the share of successes."""
    real = actions.applying.scheme_of

    def scheme_of(day, code, level):
        scheme, found = real(day, code, level)
        return scheme, easy(found)

    monkeypatch.setattr(actions.applying, "scheme_of", scheme_of)
    monkeypatch.setattr(actions.awarding, "scheme_of", scheme_of)


@pytest.fixture
def applied(assessors, office, ladder) -> Application:
    """夏云峰 applied for the fourth grade."""
    return actions.apply(assessors.xia, scheme="national", level="fourth", person_id=office.xia.pk)


def told(application: Application) -> dict[str, tuple]:
    return {one["code"]: (one["value"], one["is_met"]) for one in application.found}


def test_each_criterion_is_shown_met_or_not_with_what_there_is(assessors, office):
    assessors.closed()
    given = {"code": "training_hours", "organisation_id": office.street.pk, "person_id": office.xia.pk}
    for hours in (5, 4):
        actions.enter(assessors.lu, **given, value=Decimal(hours), on=date(2026, 12, 1), evidence="市局培训结业证明")
    found = actions.apply(assessors.xia, scheme="national", level="fourth", person_id=office.xia.pk)
    assert told(found) == {
        "years": ("2.6", True),
        "cases": ("1", False),
        "oral": ("0.00", True),
        "success": ("100.00", True),
        "hours": ("9.00", True),
        "complaints": ("0", True),
    }
    assert not found.is_eligible
    assert all(one["source"] for one in found.found)
    error = refused(NotNow, "criteria_not_met", actions.admit, assessors.hao, found.pk)
    assert error.extra["criteria"] == ["cases"]
    found.refresh_from_db()
    assert (found.stage, found.reviewed_at) == ("submitted", None)


def test_a_share_of_successes_never_decides(assessors, office, applied):
    assert told(applied)["success"] == (None, False)
    assert applied.is_eligible
    for slug in profiles.slugs(profiles_folder()):
        for scheme in profiles.load(profiles_folder(), slug).grades:
            shares = [one for level in scheme.levels for one in level.criteria if one.kind == "success_share"]
            assert not any(one.required for one in shares)
    with pytest.raises(ValueError, match="成功率"):
        GradeCriterion(code="x", name="x", kind="success_share", at_least=98, required=True, source="某地办法")


@given(st.none() | st.integers(0, 100).map(Decimal), st.integers(0, 100).map(Decimal))
def test_whatever_the_share_of_successes_is_the_same_people_are_eligible(share, years):
    level = profiles.load(profiles_folder(), "wuhan").grade_scheme("national").level("fourth")
    held = {"years": years, "cases": Decimal(60), "oral": Decimal(0), "hours": Decimal(9), "complaints": Decimal(0)}
    inputs = {code: grading.Input(value) for code, value in held.items()}
    found = grading.evaluate(level, {**inputs, "success": grading.Input(share)})
    assert grading.is_eligible(found) == (years >= 2)


def test_the_life_of_an_application_ends_in_the_register_with_a_certificate(assessors, office, applied):
    refused(Forbidden, "permission_missing", actions.admit, assessors.xia, applied.pk)
    actions.admit(assessors.hao, applied.pk, opinion="同意")
    refused(NotNow, "still_public", actions.award, assessors.hao, applied.pk)
    grade = actions.award(late(assessors.hao), applied.pk)
    assert (grade.name, grade.level_name, grade.issuer) == ("夏云峰", "四级", office.bureau.name)
    assert grade.valid_until == date(2030, grade.awarded_on.month, grade.awarded_on.day)
    (paper,) = documents.for_subject("grade", grade.pk)
    assert (paper.kind, paper.number) == ("grade_certificate", grade.number)
    assert documents.pdf(paper).startswith(b"%PDF")
    assert documents.content(paper.pk, "grade", grade.pk, "docx")[2].startswith(b"PK")
    assert actions.print_certificate(late(assessors.lu), grade.pk) == paper
    assert [event.verb for event in audit.history(applied.pk)] == ["apply", "admit", "award"]
    assert audit.broken_link(applied.pk) is None
    assert list(grades.grades(assessors.xia, date(2027, 3, 1), state="standing")) == [grade]


def test_an_objection_that_is_upheld_refuses_the_grade_and_one_open_holds_it_up(assessors, applied):
    actions.admit(assessors.hao, applied.pk)
    made = actions.object_to_grade(applied.pk, OBJECTING, at=AT)
    refused(NotNow, "objections_open", actions.award, late(assessors.hao), applied.pk)
    actions.settle(assessors.hao, applied.pk, made.pk, outcome="upheld", text="情况属实。")
    applied.refresh_from_db()
    assert (applied.stage, applied.opinion) == ("refused", "情况属实。")
    refused(NotFound, "application_not_found", actions.object_to_grade, applied.pk, OBJECTING, at=AT)
    assert Objection.objects.count() == 1 and not Grade.objects.exists()


def test_an_objection_after_the_publicity_is_too_late(assessors, applied):
    actions.admit(assessors.hao, applied.pk)
    refused(NotNow, "publicity_over", actions.object_to_grade, applied.pk, OBJECTING, at=late(assessors.hao).at)
    assert not Objection.objects.exists()


def test_who_applied_does_not_review_and_a_county_does_not_give_a_grade_of_the_city(assessors, office, ladder):
    own = actions.apply(assessors.hao, scheme="national", level="fourth", person_id=office.xia.pk)
    refused(Forbidden, "second_person_needed", actions.admit, assessors.hao, own.pk)
    about = replace(assessors.lu, person_id=office.xia.pk)
    refused(Forbidden, "second_person_needed", actions.admit, about, own.pk)
    high = actions.apply(assessors.lu, scheme="national", level="first", person_id=office.cheng.pk)
    refused(Forbidden, "rated_above", actions.admit, assessors.hao, high.pk)
    refused(NotNow, "criteria_not_met", actions.admit, assessors.ma, high.pk)
    assert set(Application.objects.values_list("stage", flat=True)) == {"submitted"}


def test_somebody_applies_for_oneself_once_and_not_for_a_grade_that_is_held(assessors, office, applied):
    refused(
        NotNow,
        "application_open",
        actions.apply,
        assessors.xia,
        scheme="national",
        level="third",
        person_id=office.xia.pk,
    )
    refused(
        NotFound, "person_not_found", actions.apply, assessors.cai, scheme="national", level="fourth",
        person_id=office.cheng.pk,
    )  # fmt: skip
    refused(Malformed, "grade_unknown", actions.apply, assessors.xia, scheme="national", level="tenth")
    refused(Malformed, "grade_not_offered", actions.apply, assessors.xia, scheme="special", level="third")
    actions.admit(assessors.hao, applied.pk)
    actions.award(late(assessors.hao), applied.pk)
    again = {"scheme": "national", "person_id": office.xia.pk}
    refused(NotNow, "grade_held", actions.apply, late(assessors.xia), level="fourth", **again)
    assert actions.apply(late(assessors.xia), level="third", **again).stage == "submitted"
    assert Application.objects.count() == 2


def test_a_new_grade_takes_the_place_of_the_old_one(assessors, office, ladder):
    def given(level, when):
        made = actions.apply(late(assessors.xia, when), scheme="national", level=level, person_id=office.xia.pk)
        actions.admit(late(assessors.hao, when), made.pk)
        return actions.award(late(assessors.hao, when + 30), made.pk)

    first, second = given("fourth", 0), given("third", 900)
    first.refresh_from_db()
    assert (first.ended_how, first.ended_on) == ("replaced", second.awarded_on)
    assert Grade.objects.get(ended_on=None) == second


def test_a_grade_is_withdrawn_with_a_reason_and_stays_in_the_register(assessors, applied):
    actions.admit(assessors.hao, applied.pk)
    grade = actions.award(late(assessors.hao), applied.pk)
    refused(Malformed, "reason_missing", actions.withdraw, late(assessors.hao), grade.pk, why=" ")
    refused(Forbidden, "permission_missing", actions.withdraw, late(assessors.xia), grade.pk, why="弄虚作假")
    elsewhere = replace(late(assessors.hao), region_scope="420106", organisation_id=None)
    refused(NotFound, "grade_not_found", actions.withdraw, elsewhere, grade.pk, why="弄虚作假")
    grade.refresh_from_db()
    assert grade.ended_on is None
    actions.withdraw(late(assessors.hao), grade.pk, why="弄虚作假")
    refused(NotNow, "grade_ended", actions.withdraw, late(assessors.hao), grade.pk, why="再撤一次")
    refused(NotNow, "grade_ended", actions.print_certificate, late(assessors.hao), grade.pk)
    assert Grade.objects.get().ended_why == "弄虚作假"


def test_an_application_is_taken_back_by_who_it_is_about(assessors, applied):
    refused(NotFound, "application_not_found", actions.retract, assessors.cai, applied.pk)
    assert actions.retract(assessors.xia, applied.pk).stage == "retracted"
    refused(NotNow, "application_stage", actions.retract, assessors.xia, applied.pk)
    refused(NotNow, "application_stage", actions.evaluate, assessors.lu, applied.pk)


def test_grades_run_out_and_are_reminded_of_before(assessors, office, applied):
    actions.admit(assessors.hao, applied.pk)
    grade = actions.award(late(assessors.hao), applied.pk)
    soon, after = date(2030, 1, 10), date(2030, 3, 1)
    assert list(grades.grades(assessors.lu, soon, state="expiring", within=60)) == [grade]
    assert not grades.grades(assessors.lu, date(2028, 1, 1), state="expiring", within=60)
    assert list(grades.grades(assessors.lu, after, state="lapsed")) == [grade]
    assert [grades.state_of(grade, day) for day in (soon, after)] == ["standing", "lapsed"]


def test_a_committee_is_graded_where_the_profile_says_so():
    linyi = profiles.load(profiles_folder(), "linyi")
    level = linyi.grade_scheme("committee").level("model")
    full = {"full_time": 2, "gaps": 0, "files": 95, "site": 92}
    inputs = {code: grading.Input(Decimal(value)) for code, value in full.items()}
    assert grading.is_eligible(grading.evaluate(level, inputs))
    for code in full:
        lacking = {name: each for name, each in inputs.items() if name != code}
        assert not grading.is_eligible(grading.evaluate(level, lacking))
