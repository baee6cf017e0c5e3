"""The forms of the organisation pages. Shapes only; what is allowed is decided by the actions."""

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


class OrganisationFilter(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(
        label=_("名称、地点、拼音或电话后四位"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "chars-14"}),
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
    host_name = forms.CharField(
        label=_("设立单位"), max_length=120, required=False, widget=forms.TextInput(attrs={"class": "chars-30"})
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
    established_on = forms.DateField(label=_("成立日期"), required=False, widget=DateInput())

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
        try:
            return UUID(picked.code) if picked.code else None
        except ValueError as error:
            raise ValidationError(_("请从列表中选取上级组织。")) from error

    def facts(self) -> dict[str, Any]:
        """Return the arguments of actions.change."""
        data = dict(self.cleaned_data)
        data["region_code"], data["parent_id"] = data.pop("region").code, data.pop("parent")
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
        "host_name": organisation.host_name,
        "specialities": organisation.specialities,
        "address": organisation.address,
        "phone": organisation.phone,
        "established_on": organisation.established_on,
    }
