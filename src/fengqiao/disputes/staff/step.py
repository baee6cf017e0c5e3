"""A page of the record with one form that takes one step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, View, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.staff.frame import frame
from fengqiao.disputes.workflow import Verb
from fengqiao.ui import pages

Data = dict[str, Any]
FIELDS = {"reason": "why", "competent_organ": "organ", "receiver": "other", "agents": "people"}
"""What an action names otherwise than the form."""


def nothing_more(_request: StaffRequest, _dispute: Dispute) -> Data:
    """Return no context: the page shows its form alone."""
    return {}


@dataclass(frozen=True)
class StepPage:
    """One page of a step.

    run: takes the actor, the dispute's id and the cleaned values; makes the one call into the actions; a Dispute that it returns
    is shown next. options: what the form needs beside the posted data, ``initial`` among it. verb: of the life-cycle, so that the page
    says why the step cannot be taken instead of asking for its form.
    """

    permission: Permission
    form: type[forms.Form]
    run: Callable[[Actor, UUID, Data], object]
    title: str
    done: str
    verb: Verb | None = None
    options: Callable[[Dispute], Data] = lambda _dispute: {}
    context: Callable[[StaffRequest, Dispute], Data] = nothing_more
    template: str = "disputes/step.html"
    tab: str = "story"
    to: str = "disputes:record"


def bound(request: StaffRequest, kind: type[forms.Form], dispute: Dispute, options: Data) -> forms.Form:
    """Return the form with what was posted, else with initial values and the revision that the person sees."""
    options = {**options, "initial": {"revision": dispute.revision, **options.get("initial", {})}}
    return kind(request.POST, **options) if request.method == "POST" else kind(**options)


def refuse(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside its field."""
    name = error.field.partition("[")[0]
    if error.field not in form.fields:
        error.field = next((each for each in (name, FIELDS.get(name, "")) if each in form.fields), "")
    pages.refuse(form, error)


def answer(request: StaffRequest, page: StepPage, dispute: Dispute, run: Callable[[Data], object]) -> HttpResponse:
    """Show the form of a page or, when it is sent, run its action and go on."""
    form = bound(request, page.form, dispute, page.options(dispute))
    if request.method == "POST" and form.is_valid():
        try:
            result = run(form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            target = result.pk if isinstance(result, Dispute) else dispute.pk
            return pages.go(request, reverse(page.to, args=[target]), notice=_(page.done))
    not_now = lifecycle.why_not_open(request.actor, dispute, page.verb) if page.verb else None
    context = {
        **frame(request, dispute, page.tab),
        "form": form,
        "title": _(page.title),
        "back": reverse(page.to, args=[dispute.pk]),
        "not_now": not_now,
        "is_step": not_now is None,
        **page.context(request, dispute),
    }
    return pages.page(request, page.template, context, status=pages.status(form))


def view(page: StepPage) -> View[[UUID]]:
    """Return the view of a page: those who hold its permission, on a dispute in sight."""

    @staff(page.permission)
    def shown(request: StaffRequest, pk: UUID) -> HttpResponse:
        dispute = access.get_for(request.actor, pk, page.permission)
        return answer(request, page, dispute, lambda data: page.run(request.actor, pk, data))

    return shown
