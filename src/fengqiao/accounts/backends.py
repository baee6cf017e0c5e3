"""How Django asks whether a name and a password belong to an account."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from fengqiao.accounts import access, actions
from fengqiao.accounts.models import User
from fengqiao.accounts.origin import device_of, network_of


class PasswordBackend(BaseBackend):
    """Checks passwords with lock-out; a stopped account's sessions are nobody's."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **others: Any
    ) -> User | None:
        """Return the account, None when refused for whatever reason."""
        if not username or not password:
            return None
        origin = {"network": network_of(request), "device": device_of(request)} if request else {}
        return actions.check_password(username, password, at=timezone.now(), **origin)

    def get_user(self, user_id: Any) -> User | None:
        """Return the account of a session."""
        return access.of_session(user_id)
