"""Who gets into a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxDetails

from fengqiao.accounts.access import actor_for
from fengqiao.accounts.models import User
from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    actor: Actor
    htmx: HtmxDetails


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def _go(request: HttpRequest, response: HttpResponseRedirect) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return response
    answer = HttpResponse()
    answer["HX-Redirect"] = response.url
    return answer


def staff(
    permission: Permission | None = None, *, with_old_password: bool = False
) -> Callable[[StaffView[P]], View[P]]:
    """Let only those in who signed in and, if one is named, hold the permission; the view finds `request.actor`.

    Others go to the sign-in page (nobody) or get Forbidden (without the permission). Who must change the password first is
    led there, unless the page works ``with_old_password``. The answer is kept in no cache.
    """

    def decorator(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) and not user.is_authenticated:
                back = request.get_full_path() if request.method == "GET" else "/"
                return _go(request, redirect_to_login(back))
            if user.must_change_password and not with_old_password:
                return _go(request, HttpResponseRedirect(reverse("accounts:password")))
            request.actor = actor_for(request)  # type: ignore[attr-defined]  # HttpRequest becomes a StaffRequest here
            if permission:
                request.actor.require(permission)  # type: ignore[attr-defined]  # as above
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]  # as above
            add_never_cache_headers(response)
            return response

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the permission matrix
        return guarded

    return decorator
