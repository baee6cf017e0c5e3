"""One tree of refusals. Each has a stable code, a status, and says in Chinese what to do now."""

from collections.abc import Mapping
from typing import Any

from fengqiao.core.text import N_, said


class DomainError(Exception):
    """A refusal that a person can act on.

    code: stable lower-case identifier. message: what is wrong. field: the input it concerns, "" for the whole. rule: the article
    or rule behind it. next_step: what to do now. extra: plain values for programs. Message and next step are given in Chinese
    and read in the reader's language. Each kind of refusal has a rule and a way on of its own, for what names none.
    """

    status = 409
    principle = N_("办理步骤")
    way_on = N_("请刷新页面，按这条记录现在的情况办理。")

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
        """What to do now, in the reader's language."""
        return said(self._next_step or type(self).way_on)

    def problem(self) -> dict[str, Any]:
        """Return the problem document (RFC 9457)."""
        document: dict[str, Any] = {
            "type": f"urn:fengqiao:problem:{self.code}",
            "title": self.message,
            "status": self.status,
            "code": self.code,
        }
        document["rule"] = self.rule or said(type(self).principle)
        document["next_step"] = self.next_step
        for name in ("field", "extra"):
            if value := getattr(self, name):
                document[name] = value
        return document


class Malformed(DomainError):
    """The input itself is wrong."""

    status = 422
    principle = N_("填写要求")
    way_on = N_("请改正后重新提交。")


class NotNow(DomainError):
    """The input is well formed, but the record's state forbids it."""

    status = 409


class Stale(DomainError):
    """Somebody else changed the record since it was read."""

    status = 409
    principle = N_("以最新的记录为准")


class Forbidden(DomainError):
    """The actor may not do this."""

    status = 403
    principle = N_("岗位权限")
    way_on = N_("请由有权办理的单位或者岗位办理。")


class NotFound(DomainError):
    """There is no such record within the actor's scope."""

    status = 404
    principle = N_("只能查到管辖范围内的记录")
    way_on = N_("请核对编号或者地址，从列表里重新打开。")


class TooMany(DomainError):
    """Too many tries in too short a time."""

    status = 429
    principle = N_("操作次数的限制")
    way_on = N_("请稍后再试。")
