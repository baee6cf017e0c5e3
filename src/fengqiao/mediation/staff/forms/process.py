"""Sessions, records, inquiries and evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.mediation.actions import NewSession
from fengqiao.mediation.models.sessions import LONGEST_BODY
from fengqiao.mediation.rules.words import (
    CHECK_NAMES,
    COPY_NAMES,
    RECORD_RESULT_NAMES,
    SESSION_MODE_NAMES,
    CheckOutcome,
    Copy,
    SessionMode,
)
from fengqiao.mediation.staff.forms.base import Choices, Revised, Signed, choices
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, DateInput, MomentInput, RadioCards, set_choices


class SessionForm(Revised):
    """When, where and how the parties meet."""

    starts_at = forms.DateTimeField(label=_("开始时间"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=_("预计结束"), required=False, widget=MomentInput())
    mode = forms.ChoiceField(
        label=_("方式"), choices=choices(SESSION_MODE_NAMES), initial=SessionMode.ON_SITE, widget=RadioCards()
    )
    place = forms.CharField(label=_("地点或者通话方式"), max_length=200)
    is_open = forms.BooleanField(
        label=_("公开进行"), required=False, help_text=_("涉及隐私、商业秘密或者当事人要求的，不公开。")
    )
    closed_reason = forms.CharField(label=_("不公开的理由"), required=False, max_length=200)
    invitees = forms.MultipleChoiceField(label=_("受邀参加人"), required=False, widget=ChoiceChecks())

    def __init__(self, *args: Any, invitees: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "invitees", invitees)
        if not invitees:
            del self.fields["invitees"]

    def new(self) -> NewSession:
        """Return the session as entered; the form must be valid."""
        data = self.cleaned_data
        return NewSession(
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            mode=data["mode"],
            place=data["place"],
            is_open=data["is_open"],
            closed_reason=data["closed_reason"],
            invitee_ids=tuple(data.get("invitees", ())),
        )


class HoldForm(Revised):
    """That a session took place, and who was there."""

    starts_at = forms.DateTimeField(label=_("开始时间"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=_("结束时间"), widget=MomentInput())
    present = forms.MultipleChoiceField(label=_("到场人员"), widget=ChoiceChecks())

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "present", people)


class CancelForm(Revised):
    """Why a session does not take place."""

    reason = forms.CharField(label=_("取消理由"), max_length=300, widget=forms.Textarea({"rows": 2}))


class RecordForm(Revised):
    """The record of a session."""

    told_principles = forms.BooleanField(
        label=_("已告知人民调解的性质、原则、效力和当事人的权利义务，并询问是否申请更换调解员"), required=False
    )
    body = forms.CharField(
        label=_("调解经过"),
        max_length=LONGEST_BODY,
        widget=CountedTextarea(LONGEST_BODY, {"rows": 14}),
        help_text=_("各方的陈述、争议、调解员的意见、协商的经过。"),
    )
    result = forms.ChoiceField(label=_("调解结果"), choices=choices(RECORD_RESULT_NAMES), widget=RadioCards())
    next_on = forms.DateField(label=_("下次调解日期"), required=False, widget=DateInput())
    recorder_name = forms.CharField(label=_("记录人"), required=False, max_length=60)


class CheckForm(Revised, Signed):
    """A party that checked a record."""

    party = forms.ChoiceField(label=_("当事人"), widget=RadioCards())
    outcome = forms.ChoiceField(
        label=_("核对结果"), choices=choices(CHECK_NAMES), initial=CheckOutcome.SIGNED, widget=RadioCards()
    )
    note = forms.CharField(label=_("当事人的补充、更正或者拒绝签名的理由"), required=False, max_length=300)

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "party", parties)


class InvestigationForm(Revised, Signed):
    """An inquiry."""

    investigated_at = forms.DateTimeField(label=_("调查时间"), widget=MomentInput())
    place = forms.CharField(label=_("调查地点"), max_length=200)
    interviewee = forms.CharField(label=_("被调查人"), max_length=60)
    relation = forms.CharField(label=_("与当事人的关系或者身份"), required=False, max_length=80)
    participants = forms.CharField(label=_("参加人"), required=False, max_length=300)
    investigators = forms.CharField(
        label=_("调查人"), required=False, max_length=200, help_text=_("多人用顿号隔开，留空为本人。")
    )
    body = forms.CharField(
        label=_("调查内容"), max_length=LONGEST_BODY, widget=CountedTextarea(LONGEST_BODY, {"rows": 10})
    )


class EvidenceForm(Revised):
    """A piece of evidence with its file."""

    file = forms.FileField(label=_("文件或者照片"), help_text=_("PDF、图片、Word、Excel、录音、录像，每个不超过20MB。"))
    name = forms.CharField(label=_("证据名称"), max_length=120)
    party = forms.ChoiceField(label=_("提供人"), required=False)
    provider_name = forms.CharField(label=_("其他提供人"), required=False, max_length=120)
    provided_at = forms.DateTimeField(
        label=_("提供时间"), required=False, widget=MomentInput(), help_text=_("留空为现在。")
    )
    copy = forms.ChoiceField(label=_("种类"), choices=choices(COPY_NAMES), initial=Copy.COPY, widget=RadioCards())
    pages = forms.IntegerField(label=_("页数"), initial=1, min_value=1, max_value=10_000)
    purpose = forms.CharField(label=_("证明内容"), required=False, max_length=300)

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "party", [*parties, ("", _("其他人"))])
