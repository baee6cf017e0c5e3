"""What every form that asks about a party has in common, at the counter, in a village and on the web."""

from typing import Any

from django import forms
from django.utils import timezone

from fengqiao.disputes.models import PartyKind
from fengqiao.disputes.rules.parties import check_id_number, check_phone, names_organisation
from fengqiao.ui.forms import agreed


class PartyEntry(forms.Form):
    """Tells of a wrong number where it was entered. Whose name is a firm's is one, whatever was left chosen."""

    def clean_phone(self) -> str:
        """Return the number as it is kept."""
        number = str(self.cleaned_data["phone"])
        return agreed(lambda: check_phone(number, "phone")) if number else ""

    def clean_id_number(self) -> str:
        """Return the number in capitals; raises ValidationError when it cannot be one."""
        number, today = str(self.cleaned_data["id_number"]), timezone.localdate()
        return agreed(lambda: check_id_number(number, "id_number", today)[0]) if number else ""

    def clean(self) -> dict[str, Any]:
        """Return the values, the kind of party as its name has it."""
        data = super().clean() or {}
        is_person = data.get("kind") == PartyKind.PERSON and not data.get("id_number")
        if is_person and names_organisation(data.get("name", "")):
            data["kind"] = PartyKind.ORGANISATION
        return data
