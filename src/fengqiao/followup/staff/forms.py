"""What staff enter about performance, defaults and visits."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.followup.rules.parts import Key
from fengqiao.followup.rules.words import OUTCOME_NAMES, SATISFACTION_NAMES, WAY_NAMES, Outcome
from fengqiao.mediation.staff.forms.base import Choices, Revised, choices
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, DateInput, MomentInput, RadioCards, set_choices


def code_of(key: Key) -> str:
    """Return the key of a part as a form posts it."""
    return f"{key[0].hex}.{key[1].hex if key[1] else ''}"


def key_of(code: str) -> Key:
    """Return the key of a part from what a form posted; ``code`` is one of its choices."""
    obligation, _dot, instalment = code.partition(".")
    return UUID(obligation), UUID(instalment) if instalment else None


class PartsForm(Revised):
    """Some parts of the agreement."""

    parts = forms.MultipleChoiceField(label=_("履行事项"), widget=ChoiceChecks())

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "parts", offered)

    def clean_parts(self) -> list[Key]:
        """Return the keys of the chosen parts."""
        return [key_of(code) for code in self.cleaned_data["parts"]]


class PerformanceForm(PartsForm):
    """What was performed, when, proved by what."""

    amount = forms.DecimalField(
        label=_("本次给付金额"),
        required=False,
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=_("留空表示所选事项全部履行；部分给付时填写，依次抵充所选各期。"),
    )
    performed_on = forms.DateField(label=_("履行日期"), required=False, widget=DateInput(), help_text=_("留空为今天。"))
    voucher = forms.FileField(label=_("收条、转账凭证或者照片"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 2}))

    def __init__(self, *args: Any, needs_voucher: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voucher"].required = needs_voucher


class DefaultForm(PartsForm):
    """What was not performed and why."""

    reason = forms.CharField(
        label=_("未履行的情况和督促经过"),
        max_length=1000,
        widget=CountedTextarea(1000, {"rows": 4}),
        help_text=_("对方怎么说、何时督促过；提交后列出可以选择的救济途径。"),
    )
    noted_on = forms.DateField(label=_("日期"), required=False, widget=DateInput(), help_text=_("留空为今天。"))


class SettleForm(Revised):
    """What became of a default."""

    outcome = forms.ChoiceField(
        label=_("处理结果"), choices=choices(OUTCOME_NAMES, without=(Outcome.PERFORMED,)), widget=RadioCards()
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 3}))


class VisitForm(Revised):
    """A visit as it was made."""

    visit = forms.ChoiceField(label=_("回访"), required=False, widget=RadioCards())
    way = forms.ChoiceField(label=_("回访方式"), choices=choices(WAY_NAMES), widget=RadioCards())
    visited = forms.CharField(label=_("被回访人"), max_length=120)
    visited_at = forms.DateTimeField(
        label=_("回访时间"), required=False, widget=MomentInput(), help_text=_("留空为现在。")
    )
    performance = forms.CharField(
        label=_("协议履行情况"), required=False, max_length=2000, widget=CountedTextarea(2000, {"rows": 3})
    )
    satisfaction = forms.ChoiceField(
        label=_("对调解是否满意"),
        required=False,
        choices=choices(SATISFACTION_NAMES, blank=_("未询问")),
        widget=RadioCards(),
    )
    remedies_used = forms.CharField(
        label=_("是否仲裁、诉讼及结果"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 2})
    )
    risk = forms.CharField(
        label=_("有无新的隐患"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 2})
    )
    action = forms.CharField(
        label=_("处理意见"), required=False, max_length=1000, widget=CountedTextarea(1000, {"rows": 2})
    )
    visitors = forms.CharField(
        label=_("回访人"), required=False, max_length=200, help_text=_("多人用“、”隔开；留空为本人。")
    )

    def __init__(self, *args: Any, planned: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "visit", [*planned, ("", _("规则以外的回访"))])


class CloseForm(Revised):
    """Closing; a note if there is something to say."""

    note = forms.CharField(
        label=_("结案说明"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 3})
    )
