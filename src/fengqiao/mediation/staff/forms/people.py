"""Who mediates, what the parties answer, who is invited."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.mediation.actions import PartyAnswer, Word
from fengqiao.mediation.rules.standing import Standing
from fengqiao.mediation.rules.words import (
    ANSWER_NAMES,
    CHOOSER_NAMES,
    INVITEE_NAMES,
    PUBLICITY_NAMES,
    Chooser,
)
from fengqiao.mediation.staff.forms.base import Choices, Revised, Signed, choices, upload
from fengqiao.ui.forms import ChoiceChecks, MomentInput, RadioCards, set_choices


class AssignForm(Revised):
    """Who presides and who joins."""

    lead = forms.ChoiceField(label=_("主持调解员"), widget=RadioCards())
    co = forms.MultipleChoiceField(label=_("协助调解员"), required=False, widget=ChoiceChecks())
    chosen_by = forms.ChoiceField(
        label=_("确定方式"), choices=choices(CHOOSER_NAMES), initial=Chooser.COMMITTEE, widget=RadioCards()
    )

    def __init__(self, *args: Any, mediators: Choices, hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].widget = RadioCards(hints=hints)
        for name in ("lead", "co"):
            set_choices(self, name, mediators)


class ReplaceForm(Revised):
    """Who steps back, who takes over, and why."""

    person = forms.ChoiceField(label=_("被更换的调解员"), widget=RadioCards())
    by = forms.ChoiceField(label=_("接替的调解员"), widget=RadioCards())
    reason = forms.CharField(label=_("更换理由"), max_length=300, widget=forms.Textarea({"rows": 2}))
    chosen_by = forms.ChoiceField(label=_("确定方式"), choices=choices(CHOOSER_NAMES), initial=Chooser.COMMITTEE)

    def __init__(self, *args: Any, current: Choices, mediators: Choices, hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].widget = RadioCards(hints=hints)
        set_choices(self, "person", current)
        set_choices(self, "by", mediators)


class AnswerForm(Signed):
    """One party: has it signed for the notice, does it agree to mediation, through whom, how."""

    notice = forms.BooleanField(label=_("已签收权利义务告知书"), required=False)
    answer = forms.ChoiceField(
        label=_("是否同意调解"),
        required=False,
        choices=choices(ANSWER_NAMES, blank=_("尚未表示")),
        widget=RadioCards(),
    )
    by_agent = forms.ChoiceField(label=_("由谁表示、签名"), required=False)
    at = forms.DateTimeField(
        label=_("时间"), required=False, widget=MomentInput(), help_text=_("留空为现在；与调解同日即可。")
    )
    publicity = forms.ChoiceField(
        label=_("公开要求"), required=False, choices=choices(PUBLICITY_NAMES, blank=_("没有要求"))
    )
    mediator_choice = forms.CharField(label=_("选择的调解员"), required=False, max_length=60)
    reason = forms.CharField(label=_("拒绝的理由"), required=False, max_length=500)

    def __init__(self, *args: Any, on_behalf: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_behalf = on_behalf
        who = {str(each.agent_id or ""): each.name for way in on_behalf.ways for each in way}
        set_choices(self, "by_agent", list(who.items()))

    def has_answer(self) -> bool:
        """Whether anything was entered for this party."""
        return bool(self.cleaned_data["notice"] or self.cleaned_data["answer"])

    def given(self) -> PartyAnswer:
        """Return the answer as entered; the form must be valid."""
        data = self.cleaned_data
        agent = data["by_agent"]
        return PartyAnswer(
            party_id=self.on_behalf.party.id,
            word=Word(
                mode=self.signed_mode(),
                by_agent_id=UUID(agent) if agent else None,
                strokes=data["strokes"],
                evidence=upload(data["evidence"]),
                witness=data["witness"],
            ),
            has_notice=data["notice"],
            notice_at=data["at"],
            answer=data["answer"],
            at=data["at"],
            publicity=data["publicity"],
            mediator_choice=data["mediator_choice"],
            reason=data["reason"],
        )


class InviteForm(Revised):
    """Whom to invite, and which parties agree."""

    kind = forms.ChoiceField(label=_("身份"), choices=choices(INVITEE_NAMES), widget=RadioCards())
    name = forms.CharField(label=_("姓名"), max_length=60)
    relation = forms.CharField(label=_("与当事人的关系、单位或者专长"), required=False, max_length=80)
    consenting = forms.MultipleChoiceField(
        label=_("同意邀请的当事人"),
        required=False,
        widget=ChoiceChecks(),
        help_text=_("须各方当事人都同意，受邀人才能参加调解（人民调解法第20条）。"),
    )

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "consenting", parties)
