"""What the reader should know of: whose turn, what is late, what came back, what is ready."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.accounts.actions import mark_notices_read
from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.notices import is_unread, notices
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab


@require_GET
@staff()
def index(request: StaffRequest) -> HttpResponse:
    """The notices, unread ones by themselves or all."""
    every = [(notice, is_unread(request.user, notice)) for notice in notices(request.actor)]
    unread = [pair for pair in every if pair[1]]
    shows_all = request.GET.get("view") == "all"
    url = reverse("accounts:notices")
    context = {
        "rows": every if shows_all else unread,
        "shows_all": shows_all,
        "has_unread": bool(unread),
        "tabs": [
            Tab(_("未读"), url, count=len(unread), current=not shows_all),
            Tab(_("全部"), f"{url}?view=all", count=len(every), current=shows_all),
        ],
        "columns": [
            Column(_("事项"), kind="narrow"),
            Column(_("关于"), kind="wide"),
            Column(_("单位")),
            Column(_("期限"), kind="date"),
            Column(_("时间"), kind="narrow"),
        ],
    }
    return pages.page(request, "accounts/notices.html", context)


@require_GET
@staff()
def count(request: StaffRequest) -> HttpResponse:
    """How many are unread, for the bell."""
    unread = sum(is_unread(request.user, notice) for notice in notices(request.actor))
    return render(request, "accounts/_notices_count.html", {"unread": unread})


@require_POST
@staff()
def read(request: StaffRequest) -> HttpResponse:
    """All of them are read."""
    mark_notices_read(request.actor)
    return pages.go(request, reverse("accounts:notices"), notice=_("已全部标为已读。"))
