"""What every template may rely on: the moment of the page, how the reader wants to see it, and which shell it is in."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from fengqiao.ui.preferences import chosen
from fengqiao.ui.words import words


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `now` (the actor's moment where there is one), `look` (theme, size), `shell` and `words` (for the scripts)."""
    actor = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    return {
        "now": actor.at if actor else timezone.now(),
        "look": chosen(request),
        "shell": "workbench/base.html" if user is not None and user.is_authenticated else "portal/base.html",
        "words": words,
    }
