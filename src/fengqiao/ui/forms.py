"""How Django forms are drawn, and the inputs that need more than HTML gives."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fengqiao.core.errors import DomainError

T = TypeVar("T")
MOST_STROKES, MOST_POINTS = 200, 20_000


class Renderer(TemplatesSetting):
    """Draws every form of the project from templates/ui/forms (settings.FORM_RENDERER)."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "chars-10", "max": "9999-12-31", **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and a time of day, by the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"class": "chars-14", "max": "9999-12-31T23:59", **(attrs or {})}, format="%Y-%m-%dT%H:%M"
        )


class RadioCards(forms.RadioSelect):
    """One of a few, each with a line of explanation. hints: what stands under each value's label."""

    template_name = "ui/forms/radio_cards.html"

    def __init__(self, *, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the option with its hint."""
        option = super().create_option(*args, **kwargs)
        return {**option, "hint": self.hints.get(str(option["value"]), "")}


class ChoiceChecks(forms.CheckboxSelectMultiple):
    """Some of a few, one under the other."""

    template_name = "ui/forms/radio_cards.html"
    hints: Mapping[str, Any] = {}


class CountedTextarea(forms.Textarea):
    """Text over several lines that says how many characters are left of `limit`."""

    def __init__(self, limit: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 5, "data-limit": limit, **(attrs or {})})


class IdNumberInput(forms.TextInput):
    """An ID number. In the browser it fills the inputs with the ids `sex` and `birth`; values of sex are male and female."""

    def __init__(self, *, sex: str = "", birth: str = "", attrs: dict[str, Any] | None = None) -> None:
        wiring = {"data-id-number": "", "data-sex": sex, "data-birth": birth}
        typing = {"class": "chars-20", "maxlength": 18, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(attrs={**typing, **wiring, **(attrs or {})})


@dataclass(frozen=True)
class Picked:
    """What was picked: the code of a hit, or "" and the text as typed."""

    code: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.code or self.text)

    def __str__(self) -> str:
        return self.text


class PickInput(forms.Widget):
    """Type any part, pick a hit. The hits come from the URL `url_name`, which answers ?q= by pages.options."""

    template_name = "ui/forms/pick.html"

    def __init__(self, url_name: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url_name = url_name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context with the picked code and the address of the hits."""
        context = super().get_context(name, value, attrs)
        picked = value if isinstance(value, Picked) else Picked("", str(value or ""))
        try:
            url = reverse(self.url_name)
        except NoReverseMatch:
            url = ""
        context["widget"] |= {"picked": picked, "url": url}
        return context

    def format_value(self, value: Any) -> str:
        """Return the text that is shown."""
        return str(value or "")

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Picked:
        """Return the hit whose text is still what is shown, else the text alone."""
        text = str(data.get(name) or "").strip()
        code = str(data.get(f"{name}_code") or "") if text and text == data.get(f"{name}_text") else ""
        return Picked(code, text)

    def id_for_label(self, id_: str) -> str:
        """Return the id of the visible input."""
        return id_


class PickField(forms.Field):
    """A place, person or organisation. Cleans to Picked; without allow_text only a hit of the list will do."""

    default_error_messages = {"unlisted": _("请从列表中选取一项；没有合适的，请换一个词再查。")}

    def __init__(self, url_name: str, *, allow_text: bool = True, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(**{"widget": PickInput(url_name), **kwargs})
        self.allow_text = allow_text
        self.max_length = max_length

    def clean(self, value: Any) -> Picked:
        """Return what was picked. Raises ValidationError when it is missing, unlisted or too long."""
        picked = value if isinstance(value, Picked) else Picked("", "")
        if self.required and not picked:
            raise ValidationError(self.error_messages["required"], code="required")
        if picked and not picked.code and not self.allow_text:
            raise ValidationError(self.error_messages["unlisted"], code="unlisted")
        if len(picked.text) > self.max_length or len(picked.code) > 64 or "\x00" in picked.text + picked.code:
            raise ValidationError(_("内容过长或含有无效字符。"), code="invalid")
        return picked

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else is picked."""
        return str(initial or "") != str(data or "")


PLAIN_WORDS = {
    "min_value": _("不能小于%(limit_value)s。"),
    "max_value": _("不能大于%(limit_value)s。"),
    "min_length": _("至少填写%(limit_value)s个字，现在%(show_value)s个字。"),
    "max_length": _("最多填写%(limit_value)s个字，现在%(show_value)s个字。"),
    "max_decimal_places": _("小数最多%(max)s位。"),
    "max_digits": _("数字最多%(max)s位。"),
    "max_whole_digits": _("整数部分最多%(max)s位。"),
}
"""What the limits of a field say, in the words of an office rather than of a program."""


def agreed(check: Callable[[], T]) -> T:
    """Return what a rule makes of an entry. Its refusal stands beside the field, together with whatever else is wrong on the page."""
    try:
        return check()
    except DomainError as error:
        rule = _("（依据：%(rule)s）") % {"rule": error.rule} if error.rule else ""
        raise ValidationError(f"{error.message}{error.next_step}{rule}", code=error.code) from error


def rows_of(given: forms.BaseForm | forms.BaseFormSet[Any]) -> list[tuple[forms.BaseForm, str]]:
    """Return each form, of several rows with the words that tell which one; a form may say by ``whose`` whom it asks about."""
    if not isinstance(given, forms.BaseFormSet):
        return [(given, getattr(given, "whose", ""))]
    return [(form, str(_("第%(number)s项，") % {"number": number})) for number, form in enumerate(given.forms, start=1)]


def general_errors(form: forms.BaseForm | forms.BaseFormSet[Any]) -> list[str]:
    """Return the errors of a form, or of several rows, that belong to no field."""
    if isinstance(form, forms.BaseFormSet):
        rows = [error for row in form.forms if row.is_bound for error in row.non_field_errors()]
        return [str(error) for error in (*form.non_form_errors(), *rows)] if form.is_bound else []
    return [str(error) for error in form.non_field_errors()] if form.is_bound else []


def problems(bound: forms.BoundField) -> list[tuple[str, str]]:
    """Return the errors of a field: beside it, and as a sentence of its own in the summary."""
    label = str(bound.label).rstrip("。.")
    asks = label.endswith(("？", "?"))
    chosen = isinstance(bound.field, forms.ChoiceField)
    empty = (
        _("请回答“%(label)s”。")
        if asks
        else _("请选择%(label)s。")
        if chosen
        else _("请确认：%(label)s。")
        if _is_tick(bound)
        else _("请填写%(label)s。")
    )
    found: list[tuple[str, str]] = []
    for error in bound.errors.as_data():
        if error.code == "required":
            whole = str(empty % {"label": label})
            found.append((str(_("请打勾确认。")) if _is_tick(bound) else whole, whole))
            continue
        plain = PLAIN_WORDS.get(error.code or "") if error.code not in bound.field.error_messages else None
        texts = [plain % error.params] if plain and error.params else error.messages
        told = _("%(label)s%(error)s") if asks else _("%(label)s：%(error)s")
        found += [(str(text), told % {"label": label, "error": text}) for text in texts]
    return found


def _is_tick(bound: forms.BoundField) -> bool:
    return isinstance(bound.field, forms.BooleanField)


def grown(data: QueryDict, prefix: str) -> QueryDict | None:
    """Return the posted data with one more row of the formset `prefix` when its 添加 button was pressed, else None."""
    if f"add-{prefix}" not in data:
        return None
    more = data.copy()
    total = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    more[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1 if total.isdigit() and len(total) < 5 else 1)
    return more


def read_strokes(text: str) -> list[list[list[float]]]:
    """Return a signature's strokes, each a list of [x, y, milliseconds since the first touch].

    text: what the signature pad posted. Raises ValidationError for anything else, for an empty pad and for too much of it.
    """
    try:
        strokes = json.loads(text)
        read = [[[float(x), float(y), float(t)] for x, y, t in stroke] for stroke in strokes]
        if not all(isfinite(number) for stroke in read for point in stroke for number in point):
            raise ValueError("infinite")
    except (ValueError, TypeError, RecursionError) as error:
        raise ValidationError(_("签名数据无法识别，请重新签名。"), code="signature") from error
    points = sum(len(stroke) for stroke in read)
    if points < 2:
        raise ValidationError(_("请在框内签名，或上传纸质签名的扫描件。"), code="signature")
    if len(read) > MOST_STROKES or points > MOST_POINTS:
        raise ValidationError(_("签名笔画过多，请清除后重新签名。"), code="signature")
    return read


def set_choices(form: forms.Form, name: str, offered: Sequence[tuple[str, Any]]) -> None:
    """Give a choice field the choices that depend on the record or the rules."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(offered)


_READ_ALIKE = str.maketrans("018", "OIB")
"""Codes hold none of these digits: whoever reads one off the paper meant the letter."""


class FollowForm(forms.Form):
    """Following a matter without an account: the code on the receipt, as people copy it, and the end of the phone number."""

    code = forms.CharField(
        label=_("查询码"),
        min_length=10,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "chars-14"}),
    )
    phone_tail = forms.CharField(
        label=_("登记电话的后四位"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput({"inputmode": "numeric", "class": "chars-6"}),
    )

    def clean_code(self) -> str:
        """Return the code in capitals, without blanks and dashes."""
        return re.sub(r"[\s-]", "", str(self.cleaned_data["code"])).upper().translate(_READ_ALIKE)
