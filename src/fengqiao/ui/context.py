"""What every template may rely on: the moment of the page, how the reader wants to see it, and which shell it is in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from fengqiao.ui.preferences import chosen
from fengqiao.ui.words import words


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `now`, `look` (theme, size), `shell` (the reader's base template) and `words` (for the scripts)."""
    return {"now": timezone.now(), "look": chosen(request), "shell": lambda: _shell(request), "words": words}


def _shell(request: HttpRequest) -> str:
    if getattr(request, "urlconf", None) == settings.PUBLIC_SCHEMA_URLCONF:  # the bare host knows no accounts
        return "portal/front.html"
    user = getattr(request, "user", None)
    return "workbench/base.html" if user is not None and user.is_authenticated else "portal/base.html"
