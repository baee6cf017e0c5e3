"""The one page of a simple matter: two parties, what happened, what was done about it on the spot."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.core.actor import Actor
from fengqiao.core.text import said
from fengqiao.disputes.forms import PartyEntry
from fengqiao.disputes.models import Door, Side
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.mediation.actions import Promise, Sitting
from fengqiao.mediation.rules.words import Mode, ObligationKind
from fengqiao.mediation.staff.forms.base import Revised
from fengqiao.ui.forms import CountedTextarea, IdNumberInput, MomentInput, PickField, RadioCards, set_choices

SITTING = timedelta(minutes=30)


class QuickPartyForm(PartyEntry):
    """One of the two parties. Needed: the name."""

    name = forms.CharField(label=_("姓名"), max_length=120)
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    id_number = forms.CharField(label=_("身份证号码"), required=False, max_length=18, widget=IdNumberInput())
    address = forms.CharField(label=_("住址"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whose = _("申请人，") if self.prefix == "a" else _("对方当事人，")

    def party(self, side: str) -> NewParty:
        """Return the party as entered; the form must be valid."""
        data = self.cleaned_data
        return NewParty(
            side=side,
            kind="person",
            name=data["name"],
            phone=data["phone"],
            id_number=data["id_number"],
            address=data["address"],
        )


class QuickForm(Revised):
    """What happened, what was agreed and done, and that both were told their rights and agreed to mediation."""

    facts = forms.CharField(
        label=_("因为什么事、怎么发生的"), max_length=10_000, widget=CountedTextarea(10_000, {"rows": 4})
    )
    category = forms.ChoiceField(label=_("纠纷类型"))
    promise = forms.CharField(
        label=_("协议内容（已当场履行）"),
        max_length=1000,
        widget=CountedTextarea(1000, {"rows": 2}),
        help_text=_("动词开头，例如：清理堆在过道的杂物并道歉。"),
    )
    debtor = forms.ChoiceField(
        label=_("由谁履行"), choices=[("1", _("对方当事人")), ("0", _("申请人"))], initial="1", widget=RadioCards()
    )
    amount = forms.DecimalField(label=_("当场给付的金额"), required=False, max_digits=14, decimal_places=2, min_value=0)
    agreed = forms.BooleanField(
        label=_("双方已签收权利义务告知书、都同意调解，并已告知调解的性质、原则和效力"),
        help_text=_("告知书、记录和登记表提交后一并打印，由双方签名。"),
    )
    started_at = forms.DateTimeField(label=_("开始时间"), widget=MomentInput())
    region = PickField("regions:options", label=_("发生地点（地区）"), allow_text=False)
    place = forms.CharField(label=_("调解地点"), max_length=200)
    witness = forms.CharField(label=_("在场见证人"), required=False, max_length=120)
    is_closed = forms.BooleanField(label=_("当事人要求不公开"), required=False)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        oral = [item for item in rules.categories.items if item.written != "must"]
        set_choices(self, "category", [("", _("请选择")), *((item.code, said(item.name)) for item in oral)])


def matter_of(actor: Actor, form: QuickForm, applicant: QuickPartyForm, respondent: QuickPartyForm) -> NewMatter:
    """Return the matter as entered; the forms must be valid."""
    data = form.cleaned_data
    return NewMatter(
        narrative=data["facts"],
        category=data["category"],
        category_confirmed=True,
        region_code=data["region"].code,
        place=data["place"],
        parties=(applicant.party(Side.APPLICANT), respondent.party(Side.RESPONDENT)),
        door=Door.COUNTER,
        amount=data["amount"],
        requested_at=min(data["started_at"], actor.at),
    )


def sitting_of(form: QuickForm) -> Sitting:
    """Return the sitting as entered; the form must be valid."""
    data = form.cleaned_data
    debtor = int(data["debtor"])
    promise = Promise(
        description=data["promise"],
        debtor=debtor,
        creditor=1 - debtor,
        kind=ObligationKind.PAY if data["amount"] else ObligationKind.ACT,
        amount=data["amount"] or None,
    )
    return Sitting(
        started_at=data["started_at"],
        place=data["place"],
        facts=data["facts"],
        promises=(promise,),
        told_principles=data["agreed"],
        consented=data["agreed"],
        notice_mode=Mode.ORAL if data["witness"] else Mode.PAPER,
        witness=data["witness"],
        is_closed=data["is_closed"],
    )
