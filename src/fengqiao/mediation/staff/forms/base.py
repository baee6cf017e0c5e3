"""What the forms of mediation share: choices from words, the revision that the person saw, uploads, signatures."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fengqiao.mediation.actions import Upload
from fengqiao.mediation.rules.words import Mode
from fengqiao.ui.forms import read_strokes

Word = TypeVar("Word", bound=StrEnum)
Choices = list[tuple[str, Any]]


def choices(names: Mapping[Word, str], *, without: Sequence[Word] = (), blank: Any = "") -> Choices:
    """Return the words as choices; without: those not offered; blank: the label of no answer."""
    found: Choices = [(code.value, _(name)) for code, name in names.items() if code not in without]
    return [("", blank), *found] if blank else found


def upload(file: UploadedFile[Any] | None) -> Upload | None:
    """Return an uploaded file with its content, None when there is none."""
    return Upload(file.name or "", file.read()) if file else None


class Revised(forms.Form):
    """A form that says which state of the record it was filled from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Signed(forms.Form):
    """A signature: on the paper that lies here, drawn on the pad, or said aloud and recorded."""

    mode = forms.ChoiceField(
        label=_("签名方式"),
        choices=[(Mode.PAPER.value, _("纸质签名")), (Mode.ORAL.value, _("口头表示并记录"))],
        initial=Mode.PAPER.value,
        required=False,
    )
    witness = forms.CharField(label=_("在场见证人"), required=False, max_length=120)
    strokes = forms.CharField(required=False, widget=forms.HiddenInput)
    evidence = forms.FileField(label=_("扫描件、照片或者录音"), required=False)

    def clean_strokes(self) -> Any:
        """Return the strokes, None when nothing was drawn."""
        text = self.cleaned_data["strokes"]
        return read_strokes(text) if text else None

    def signed_mode(self) -> str:
        """Return how it was signed: drawing on the pad says so itself."""
        return Mode.PAD if self.cleaned_data["strokes"] else self.cleaned_data["mode"] or Mode.PAPER
