"""The forms of a filing."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.organisations.actions import Upload
from fengqiao.organisations.models import Organisation
from fengqiao.organisations.rules.filing import EVENT_NAMES, Event
from fengqiao.ui.forms import CountedTextarea, DateInput, RadioCards

LONGEST = 2000


def upload_of(file: "UploadedFile[bytes] | None") -> Upload | None:
    """Return a file of a form as the actions take it."""
    return Upload(file.name or "", file.read()) if file else None


class FilingForm(forms.Form):
    """What happened, when, and a paper about it."""

    event = forms.ChoiceField(label=_("备案事项"), widget=RadioCards())
    happened_on = forms.DateField(label=_("发生日期"), widget=DateInput())
    what = forms.CharField(
        label=_("内容和原因"),
        max_length=LONGEST,
        required=False,
        help_text=_("变更、撤销必填。"),
        widget=CountedTextarea(LONGEST),
    )
    paper_title = forms.CharField(label=_("材料名称"), max_length=100, required=False)
    paper = forms.FileField(
        label=_("材料"), required=False, help_text=_("PDF、图片、Word或Excel，不超过20MB；提交后还可以补充。")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(event.value, said(name)) for event, name in EVENT_NAMES.items()]
        self.fields["event"] = forms.ChoiceField(
            label=_("备案事项"), choices=choices, widget=RadioCards(), initial=Event.ESTABLISH.value
        )
        self.organisation = organisation

    def facts(self) -> dict[str, Any]:
        """Return the arguments of actions.submit."""
        data = self.cleaned_data
        upload = upload_of(data["paper"])
        papers = [(data["paper_title"] or (upload.name if upload else ""), upload)] if upload else []
        return {"event": data["event"], "happened_on": data["happened_on"], "what": data["what"], "papers": papers}


class ChangeFilingForm(FilingForm):
    """A change, with the new values that the register takes over when it is filed; left empty, a value stays."""

    name = forms.CharField(label=_("变更后的全称"), max_length=120, required=False)
    host_name = forms.CharField(label=_("变更后的设立单位"), max_length=120, required=False)
    address = forms.CharField(label=_("变更后的地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("变更后的电话"), max_length=30, required=False)
    elected_on = forms.DateField(label=_("新一届委员产生日期"), required=False, widget=DateInput())

    def facts(self) -> dict[str, Any]:
        """Return the arguments of actions.submit."""
        names = ("name", "host_name", "address", "phone", "elected_on")
        given = {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}
        facts = super().facts()
        return {**facts, "changes": given if facts["event"] == Event.CHANGE else {}}


class PaperForm(forms.Form):
    """One more paper of a filing."""

    title = forms.CharField(label=_("材料名称"), max_length=100)
    file = forms.FileField(label=_("材料"), help_text=_("PDF、图片、Word或Excel，不超过20MB。"))


class ReceiptForm(forms.Form):
    """That the court received the letter."""

    received_on = forms.DateField(label=_("签收日期"), required=False, widget=DateInput(), help_text=_("不填为今天。"))
    by = forms.CharField(label=_("签收人"), max_length=60, required=False)
    file = forms.FileField(label=_("送达回证扫描件"), required=False)
