"""The workbench menu: each entry is shown to those whose work it is, so that nobody sees more than nine."""

from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from fengqiao.accounts.permissions import Permission
from fengqiao.core.text import N_


@dataclass(frozen=True)
class Entry:
    """A place of work: its pages with the permission that opens each, the first that is open leads. `key` is pressed after g."""

    label: str
    pages: tuple[tuple[str, Permission | None], ...]
    icon: str
    key: str = ""


@dataclass(frozen=True)
class Link:
    """An entry as shown. `current`: the page belongs to it."""

    label: str
    url: str
    icon: str
    key: str
    current: bool = False


P = Permission
ENTRIES = (
    Entry(N_("待办"), (("disputes:todo", P.VIEW_DISPUTES),), icon="checklist", key="d"),
    Entry(N_("纠纷"), (("disputes:list", P.VIEW_DISPUTES),), icon="folders", key="j"),
    Entry(N_("日程"), (("mediation:calendar", P.MEDIATE),), icon="calendar-event", key="r"),
    Entry(N_("组织"), (("organisations:list", P.VIEW_REGISTRY),), icon="building-community", key="z"),
    Entry(N_("人员"), (("people:list", P.VIEW_REGISTRY),), icon="users", key="y"),
    Entry(N_("培训"), (("training:list", P.VIEW_TRAINING),), icon="school", key="x"),
    Entry(N_("统计"), (("statistics:cases", P.VIEW_STATISTICS),), icon="chart-bar", key="t"),
    Entry(
        N_("考核与补贴"),
        (("assessment:list", P.VIEW_ASSESSMENTS), ("subsidies:list", P.VIEW_SUBSIDIES)),
        icon="clipboard-check",
        key="k",
    ),
    Entry(N_("监督"), (("accounts:audit", P.VIEW_AUDIT),), icon="eye-check", key="u"),
    Entry(
        N_("设置"),
        (("accounts:list", P.MANAGE_ACCOUNTS), ("jurisdictions:profile", P.VIEW_RULES)),
        icon="settings",
        key="s",
    ),
)
REGISTER = Entry(N_("登记纠纷"), (("disputes:register", P.REGISTER),), icon="plus", key="n")
SEARCH = Entry(N_("查找"), (("disputes:list", P.VIEW_DISPUTES),), icon="search")
NOTICES = Entry(N_("通知"), (("accounts:notices", None),), icon="bell")
MINE = Entry(N_("我的账号"), (("accounts:mine", None),), icon="user-circle")


def _urls(request: HttpRequest, entry: Entry) -> list[str]:
    """Return the addresses of an entry's pages that are installed and open to this account, in order."""
    held = request.actor.permissions if hasattr(request, "actor") else frozenset()
    found = []
    for name, permission in entry.pages:
        if permission is None or permission in held:
            with suppress(NoReverseMatch):
                found.append(reverse(name))
    return found


def link(request: HttpRequest, entry: Entry) -> Link | None:
    """Return the entry as a link, or None when none of its pages is installed and open to this account."""
    urls = _urls(request, entry)
    return Link(gettext(entry.label), urls[0], entry.icon, entry.key) if urls else None


def links(request: HttpRequest) -> list[Link]:
    """Return the menu for this account; the entry that has the longest address with which the page's own begins is current."""
    reached = {entry: _urls(request, entry) for entry in ENTRIES}
    within = [(len(url), entry) for entry, urls in reached.items() for url in urls if request.path.startswith(url)]
    best = max(within, key=itemgetter(0), default=(0, None))[1]
    return [
        Link(gettext(entry.label), urls[0], entry.icon, entry.key, entry is best)
        for entry, urls in reached.items()
        if urls
    ]
