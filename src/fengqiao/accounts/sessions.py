"""Where sessions are kept: in a table of the jurisdiction, each with its owner, so that he can see and end them."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest

from fengqiao.accounts.models import Session
from fengqiao.accounts.origin import device_of, network_of

_ORIGIN = "origin"


class SessionStore(DatabaseStore):
    """Django's database sessions in a model that names the owner."""

    @classmethod
    def get_model_class(cls) -> type[Session]:  # type: ignore[override]  # stubs expect Django's own session model
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:  # type: ignore[override]  # as above
        return Session(
            session_key=self.session_key or "",
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            **data.get(_ORIGIN, {}),
        )


def note_origin(request: HttpRequest, at: str) -> None:
    """Keep with the session from where and when it was begun; ``at`` in ISO 8601."""
    request.session[_ORIGIN] = {"started_at": at, "network": network_of(request), "device": device_of(request)}
