"""What the pages of assessment and grades share: their tabs, the story of a record, a page with one form."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.assessment.workflow import MOVES, STEPS
from fengqiao.core import audit
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_, said
from fengqiao.ui import pages
from fengqiao.ui.parts import Event, Tab

VIEW, APPLY = Permission.VIEW_ASSESSMENTS, Permission.APPLY_FOR_GRADES
PREPARE, APPROVE = Permission.PREPARE_ASSESSMENTS, Permission.APPROVE_ASSESSMENTS
TABS = (
    ("list", N_("考核"), VIEW),
    ("library", N_("指标库"), VIEW),
    ("entries", N_("登记数据"), VIEW),
    ("applications", N_("等级申请"), VIEW),
    ("grades", N_("等级名册"), VIEW),
    ("schemes", N_("等级标准"), VIEW),
)
VERBS: Mapping[str, str] = {
    "open": N_("建立考核"),
    "computed": N_("计算完成"),
    "apply": N_("提出申请"),
    "object": N_("收到异议"),
    "register": N_("登记"),
    "end": N_("结束"),
    "enter": N_("登记数据"),
    "strike": N_("作废"),
    **{verb.value: step.name for verb, step in STEPS.items()},
    **{name.value: step.name for name, step in MOVES.items()},
}
"""What the verbs of this package are called in the story of a record."""


def tabs(request: StaffRequest, current: str) -> list[Tab]:
    """Return the pages of this package that the reader may open, and the subsidies, which share its place in the menu."""
    own = [
        Tab(said(label), reverse(f"assessment:{name}"), current=name == current)
        for name, label, permission in TABS
        if request.actor.may(permission)
    ]
    return [*own, Tab(_("补贴"), reverse("subsidies:list"))] if request.actor.may(Permission.VIEW_SUBSIDIES) else own


def story(subject_id: UUID) -> list[Event]:
    """Return the history of a record in sentences, newest first."""
    events = audit.history(subject_id).reverse()
    return [Event(each.at, each.actor_name, said(VERBS.get(each.verb, each.verb)), each.why) for each in events]


def posted(request: StaffRequest) -> Any:
    """Return what was posted, None for a fresh form."""
    return request.POST if request.method == "POST" else None


def why_of(request: StaffRequest) -> str:
    """Return the reason that a dialog sends."""
    return request.POST.get("reason", "")[:1000].replace("\0", "")


def step(
    request: StaffRequest, form: BaseForm, act: Callable[[dict[str, Any]], object], *, title: str, back: str, done: str,
    lead: str = "", submit: str = "", to: Callable[[Any], str] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a page with one form, or do what it says in one call of an action and go on. to: the address after it."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except DomainError as error:
            others = {"organisation_id": "organisation", "person_id": "person", "level": "wanted"}
            if error.field not in form.fields:
                error.field = others.get(error.field, error.field)
            pages.refuse(form, error)
        else:
            return pages.go(request, to(made) if to else back, notice=done)
    context = {"form": form, "title": title, "back": back, "submit": submit or title, "lead": lead}
    return pages.page(request, "assessment/form.html", context, status=pages.status(form))


def back_label() -> str:
    """Return the words of the way back."""
    return _("返回")
