"""The forms of the account pages. Shapes only; what is allowed is decided by the actions."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fengqiao.accounts.forms import PASSWORD_HINT
from fengqiao.accounts.permissions import ROLE_NAMES, Role
from fengqiao.regions import queries as regions
from fengqiao.ui.forms import DateInput, PickField


class NewAccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("账号"),
        max_length=40,
        help_text=_("3至40个小写字母、数字、点、横线，例如姓名拼音。"),
        widget=forms.TextInput(attrs={"class": "chars-20", "autocapitalize": "none", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"class": "chars-10"}))
    phone = forms.RegexField(
        r"^[0-9+()\- ]{7,20}$",
        label=pgettext_lazy("field", "电话"),
        required=False,
        error_messages={"invalid": _("电话号码只含数字、空格和横线。")},
        widget=forms.TextInput(attrs={"class": "chars-14", "inputmode": "tel"}),
    )
    password = forms.CharField(
        label=_("首次登录密码"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.TextInput(attrs={"class": "chars-20", "autocomplete": "off", "spellcheck": "false"}),
    )


class PostForm(forms.Form):
    """A post for an account."""

    role = forms.ChoiceField(label=_("岗位"))
    organisation = PickField("organisations:options", allow_text=False, required=False, label=_("单位"))
    region = PickField(
        "regions:options",
        required=False,
        label=_("管辖范围"),
        help_text=_("输入地名的任意部分，从列表中选取。只办本单位案件的，不填。"),
    )
    starts_on = forms.DateField(label=_("开始日期"), widget=DateInput())
    ends_on = forms.DateField(label=_("结束日期"), required=False, widget=DateInput())
    why = forms.CharField(label=_("依据或说明"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("请选择")), *((role.value, gettext(ROLE_NAMES[role])) for role in Role)]
        self.fields["role"] = forms.ChoiceField(label=_("岗位"), choices=choices)

    def clean_organisation(self) -> UUID | None:
        """Return the id of the organisation that was picked."""
        picked = self.cleaned_data["organisation"]
        if not picked.code:
            return None
        try:
            return UUID(picked.code)
        except ValueError as error:
            raise ValidationError(_("请从列表中选取单位。")) from error

    def clean_region(self) -> str:
        """Return the prefix that the codes of a place and of everything in it share, "" for none."""
        picked = self.cleaned_data["region"]
        place = regions.get(picked.code) if picked.code else regions.called(picked.text) if picked else None
        if picked and place is None:
            raise ValidationError(_("没有找到这个地方，请从列表中选取。"))
        return place.scope if place else ""
