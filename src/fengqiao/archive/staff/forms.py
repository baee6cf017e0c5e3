"""What staff enter about a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.disputes.actions.files import BY_HAND, KINDS
from fengqiao.mediation.staff.forms.base import Choices, Revised
from fengqiao.ui.forms import CountedTextarea, RadioCards, set_choices


class BindForm(Revised):
    """Binding: who checks."""

    checker = forms.CharField(label=_("检查人"), max_length=60, help_text=_("立卷人是本人；检查人印在封底。"))


class PaperForm(Revised):
    """A paper from outside."""

    kind = forms.ChoiceField(
        label=_("材料"), choices=[(kind, _(KINDS[kind])) for kind in BY_HAND], widget=RadioCards(), initial=BY_HAND[0]
    )
    party = forms.ChoiceField(label=_("是谁的"), required=False)
    file = forms.FileField(label=_("扫描件或者照片"), help_text=_("PDF、PNG或者JPEG，不超过20MB。"))

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "party", [("", "—"), *parties])


class RemarkForm(Revised):
    """A line of 卷宗情况说明."""

    form = forms.ChoiceField(
        label=_("说明哪一项"), required=False, help_text=_("当事人确实不能提供的材料，写明原因后可以不收入。")
    )
    party = forms.ChoiceField(label=_("涉及的当事人"), required=False)
    text = forms.CharField(label=_("情况和原因"), max_length=500, widget=CountedTextarea(500, {"rows": 3}))

    def __init__(self, *args: Any, entries: Choices, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "form", [("", _("其他情况")), *entries])
        set_choices(self, "party", [("", "—"), *parties])


class AnnexForm(Revised):
    """What is added beside a sealed file."""

    title = forms.CharField(label=_("材料名称"), max_length=200)
    file = forms.FileField(label=_("扫描件或者照片"))
    reason = forms.CharField(label=_("补充的理由"), max_length=500, widget=CountedTextarea(500, {"rows": 3}))
