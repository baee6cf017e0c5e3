"""The workbench menu: at most nine entries, each shown to those whose work it is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from fengqiao.accounts.permissions import Permission
from fengqiao.core.text import N_


@dataclass(frozen=True)
class Entry:
    """A place of work. `key` is pressed after g; `permissions`: any of them opens it, none opens it to every account."""

    label: str
    url_name: str
    icon: str
    key: str
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as shown. `current`: the page belongs to it."""

    label: str
    url: str
    icon: str
    key: str
    current: bool


P = Permission
ENTRIES = (
    Entry(N_("待办"), "disputes:todo", icon="checklist", key="d", permissions=(P.VIEW_DISPUTES,)),
    Entry(N_("纠纷"), "disputes:list", icon="folders", key="j", permissions=(P.VIEW_DISPUTES,)),
    Entry(N_("排查"), "screening:list", icon="map-search", key="p", permissions=(P.VIEW_DISPUTES,)),
    Entry(N_("日程"), "mediation:calendar", icon="calendar-event", key="r", permissions=(P.MEDIATE,)),
    Entry(N_("组织"), "organisations:list", icon="building-community", key="z", permissions=(P.VIEW_REGISTRY,)),
    Entry(N_("人员"), "people:list", icon="users", key="y", permissions=(P.VIEW_REGISTRY,)),
    Entry(N_("统计"), "statistics:cases", icon="chart-bar", key="t", permissions=(P.VIEW_STATISTICS,)),
    Entry(N_("监督"), "supervision:home", icon="eye-check", key="u", permissions=(P.SUPERVISE, P.VIEW_AUDIT)),
    Entry(N_("设置"), "jurisdictions:profile", icon="settings", key="s", permissions=(P.VIEW_RULES,)),
)
REGISTER = Entry(N_("登记纠纷"), "disputes:register", icon="plus", key="n", permissions=(P.REGISTER,))
SEARCH = Entry(N_("查找"), "disputes:list", icon="search", key="", permissions=(P.VIEW_DISPUTES,))
NOTICES = Entry(N_("通知"), "accounts:notices", icon="bell", key="")


def link(request: HttpRequest, entry: Entry) -> Link | None:
    """Return the entry as a link, or None when its page is not installed or not for this account."""
    actor = getattr(request, "actor", None)
    held = actor.permissions if actor else frozenset()
    if entry.permissions and not held.intersection(entry.permissions):
        return None
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    return Link(gettext(entry.label), url, entry.icon, entry.key, request.path == url)


def links(request: HttpRequest) -> list[Link]:
    """Return the menu for this account; the entry with the longest address that begins the page's address is current."""
    shown = [made for entry in ENTRIES if (made := link(request, entry))]
    within = [made for made in shown if request.path.startswith(made.url)]
    best = max(within, key=lambda made: len(made.url), default=None)
    return [Link(made.label, made.url, made.icon, made.key, made is best) for made in shown]
