"""When something happened, as a person enters it: never later than now, never before the matter began. Plain Python."""

from __future__ import annotations

from datetime import datetime

from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import N_, day_words

BEFORE_SESSION = "人民调解工作若干规定；人民调解法第17条"


def happened(at: datetime | None, *, now: datetime, since: datetime, field: str) -> datetime:
    """Return when a fact happened; None means now.

    since: the request that began the matter. Raises Malformed for a moment in the future or before the day of the request.
    """
    if at is None:
        return now
    if at.tzinfo is None:
        raise Malformed("moment_without_zone", N_("时间须写明时区。"), field=field)
    if at > now:
        raise Malformed(
            "moment_in_future", N_("时间不能晚于现在。"), field=field, next_step=N_("请填写实际发生的时间。")
        )
    if local_date(at) < local_date(since):
        text = N_("时间不能早于申请之日（%(day)s）。") % {"day": day_words(local_date(since))}
        raise Malformed("moment_before_request", text, field=field, next_step=N_("请填写实际发生的时间。"))
    return at


def opened_before(session_at: datetime, told: list[tuple[str, datetime]]) -> None:
    """Raise NotNow when a session lies on a day before that of a notice or consent; told: (what by whom, moment)."""
    late = [what for what, moment in told if local_date(moment) > local_date(session_at)]
    if late:
        raise NotNow(
            "session_before_consent",
            N_("%(what)s的时间晚于本次调解的时间。") % {"what": late[0]},
            field="starts_at",
            rule=BEFORE_SESSION,
            next_step=N_("先告知权利义务并取得同意，再进行调解；请核对时间。"),
        )
