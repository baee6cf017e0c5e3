"""The audit desk: what was done, whether the history is whole, who came in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fengqiao.accounts import queries
from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.words import Dictionary
from fengqiao.core.errors import DomainError
from fengqiao.core.models import AuditEvent
from fengqiao.core.paging import Page
from fengqiao.ui import pages
from fengqiao.ui.forms import DateInput

VIEW = Permission.VIEW_AUDIT


class HistoryFilter(forms.Form):
    """Which part of the history to show."""

    who = forms.CharField(
        label=_("经办人"), max_length=60, required=False, widget=forms.TextInput(attrs={"class": "chars-10"})
    )
    verb = forms.ChoiceField(label=_("事项"), required=False)
    subject = forms.CharField(
        label=_("记录编号"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "chars-20"})
    )
    since = forms.DateField(label=_("从"), required=False, widget=DateInput())
    until = forms.DateField(label=_("至"), required=False, widget=DateInput())

    def __init__(self, *args: object, verbs: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        choices = [("", _("全部")), *verbs]
        self.fields["verb"] = forms.ChoiceField(label=_("事项"), choices=choices, required=False)

    def wanted(self) -> queries.AuditFilter:
        """Return the filter; both days are included whole, in local time."""
        data = self.cleaned_data
        return queries.AuditFilter(
            who=data.get("who", ""),
            verb=data.get("verb", ""),
            subject=data.get("subject", ""),
            since=_begin(data.get("since")),
            until=_begin(data["until"] + timedelta(days=1)) if data.get("until") else None,
        )


@dataclass(frozen=True)
class Line:
    """An event in words. change: from which state to which, "" when it left the state."""

    event: AuditEvent
    organisation: str
    record: str
    verb: str
    change: str

    @classmethod
    def of(cls, event: AuditEvent, words: Dictionary, organisation: str) -> "Line":
        """Return an event with the names of what it is about."""
        before, after = words.state(event, event.before), words.state(event, event.after)
        change = " → ".join(filter(None, (before, after))) if event.before != event.after else ""
        return cls(event, organisation, words.record(event), words.verb(event), change)


def _begin(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


@require_GET
@staff(VIEW)
def history(request: StaffRequest) -> HttpResponse:
    """Everything that was done, newest first."""
    dictionary = Dictionary()
    form = HistoryFilter(request.GET, verbs=dictionary.verbs())
    page: Page[AuditEvent] = Page([], "", "")
    if form.is_valid():
        try:
            page = queries.history(request.actor, form.wanted(), request.GET.get("cursor", ""))
        except DomainError as error:
            pages.refuse(form, error)
    names = queries.organisation_names(event.organisation_id for event in page.rows)
    rows = [Line.of(event, dictionary, names.get(event.organisation_id, "")) for event in page.rows]
    context = {"form": form, "page": page, "rows": rows}
    return pages.page(
        request, "accounts/audit.html", context, fragment="accounts/_audit.html", status=pages.status(form)
    )


@require_GET
@staff(VIEW)
def chain(request: StaffRequest, subject_id: UUID) -> HttpResponse:
    """The history of one record and whether its chain is whole."""
    dictionary = Dictionary()
    found = queries.chain(request.actor, subject_id)
    names = queries.organisation_names(event.organisation_id for event in found.events)
    rows = [Line.of(event, dictionary, names.get(event.organisation_id, "")) for event in found.events]
    lead = f"{rows[0].record} {subject_id}" if rows else str(subject_id)
    context = {"lead": lead, "rows": rows, "broken": found.broken}
    return pages.page(request, "accounts/chain.html", context)


@require_GET
@staff(VIEW)
def sign_ins(request: StaffRequest) -> HttpResponse:
    """Who came in, who was refused."""
    failed = request.GET.get("result") == "refused"
    page = queries.sign_ins(
        request.actor, who=request.GET.get("who", ""), failed=failed, cursor=request.GET.get("cursor", "")
    )
    context = {"page": page, "failed": failed}
    return pages.page(request, "accounts/sign_ins.html", context, fragment="accounts/_sign_ins.html")
