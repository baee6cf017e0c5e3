"""The forms of the subsidy pages. Shapes only; what is allowed is decided by the actions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.subsidies.models import Fund, Objection
from fengqiao.subsidies.rules.evidence import ANSWER_NAMES, SERVICE_NAMES
from fengqiao.subsidies.workflow import KIND_NAMES, STATE_NAMES
from fengqiao.ui.forms import CountedTextarea, DateInput, RadioCards

Choices = list[tuple[str, Any]]


def _kinds() -> Choices:
    return [(kind.value, said(name)) for kind, name in KIND_NAMES.items()]


class Filter(forms.Form):
    """Which batches to show."""

    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, said(name)) for state, name in STATE_NAMES.items()]
        for name, choices in (("kind", _kinds()), ("state", states)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("全部")), *choices]

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of queries.batches.listed; a value that cannot be is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("kind", "state")} | {
            "year": self.cleaned_data.get("year")
        }


def last_month(today: date) -> tuple[date, date]:
    """Return the first and last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


class DrawForm(forms.Form):
    """A new batch."""

    kind = forms.ChoiceField(
        label=_("发放什么"),
        widget=RadioCards(
            hints={
                "case": _("已经结案、材料齐全、尚未领取过补贴的案件，每件一次。"),
                "monthly": _("在岗专职、政府购买服务的调解员，按整月。"),
            }
        ),
    )
    first_on = forms.DateField(
        label=_("从"), widget=DateInput(), help_text=_("以案定补按结案日期；岗位补贴填每月1日。")
    )
    last_on = forms.DateField(label=_("到"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = _kinds()


class CallForm(forms.Form):
    """What a party said."""

    party = forms.ChoiceField(label=_("向哪位当事人核实"), widget=RadioCards())
    answer = forms.ChoiceField(label=_("当事人怎么说"), widget=RadioCards())
    note = forms.CharField(label=_("说明"), required=False, max_length=500, widget=CountedTextarea(500, {"rows": 3}))

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [(code.value, said(name)) for code, name in ANSWER_NAMES.items()]
        for name, choices in (("party", parties), ("answer", answers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def clean_party(self) -> UUID:
        """Return the id of the chosen party."""
        return UUID(self.cleaned_data["party"])


class ServiceForm(forms.Form):
    """What the unit of a post said of a month."""

    answer = forms.ChoiceField(label=_("核实的结果"), widget=RadioCards())
    evidence = forms.CharField(
        label=_("看了什么"), max_length=500, widget=CountedTextarea(500, {"rows": 3}),
        help_text=_("例如考勤表、值班表、工作日志，以及向谁核实的。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(code.value, said(name)) for code, name in SERVICE_NAMES.items()]


class PayForm(forms.Form):
    """That a batch was paid."""

    paid_on = forms.DateField(label=_("发放日期"), required=False, widget=DateInput(), help_text=_("留空为今天。"))
    reference = forms.CharField(label=_("支付凭证号"), required=False, max_length=120)


class RecoverForm(forms.Form):
    """Money asked back."""

    amount = forms.DecimalField(label=_("追回金额"), max_digits=12, decimal_places=2)
    reason = forms.CharField(label=_("理由"), max_length=500, widget=CountedTextarea(500, {"rows": 3}))


class TakeInForm(forms.Form):
    """That money asked back came in."""

    returned_on = forms.DateField(label=_("到账日期"), required=False, widget=DateInput(), help_text=_("留空为今天。"))
    reference = forms.CharField(label=_("凭证号"), required=False, max_length=120)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        label=_("异议是否成立"),
        choices=Objection.Outcome.choices,
        widget=RadioCards(hints={"upheld": _("这一笔从本批剔除。"), "dismissed": _("照常发放，答复保留。")}),
    )
    answer = forms.CharField(label=_("答复"), max_length=1000, widget=CountedTextarea(1000, {"rows": 4}))


class BudgetForm(forms.Form):
    """A budget line of a year."""

    name = forms.CharField(label=_("预算名称"), max_length=120, help_text=_("同一年度同名的，改为新的金额。"))
    kind = forms.ChoiceField(label=_("用途"))
    fund = forms.ChoiceField(label=_("经费类别"), choices=Fund.choices, initial=Fund.MEDIATOR)
    payer = forms.ChoiceField(label=_("付款单位"), required=False)
    amount = forms.DecimalField(label=_("金额"), max_digits=12, decimal_places=2, min_value=0)
    source = forms.CharField(label=_("依据"), max_length=400, help_text=_("文件名称、文号和条款。"))

    def __init__(self, *args: Any, rules: SubsidyRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payers = [("", _("各付款单位合用")), *((each.code, said(each.name)) for each in rules.payers)]
        for name, choices in (("kind", _kinds()), ("payer", payers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices
