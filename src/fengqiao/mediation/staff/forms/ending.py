"""Resting, lengthening and ending mediation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.mediation.rules.endings import WITHDRAWALS
from fengqiao.mediation.rules.words import END_REASON_NAMES
from fengqiao.mediation.staff.forms.base import Choices, Revised, choices
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, DateInput, RadioCards, set_choices


class PauseForm(Revised):
    """Why mediation rests, and until when probably."""

    reason = forms.CharField(
        label=_("中止理由"),
        max_length=500,
        widget=CountedTextarea(500, {"rows": 3}),
        help_text=_("例如：等待鉴定意见；当事人住院。"),
    )
    expected_on = forms.DateField(label=_("预计恢复日期"), required=False, widget=DateInput())


class ExtendForm(Revised):
    """By how much the period is lengthened, and who agrees."""

    days = forms.IntegerField(label=_("延长天数"), required=False, min_value=1, max_value=365)
    months = forms.IntegerField(label=_("或者延长月数"), required=False, min_value=1, max_value=12)
    agreed_by = forms.MultipleChoiceField(label=_("同意延长的当事人"), widget=ChoiceChecks(), required=False)
    agreed_on = forms.DateField(label=_("同意的日期"), required=False, widget=DateInput(), help_text=_("留空为今天。"))
    reason = forms.CharField(label=_("延长理由"), max_length=500, widget=CountedTextarea(500, {"rows": 3}))

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "agreed_by", parties)


class EndForm(Revised):
    """Why mediation ends; the notice with the remedies is written from it."""

    reason = forms.ChoiceField(
        label=_("终止原因"), choices=choices(END_REASON_NAMES, without=WITHDRAWALS), widget=RadioCards()
    )
    party = forms.ChoiceField(label=_("涉及的当事人"), required=False)
    explanation = forms.CharField(
        label=_("具体情况"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 3})
    )
    undisputed_facts = forms.CharField(
        label=_("各方共同确认的无争议事实"),
        required=False,
        max_length=5000,
        widget=CountedTextarea(5000, {"rows": 3}),
        help_text=_("经各方书面确认的才填写；调解中的让步不得写入。"),
    )

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "party", [("", "—"), *parties])


class WithdrawForm(Revised):
    """Which party withdraws, or that the parties settled by themselves."""

    party = forms.ChoiceField(label=_("提出撤回的当事人"), widget=RadioCards())
    reason = forms.ChoiceField(
        label=_("原因"),
        choices=[(code.value, _(END_REASON_NAMES[code])) for code in WITHDRAWALS],
        initial=WITHDRAWALS[0].value,
        widget=RadioCards(),
    )
    explanation = forms.CharField(
        label=_("说明"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 3})
    )

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "party", parties)
