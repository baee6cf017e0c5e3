"""Who calls the API: a program with a token, a signed-in browser, or, to get a first token, a name and a password."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from fengqiao.accounts import access, actions
from fengqiao.accounts.models import User
from fengqiao.accounts.origin import device_of, network_of
from fengqiao.core import limits
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden

SIGN_INS_PER_MINUTE = 60


def _settle(request: HttpRequest, user: User, actor: Actor) -> Actor:
    request.user = user
    request.actor = actor  # type: ignore[attr-defined]  # HttpRequest becomes a core.api.ApiRequest here
    return actor


def _check_password_age(user: User) -> None:
    if user.must_change_password:
        raise Forbidden(
            "password_change_required",
            _("请先修改一次性密码。"),
            next_step=_("请在网页登录，改好密码后再试。"),
        )


class Token(HttpBearer):
    """`Authorization: Bearer fq_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Return the owner as actor, narrowed to the token. Raises AuthenticationError."""
        at = timezone.now()
        found = access.by_key(token, at)
        if found is None:
            raise AuthenticationError
        actions.mark_token_used(found, at)
        return _settle(request, found.user, access.actor_of_token(found, at))


class Session(APIKeyCookie):
    """The session cookie of a signed-in browser; writes need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        if "HTTP_AUTHORIZATION" in request.META or self.param_name not in request.COOKIES:
            return None
        return super()._get_key(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who signed in, None for nobody. Raises Forbidden while a one-time password is to be changed."""
        if key is None or not isinstance(request.user, User):
            return None
        _check_password_age(request.user)
        return _settle(request, request.user, access.actor_for(request))


def credentials(request: HttpRequest) -> Actor | None:
    """Return the actor whose user name, password and, where asked for, one-time code stand in a JSON body; else None.

    Counted and logged like any sign-in. Raises AuthenticationError when they are wrong, TooMany.
    """
    if "HTTP_AUTHORIZATION" in request.META:
        return None
    given = _body(request)
    username, password = given.get("username"), given.get("password")
    if not (isinstance(username, str) and isinstance(password, str) and _is_text(f"{username}{password}")):
        return None
    at = timezone.now()
    origin = {"network": network_of(request), "device": device_of(request)}
    limits.take(f"sign-in:{origin['network']}", limit=SIGN_INS_PER_MINUTE, seconds=60, at=at)
    user = actions.check_password(username, password, at=at, **origin)
    if user is None or not _code_fits(user, given.get("code"), at, origin):
        raise AuthenticationError
    _check_password_age(user)
    actions.signed_in(user, at=at, **origin)
    return _settle(request, user, access.actor_of(user, at))


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _is_text(given: str) -> bool:
    """Whether all of it are characters: JSON can name halves of some."""
    try:
        return bool(given.encode())
    except UnicodeEncodeError:
        return False


def _code_fits(user: User, code: Any, at: datetime, origin: dict[str, str]) -> bool:
    factors = access.second_factors(user)
    if not factors or (isinstance(code, str) and any(factor.wrap().validate_code(code) for factor in factors)):
        return True
    actions.refuse_code(user, at=at, **origin)
    return False


AUTH = [Token(), Session()]
"""Who may call an operation, for `NinjaAPI(auth=AUTH)`."""
