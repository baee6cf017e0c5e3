"""The forms of complaints, traces and commendations. Shapes only; what is allowed is decided by the actions."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.people import facts
from fengqiao.people.models import Appointment, Commendation, Complaint, Trace, TracedPerson
from fengqiao.people.rules import complaints as rules
from fengqiao.people.rules.complaints import Verb
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, DateInput, PickField, RadioCards, agreed


def _named(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(code.value, gettext(name)) for code, name in names.items()]


def picked_id(value: Any) -> UUID | None:
    """Return the id that was picked, or None."""
    try:
        return UUID(value.code) if value and value.code else None
    except ValueError:
        return None


def _text(label: Any, most: int = 4000, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=CountedTextarea(most, {"rows": rows}), **more)


class ComplaintForm(forms.Form):
    """A complaint as it is told at the counter."""

    door = forms.ChoiceField(
        label=_("途径"),
        choices=[choice for choice in Complaint.Door.choices if choice[0] not in ("web", "trace")],
        widget=RadioCards(),
    )
    person = PickField(
        "people:options", required=False, label=_("被投诉人"), help_text=_("名册中没有的，直接写姓名或者特征。")
    )
    organisation = PickField("organisations:options", required=False, label=_("所在组织"))
    region = PickField(
        "regions:options", required=False, label=_("事情发生的地区"), help_text=_("不知道被投诉人和组织时填写。")
    )
    acts = forms.MultipleChoiceField(label=_("反映的行为"), required=False, widget=ChoiceChecks())
    narrative = _text(_("经过"))
    matter = forms.CharField(label=_("涉及的纠纷或者编号"), max_length=120, required=False)
    complainant = forms.CharField(label=_("投诉人姓名"), max_length=60)
    phone = forms.CharField(label=_("投诉人电话"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acts"] = forms.MultipleChoiceField(
            label=_("反映的行为"), required=False, choices=_named(rules.ACT_NAMES), widget=ChoiceChecks()
        )

    def clean_phone(self) -> str:
        """Return the number as it is kept."""
        number = str(self.cleaned_data["phone"])
        return agreed(lambda: facts.check_phone(number))

    def told(self) -> dict[str, Any]:
        """Return the arguments of NewComplaint."""
        data = self.cleaned_data
        person, region = data["person"], data["region"]
        return {
            "about": person.text[:60] if person else "",
            "person_id": picked_id(person),
            "organisation_id": picked_id(data["organisation"]),
            "region_code": region.code if region else "",
            **{name: data[name] for name in ("acts", "narrative", "matter", "complainant", "phone")},
        }


class DeclineForm(forms.Form):
    """Why a complaint is not taken up."""

    why = _text(_("不予受理的理由"))


class InquireForm(forms.Form):
    """Who inquires."""

    person = PickField(
        "people:options", allow_text=False, label=_("核查人"), help_text=_("与被投诉人、投诉人和这件事无关的人。")
    )


class SubjectForm(forms.Form):
    """Whom it concerns."""

    person = PickField("people:options", allow_text=False, label=_("被投诉人"))


class FindForm(forms.Form):
    """What was found."""

    result = forms.ChoiceField(label=_("核查结论"), widget=RadioCards())
    gravity = forms.ChoiceField(label=_("情节"), required=False, widget=RadioCards())
    finding = _text(_("查明的事实和依据"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            "minor": _("由所在调委会批评教育、责令改正"),
            "serious": _("推选的由推选单位罢免，聘任的由聘任单位解聘"),
        }
        results, gravities = _named(rules.RESULT_NAMES), _named(rules.GRAVITY_NAMES)
        self.fields["result"] = forms.ChoiceField(label=_("核查结论"), choices=results, widget=RadioCards())
        self.fields["gravity"] = forms.ChoiceField(
            label=_("情节"), required=False, choices=gravities, widget=RadioCards(hints=hints)
        )


class DecideForm(forms.Form):
    """What the body that the law names decided."""

    appointment = forms.ChoiceField(label=_("涉及的职务"), required=False, widget=RadioCards())
    by = forms.CharField(
        label=_("作出决定的单位"),
        max_length=120,
        required=False,
        help_text=_("名册中已登记推选、聘任单位的，不必填写。"),
    )
    decided_on = forms.DateField(label=_("决定日期"), widget=DateInput())
    decision = _text(_("处理的内容"))

    def __init__(self, *args: Any, posts: Sequence[Appointment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(post.pk), f"{post.organisation.name} {post.get_post_display()}") for post in posts]
        if len(choices) < 2:
            del self.fields["appointment"]
        else:
            self.fields["appointment"] = forms.ChoiceField(
                label=_("涉及的职务"), required=False, choices=choices, widget=RadioCards()
            )


class AnswerForm(forms.Form):
    """What the complainant is told."""

    answer = _text(_("答复的内容"), rows=6)


class AppealForm(forms.Form):
    """An appeal."""

    by = forms.ChoiceField(
        label=_("谁申诉"), choices=[("complainant", _("投诉人")), ("person", _("被投诉人"))], widget=RadioCards()
    )
    grounds = _text(_("申诉的理由"))


class UpholdForm(forms.Form):
    """Why the result stands."""

    opinion = _text(_("复核意见"))


class EmptyForm(forms.Form):
    """Nothing is asked."""


COMPLAINT_FORMS: dict[str, type[forms.Form]] = {
    Verb.DECLINE: DeclineForm,
    Verb.INQUIRE: InquireForm,
    Verb.FIND: FindForm,
    Verb.DECIDE: DecideForm,
    Verb.ANSWER: AnswerForm,
    Verb.APPEAL: AppealForm,
    Verb.UPHOLD: UpholdForm,
    Verb.CLOSE: EmptyForm,
    "name_subject": SubjectForm,
}


class TraceForm(forms.Form):
    """The beginning of a trace."""

    number = forms.CharField(
        label=_("纠纷编号"),
        max_length=60,
        required=False,
        help_text=_("填写后自动列出经手人；没有编号的写明下面两项。"),
    )
    matter = forms.CharField(label=_("是什么事"), max_length=200, required=False)
    region = PickField("regions:options", required=False, label=_("地区"))
    kind = forms.ChoiceField(label=_("造成的后果"), choices=Trace.Kind.choices, widget=RadioCards())
    occurred_on = forms.DateField(label=_("发生日期"), widget=DateInput())
    narrative = _text(_("经过"), 8000, 6)


class TracedForm(forms.Form):
    """One more who had it in hand."""

    name = forms.CharField(label=_("姓名或者单位"), max_length=120)
    organisation = forms.CharField(label=_("所在组织"), max_length=120, required=False)
    part = forms.CharField(label=_("经手的环节"), max_length=120)


class DegreeForm(forms.Form):
    """What somebody answers for."""

    degree = forms.ChoiceField(label=_("责任"), choices=TracedPerson.Degree.choices, widget=RadioCards())
    finding = forms.CharField(label=_("事实和依据"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ConcludeForm(forms.Form):
    """The end of a trace."""

    conclusion = _text(_("结论"), 8000)
    measures = _text(_("整改措施"), 8000)


class CommendationForm(forms.Form):
    """A commendation that is to be made."""

    subject = forms.ChoiceField(label=_("表彰对象"), choices=Commendation.Subject.choices, widget=RadioCards())
    person = PickField("people:options", required=False, label=_("个人"))
    organisation = PickField("organisations:options", required=False, label=_("组织"))
    point = forms.CharField(label=_("示范点名称"), max_length=120, required=False)
    title = forms.CharField(label=_("荣誉称号"), max_length=120)
    rank = forms.ChoiceField(label=_("级别"), choices=Commendation.Rank.choices)
    awarded_by = forms.CharField(label=_("表彰单位"), max_length=120)
    deeds = _text(_("主要事迹"), rows=6)


class ShowForm(forms.Form):
    """Until when it is shown."""

    until = forms.DateField(label=_("公示到"), widget=DateInput())


class ObjectionForm(forms.Form):
    """An objection."""

    text = _text(_("异议的内容"))


class AwardForm(forms.Form):
    """The award."""

    on = forms.DateField(label=_("表彰日期"), widget=DateInput())
    number = forms.CharField(label=_("文号"), max_length=60)
    answer = forms.CharField(
        label=_("异议的核实处理情况"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DropForm(forms.Form):
    """Why it is taken back."""

    why = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
