"""The forms of the training pages. Shapes only; what is allowed is decided by the actions."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people.models import Post
from fengqiao.regions import queries as regions
from fengqiao.training.actions import NewCourse, NewExam, NewModule, NewPlan, NewQuestion, NewVenue
from fengqiao.training.models import Course, Plan, Question, Venue
from fengqiao.training.rules.courses import AUDIENCE_NAMES, KIND_NAMES, STATE_NAMES, WAY_NAMES, TeachingWay
from fengqiao.training.rules.exams import LETTERS, QUESTION_NAMES, QuestionKind
from fengqiao.ui.forms import CountedTextarea, DateInput, MomentInput, Picked, PickField, RadioCards, set_choices

Choices = list[tuple[str, Any]]
_SEARCH = forms.TextInput(attrs={"type": "search", "class": "chars-14"})
_NUMBER = forms.NumberInput({"class": "chars-6"})
_HOURS: dict[str, Any] = {"widget": _NUMBER, "max_digits": 5, "decimal_places": 1, "min_value": 0}


def named(names: Any, *, empty: Any = None) -> Choices:
    """Return codes and their names as choices."""
    made = [(code.value, said(name)) for code, name in names.items()]
    return made if empty is None else [("", empty), *made]


def districts() -> Choices:
    """Return the districts of the jurisdiction as choices."""
    return [("", gettext("全部地区")), *((place.scope, place.name) for place in regions.districts())]


class CourseFilter(forms.Form):
    """Which courses to show."""

    q = forms.CharField(label=_("培训班或者主办单位"), required=False, max_length=60, widget=_SEARCH)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)
    mine = forms.BooleanField(label=_("只看我参加的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", named(KIND_NAMES, empty=_("全部")))
        set_choices(self, "state", named(STATE_NAMES, empty=_("全部")))

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of queries.courses.listed; a value that cannot be is left out."""
        self.is_valid()
        data = self.cleaned_data
        return {name: data.get(name) or "" for name in ("q", "kind", "state")} | {
            "year": data.get("year"), "mine": bool(data.get("mine")),
        }  # fmt: skip


class PlanForm(forms.Form):
    """A plan of a year."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("计划名称"), max_length=120)
    audience = forms.ChoiceField(
        label=_("培训对象"), required=False, help_text=_("不选的，按规则：市级培训骨干，县级培训全员。")
    )
    courses_planned = forms.IntegerField(label=_("计划办班"), required=False, min_value=0, max_value=1000)
    people_planned = forms.IntegerField(label=_("计划参训人次"), required=False, min_value=0, max_value=1_000_000)
    hours_planned = forms.DecimalField(label=_("计划学时"), required=False, **_HOURS)
    source = forms.CharField(label=_("依据"), required=False, max_length=200, help_text=_("文件名称、文号。"))
    note = forms.CharField(label=_("说明"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "audience", named(AUDIENCE_NAMES, empty=_("按规则")))

    def new(self, organisation_id: UUID) -> NewPlan:
        """Return the plan for the action."""
        return NewPlan(organisation_id, **self.cleaned_data)


class CourseForm(forms.Form):
    """A course."""

    title = forms.CharField(label=_("培训班名称"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"))
    audience = forms.ChoiceField(label=_("培训对象"))
    way = forms.ChoiceField(label=_("方式"))
    starts_on = forms.DateField(label=_("开始日期"), widget=DateInput())
    ends_on = forms.DateField(label=_("结束日期"), widget=DateInput())
    hours = forms.DecimalField(label=_("总学时"), **_HOURS)
    pass_mark = forms.IntegerField(
        label=_("考试合格分数"), required=False, min_value=1, max_value=100, help_text=_("满分100分；不考试的留空。")
    )
    plan = forms.ChoiceField(label=_("所属计划"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 3}))

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, names in (("kind", KIND_NAMES), ("audience", AUDIENCE_NAMES), ("way", WAY_NAMES)):
            set_choices(self, name, named(names))
        set_choices(self, "plan", [("", _("不属于计划")), *((str(plan.pk), plan.title) for plan in plans)])

    def new(self, organiser_id: UUID) -> NewCourse:
        """Return the course for the action."""
        data = dict(self.cleaned_data)
        plan = data.pop("plan")
        return NewCourse(organiser_id=organiser_id, plan_id=UUID(plan) if plan else None, **data)

    @staticmethod
    def of(course: Course) -> dict[str, Any]:
        """Return what stands in a course."""
        names = ("title", "kind", "audience", "way", "starts_on", "ends_on", "hours", "pass_mark", "note")
        return {name: getattr(course, name) for name in names} | {"plan": str(course.plan_id or "")}


class ModuleForm(forms.Form):
    """A row: what is taught."""

    title = forms.CharField(label=_("课程"), max_length=120)
    hours = forms.DecimalField(label=_("学时"), **_HOURS)
    held_on = forms.DateField(label=_("日期"), required=False, widget=DateInput())
    lecturer = PickField("people:options", label=_("讲师"), required=False, max_length=60)
    unit = forms.CharField(label=_("讲师单位"), required=False, max_length=120)

    def new(self) -> NewModule:
        """Return the module for the action."""
        data = dict(self.cleaned_data)
        data.pop("DELETE", None)
        who: Picked = data.pop("lecturer") or Picked("", "")
        if who.code:
            return NewModule(**data, person_id=UUID(who.code))
        return NewModule(**data, lecturer=who.text)


ModuleFormSet: Any = forms.formset_factory(ModuleForm, extra=0, can_delete=True, max_num=100, min_num=1)


class VenuesForm(forms.Form):
    """Many venues at once: one for each organisation of a kind, or by name."""

    kind = forms.ChoiceField(
        label=_("为每个组织设一个会场"), required=False, help_text=_("例如：为全区每个街道调委会设一个分会场。")
    )
    region = forms.ChoiceField(label=_("地区"), required=False)
    names = forms.CharField(
        label=_("其他会场"), required=False, max_length=60_000, widget=forms.Textarea({"rows": 5}),
        help_text=_("每行一个会场，可以写“名称，地址”。"),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("方式"), widget=RadioCards(), initial=TeachingWay.ONSITE.value)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.code, said(each.name)) for each in rules.organisation_types]
        set_choices(self, "kind", [("", _("不按组织设")), *kinds])
        set_choices(self, "region", districts())
        set_choices(self, "way", named({way: WAY_NAMES[way] for way in (TeachingWay.ONSITE, TeachingWay.ONLINE)}))

    def clean(self) -> dict[str, Any]:
        """Refuse a form that names no venue."""
        data = super().clean() or {}
        if not data.get("kind") and not data.get("names", "").strip():
            raise forms.ValidationError(_("请选择组织，或者写出会场名称。"))
        return data

    def written(self) -> list[NewVenue]:
        """Return the venues that were written by name."""
        rows = [row.replace(",", "，").split("，", 1) for row in self.cleaned_data["names"].splitlines() if row.strip()]
        way = self.cleaned_data["way"]
        return [NewVenue(row[0].strip(), address=row[1].strip() if len(row) > 1 else "", way=way) for row in rows]


class EnrolForm(forms.Form):
    """One more person on a list."""

    person = PickField("people:options", label=_("学员"), allow_text=False)
    venue = forms.ChoiceField(label=_("会场"))

    def __init__(self, *args: Any, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "venue", [(str(venue.pk), venue.name) for venue in venues])

    def clean_person(self) -> UUID:
        """Return the id of who was picked."""
        return _uuid(self.cleaned_data["person"].code)

    def clean_venue(self) -> UUID:
        """Return the id of the venue."""
        return UUID(self.cleaned_data["venue"])


class EnrolPostsForm(forms.Form):
    """Everybody of a kind on a list."""

    venue = forms.ChoiceField(label=_("会场"))
    audience = forms.ChoiceField(
        label=_("培训对象"), required=False, help_text=_("按规则和人员名册算出，例如骨干为主任和首席调解员。")
    )
    post = forms.ChoiceField(label=_("职务"), required=False, choices=[("", _("不限")), *Post.choices])
    region = forms.ChoiceField(label=_("地区"), required=False)
    full_time = forms.ChoiceField(
        label=_("专兼职"), required=False, choices=[("", _("全部")), ("yes", _("专职")), ("no", _("兼职"))]
    )
    since = forms.DateField(
        label=_("任职开始不早于"),
        required=False,
        widget=DateInput(),
        help_text=_("岗前培训只列新任职的，填写起始日期。"),
    )

    def __init__(self, *args: Any, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "venue", [(str(venue.pk), venue.name) for venue in venues])
        set_choices(self, "audience", named(AUDIENCE_NAMES, empty=_("不限")))
        set_choices(self, "region", districts())

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of actions.enrol_posts besides the venue."""
        data = {name: self.cleaned_data[name] for name in ("audience", "post", "region", "since")}
        return data | {"full_time": {"yes": True, "no": False}.get(self.cleaned_data["full_time"])}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise forms.ValidationError(_("请从列表中选取一项；没有合适的，请换一个词再查。")) from error


class HoursForm(forms.Form):
    """Hours set by hand."""

    hours = forms.DecimalField(label=_("记入学时"), **_HOURS)
    reason = forms.CharField(label=_("理由"), max_length=300, widget=CountedTextarea(300, {"rows": 3}))


class MoveForm(forms.Form):
    """Another venue."""

    venue = forms.ChoiceField(label=_("调到会场"))

    def __init__(self, *args: Any, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "venue", [(str(venue.pk), venue.name) for venue in venues])


class MaterialForm(forms.Form):
    """A file for those who take part."""

    title = forms.CharField(label=_("资料名称"), max_length=120)
    file = forms.FileField(label=_("文件"), help_text=_("PDF、图片、Word、Excel、音频或者视频，最大20MB。"))


class CodeForm(forms.Form):
    """Signing in by the venue's code."""

    code = forms.CharField(
        label=_("今天的签到码"), max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "class": "chars-10"}),
    )  # fmt: skip


class QuestionFilter(forms.Form):
    """Which questions to show."""

    q = forms.CharField(label=_("题目中的字词"), required=False, max_length=60, widget=_SEARCH)
    kind = forms.ChoiceField(label=_("题型"), required=False)
    subject = forms.ChoiceField(label=_("科目"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("在用")), ("retired", _("已停用"))])

    def __init__(self, *args: Any, subjects: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", named(QUESTION_NAMES, empty=_("全部")))
        set_choices(self, "subject", [("", _("全部")), *((each, each) for each in subjects)])

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of queries.courses.questions."""
        self.is_valid()
        data = {name: self.cleaned_data.get(name) or "" for name in ("q", "kind", "subject")}
        return data | {"active": self.cleaned_data.get("state") != "retired"}


class QuestionForm(forms.Form):
    """A question of the bank."""

    kind = forms.ChoiceField(label=_("题型"), widget=RadioCards())
    subject = forms.CharField(label=_("科目"), max_length=40, help_text=_("例如：法律法规、职业道德、调解技能。"))
    text = forms.CharField(label=_("题目"), max_length=500, widget=CountedTextarea(500, {"rows": 3}))
    options = forms.CharField(
        label=_("选项"), required=False, max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("每行一个，依次为A、B、C；判断题不用填。"),
    )  # fmt: skip
    answers = forms.CharField(
        label=_("答案"), max_length=20, help_text=_("选择题写字母，多选如AC；判断题写A（正确）或者B（错误）。"),
        widget=forms.TextInput({"class": "chars-8"}),
    )  # fmt: skip
    why = forms.CharField(
        label=_("依据和解析"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", named(QUESTION_NAMES))

    def clean_answers(self) -> list[int]:
        """Return the places of the right options."""
        letters = [letter for letter in self.cleaned_data["answers"].upper() if letter.strip(" ,，、")]
        if any(letter not in LETTERS for letter in letters):
            raise forms.ValidationError(_("答案写选项的字母，例如A或者AC。"))
        return [LETTERS.index(letter) for letter in letters]

    def new(self) -> NewQuestion:
        """Return the question for the action."""
        data = self.cleaned_data
        options = [row.strip() for row in data["options"].splitlines() if row.strip()]
        return NewQuestion(data["kind"], data["subject"], data["text"], data["answers"], options, data["why"])

    @staticmethod
    def of(question: Question) -> dict[str, Any]:
        """Return what stands in a question."""
        return {
            "kind": question.kind, "subject": question.subject, "text": question.text, "why": question.why,
            "options": "\n".join(question.options), "answers": "".join(LETTERS[each] for each in question.answers),
        }  # fmt: skip


class ExamForm(forms.Form):
    """How the online exam of a course goes."""

    opens_at = forms.DateTimeField(label=_("开始时间"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=_("结束时间"), widget=MomentInput())
    minutes = forms.IntegerField(label=_("考试时长（分钟）"), widget=_NUMBER, min_value=1, max_value=600)
    single = forms.IntegerField(label=_("单选题"), widget=_NUMBER, min_value=0, max_value=200)
    multiple = forms.IntegerField(label=_("多选题"), widget=_NUMBER, min_value=0, max_value=200)
    true_false = forms.IntegerField(label=_("判断题"), widget=_NUMBER, min_value=0, max_value=200)
    subjects = forms.MultipleChoiceField(
        label=_("科目"), required=False, widget=forms.CheckboxSelectMultiple(), help_text=_("不选的，从全部科目抽题。")
    )

    def __init__(self, *args: Any, subjects: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "subjects", [(each, each) for each in subjects])

    def new(self) -> NewExam:
        """Return the exam for the action."""
        return NewExam(**self.cleaned_data)


class PeriodForm(forms.Form):
    """Which period of which rule, and where. periods: their codes and names."""

    period = forms.ChoiceField(label=_("要求和期间"), required=False)
    region = forms.ChoiceField(label=_("地区"), required=False)

    def __init__(self, *args: Any, periods: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "period", periods)
        set_choices(self, "region", districts())


def paper_answers(questions: Sequence[Any], posted: Any) -> list[list[int]]:
    """Return what was ticked on a paper, question by question; what is no place of an option is left out."""
    answers = []
    for number, asked in enumerate(questions):
        size = 2 if asked["kind"] == QuestionKind.TRUE_FALSE else len(asked["options"])
        ticked = (text for text in posted.getlist(f"q{number}") if text.isdecimal() and len(text) < 3)
        answers.append([place for place in map(int, ticked) if place < size])
    return answers
