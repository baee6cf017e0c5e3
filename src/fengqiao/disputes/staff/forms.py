"""The shapes of what staff enter about a dispute; the rules check what is in them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.core.masking import mask_id, mask_phone
from fengqiao.core.text import said
from fengqiao.disputes.actions.acceptance import LONGEST_VOID_REASON
from fengqiao.disputes.forms import PartyEntry
from fengqiao.disputes.models import CourtStage, Door, Entruster, GradeLevel, Party, PartyKind, Side, Source
from fengqiao.disputes.rules.matter import LONGEST_NARRATIVE, NewMatter
from fengqiao.disputes.rules.parties import NewAgent, NewParty, check_credit_code
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.ui.forms import (
    CountedTextarea,
    DateInput,
    IdNumberInput,
    MomentInput,
    PickField,
    RadioCards,
    agreed,
    set_choices,
)

_SEXES = {"male": "m", "female": "f", "m": "m", "f": "f"}
ROLE_WORDS = {
    "代表人": "representative",
    "代理人": "agent",
    "监护人": "guardian",
    "法定代理人": "guardian",
    "成员": "member",
}
"""The words by which a line says in which capacity somebody stands for a party."""
_BLANKS = re.compile(r"[\s,，、]+")


class MatterForm(forms.Form):
    """The matter itself. Needed: what happened, where, which kind, how it came."""

    narrative = forms.CharField(
        label=_("纠纷简要情况"),
        widget=CountedTextarea(LONGEST_NARRATIVE, {"rows": 6, "data-analyse": ""}),
        help_text=_("什么人、什么时候、因为什么事、现在怎么样、有什么要求。"),
    )
    region = PickField(
        "regions:options", label=_("发生地点（地区）"), allow_text=False, help_text=_("输入任意部分，例如“珞南街”。")
    )
    place = forms.CharField(label=_("具体地点"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("纠纷类型"), help_text=_("系统按简要情况推荐，由您确认。"))
    source = forms.ChoiceField(
        label=_("案件来源"), choices=Source.choices, initial=Source.APPLICATION, widget=RadioCards()
    )
    door = forms.ChoiceField(
        label=_("来访方式"),
        choices=[c for c in Door.choices if c[0] not in (Door.API, Door.IMPORT)],
        initial=Door.COUNTER,
        required=False,
    )
    entruster = forms.ChoiceField(label=_("委托移送单位类别"), choices=[("", "—"), *Entruster.choices], required=False)
    entrusting_organ = forms.CharField(label=_("委托移送单位名称"), max_length=120, required=False)
    entrusting_reference = forms.CharField(label=_("委托（委派）函文号或者案号"), max_length=80, required=False)
    court_stage = forms.ChoiceField(
        label=_("法院案件阶段"), choices=CourtStage.choices, initial=CourtStage.NONE, required=False
    )
    amount = forms.DecimalField(label=_("涉及金额"), required=False, max_digits=16, decimal_places=2, min_value=0)
    occurred_on = forms.DateField(label=_("发生日期"), required=False, widget=DateInput())
    requested_at = forms.DateTimeField(
        label=_("提出申请的时间"),
        required=False,
        widget=MomentInput(),
        help_text=_("早于现在的才填，例如昨天电话申请；诉讼时效从这一时间起中断。"),
    )
    is_difficult = forms.BooleanField(label=_("疑难复杂案件"), required=False)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.code, said(item.name)) for item in rules.categories.items]
        set_choices(self, "category", [("", _("请选择")), *choices])


class PartyForm(PartyEntry):
    """One party. Needed: the name."""

    side = forms.ChoiceField(label=_("身份"), choices=Side.choices)
    kind = forms.ChoiceField(label=_("类别"), choices=PartyKind.choices, initial=PartyKind.PERSON)
    name = forms.CharField(label=_("姓名或者名称"), max_length=120)
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    id_number = forms.CharField(label=_("身份证号码"), required=False, max_length=18)
    sex = forms.ChoiceField(
        label=_("性别"), choices=[("", "—"), ("male", _("男")), ("female", _("女"))], required=False
    )
    birth_on = forms.DateField(label=_("出生日期"), required=False, widget=DateInput())
    ethnicity = forms.CharField(label=_("民族"), required=False, max_length=20)
    occupation = forms.CharField(label=_("职业或者职务"), required=False, max_length=60)
    address = forms.CharField(label=_("单位或者住址"), required=False, max_length=200)
    credit_code = forms.CharField(label=_("统一社会信用代码"), required=False, max_length=18)
    legal_representative = forms.CharField(label=_("法定代表人（负责人）"), required=False, max_length=60)
    legal_representative_post = forms.CharField(label=_("法定代表人职务"), required=False, max_length=40)
    headcount = forms.IntegerField(label=_("人数"), required=False, min_value=1, max_value=100_000)
    people = forms.CharField(
        label=_("代表人、代理人、监护人、成员"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一人：身份 姓名 电话，身份写代表人、代理人、监护人或者成员，例如“代表人 张三 13800000000”。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget = IdNumberInput(
            sex=f"id_{self.add_prefix('sex')}", birth=f"id_{self.add_prefix('birth_on')}"
        )

    @property
    def is_open(self) -> bool:
        """Whether something is wrong among the particulars that are folded away."""
        return bool(set(self.errors) - {"side", "kind", "name", "phone", "id_number"})

    def clean_credit_code(self) -> str:
        """Return the code in capitals; raises ValidationError when it cannot be one."""
        code = str(self.cleaned_data["credit_code"])
        return agreed(lambda: check_credit_code(code, "credit_code")) if code else ""

    def clean_people(self) -> tuple[NewAgent, ...]:
        """Return those named line by line; raises ValidationError for a line without a known capacity."""
        result = []
        for line in self.cleaned_data["people"].splitlines():
            words = [word for word in _BLANKS.split(line) if word]
            if not words:
                continue
            if words[0] not in ROLE_WORDS or len(words) < 2:
                raise forms.ValidationError(_("“%(line)s”没有写明身份和姓名。"), params={"line": line[:30]})
            phone = words[2] if len(words) > 2 and words[2][0].isdigit() else ""
            rest = words[3 if phone else 2 :]
            result.append(NewAgent(role=ROLE_WORDS[words[0]], name=words[1], phone=phone, relation="".join(rest)[:40]))
        return tuple(result)

    @staticmethod
    def party_of(data: dict[str, Any]) -> NewParty:
        """Return the party of a valid form's cleaned values."""
        return NewParty(
            side=data["side"],
            kind=data["kind"],
            name=data["name"],
            sex=_SEXES.get(data["sex"], ""),
            ethnicity=data["ethnicity"],
            birth_on=data["birth_on"],
            occupation=data["occupation"],
            id_number=data["id_number"],
            credit_code=data["credit_code"],
            legal_representative=data["legal_representative"],
            legal_representative_post=data["legal_representative_post"],
            phone=data["phone"],
            address=data["address"],
            headcount=data["headcount"] or 1,
            agents=data["people"],
        )


class AddedPartyForm(PartyForm):
    """A party that registration left out."""

    why = forms.CharField(label=_("追加的缘由"), widget=CountedTextarea(500, {"rows": 2}), max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CorrectedPartyForm(PartyForm):
    """A party set right; the masked numbers stay when left empty."""

    why = forms.CharField(label=_("更正的缘由"), widget=CountedTextarea(500, {"rows": 2}), max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Party, initial: dict[str, Any], **kwargs: Any) -> None:
        known = {name: getattr(row, name, "") for name in self.base_fields if name not in ("id_number", "phone")}
        known |= {"sex": {"m": "male", "f": "female"}.get(row.sex, ""), "people": self._lines(row)}
        super().__init__(*args, initial={**known, **initial}, **kwargs)
        for name, mask in (("id_number", mask_id), ("phone", mask_phone)):
            if value := getattr(row, name):
                self.fields[name].help_text = _("已登记%(value)s，不改就留空。") % {"value": mask(value)}

    @staticmethod
    def _lines(row: Party) -> str:
        names = {role: word for word, role in reversed(ROLE_WORDS.items())}
        return "\n".join(f"{names[agent.role]} {agent.name}" for agent in row.agents.all())


class QuestionsForm(forms.Form):
    """The few suitability questions, one tick each."""

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact, question in questions:
            self.fields[fact] = forms.BooleanField(label=said(question), required=False)


class AssessForm(QuestionsForm):
    """The suitability questions looked through one by one: ticked is yes, not ticked is no."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswersForm(QuestionsForm):
    """The suitability questions at registration, where only what catches the eye is ticked."""

    def answers(self) -> dict[str, bool]:
        """Return what was answered with yes; what is not ticked is left to the narrative."""
        return {fact: True for fact, value in self.cleaned_data.items() if value}


def matter_of(form: MatterForm, parties: list[PartyForm], answers: dict[str, bool]) -> NewMatter:
    """Return the matter as entered; the forms must be valid."""
    data = form.cleaned_data
    return NewMatter(
        narrative=data["narrative"],
        category=data["category"],
        category_confirmed=True,
        region_code=data["region"].code,
        parties=tuple(PartyForm.party_of(party.cleaned_data) for party in parties),
        source=data["source"],
        door=data["door"] or Door.COUNTER,
        amount=data["amount"],
        place=data["place"],
        entruster=data["entruster"],
        entrusting_organ=data["entrusting_organ"],
        entrusting_reference=data["entrusting_reference"],
        court_stage=data["court_stage"] or CourtStage.NONE,
        occurred_on=data["occurred_on"],
        requested_at=data["requested_at"],
        is_difficult=data["is_difficult"],
        answers=answers,
    )


class ReasonForm(forms.Form):
    """A step that needs only its reason."""

    why = forms.CharField(label=_("理由"), widget=CountedTextarea(500, {"rows": 3}), max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VoidForm(forms.Form):
    """Voiding a number."""

    why = forms.CharField(
        label=_("理由"), widget=CountedTextarea(LONGEST_VOID_REASON, {"rows": 3}), max_length=LONGEST_VOID_REASON
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GradeForm(forms.Form):
    """Grading: by the rules again, or another grade with a reason."""

    override = forms.ChoiceField(
        label=_("等级"), choices=[("", _("按规则评定")), *GradeLevel.choices], required=False, widget=RadioCards()
    )
    reason = forms.CharField(
        label=_("调整理由"), required=False, widget=CountedTextarea(500, {"rows": 3}), max_length=500
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RouteForm(forms.Form):
    """To whom the matter is offered: one of the suggested, or another of the register."""

    receiver = forms.UUIDField(label=_("接收单位"), required=False, widget=forms.HiddenInput)
    other = PickField("organisations:options", label=_("其他调解组织"), required=False, allow_text=False)
    why = forms.CharField(label=_("说明"), required=False, max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OrganForm(ReasonForm):
    """Refusing or handing over: the reason, and which organ is competent."""

    organ = forms.CharField(label=_("有权处理的机关"), max_length=120)


class AcceptForm(forms.Form):
    """Accepting; for court matters, when the papers were signed for."""

    materials_signed_at = forms.DateTimeField(
        label=_("签收法院移交材料的时间"), required=False, widget=MomentInput(), help_text=_("调解期限从这时起算。")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, court_stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if court_stage == CourtStage.NONE:
            del self.fields["materials_signed_at"]


class CategoryForm(forms.Form):
    """The kind of dispute, confirmed by a person."""

    category = forms.ChoiceField(label=_("纠纷类型"))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "category", [(item.code, said(item.name)) for item in rules.categories.items])


class OffenceForm(forms.Form):
    """A report to the police."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nature = forms.ChoiceField(
        label=_("性质"),
        choices=[("escalation", _("可能激化")), ("public_security", _("可能违反治安管理")), ("crime", _("涉嫌犯罪"))],
        widget=RadioCards(),
    )
    recipient = forms.CharField(label=_("接收的公安机关"), max_length=120)
    content = forms.CharField(label=_("线索内容"), widget=CountedTextarea(5000), max_length=5000)
    measures = forms.CharField(
        label=_("已采取的预防措施"), required=False, widget=CountedTextarea(2000, {"rows": 3}), max_length=2000
    )
