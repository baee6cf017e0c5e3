"""Exams and certificates: papers from the bank, marks by machine and by list, numbers without gaps."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.documents import queries as documents
from fengqiao.training import actions
from fengqiao.training.actions import NewExam, NewQuestion
from fengqiao.training.models import Certificate, Paper, Question, Trainee
from fengqiao.training.tests.conftest import DAY, later


@pytest.fixture
def bank(school):
    """Three questions of each kind."""
    for n in range(3):
        actions.add_question(school.planner, NewQuestion("single", "法律", f"单选{n}", [0], ["甲", "乙", "丙"]))
        actions.add_question(school.planner, NewQuestion("multiple", "法律", f"多选{n}", [0, 2], ["甲", "乙", "丙"]))
        actions.add_question(school.planner, NewQuestion("true_false", "道德", f"判断{n}", [1]))


@pytest.fixture
def course(school):
    """A course with an exam, which 夏云峰 and 罗正国 attend today."""
    course = actions.add_course(school.planner, school.course(pass_mark=60))
    actions.enrol(school.planner, course.pk, course.venues.get().pk, [school.xia, school.luo])
    actions.sign_in(school.planner, course.pk, [each.pk for each in Trainee.objects.all()])
    return course


def exam(school, **changes):
    at = school.planner.at
    given = {
        "opens_at": at,
        "closes_at": at + timedelta(hours=2),
        "minutes": 30,
        "single": 2,
        "multiple": 1,
        "true_false": 1,
    }
    return NewExam(**{**given, **changes})


def right(paper):
    return [each["answers"] for each in paper.questions]


def test_a_paper_is_drawn_once_marked_at_once_and_taken_in_time(school, bank, course):
    actions.set_exam(school.planner, course.pk, exam(school))
    paper = actions.begin(school.mediator, course.pk)
    assert [each["kind"] for each in paper.questions] == ["single", "single", "multiple", "true_false"]
    assert actions.begin(school.mediator, course.pk) == paper
    with pytest.raises(Malformed):
        actions.submit(school.mediator, course.pk, [[0]])
    answers = right(paper)
    answers[2] = [0]
    done = actions.submit(school.mediator, course.pk, answers)
    trainee = Trainee.objects.get(person=school.xia)
    assert (done.mark, trainee.mark, trainee.is_passed) == (Decimal("75.0"), Decimal("75.0"), True)
    with pytest.raises(NotNow):
        actions.submit(school.mediator, course.pk, right(paper))
    with pytest.raises(NotNow):
        actions.set_exam(school.planner, course.pk, exam(school))
    assert audit.broken_link(trainee.pk) is None


def test_a_paper_that_comes_too_late_is_not_taken(school, bank, course):
    actions.set_exam(school.planner, course.pk, exam(school))
    paper = actions.begin(school.mediator, course.pk)
    late = later(school.mediator, 1)
    with pytest.raises(NotNow) as refusal:
        actions.submit(late, course.pk, right(paper))
    assert refusal.value.code == "exam_over"
    assert Paper.objects.get().submitted_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"single": 4}, "single"),
        ({"subjects": ["道德"]}, "single"),
        ({"minutes": 0}, "minutes"),
        ({"closes_at": datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))}, "closes_at"),
        ({"opens_at": datetime.min.replace(tzinfo=UTC)}, "closes_at"),
        ({"single": 0, "multiple": 0, "true_false": 0}, "single"),
    ],
)
def test_an_exam_that_the_bank_cannot_serve_is_refused(school, bank, course, changes, field):
    with pytest.raises(Malformed) as refusal:
        actions.set_exam(school.planner, course.pk, exam(school, **changes))
    assert refusal.value.field == field


def test_only_who_attended_sits_an_exam_and_only_while_it_is_open(school, bank, course):
    with pytest.raises(NotNow):
        actions.begin(school.mediator, course.pk)
    opens = school.planner.at + timedelta(hours=1)
    actions.set_exam(school.planner, course.pk, exam(school, opens_at=opens))
    with pytest.raises(NotNow):
        actions.begin(school.mediator, course.pk)
    with pytest.raises(NotFound):
        actions.begin(school.director, course.pk)
    actions.set_exam(school.planner, course.pk, exam(school))
    actions.set_hours(
        school.planner, course.pk, Trainee.objects.get(person=school.xia).pk, hours=Decimal(0), why="代签"
    )
    with pytest.raises(NotNow) as refusal:
        actions.begin(school.mediator, course.pk)
    assert refusal.value.code == "not_attended"


def test_questions_are_kept_as_they_were_asked_and_retired_without_trace_in_papers(school, bank, course):
    actions.set_exam(school.planner, course.pk, exam(school))
    paper = actions.begin(school.mediator, course.pk)
    asked = Question.objects.get(pk=paper.questions[0]["id"])
    actions.change_question(school.planner, asked.pk, NewQuestion("single", "法律", "改过的题", [1], ["甲", "乙"]))
    actions.retire_question(school.planner, asked.pk)
    assert Paper.objects.get().questions[0]["text"] != "改过的题"
    with pytest.raises(NotFound):
        actions.retire_question(school.outsider, asked.pk)
    with pytest.raises(Malformed):
        actions.add_question(school.planner, NewQuestion("true_false", "法律", "判断0", [0]))


def test_marks_are_entered_by_list_and_say_what_they_were(school, course):
    xia, luo = Trainee.objects.get(person=school.xia), Trainee.objects.get(person=school.luo)
    assert actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90), luo.pk: Decimal("59.9")}) == 2
    assert actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90)}) == 0
    with pytest.raises(Malformed):
        actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(101)})
    with pytest.raises(NotFound):
        actions.set_marks(school.director, course.pk, {xia.pk: Decimal(80)})
    assert [each.is_passed for each in Trainee.objects.order_by("-mark")] == [True, False]


def test_certificates_go_to_who_earned_them_with_numbers_without_gaps(school, course):
    xia, luo = Trainee.objects.get(person=school.xia), Trainee.objects.get(person=school.luo)
    actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90), luo.pk: Decimal(50)})
    with pytest.raises(NotNow):
        actions.certify(school.planner, course.pk)
    actions.close(school.planner, course.pk)
    made = actions.certify(school.planner, course.pk)
    assert [(each.trainee, each.issued_on) for each in made] == [(xia, DAY)]
    assert made[0].number.startswith("（2026）") and made[0].number.endswith("调培字第0001号")
    with pytest.raises(NotNow):
        actions.certify(school.planner, course.pk)
    actions.reopen(school.planner, course.pk, why="补考")
    actions.set_marks(school.planner, course.pk, {luo.pk: Decimal(80)}, why="补考")
    actions.close(school.planner, course.pk)
    assert actions.certify(school.planner, course.pk)[0].number.endswith("第0002号")


def test_a_voided_number_stays_and_another_is_given(school, course):
    xia = Trainee.objects.get(person=school.xia)
    actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90)})
    actions.close(school.planner, course.pk)
    first = actions.certify(school.planner, course.pk)[0]
    with pytest.raises(Malformed):
        actions.void(school.planner, course.pk, first.pk, why="")
    actions.void(school.planner, course.pk, first.pk, why="姓名打印有误")
    with pytest.raises(NotNow):
        actions.print_certificate(school.planner, first.pk)
    second = actions.certify(school.planner, course.pk)[0]
    assert second.number.endswith("第0002号") and Certificate.objects.count() == 2
    assert audit.broken_link(first.pk) is None


def test_a_number_that_an_import_brought_in_is_passed_over(school, course):
    xia = Trainee.objects.get(person=school.xia)
    actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90)})
    actions.close(school.planner, course.pk)
    first = actions.certify(school.planner, course.pk)[0]
    taken = first.number.replace("0001", "0002")
    rows = [
        actions.PastCourse(school.course(title="旧班", starts_on=DAY, ends_on=DAY)),
        school.attendance(title="旧班", number=taken),
    ]
    assert not actions.add_many(school.planner, rows).faults
    actions.void(school.planner, course.pk, first.pk, why="重发")
    assert actions.certify(school.planner, course.pk)[0].number.endswith("第0003号")


def test_the_paper_is_for_the_holder_and_who_keeps_the_list(school, course):
    xia = Trainee.objects.get(person=school.xia)
    actions.set_marks(school.planner, course.pk, {xia.pk: Decimal(90)})
    actions.close(school.planner, course.pk)
    certificate = actions.certify(school.planner, course.pk)[0]
    document = actions.print_certificate(school.mediator, certificate.pk)
    form = documents.form_of(document)
    assert (form.number, form.hours, form.mark) == (certificate.number, "6.0", "90.0")
    assert "准予结业" in form.paragraphs[0]
    with pytest.raises(NotFound):
        actions.print_certificate(school.outsider, certificate.pk)
