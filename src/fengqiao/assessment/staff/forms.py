"""The forms of assessments and grades. Shapes only; what is allowed is decided by the actions."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.assessment.models import Outcome
from fengqiao.assessment.queries import grades
from fengqiao.assessment.workflow import STAGE_NAMES, STATE_NAMES, SUBJECT_NAMES
from fengqiao.core.text import N_, said
from fengqiao.jurisdictions.ruleset import AssessmentRules, GradeScheme
from fengqiao.statistics.rules.periods import Kind, Period, holding
from fengqiao.ui.forms import CountedTextarea, DateInput, PickField, RadioCards

Choices = list[tuple[str, Any]]
ALL = N_("全部")
STATES = {
    grades.STANDING: N_("有效"),
    grades.RUNNING_OUT: N_("即将到期"),
    grades.LAPSED: N_("已过有效期"),
    grades.ENDED: N_("已结束"),
}
PICK_SUBJECT = {"organisation": _("按受理的案件。"), "person": _("按主持调解的案件。")}


def set_choices(form: forms.Form, name: str, choices: Choices) -> None:
    """Give a field of a form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - every caller names a field of choices
    field.choices = choices


def named(names: Any) -> Choices:
    """Return the choices of a table of names."""
    return [(str(code), said(name)) for code, name in names.items()]


def picked_id(value: Any) -> UUID | None:
    """Return the id that was picked, or None."""
    try:
        return UUID(value.code) if value and value.code else None
    except ValueError:
        return None


class Filter(forms.Form):
    """Fields that narrow a list; a value that cannot be is left out."""

    def wanted(self) -> dict[str, Any]:
        """Return what was chosen, by the name of the field."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class RoundFilter(Filter):
    """Which rounds to show."""

    subject = forms.ChoiceField(label=_("对象"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "subject", [("", said(ALL)), *named(SUBJECT_NAMES)])
        set_choices(self, "state", [("", said(ALL)), *named(STATE_NAMES)])


class ScoreFilter(Filter):
    """Which scores to show."""

    q = forms.CharField(label=_("名称"), required=False, max_length=60)
    band = forms.ChoiceField(label=_("等次"), required=False)

    def __init__(self, *args: Any, bands: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "band", [("", said(ALL)), *bands.items()])


class OpenForm(forms.Form):
    """A new round."""

    subject = forms.ChoiceField(label=_("考核谁"), widget=RadioCards(hints=PICK_SUBJECT))
    kind = forms.ChoiceField(
        label=_("期间"), choices=[(Kind.YEAR, _("年")), (Kind.HALF, _("半年")), (Kind.QUARTER, _("季度"))]
    )
    day = forms.DateField(label=_("期间内的任意一天"), widget=DateInput(), help_text=_("期间应当已经结束。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "subject", named(SUBJECT_NAMES))

    def period(self) -> Period:
        """Return the chosen period."""
        return holding(self.cleaned_data["day"], Kind(self.cleaned_data["kind"]))


class VoiceForm(forms.Form):
    """What somebody says against a score or a grade."""

    text = forms.CharField(
        label=_("哪里不对？"),
        max_length=1000,
        widget=CountedTextarea(1000, {"rows": 5}),
        help_text=_("例如漏算了案件、数据登记错了。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("联系电话"), max_length=20, help_text=_("只用来答复，不公开。"))


class AnswerForm(forms.Form):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(label=_("申诉是否成立"), choices=Outcome.choices, widget=RadioCards())
    marks = forms.DecimalField(
        label=_("调整分数"),
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text=_("成立的可以加分或者减分（如 2.5、-1）；原来算出的分数保留。"),
    )
    answer = forms.CharField(label=_("答复"), max_length=1000, widget=CountedTextarea(1000, {"rows": 4}))

    def clean_marks(self) -> Decimal:
        """Return the marks to move, none when left empty."""
        return self.cleaned_data.get("marks") or Decimal(0)


class SettleForm(forms.Form):
    """The answer to an objection against a grade."""

    outcome = forms.ChoiceField(
        label=_("异议是否成立"),
        choices=Outcome.choices,
        widget=RadioCards(hints={"upheld": _("这份申请不予评定。"), "dismissed": _("照常评定，答复保留。")}),
    )
    answer = forms.CharField(label=_("答复"), max_length=1000, widget=CountedTextarea(1000, {"rows": 4}))


class EntryForm(forms.Form):
    """A figure with its evidence."""

    code = forms.ChoiceField(label=_("数据"))
    organisation = PickField("organisations:options", label=_("组织"), help_text=_("人员的数据，填写所在的组织。"))
    person = PickField("people:options", required=False, label=_("人员"), help_text=_("组织的数据不填。"))
    value = forms.DecimalField(label=_("数值"), max_digits=9, decimal_places=2, min_value=0)
    on = forms.DateField(label=_("日期"), widget=DateInput())
    evidence = forms.CharField(label=_("依据"), max_length=500, help_text=_("例如评查通报、结业证明的名称和编号。"))
    file = forms.FileField(label=_("扫描件"), required=False)

    def __init__(self, *args: Any, rules: AssessmentRules, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})
        set_choices(self, "code", [(one.code, said(one.name)) for one in rules.inputs])

    def clean_organisation(self) -> UUID:
        """Return the id of the organisation."""
        found = picked_id(self.cleaned_data["organisation"])
        if found is None:
            raise forms.ValidationError(_("请从列表中选择组织。"))
        return found

    def clean_person(self) -> UUID | None:
        """Return the id of the person, if any."""
        return picked_id(self.cleaned_data["person"])


class ApplicationFilter(Filter):
    """Which applications to show."""

    stage = forms.ChoiceField(label=_("状态"), required=False)
    scheme = forms.ChoiceField(label=_("等级种类"), required=False)

    def __init__(self, *args: Any, schemes: tuple[GradeScheme, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "stage", [("", said(ALL)), *named(STAGE_NAMES)])
        set_choices(self, "scheme", [("", said(ALL)), *((one.code, said(one.name)) for one in schemes)])


class GradeFilter(Filter):
    """Which grades to show."""

    q = forms.CharField(label=_("姓名、名称或者编号"), required=False, max_length=60)
    wanted_level = forms.ChoiceField(label=_("等级"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, schemes: tuple[GradeScheme, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "wanted_level", [("", said(ALL)), *levels(schemes)])
        set_choices(self, "state", [("", said(ALL)), *named(STATES)])


def levels(schemes: tuple[GradeScheme, ...]) -> Choices:
    """Return the grades of all schemes, each under its scheme."""
    return [
        (said(scheme.name), [(f"{scheme.code}.{level.code}", said(level.name)) for level in scheme.levels])
        for scheme in schemes
    ]


class ApplyForm(forms.Form):
    """An application for a grade."""

    wanted = forms.ChoiceField(label=_("申请的等级"))
    person = PickField("people:options", required=False, label=_("申请人"), help_text=_("组织申请等级的不填。"))
    organisation = PickField(
        "organisations:options", required=False, label=_("申请的组织"), help_text=_("人员申请的不填。")
    )
    statement = forms.CharField(
        label=_("工作情况"), required=False, max_length=2000, widget=CountedTextarea(2000, {"rows": 6})
    )

    def __init__(self, *args: Any, schemes: tuple[GradeScheme, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "wanted", levels(tuple(one for one in schemes if one.is_offered)))

    def told(self) -> dict[str, Any]:
        """Return the arguments of actions.apply."""
        given = self.cleaned_data
        scheme, _dot, level = given["wanted"].partition(".")
        return {
            "scheme": scheme,
            "level": level,
            "person_id": picked_id(given["person"]),
            "organisation_id": picked_id(given["organisation"]),
            "statement": given["statement"],
        }
