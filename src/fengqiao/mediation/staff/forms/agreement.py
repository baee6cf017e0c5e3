"""The agreement: its text, its obligations as rows, and its signatures."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from fengqiao.disputes.models import AgentRole, Party
from fengqiao.mediation.actions import Draft, NewInstalment, NewObligation, Signer
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.rules.terms import MOST_OBLIGATIONS
from fengqiao.mediation.rules.words import FORM_NAMES, OBLIGATION_NAMES, ObligationKind
from fengqiao.mediation.rules.words import AgreementForm as Form
from fengqiao.mediation.staff.forms.base import Choices, Revised, choices
from fengqiao.ui.forms import (
    ChoiceChecks,
    CountedTextarea,
    DateInput,
    MomentInput,
    RadioCards,
    read_strokes,
    set_choices,
)

_PART = re.compile(r"^\s*(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?[\s,，、:：]+([\d,.，]+)\s*元?\s*$")


class AgreementForm(Revised):
    """The text around the obligations. No input may be called "form": in a page it would hide the form itself."""

    agreement_form = forms.ChoiceField(
        label=_("协议形式"), choices=choices(FORM_NAMES), initial=Form.WRITTEN, widget=RadioCards()
    )
    facts = forms.CharField(
        label=_("纠纷主要事实"), required=False, max_length=10_000, widget=CountedTextarea(10_000, {"rows": 5})
    )
    issues = forms.CharField(
        label=_("争议事项"), required=False, max_length=5_000, widget=CountedTextarea(5_000, {"rows": 2})
    )
    responsibilities = forms.CharField(
        label=_("各方当事人的责任"), required=False, max_length=5_000, widget=CountedTextarea(5_000, {"rows": 2})
    )
    other_terms = forms.CharField(
        label=_("其他约定"),
        required=False,
        max_length=5_000,
        widget=CountedTextarea(5_000, {"rows": 2}),
        help_text=_("一行一条，例如：双方就本纠纷再无其他争议。"),
    )
    place = forms.CharField(label=_("履行地点"), required=False, max_length=200)
    copies = forms.IntegerField(
        label=_("协议份数"), required=False, min_value=2, max_value=100, help_text=_("留空按各方一份、调委会一份。")
    )
    written_requested = forms.BooleanField(label=_("有当事人要求采用书面协议"), required=False)


class ObligationForm(forms.Form):
    """One obligation: who, to whom, what or how much, how, where, by when."""

    kind = forms.ChoiceField(label=_("种类"), choices=choices(OBLIGATION_NAMES), initial=ObligationKind.PAY)
    debtor = forms.ChoiceField(label=_("义务人"))
    creditor = forms.ChoiceField(label=_("权利人"), required=False)
    description = forms.CharField(
        label=_("做什么"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("动词开头，例如：支付医疗费、修复卫生间防水层。"),
    )
    amount = forms.DecimalField(label=_("金额（元）"), required=False, max_digits=14, decimal_places=2, min_value=0)
    on_the_spot = forms.BooleanField(label=_("当场履行"), required=False)
    due_on = forms.DateField(label=_("最后期限"), required=False, widget=DateInput())
    mode = forms.CharField(label=_("履行方式"), required=False, max_length=120, help_text=_("例如：现金、银行转账。"))
    place = forms.CharField(label=_("履行地点"), required=False, max_length=200)
    instalments = forms.CharField(
        label=_("分期"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("一行一期：日期 金额，例如 2026-12-31 5000。"),
    )

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:  # type: ignore[assignment]  # none known
        super().__init__(*args, **kwargs)
        set_choices(self, "debtor", [("", _("请选择")), *people])
        set_choices(self, "creditor", [("", "—"), *people])

    def clean_instalments(self) -> tuple[NewInstalment, ...]:
        """Return the instalments line by line; raises ValidationError for a line that is none."""
        parts = []
        for line in self.cleaned_data["instalments"].splitlines():
            if not line.strip():
                continue
            found = _PART.match(line)
            try:
                if found is None:
                    raise ValueError
                year, month, day, amount = found.groups()
                money = Decimal(amount.replace(",", "").replace("，", ""))
                parts.append(NewInstalment(money, date(int(year), int(month), int(day))))
            except (ValueError, InvalidOperation) as error:
                raise forms.ValidationError(
                    _("“%(line)s”应写成：日期 金额。"), params={"line": line.strip()[:30]}
                ) from error
        return tuple(parts)

    def obligation(self) -> NewObligation:
        """Return the obligation as entered; the form must be valid."""
        data = self.cleaned_data
        debtor, debtor_member = _person(data["debtor"])
        creditor, creditor_member = _person(data["creditor"]) if data["creditor"] else (None, None)
        if debtor is None:
            raise ValueError("an obligation without a debtor")
        return NewObligation(
            kind=data["kind"],
            description=data["description"],
            debtor_id=debtor,
            debtor_member_id=debtor_member,
            creditor_id=creditor,
            creditor_member_id=creditor_member,
            amount=data["amount"],
            mode=data["mode"],
            place=data["place"],
            due_on=data["due_on"],
            on_the_spot=data["on_the_spot"],
            instalments=data["instalments"],
        )


ObligationFormSet: type[BaseFormSet[ObligationForm]] = formset_factory(
    ObligationForm, extra=0, min_num=1, max_num=MOST_OBLIGATIONS, absolute_max=MOST_OBLIGATIONS + 20, can_delete=True
)


def people_of(parties: list[Party]) -> Choices:
    """Return whom an obligation can name: each party, and each named member of a group."""
    found: Choices = []
    for party in parties:
        found.append((str(party.pk), party.name))
        found += [
            (f"{party.pk}/{agent.pk}", f"{party.name} — {agent.name}")
            for agent in party.agents.all()
            if agent.role in (AgentRole.MEMBER, AgentRole.REPRESENTATIVE)
        ]
    return found


def _person(code: str) -> tuple[UUID | None, UUID | None]:
    party, _sep, member = code.partition("/")
    return (UUID(party) if party else None, UUID(member) if member else None)


def _code(party_id: UUID | None, member_id: UUID | None) -> str:
    return "/".join(str(each) for each in (party_id, member_id) if each)


def draft_of(form: AgreementForm, rows: BaseFormSet[ObligationForm]) -> Draft:
    """Return the draft as entered; both must be valid. Rows that are removed or empty are left out."""
    data = form.cleaned_data
    kept = [row for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]
    return Draft(
        form=data["agreement_form"],
        facts=data["facts"],
        issues=data["issues"],
        responsibilities=data["responsibilities"],
        other_terms=data["other_terms"],
        place=data["place"],
        copies=data["copies"] or 0,
        written_requested=data["written_requested"],
        obligations=tuple(row.obligation() for row in kept),
    )


def draft_values(agreement: Agreement) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the initial values of both forms from an agreement."""
    names = ("facts", "issues", "responsibilities", "other_terms", "place", "copies", "written_requested")
    rows = [
        {
            "kind": row.kind,
            "debtor": _code(row.debtor_id, row.debtor_member_id),
            "creditor": _code(row.creditor_id, row.creditor_member_id),
            "description": row.description,
            "amount": row.amount,
            "on_the_spot": row.on_the_spot,
            "due_on": row.due_on,
            "mode": row.mode,
            "place": row.place,
            "instalments": "\n".join(f"{part.due_on:%Y-%m-%d} {part.amount}" for part in row.instalments.all()),
        }
        for row in agreement.obligations.all()
    ]
    return {"agreement_form": agreement.form, **{name: getattr(agreement, name) for name in names}}, rows


class ReachedForm(Revised):
    """When the parties agreed."""

    reached_at = forms.DateTimeField(
        label=_("达成协议的时间"), required=False, widget=MomentInput(), help_text=_("留空为现在。")
    )


def signer_of(code: str) -> Signer:
    """Return whose signature a choice of the signing page stands for: kind:party:agent:person."""
    kind, party, agent, person = (code.split(":") + [""] * 4)[:4]
    return Signer(
        kind,
        party_id=UUID(party) if party else None,
        agent_id=UUID(agent) if agent else None,
        person_id=UUID(person) if person else None,
    )


class SignOnPaperForm(forms.Form):
    """Who signed on the paper, and the paper."""

    signers = forms.MultipleChoiceField(label=_("纸上已有的签名和印章"), widget=ChoiceChecks())
    scan = forms.FileField(label=_("纸质协议的扫描件或者照片"), help_text=_("PDF 或者图片，不超过20MB。"))
    signed_at = forms.DateTimeField(
        label=_("签名时间"), required=False, widget=MomentInput(), help_text=_("留空为现在；签名时间不同的分次上传。")
    )
    document_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, signers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "signers", signers)


class SignOnPadForm(forms.Form):
    """Who signs on the pad, and the strokes."""

    signer = forms.ChoiceField(label=_("现在签名的人"), widget=RadioCards())
    strokes = forms.CharField(widget=forms.HiddenInput)
    document_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, signers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "signer", signers)

    def clean_strokes(self) -> Any:
        """Return the strokes as drawn."""
        return read_strokes(self.cleaned_data["strokes"])
