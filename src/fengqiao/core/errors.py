"""One tree of refusals. Each has a stable code, a status, and says in Chinese what to do now."""

from collections.abc import Mapping
from typing import Any

from fengqiao.core.text import said


class DomainError(Exception):
    """A refusal that a person can act on.

    code: stable lower-case identifier. message: what is wrong. field: the input it concerns, "" for the whole. rule: the article
    or rule behind it. next_step: what to do now. extra: plain values for programs. Message and next step are given in Chinese
    and read in the reader's language.
    """

    status = 409

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str = "",
        rule: str = "",
        next_step: str = "",
        status: int | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self._message = message
        self.field = field
        self.rule = rule
        self._next_step = next_step
        self.status = status or type(self).status
        self.extra = dict(extra or {})

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return said(self._message)

    @property
    def next_step(self) -> str:
        """What to do now, in the reader's language; "" when nothing can be done."""
        return said(self._next_step)

    def problem(self) -> dict[str, Any]:
        """Return the problem document (RFC 9457)."""
        document: dict[str, Any] = {
            "type": f"urn:fengqiao:problem:{self.code}",
            "title": self.message,
            "status": self.status,
            "code": self.code,
        }
        for name in ("field", "rule", "next_step", "extra"):
            if value := getattr(self, name):
                document[name] = value
        return document


class Malformed(DomainError):
    """The input itself is wrong."""

    status = 422


class NotNow(DomainError):
    """The input is well formed, but the record's state forbids it."""

    status = 409


class Stale(DomainError):
    """Somebody else changed the record since it was read."""

    status = 409


class Forbidden(DomainError):
    """The actor may not do this."""

    status = 403


class NotFound(DomainError):
    """There is no such record within the actor's scope."""

    status = 404


class TooMany(DomainError):
    """Too many tries in too short a time."""

    status = 429
