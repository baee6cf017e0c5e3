"""What staff enter about judicial confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.confirmation.actions import Delivery
from fengqiao.confirmation.rules.words import RESULT_NAMES
from fengqiao.disputes.forms import PartyEntry
from fengqiao.mediation.staff.forms.base import Choices, Revised, choices
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, DateInput, MomentInput, RadioCards, set_choices

OUTSIDE = "outside"
_ELECTRONIC = {"yes": True, "no": False, "": None}


class PrepareForm(Revised):
    """Which court, and who applies."""

    court = forms.ChoiceField(label=_("人民法院"), widget=RadioCards())
    court_name = forms.CharField(label=_("名册以外的法院名称"), required=False, max_length=120)
    ground_note = forms.CharField(
        label=_("有管辖权的理由"),
        required=False,
        max_length=300,
        help_text=_("名册以外的法院写明哪一方当事人的住所地在其辖区；中级人民法院写明依据。"),
    )
    applicants = forms.MultipleChoiceField(
        label=_("共同申请的当事人"), widget=ChoiceChecks(), help_text=_("各方当事人应当共同申请。")
    )

    def __init__(self, *args: Any, courts: Choices, hints: dict[str, str], parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "court", courts)
        self.fields["court"].widget.hints = hints
        set_choices(self, "applicants", parties)


class DeliveryForm(PartyEntry):
    """Where the court's papers reach one applicant."""

    party = forms.CharField(widget=forms.HiddenInput)
    recipient = forms.CharField(label=_("收件人"), required=False, max_length=120)
    address = forms.CharField(label=_("送达地址"), required=False, max_length=200)
    postcode = forms.RegexField(
        r"^\d{6}$", label=_("邮政编码"), required=False, error_messages={"invalid": _("邮政编码为六位数字。")}
    )
    phone = forms.CharField(label=_("电话"), required=False, max_length=30, help_text=_("留空用登记的电话。"))
    accepts_electronic = forms.ChoiceField(
        label=_("是否同意电子送达"), required=False, choices=[("", "—"), ("yes", _("同意")), ("no", _("不同意"))]
    )
    electronic_address = forms.CharField(label=_("电子送达地址"), required=False, max_length=120)

    def delivery(self) -> Delivery:
        """Return the address as the action takes it; the form must be valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "party"}
        return Delivery(**{**data, "accepts_electronic": _ELECTRONIC[data["accepts_electronic"]]})


DeliveryFormSet = forms.formset_factory(DeliveryForm, extra=0)


class FileForm(Revised):
    """Handing the application to the court."""

    filed_at = forms.DateTimeField(
        label=_("提交时间"), required=False, widget=MomentInput(), help_text=_("留空为现在；补记的填写实际提交时间。")
    )
    signed = forms.FileField(label=_("各方签名的申请书扫描件"), required=False)


class DocketForm(Revised):
    """The court has taken the application."""

    docketed_on = forms.DateField(label=_("法院受理日期"), widget=DateInput())
    docket_number = forms.CharField(label=_("案号"), required=False, max_length=80)


class InterestedForm(Revised):
    """Somebody outside the agreement learned that the ruling touches what is theirs."""

    name = forms.CharField(label=_("利害关系人"), max_length=60)
    knew_on = forms.DateField(
        label=_("知道权益受影响的日期"), widget=DateInput(), help_text=_("六个月自次日起算，不中止、中断、延长。")
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 2}))


class ResultForm(Revised):
    """What the court did."""

    result = forms.ChoiceField(label=_("法院处理结果"), choices=choices(RESULT_NAMES), widget=RadioCards())
    ruling_number = forms.CharField(label=_("裁定书文号"), required=False, max_length=80)
    decided_on = forms.DateField(label=_("作出日期"), widget=DateInput())
    received_on = forms.DateField(
        label=_("当事人收到日期"), required=False, widget=DateInput(), help_text=_("异议期限十五日自收到之日起算。")
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 2}))
    ruling = forms.FileField(label=_("裁定书扫描件"), required=False)
