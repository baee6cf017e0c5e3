"""The question bank, the exam of a course, and the reader's own paper."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.core.clock import end_of, start_of
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.core.text import said
from fengqiao.training import access, actions
from fengqiao.training.queries import courses
from fengqiao.training.rules.exams import LETTERS, QUESTION_NAMES, TRUE_FALSE, QuestionKind
from fengqiao.training.staff import forms
from fengqiao.training.staff.views.frame import ask, posted, tabs
from fengqiao.ui import pages
from fengqiao.ui.parts import Column

BOTH = require_http_methods(["GET", "POST"])


@require_GET
@staff(access.PLAN)
def questions(request: StaffRequest) -> HttpResponse:
    """The question bank."""
    form = forms.QuestionFilter(request.GET or None, subjects=courses.subjects())
    found = courses.questions(request.actor, **(form.wanted() if form.is_bound else {}))
    page = keyset(found, courses.QUESTIONS, request.GET.get("cursor", ""))
    rows = [(row, said(QUESTION_NAMES[QuestionKind(row.kind)]), _answer(row.kind, row.answers)) for row in page.rows]
    context = {
        "form": form, "page": page, "rows": rows, "count": bounded_count(found), "tabs": tabs(request, "questions"),
        "columns": [
            Column(_("题目"), kind="wide"), Column(_("题型"), kind="narrow"), Column(_("科目")), Column(_("答案"), kind="narrow"),
            Column(_("出题单位"), optional=True),
        ],
    }  # fmt: skip
    return pages.page(request, "training/questions.html", context, fragment="training/_questions.html")


def _answer(kind: str, answers: list[int]) -> str:
    if kind == QuestionKind.TRUE_FALSE:
        return said(TRUE_FALSE[answers[0]])
    return "".join(LETTERS[each] for each in answers)


@BOTH
@staff(access.PLAN)
def new_question(request: StaffRequest) -> HttpResponse:
    """A new question."""
    form = forms.QuestionForm(posted(request), initial={"kind": "single"})
    return ask(
        request, form, lambda: actions.add_question(request.actor, form.new()), title=_("增加试题"),
        back=reverse("training:questions"), done=_("试题已加入题库。"),
    )  # fmt: skip


@BOTH
@staff(access.PLAN)
def question(request: StaffRequest, question_id: UUID) -> HttpResponse:
    """One question, to be corrected or retired."""
    found = access.question_for(request.actor, question_id)
    form = forms.QuestionForm(posted(request), initial=forms.QuestionForm.of(found))
    return ask(
        request, form, lambda: actions.change_question(request.actor, found.pk, form.new()), title=_("修改试题"),
        back=reverse("training:questions"), done=_("已保存。已经出过的试卷不受影响。"), submit=_("保存"),
        retire=reverse("training:retire", args=[found.pk]), is_active=found.is_active,
    )  # fmt: skip


@require_POST
@staff(access.PLAN)
def retire(request: StaffRequest, question_id: UUID) -> HttpResponse:
    """A question asked no more, or again."""
    actions.retire_question(request.actor, question_id, is_active=request.POST.get("again") == "1")
    return pages.go(request, reverse("training:questions"), notice=_("已办理。"))


@BOTH
@staff(access.PLAN)
def set_exam(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """How the online exam of a course goes."""
    course = access.get_for(request.actor, course_id, access.PLAN)
    known = courses.exam(course)
    names = ("opens_at", "closes_at", "minutes", "single", "multiple", "true_false", "subjects")
    initial = {name: getattr(known, name) for name in names} if known else {
        "opens_at": start_of(course.ends_on), "closes_at": end_of(course.ends_on), "minutes": 60, "single": 10, "multiple": 5,
        "true_false": 5,
    }  # fmt: skip
    form = forms.ExamForm(posted(request), subjects=courses.subjects(), initial=initial)
    return ask(
        request, form, lambda: actions.set_exam(request.actor, course.pk, form.new()), title=_("安排考试"),
        back=reverse("training:course", args=[course.pk]), done=_("考试已安排。"), lead=course.title,
    )  # fmt: skip


@require_GET
@staff()
def exam(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """The reader's own exam: before, while and after it is taken."""
    trainee = access.own_place(request.actor, course_id)
    paper, planned = courses.paper(trainee), courses.exam(trainee.course)
    asked = [
        {
            "number": number, "name": f"q{number - 1}", "kind": said(QUESTION_NAMES[QuestionKind(each["kind"])]),
            "text": each["text"], "many": each["kind"] == QuestionKind.MULTIPLE,
            "options": list(enumerate([said(text) for text in TRUE_FALSE] if each["kind"] == QuestionKind.TRUE_FALSE else each["options"])),
        }
        for number, each in enumerate(paper.questions if paper else [], 1)
    ]  # fmt: skip
    context = {
        "trainee": trainee, "course": trainee.course, "paper": paper, "exam": planned, "asked": asked,
        "is_open": planned is not None and planned.opens_at <= request.actor.at < planned.closes_at,
    }  # fmt: skip
    return pages.page(request, "training/exam.html", context)


@require_POST
@staff()
def begin(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Draw the own paper."""
    actions.begin(request.actor, course_id)
    return pages.go(request, reverse("training:exam", args=[course_id]))


@require_POST
@staff()
def submit(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Hand the own paper in."""
    trainee = access.own_place(request.actor, course_id)
    paper = courses.paper(trainee)
    answers = forms.paper_answers(paper.questions if paper else [], request.POST)
    done = actions.submit(request.actor, course_id, answers)
    notice = _("试卷已提交，成绩%(mark)s分。") % {"mark": done.mark}
    return pages.go(request, reverse("training:exam", args=[course_id]), notice=notice)
