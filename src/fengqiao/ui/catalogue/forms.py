"""A form with every input, and rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengqiao.ui.forms import (
    ChoiceChecks,
    CountedTextarea,
    DateInput,
    IdNumberInput,
    MomentInput,
    PickField,
    RadioCards,
)

ROUTES = {
    "committee": _("由双方住所地的村（社区）人民调解委员会调解"),
    "industry": _("由行业性、专业性人民调解委员会调解"),
    "court": _("告知向人民法院起诉，不影响之后再申请调解"),
}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("与身份证一致"))
    id_number = forms.CharField(
        label=_("身份证号码"),
        widget=IdNumberInput(sex="id_sex", birth="id_birth"),
        help_text=_("填完后自动带出性别和出生日期"),
    )
    sex = forms.ChoiceField(label=_("性别"), choices=[("male", _("男")), ("female", _("女"))], widget=forms.RadioSelect)
    birth = forms.DateField(label=_("出生日期"), widget=DateInput(), required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=20, widget=forms.TextInput(attrs={"class": "chars-14"}))
    place = PickField(
        "ui:catalogue_options", label=_("纠纷发生地"), help_text=_("输入区县、街道或社区名称的任意一部分")
    )
    category = forms.ChoiceField(
        label=_("纠纷类型"), choices=[("", _("请选择")), ("neighbour", _("邻里纠纷")), ("family", _("婚姻家庭纠纷"))]
    )
    amount = forms.DecimalField(
        label=_("涉及金额"), required=False, max_digits=14, decimal_places=2, min_value=0,
        widget=forms.NumberInput(attrs={"class": "chars-10"}),
    )  # fmt: skip
    held_at = forms.DateTimeField(label=_("调解时间"), widget=MomentInput(), required=False)
    route = forms.ChoiceField(
        label=_("办理方式"), choices=[("committee", _("村（社区）调解")), ("industry", _("行业调解")), ("court", _("起诉"))],
        widget=RadioCards(hints=ROUTES),
    )  # fmt: skip
    wishes = forms.MultipleChoiceField(
        label=_("需要的帮助"),
        choices=[("dialect", _("方言翻译")), ("visit", _("上门调解"))],
        widget=ChoiceChecks,
        required=False,
    )
    narrative = forms.CharField(
        label=_("纠纷经过"), widget=CountedTextarea(200), help_text=_("什么时间、什么地点、和谁、为了什么事")
    )
    file = forms.FileField(label=_("证据材料"), required=False, help_text=_("图片、PDF，单个不超过20 MB"))
    agrees = forms.BooleanField(label=_("已向当事人告知权利义务"), help_text=_("告知书须由当事人签收"))

    def clean_phone(self) -> str:
        """Return the phone when its length is one that exists."""
        phone: str = self.cleaned_data["phone"]
        if not phone.isdigit() or len(phone) not in (8, 11, 12):
            raise ValidationError(_("电话号码位数不对：手机11位，固定电话带区号。"))
        return phone


class RowForm(forms.Form):
    """A party."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(label=_("身份证号码"), widget=IdNumberInput(), required=False)
    role = forms.ChoiceField(label=_("身份"), choices=[("applicant", _("申请人")), ("respondent", _("被申请人"))])


RowFormSet: Any = forms.formset_factory(RowForm, extra=0, can_delete=True, max_num=20, min_num=1)
