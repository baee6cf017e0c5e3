"""Every request knows who acts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fengqiao.accounts.access import actor_for


class ActorMiddleware:
    """Set `request.actor`, worked out when first asked for, so that pages for everybody cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lazy: Any = SimpleLazyObject(lambda: actor_for(request))
        request.actor = lazy  # type: ignore[attr-defined]  # this line is what gives requests an actor
        return self.get_response(request)
