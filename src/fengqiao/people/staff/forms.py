"""The forms of the pages of people. Shapes only; what is allowed is decided by the actions."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people.actions import NewPost
from fengqiao.people.models import Origin, Person, Post, Sex
from fengqiao.regions import queries as regions
from fengqiao.ui.forms import DateInput, IdNumberInput, Picked, PickField


class PersonFilter(forms.Form):
    """Which people to show."""

    q = forms.CharField(
        label=_("姓名、拼音、电话后四位或身份证号"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "chars-14"}),
    )
    post = forms.ChoiceField(label=_("职务"), required=False, choices=[("", _("全部职务")), *Post.choices])
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
    phone = forms.CharField(
        label=_("电话"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "chars-14", "inputmode": "tel", "autocomplete": "off"}),
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长的纠纷类型"), required=False, widget=forms.CheckboxSelectMultiple
    )
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
    is_full_time = forms.BooleanField(label=_("专职"), required=False)
    is_purchased = forms.BooleanField(label=_("政府购买服务"), required=False)
    starts_on = forms.DateField(label=_("任职开始"), widget=DateInput())
    term_ends_on = forms.DateField(label=_("任期届满"), required=False, widget=DateInput())
    certificate = forms.CharField(
        label=_("证书编号"), max_length=40, required=False, widget=forms.TextInput(attrs={"class": "chars-14"})
    )

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
        "phone": person.masked_phone,
        "specialities": person.specialities,
        "interests": person.interests,
    }


def picked(name: str, organisation_id: UUID) -> dict[str, Any]:
    """Return the start of a post form at an organisation."""
    return {"organisation": Picked(str(organisation_id), name)}
