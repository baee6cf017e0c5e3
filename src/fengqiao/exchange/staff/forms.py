"""The forms of imports and exports. Shapes only; what is allowed is decided by the actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengqiao.core.text import said
from fengqiao.exchange.rules.registers import Register
from fengqiao.ui.forms import set_choices


class UploadForm(forms.Form):
    """A file of a register."""

    register = forms.ChoiceField(label=gettext_lazy("导入什么"))
    file = forms.FileField(label=gettext_lazy("文件"), help_text=gettext_lazy(".xlsx或者.csv，最大50MB。"))

    def __init__(self, *args: Any, registers: Sequence[Register], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "register", [(each.code, said(each.name)) for each in registers])


class MatchForm(forms.Form):
    """Which heading is which column, and how to import."""

    takes_all = forms.BooleanField(
        label=gettext_lazy("有一行不合格就全部不导入"),
        required=False,
        help_text=gettext_lazy("不选的，只导入合格的行。"),
    )
    updates = forms.BooleanField(
        label=gettext_lazy("用文件更新已有的记录"),
        required=False,
        help_text=gettext_lazy("不选的，已有而内容不同的行只列出，不改动。任职的变化请在人员页面办理续任、解聘。"),
    )

    def __init__(
        self, *args: Any, register: Register, headings: Sequence[str], matched: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("不导入")), *((column.code, _starred(column)) for column in register.columns)]
        self.places = []
        for place, heading in enumerate(headings):
            if not heading:
                continue
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=offered, required=False, initial=matched.get(str(place), "")
            )
            self.places.append(name)

    def chosen(self) -> dict[int, str]:
        """Return the place of each heading with its column."""
        return {int(name.removeprefix("column_")): self.cleaned_data[name] for name in self.places}


def _starred(column: Any) -> str:
    return f"{column.heading} *" if column.is_required else str(column.heading)


class ExportForm(forms.Form):
    """A register as a file."""

    register = forms.ChoiceField(label=gettext_lazy("导出什么"))
    ending = forms.ChoiceField(
        label=gettext_lazy("格式"),
        choices=[("xlsx", gettext_lazy("Excel工作簿（.xlsx）")), ("csv", gettext_lazy("文本（.csv）"))],
    )
    is_clear = forms.BooleanField(
        label=gettext_lazy("不隐去个人信息"),
        required=False,
        help_text=gettext_lazy("身份证号、电话等按原样导出，须写明理由，并记入审计。"),
    )
    why = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=200)

    def __init__(self, *args: Any, registers: Sequence[Register], may_clear: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "register", [(each.code, said(each.name)) for each in registers])
        if not may_clear:
            del self.fields["is_clear"], self.fields["why"]
