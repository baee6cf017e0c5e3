"""The shapes of what the public asks and tells about mediators."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.text import said
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people import facts
from fengqiao.people.rules.complaints import ACT_NAMES
from fengqiao.regions import queries as regions
from fengqiao.ui.forms import ChoiceChecks, CountedTextarea, FollowForm, Picked, PickField, agreed

LONGEST = 3000


class FindForm(forms.Form):
    """Where, and for what."""

    place = PickField(
        "regions:options",
        required=False,
        label=_("您住在哪里？"),
        help_text=_("输入街道、社区或者村的名字，再从列表里选。"),
    )
    kind = forms.ChoiceField(label=_("什么纠纷"), required=False)
    language = forms.CharField(label=_("语言或者方言"), max_length=20, required=False)

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", gettext("都可以")), *((item.code, said(item.name)) for item in rules.categories.items)]
        self.fields["kind"] = forms.ChoiceField(label=_("什么纠纷"), required=False, choices=kinds)

    def clean_place(self) -> Picked:
        """Return a place of the list: picked, or the first that the text can mean."""
        picked: Picked = self.cleaned_data["place"]
        if picked.text and not picked.code:
            hits = regions.search(picked.text, limit=1)
            if not hits:
                raise forms.ValidationError(_("没有找到这个地方，请换一个写法，例如只写街道的名字。"))
            return Picked(hits[0].code, hits[0].path)
        return picked


class ComplainForm(forms.Form):
    """A complaint against a mediator, told without an account."""

    about = forms.CharField(
        label=_("您投诉的人"), max_length=60, help_text=_("写姓名；不知道姓名的，写什么样子、在哪里见到的。")
    )
    region = PickField(
        "regions:options",
        label=_("事情发生的社区（村）"),
        help_text=_("输入街道、社区或者村的名字，再从列表里选。"),
    )
    acts = forms.MultipleChoiceField(label=_("他做了什么？"), required=False, widget=ChoiceChecks())
    narrative = forms.CharField(
        label=_("事情的经过"),
        min_length=10,
        max_length=LONGEST,
        widget=CountedTextarea(LONGEST, {"rows": 7}),
        help_text=_("写清楚时间、地点、说了什么、做了什么，有谁在场。"),
    )
    matter = forms.CharField(
        label=_("哪一件纠纷"), max_length=120, required=False, help_text=_("写编号或者双方的名字。")
    )
    complainant = forms.CharField(label=_("您的姓名"), max_length=60)
    phone = forms.CharField(
        label=_("您的电话"), max_length=20, help_text=_("用来答复您；查结果时要用后四位。只有核查的人能看到。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = [(act.value, gettext(name)) for act, name in ACT_NAMES.items()]
        self.fields["acts"] = forms.MultipleChoiceField(
            label=_("他做了什么？"), required=False, choices=acts, widget=ChoiceChecks()
        )

    def clean_phone(self) -> str:
        """Return the number as it is kept."""
        number = str(self.cleaned_data["phone"])
        return agreed(lambda: facts.check_phone(number))

    def clean_region(self) -> Picked:
        """Return a place of the list: picked, or the only one that the text can mean."""
        picked: Picked = self.cleaned_data["region"]
        if picked.code:
            return picked
        hits = regions.search(picked.text, limit=2)
        if len(hits) == 1:
            return Picked(hits[0].code, hits[0].path)
        raise forms.ValidationError(_("没有找到这个地方，或者有几个地方叫这个名字，请写全街道和社区。"))


class AppealForm(FollowForm):
    """An appeal against the answer."""

    grounds = forms.CharField(
        label=_("您为什么不服？"), min_length=10, max_length=LONGEST, widget=CountedTextarea(LONGEST, {"rows": 4})
    )
