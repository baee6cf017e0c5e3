"""The work list and the list of disputes, with search and saved filters."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.waiting import waiting
from fengqiao.core.paging import keyset
from fengqiao.core.search import by_index
from fengqiao.core.text import N_, said
from fengqiao.disputes import access, queries
from fengqiao.disputes.models import Dispute, GradeLevel, Source
from fengqiao.disputes.queries.filtering import FILTERS, filtered
from fengqiao.disputes.staff.frame import TONES
from fengqiao.disputes.workflow import DESK_NAMES, STATUS_NAMES, Desk, Status
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab

COUNTED = 1000
SOON_DAYS = 3
EMPTY = {
    "mine": N_("现在没有轮到您办理的纠纷"),
    "red": N_("没有轮到您办理的红色纠纷"),
    "soon": N_("没有轮到您办理、即将到期的纠纷"),
    "offered": N_("没有等待接收的纠纷"),
    "late": N_("辖区内没有逾期的纠纷"),
}
"""What each view of the work list says when there is nothing in it."""


def bounded(queryset: QuerySet[Dispute]) -> str:
    """Return how many there are, counted no further than a thousand."""
    number = queryset.order_by()[: COUNTED + 1].count()
    return f"{COUNTED}+" if number > COUNTED else str(number)


def _rows(rows: list[Dispute]) -> list[dict[str, object]]:
    names = {item.code: said(item.name) for item in current_ruleset().categories.items}
    return [
        {
            "dispute": row,
            "category": names.get(row.category, row.category),
            "status": _(STATUS_NAMES[Status(row.status)]),
            "tone": TONES[Status(row.status)],
            "next": _(DESK_NAMES[Desk(row.next_desk)]),
        }
        for row in rows
    ]


def _columns() -> list[Column]:
    return [
        Column(_("等级"), kind="narrow"),
        Column(_("纠纷"), kind="wide"),
        Column(_("编号"), kind="narrow"),
        Column(_("类型"), kind="narrow", optional=True),
        Column(_("状态"), kind="narrow"),
        Column(_("承办单位"), optional=True),
        Column(_("下一步"), kind="narrow"),
        Column(_("期限"), kind="date"),
    ]


@staff(Permission.VIEW_DISPUTES)
def todo(request: StaffRequest) -> HttpResponse:
    """What the reader must do next, by due moment; supervisors also see what is overdue below."""
    actor = request.actor
    mine = queries.my_turn(actor)
    views = {
        "mine": (_("我的待办"), mine),
        "red": (_("红色"), mine.filter(grade=GradeLevel.RED)),
        "soon": (_("即将到期"), mine.filter(next_due_at__lt=actor.at + timedelta(days=SOON_DAYS))),
    }
    if actor.may(Permission.ACCEPT) or actor.may(Permission.ROUTE):
        views["offered"] = (_("待接收"), queries.awaiting_answer(actor))
    if actor.may(Permission.SUPERVISE):
        views["late"] = (_("辖区逾期"), queries.overdue_below(actor))
    chosen = request.GET.get("view", "mine")
    chosen = chosen if chosen in views else "mine"
    counts = {key: bounded(queryset) for key, (_label, queryset) in views.items()}
    page = keyset(views[chosen][1].defer("narrative", *access.UNREAD), "next_due_at,id", request.GET.get("cursor", ""))
    url = reverse("disputes:todo")
    tabs = [
        Tab(label, f"{url}?view={key}", count=counts[key], current=key == chosen)
        for key, (label, _queryset) in views.items()
    ]
    elsewhere = next((key for key in ("mine", "offered", "late") if key in views and counts[key] != "0"), "")
    context = {
        "page": page,
        "rows": _rows(page.rows),
        "columns": _columns(),
        "tabs": tabs,
        "count": counts[chosen],
        "empty_title": said(EMPTY[chosen]),
        "elsewhere": {"url": f"{url}?view={elsewhere}", "label": views[elsewhere][0]} if elsewhere else None,
        "waiting": [(each, said(each.what)) for each in waiting(actor)],
        "may_settle": actor.may(Permission.ASSIGN) and actor.person_id is not None,
    }
    return pages.page(request, "disputes/todo.html", context, fragment="disputes/_list.html")


@staff(Permission.VIEW_DISPUTES)
def listing(request: StaffRequest) -> HttpResponse:
    """All disputes in sight, newest first; filters stand in the address."""
    with by_index():
        found = filtered(request.actor, request.GET)
        page = keyset(found.defer("narrative", *access.UNREAD), "-registered_at,-id", request.GET.get("cursor", ""))
        count = bounded(found) if page.next or page.previous else str(len(page.rows))
    url = reverse("disputes:list")
    saved = (
        ("", _("全部")),
        ("status=mediating", _("调解中")),
        ("status=performing", _("履行中")),
        ("grade=red", _("红色")),
        ("status=referred", _("待接收")),
    )
    query = "&".join(f"{key}={value}" for key, value in request.GET.items() if value and key != "cursor")
    narrowed = [(name, value) for name in FILTERS if (value := request.GET.get(name))]
    context = {
        "page": page,
        "rows": _rows(page.rows),
        "columns": _columns(),
        "count": count,
        "tabs": [Tab(label, f"{url}?{key}" if key else url, current=key == query) for key, label in saved],
        "statuses": [(status.value, _(STATUS_NAMES[status])) for status in Status],
        "grades": GradeLevel.choices,
        "categories": [(item.code, said(item.name)) for item in current_ruleset().categories.items],
        "sources": Source.choices,
        "narrowed": narrowed,
        **({} if page.rows or narrowed else _nothing_yet(request)),
    }
    return pages.page(request, "disputes/list.html", context, fragment="disputes/_list.html")


def _nothing_yet(request: StaffRequest) -> dict[str, object]:
    """Return what the list says where the reader sees no dispute at all."""
    may_register = request.actor.may(Permission.REGISTER)
    hint = _("来访、来电的纠纷请登记；其他单位移送来的、当事人在网上申请的也会出现在这里。")
    return {
        "empty_title": _("您的范围内还没有纠纷"),
        "empty_hint": hint if may_register else _("有纠纷登记或者移送到您的范围后，会出现在这里。"),
        "elsewhere": {"url": reverse("disputes:register"), "label": _("登记纠纷")} if may_register else None,
    }
