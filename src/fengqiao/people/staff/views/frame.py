"""What the pages of people share: their tabs, the story of a record, a page with one form."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_
from fengqiao.people.rules.complaints import STEPS
from fengqiao.ui import pages
from fengqiao.ui.parts import Event, Tab

TABS = (
    ("list", N_("名册"), Permission.VIEW_REGISTRY),
    ("expiring", N_("到期提醒"), Permission.VIEW_REGISTRY),
    ("reviews", N_("准入和退出"), Permission.MANAGE_REGISTRY),
    ("complaints", N_("投诉"), Permission.SUPERVISE),
    ("traces", N_("责任倒查"), Permission.SUPERVISE),
    ("commendations", N_("表彰"), Permission.VIEW_REGISTRY),
)
VERBS: Mapping[str, str] = {
    "register": N_("登记"),
    "change": N_("变更"),
    "verify": N_("核验身份"),
    "photo": N_("更换照片"),
    "appoint": N_("任职"),
    "renew": N_("续任"),
    "end_post": N_("结束任职"),
    "reveal": N_("查看敏感信息"),
    "declare_tie": N_("申报利益关系"),
    "withdraw_tie": N_("结束利益关系申报"),
    "suspend": N_("暂停指派"),
    "lift_suspension": N_("恢复指派"),
    "propose_review": N_("提交审核申请"),
    "decide_review": N_("审核"),
    "name_subject": N_("确定被投诉人"),
    "trace_add": N_("补充经手人"),
    "trace_degree": N_("登记责任"),
    "conclude": N_("形成倒查结论"),
    "show": N_("公示"),
    "object": N_("登记异议"),
    "award": N_("表彰"),
    "drop": N_("撤销"),
    **{step.verb.value: step.name for step in STEPS.values()},
}
"""What the verbs of this package are called in the story of a record."""


def tabs(request: StaffRequest, current: str) -> list[Tab]:
    """Return the pages of this package that the reader may open."""
    return [
        Tab(_(label), reverse(f"people:{name}"), current=name == current)
        for name, label, permission in TABS
        if request.actor.may(permission)
    ]


def story(subject_id: UUID) -> list[Event]:
    """Return the history of a record in sentences, newest first."""
    return [
        Event(event.at, event.actor_name, _(VERBS.get(event.verb, event.verb)), _detail(event))
        for event in audit.history(subject_id).reverse()
    ]


def _detail(event: Any) -> str:
    named = (str(event.data.get(name) or "") for name in ("organisation", "name", "inquirer"))
    return " ".join(filter(None, (*named, event.why)))


def bound(request: HttpRequest, form: type[BaseForm], **more: Any) -> Any:
    """Return a form with what was posted, or fresh."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **more)
    return form(**more)


def step(
    request: StaffRequest,
    form: BaseForm,
    do: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    back: str,
    done: str,
    to: str = "",
    **context: Any,
) -> HttpResponse:
    """Show a page with one form, or do what it says and go on.

    do: takes the cleaned data and makes one call of an action; may return the address to go to. context: lead, source, back_label.
    """
    if request.method == "POST" and form.is_valid():
        try:
            url = do(form.cleaned_data)
        except DomainError as error:
            others = {f"{name}_id": name for name in ("person", "organisation", "inquirer", "appointment")}
            others |= {"region_code": "region", "inquirer_id": "person", "about": "person"}
            if error.field not in form.fields:
                error.field = others.get(error.field, error.field)
            pages.refuse(form, error)
        else:
            return pages.go(request, url if isinstance(url, str) else to or back, notice=done)
    context = {"form": form, "title": title, "back": back, "back_label": _("返回"), **context}
    return pages.page(request, "people/form.html", context, status=pages.status(form))
