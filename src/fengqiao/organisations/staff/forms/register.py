"""The forms of the register itself. Shapes only; what is allowed is decided by the actions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations.models import Organisation
from fengqiao.regions import queries as regions
from fengqiao.ui.forms import DateInput, Picked, PickField


def _chosen(label: str, choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", label), *choices]


def uuid_of(code: str) -> UUID | None:
    """Return the id that was picked, or None when it is none."""
    try:
        return UUID(code) if code else None
    except ValueError:
        return None


class OrganisationFilter(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(
        label=_("查找"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "chars-14", "placeholder": _("名称、地点、拼音、电话")}
        ),
    )
    kind = forms.ChoiceField(label=_("类型"), required=False)
    region = forms.ChoiceField(label=_("地区"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("active", _("在用")), ("closed", _("已停用")), ("all", _("全部"))]
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, said(kind.name)) for kind in rules.organisation_types]
        places = [(place.scope, place.name) for place in regions.districts()]
        self.fields["kind"] = forms.ChoiceField(
            label=_("类型"), required=False, choices=_chosen(gettext("全部类型"), kinds)
        )
        self.fields["region"] = forms.ChoiceField(
            label=_("地区"), required=False, choices=_chosen(gettext("全部地区"), places)
        )

    def wanted(self) -> dict[str, str]:
        """Return the arguments of queries.listed; a value that cannot be is left out."""
        self.is_valid()
        wanted = {name: self.cleaned_data.get(name, "") for name in ("q", "kind", "region")}
        return {**wanted, "state": self.cleaned_data.get("state") or "active"}


class OrganisationForm(forms.Form):
    """What is written about an organisation."""

    name = forms.CharField(label=_("全称"), max_length=120, widget=forms.TextInput(attrs={"class": "chars-30"}))
    region = PickField("regions:options", allow_text=False, label=_("所在地"))
    level = forms.ChoiceField(label=_("层级"), required=False, help_text=_("不选时与所在地同级。"))
    parent = PickField("organisations:options", allow_text=False, required=False, label=_("上级组织"))
    host = PickField(
        "organisations:options",
        required=False,
        max_length=120,
        label=_("设立（派驻）单位"),
        help_text=_(
            "村（居）民委员会、企业、行业协会，或者派驻所在的法院、派出所、信访局等；名册里没有的直接填写名称。"
        ),
    )
    named_person_name = forms.CharField(
        label=_("命名人"),
        max_length=60,
        required=False,
        help_text=_("个人（品牌）调解工作室以谁命名。"),
        widget=forms.TextInput(attrs={"class": "chars-10"}),
    )
    specialities = forms.MultipleChoiceField(
        label=_("擅长的纠纷类型"), required=False, widget=forms.CheckboxSelectMultiple
    )
    address = forms.CharField(
        label=_("地址"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "chars-30"})
    )
    phone = forms.CharField(
        label=_("办公电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"class": "chars-14"})
    )
    hours = forms.CharField(
        label=_("办公时间"),
        max_length=120,
        required=False,
        help_text=_("例如：工作日9:00—12:00、14:00—17:00。"),
        widget=forms.TextInput(attrs={"class": "chars-20"}),
    )
    longitude = forms.DecimalField(
        label=_("经度"),
        max_digits=9,
        decimal_places=6,
        required=False,
        widget=forms.NumberInput(attrs={"class": "chars-10"}),
    )
    latitude = forms.DecimalField(
        label=_("纬度"),
        max_digits=8,
        decimal_places=6,
        required=False,
        widget=forms.NumberInput(attrs={"class": "chars-10"}),
    )
    established_on = forms.DateField(label=_("成立日期"), required=False, widget=DateInput())
    elected_on = forms.DateField(
        label=_("本届委员产生日期"),
        required=False,
        widget=DateInput(),
        help_text=_("每届三年，从这一天起算（人民调解法第9条）。"),
    )
    host_elected_on = forms.DateField(
        label=_("村（居）民委员会本届选举日期"),
        required=False,
        widget=DateInput(),
        help_text=_("每届五年，与调委会任期不同。"),
    )
    is_multi_ethnic = forms.BooleanField(
        label=_("多民族居住的地区"), required=False, help_text=_("应有人数较少民族的成员（人民调解法第8条）。")
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.code, said(level.name)) for level in rules.levels]
        kinds = [(kind.code, said(kind.name)) for kind in rules.categories.items]
        self.fields["level"] = forms.ChoiceField(
            label=_("层级"),
            required=False,
            choices=_chosen(gettext("与所在地同级"), levels),
        )
        self.fields["specialities"] = forms.MultipleChoiceField(
            label=_("擅长的纠纷类型"),
            required=False,
            choices=kinds,
            widget=forms.CheckboxSelectMultiple(),
        )

    def clean_parent(self) -> UUID | None:
        """Return the id of the organisation that was picked."""
        picked: Picked = self.cleaned_data["parent"]
        if picked.code and uuid_of(picked.code) is None:
            raise ValidationError(_("请从列表中选取上级组织。"))
        return uuid_of(picked.code)

    def facts(self) -> dict[str, Any]:
        """Return the arguments of actions.change."""
        data = dict(self.cleaned_data)
        host: Picked = data.pop("host")
        data["region_code"], data["parent_id"] = data.pop("region").code, data.pop("parent")
        data["host_id"], data["host_name"] = uuid_of(host.code), host.text
        return data


class NewOrganisationForm(OrganisationForm):
    """A new organisation: kind and short name are given once and for all."""

    field_order = ["kind", "name", "short_name"]
    kind = forms.ChoiceField(label=_("类型"))
    short_name = forms.CharField(
        label=_("编号简称"),
        max_length=12,
        required=False,
        help_text=_("受理案件的组织必填，用在案件编号里，例如“武洪珞”。登记后不能更改，也不能与其他组织相同。"),
        widget=forms.TextInput(attrs={"class": "chars-10"}),
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        kinds = [(kind.code, said(kind.name)) for kind in rules.organisation_types]
        self.fields["kind"] = forms.ChoiceField(label=_("类型"), choices=_chosen(gettext("请选择"), kinds))
        self.order_fields(self.field_order)


def initial(organisation: Organisation) -> dict[str, Any]:
    """Return what the form shows of an organisation."""
    parent = organisation.parent
    return {
        "name": organisation.name,
        "region": Picked(organisation.region_code, organisation.region.path),
        "level": organisation.level,
        "parent": Picked(str(parent.pk), parent.name) if parent else None,
        "host": Picked(str(organisation.host_id or ""), organisation.host_name) if organisation.host_name else None,
        "named_person_name": organisation.named_person_name,
        "specialities": organisation.specialities,
        "address": organisation.address,
        "phone": organisation.phone,
        "hours": organisation.hours,
        "longitude": organisation.longitude,
        "latitude": organisation.latitude,
        "elected_on": organisation.elected_on,
        "host_elected_on": organisation.host_elected_on,
        "is_multi_ethnic": organisation.is_multi_ethnic,
        "established_on": organisation.established_on,
    }
