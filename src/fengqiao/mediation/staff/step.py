"""A page with one form that makes one call into the actions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError, Forbidden, NotNow
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.staff.frame import STEP_PAGES, frame
from fengqiao.mediation.queries import case
from fengqiao.mediation.staff.forms.base import Choices
from fengqiao.ui import pages

Run = Callable[[dict[str, Any]], object]
VERBS = {page: verb for verb, page in STEP_PAGES.items()}


def dispute_for(request: StaffRequest, pk: UUID, permission: Permission = Permission.MEDIATE) -> Dispute:
    """Return the dispute of a page, with its organisation."""
    return access.get_for(request.actor, pk, permission)


def bound(request: StaffRequest, kind: type[forms.Form], dispute: Dispute, **options: Any) -> Any:
    """Return the form with what was posted, else with the revision of the record and given initial values."""
    initial = options.pop("initial", {})
    if request.method == "POST":
        return kind(request.POST, request.FILES, initial=initial, **options)
    return kind(initial={"revision": dispute.revision, **initial}, **options)


def party_choices(parties: list[Party]) -> Choices:
    """Return the parties as choices."""
    return [(str(party.pk), party.name) for party in parties]


def named(dispute: Dispute) -> Choices:
    """Return the parties of a dispute as choices."""
    return party_choices(case.party_rows(dispute))


def step(
    request: StaffRequest,
    dispute: Dispute,
    form: forms.Form,
    run: Run,
    *,
    title: str,
    done: str,
    tab: str = "records",
    to: str = "mediation:records",
    template: str = "mediation/step.html",
    context: dict[str, Any] | None = None,
    opens: Callable[[], object] | None = None,
) -> HttpResponse:
    """Show a form within the record, or why the step is not possible now; when it is sent, run the action and go on.

    run: gets the cleaned values. tab: which tab of the record it belongs to. to: the page after it, by name. opens: raises why
    the step is not possible, for steps that are not in the table of the life-cycle.
    """
    if request.method == "POST" and form.is_valid():
        try:
            run(form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            return pages.go(request, reverse(to, args=[dispute.pk]), notice=done)
    if not form.is_bound and (not_now := _why_not(request, dispute, opens)):
        return closed(request, dispute, not_now, title=title, tab=tab, to=to)
    shown = {
        **frame(request, dispute, tab),
        "form": form,
        "title": title,
        "back": reverse(to, args=[dispute.pk]),
        "is_step": True,
        **(context or {}),
    }
    return pages.page(request, template, shown, status=pages.status(form))


def _why_not(request: StaffRequest, dispute: Dispute, opens: Callable[[], object] | None) -> DomainError | None:
    if opens:
        return refusal_of(opens)
    verb = VERBS.get(request.resolver_match.view_name) if request.resolver_match else None
    return lifecycle.why_not_open(request.actor, dispute, verb) if verb else None


def refusal_of(check: Callable[[], object]) -> DomainError | None:
    """Return why a step is not possible, None when nothing stands in its way; check: raises what does."""
    try:
        check()
    except (Forbidden, NotNow) as refusal:
        return refusal
    return None


def closed(
    request: StaffRequest, dispute: Dispute, not_now: DomainError, *, title: str, tab: str, to: str
) -> HttpResponse:
    """Show within the record why a step is not possible now, in the place of its form."""
    shown = {**frame(request, dispute, tab), "title": title, "back": reverse(to, args=[dispute.pk]), "not_now": not_now}
    return pages.page(request, "disputes/step.html", shown)


def refuse(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside the field it names, also where the action calls it by its key: party_id is the field party."""
    name = error.field.removesuffix("_ids").removesuffix("_id")
    others = {"upload": "file", "strokes": "mode", "provider": "provider_name", "consenting": "consenting"}
    for candidate in (error.field, name, others.get(name, ""), "file" if "file" in form.fields else "scan"):
        if candidate in form.fields:
            error.field = candidate if error.field else ""
            break
    pages.refuse(form, error)
