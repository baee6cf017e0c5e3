"""What the workbench's frame needs in each of its pages; worked out only when a template asks."""

from typing import Any

from django.http import HttpRequest

from fengqiao.shells.workbench import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `menu`, `register_link`, `search_link`, `notices_link` and `mine_link` as functions of this request."""
    return {
        "menu": lambda: menu.links(request),
        "register_link": lambda: menu.link(request, menu.REGISTER),
        "search_link": lambda: menu.link(request, menu.SEARCH),
        "notices_link": lambda: menu.link(request, menu.NOTICES),
        "mine_link": lambda: menu.link(request, menu.MINE),
    }
