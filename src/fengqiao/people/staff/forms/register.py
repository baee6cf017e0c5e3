"""The forms of the register of people. Shapes only; what is allowed is decided by the actions."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import N_, said
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people.actions import NewPost
from fengqiao.people.models import Education, Ended, Origin, Person, Politics, Post, Sex, TieKind, Verified
from fengqiao.regions import queries as regions
from fengqiao.ui.forms import DateInput, IdNumberInput, Picked, PickField, RadioCards


class PersonFilter(forms.Form):
    """Which people to show."""

    q = forms.CharField(
        label=_("查找"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "chars-14", "placeholder": _("姓名、拼音、电话、证件号")}
        ),
    )
    post = forms.ChoiceField(
        label=_("职务"), required=False, choices=[("", _("全部职务")), ("mediating", _("人民调解员")), *Post.choices]
    )
    full_time = forms.ChoiceField(
        label=_("专兼职"), required=False, choices=[("", _("全部")), ("yes", _("专职")), ("no", _("兼职"))]
    )
    region = forms.ChoiceField(label=_("地区"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("active", _("在任")), ("former", _("已离任")), ("all", _("全部"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("全部地区")), *((place.scope, place.name) for place in regions.districts())]
        self.fields["region"] = forms.ChoiceField(label=_("地区"), required=False, choices=choices)

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of queries.listed; a value that cannot be is left out."""
        self.is_valid()
        data = self.cleaned_data
        return {
            **{name: data.get(name, "") for name in ("q", "post", "region")},
            "full_time": {"yes": True, "no": False}.get(data.get("full_time", "")),
            "state": data.get("state") or "active",
        }


DAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
HALVES = (("a", N_("上午")), ("p", N_("下午")))


def hours() -> list[tuple[str, str]]:
    """Return the half days of a week as choices."""
    return [
        (f"{number}{half}", gettext("%(day)s%(half)s") % {"day": gettext(day), "half": gettext(name)})
        for number, day in enumerate(DAYS, start=1)
        for half, name in HALVES
    ]


class PersonForm(forms.Form):
    """What is written about a person."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"class": "chars-10"}))
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=18,
        required=False,
        help_text=_("填写后自动得出性别和出生日期；加密保存，不在页面上显示全号。"),
        widget=IdNumberInput(sex="id_sex", birth="id_birth_on"),
    )
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[("", _("请选择")), *Sex.choices])
    birth_on = forms.DateField(label=_("出生日期"), required=False, widget=DateInput())
    ethnicity = forms.CharField(
        label=_("民族"), max_length=20, required=False, widget=forms.TextInput(attrs={"class": "chars-10"})
    )
    education = forms.ChoiceField(label=_("文化程度"), required=False, choices=[("", _("请选择")), *Education.choices])
    politics = forms.ChoiceField(label=_("政治面貌"), required=False, choices=[("", _("请选择")), *Politics.choices])
    employer = forms.CharField(label=_("工作单位"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "chars-14", "inputmode": "tel", "autocomplete": "off"}),
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长的纠纷类型"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label=_("语言和方言"), max_length=300, required=False, help_text=_("例如普通话、武汉话、维吾尔语，用顿号隔开。")
    )
    hours = forms.MultipleChoiceField(label=_("可以调解的时间"), required=False, widget=forms.CheckboxSelectMultiple())
    away_from = forms.DateField(label=_("不在岗，从"), required=False, widget=DateInput())
    away_until = forms.DateField(label=_("不在岗，到"), required=False, widget=DateInput())
    interests = forms.CharField(
        label=_("利益关系申报"),
        max_length=2000,
        required=False,
        help_text=_("本人或近亲属任职、持股的单位等可能需要回避的情形。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, said(kind.name)) for kind in rules.categories.items]
        self.fields["specialities"] = forms.MultipleChoiceField(
            label=_("擅长的纠纷类型"), required=False, choices=kinds, widget=forms.CheckboxSelectMultiple()
        )
        self.fields["hours"] = forms.MultipleChoiceField(
            label=_("可以调解的时间"), required=False, choices=hours(), widget=forms.CheckboxSelectMultiple()
        )

    def clean_languages(self) -> list[str]:
        """Return the names, parted at commas and blanks."""
        return [name for name in re.split(r"[、，,;；\s]+", self.cleaned_data["languages"]) if name]


class PostForm(forms.Form):
    """A post that is given."""

    organisation = PickField("organisations:options", allow_text=False, label=_("单位"))
    post = forms.ChoiceField(label=_("职务"), choices=[("", _("请选择")), *Post.choices])
    origin = forms.ChoiceField(
        label=_("产生方式"),
        required=False,
        choices=[("", _("不是调解员")), *Origin.choices],
        help_text=_("调解员必填：委员由推选产生，其他调解员由调委会聘任（人民调解法第9条、第13条）。"),
    )
    body = forms.CharField(
        label=_("推选或者聘任单位"),
        max_length=120,
        required=False,
        help_text=_("例如××村村民会议。聘任的不填即为本调委会。罢免、解聘由同一单位决定（人民调解法第15条）。"),
    )
    is_full_time = forms.BooleanField(label=_("专职"), required=False)
    is_purchased = forms.BooleanField(label=_("政府购买服务"), required=False)
    starts_on = forms.DateField(label=_("任职开始"), widget=DateInput())
    term_ends_on = forms.DateField(label=_("任期届满"), required=False, widget=DateInput())
    certificate = forms.CharField(
        label=_("证书编号"), max_length=40, required=False, widget=forms.TextInput(attrs={"class": "chars-14"})
    )
    certificate_issuer = forms.CharField(label=_("发证单位"), max_length=120, required=False)
    certificate_from = forms.DateField(label=_("证书有效期，从"), required=False, widget=DateInput())
    certificate_until = forms.DateField(label=_("证书有效期，到"), required=False, widget=DateInput())

    def clean_organisation(self) -> UUID:
        """Return the id of the organisation that was picked."""
        try:
            return UUID(self.cleaned_data["organisation"].code)
        except ValueError as error:
            raise ValidationError(_("请从列表中选取单位。")) from error

    def new_post(self) -> NewPost:
        """Return the post for the action."""
        data = dict(self.cleaned_data)
        return NewPost(organisation_id=data.pop("organisation"), **data)


def initial(person: Person) -> dict[str, Any]:
    """Return what the form shows of a person: identity number and phone masked."""
    return {
        "name": person.name,
        "id_number": person.masked_id_number,
        "sex": person.sex,
        "birth_on": person.birth_on,
        "ethnicity": person.ethnicity,
        "education": person.education,
        "politics": person.politics,
        "employer": person.employer,
        "phone": person.masked_phone,
        "languages": "、".join(person.languages),
        "hours": person.hours,
        "away_from": person.away_from,
        "away_until": person.away_until,
        "specialities": person.specialities,
        "interests": person.interests,
    }


def picked(name: str, organisation_id: UUID) -> dict[str, Any]:
    """Return the start of a post form at an organisation."""
    return {"organisation": Picked(str(organisation_id), name)}


class EndForm(forms.Form):
    """How a post ends."""

    how = forms.ChoiceField(
        label=_("方式"),
        choices=[choice for choice in Ended.choices if choice[0] != Ended.RENEWED],
        widget=RadioCards(
            hints={
                Ended.REMOVED.value: _("推选产生的委员，由推选单位决定（人民调解法第15条）"),
                Ended.DISMISSED.value: _("聘任的调解员，由聘任单位决定（人民调解法第15条）"),
            }
        ),
    )
    by = forms.CharField(
        label=_("决定的单位"),
        max_length=120,
        required=False,
        help_text=_("罢免、解聘时填写；不填为登记的推选、聘任单位。"),
    )
    on = forms.DateField(label=_("最后一天"), widget=DateInput())
    why = forms.CharField(label=_("原因"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RenewForm(forms.Form):
    """A new term of the same post."""

    starts_on = forms.DateField(label=_("新任期开始"), widget=DateInput())
    term_ends_on = forms.DateField(label=_("任期届满"), required=False, widget=DateInput())
    body = forms.CharField(label=_("推选或者聘任单位"), max_length=120, required=False)
    certificate = forms.CharField(label=_("证书编号"), max_length=40, required=False)
    certificate_issuer = forms.CharField(label=_("发证单位"), max_length=120, required=False)
    certificate_from = forms.DateField(label=_("证书有效期，从"), required=False, widget=DateInput())
    certificate_until = forms.DateField(label=_("证书有效期，到"), required=False, widget=DateInput())


class TieForm(forms.Form):
    """For whose sake to step aside."""

    kind = forms.ChoiceField(label=_("关系"), choices=TieKind.choices)
    name = forms.CharField(label=_("姓名或者单位名称"), max_length=120)
    id_number = forms.CharField(
        label=_("身份证号"), max_length=18, required=False, help_text=_("只保存不可还原的校验值，用于和当事人比对。")
    )
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class VerifyForm(forms.Form):
    """How the identity was checked."""

    how = forms.ChoiceField(label=_("核验方式"), choices=Verified.choices, widget=RadioCards())


class PhotoForm(forms.Form):
    """A photo."""

    photo = forms.FileField(label=_("照片"), help_text=_("JPG或PNG，不超过2MB。"))


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("理由和依据"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
