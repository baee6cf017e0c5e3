"""What the pages of training share: their tabs, and a page with one form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_
from fengqiao.training import access
from fengqiao.ui import pages
from fengqiao.ui.parts import Tab

TABS: tuple[tuple[str, str, Permission], ...] = (
    ("list", N_("培训班"), access.VIEW),
    ("calendar", N_("培训日历"), access.VIEW),
    ("short", N_("未达要求"), access.VIEW),
    ("plans", N_("培训计划"), access.VIEW),
    ("lecturers", N_("讲师"), access.VIEW),
    ("questions", N_("题库"), access.PLAN),
)


def tabs(request: StaffRequest, current: str) -> list[Tab]:
    """Return the pages of training that the reader may open."""
    return [
        Tab(_(label), reverse(f"training:{name}"), current=name == current)
        for name, label, permission in TABS
        if request.actor.may(permission)
    ]


def ask(
    request: StaffRequest, form: forms.Form, do: Callable[[], object], *, title: str, back: str, done: str, **more: Any
) -> HttpResponse:  # fmt: skip
    """Show a page with one form; posted and well-formed, do what it says and go back, or to the address that ``do`` returns, if it returns one."""
    if request.method == "POST" and form.is_valid():
        try:
            url = do()
        except DomainError as error:
            error.field = {"person": "person", "venues": "names", "on": "on"}.get(error.field, error.field)
            pages.refuse(form, error)
        else:
            return pages.go(request, url if isinstance(url, str) else back, notice=done)
    context = {"form": form, "title": title, "back": back, "submit": title, **more}
    return pages.page(request, "training/form.html", context, status=pages.status(form))


def posted(request: StaffRequest) -> Any:
    """Return what was posted, None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def reason(request: StaffRequest) -> str:
    """Return the reason that was given in a dialog."""
    return request.POST.get("reason", "")[:1000].replace("\0", "")
