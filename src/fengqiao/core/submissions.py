"""A page's form sent twice acts once: it carries a key, and what came of it is kept in the transaction of the action."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from fengqiao.core.api_replies import NOBODY, claim
from fengqiao.core.errors import NotNow
from fengqiao.core.models import IdempotentReply

FIELD = "submission"
"""The hidden field of the form that carries the key."""
_KEY = re.compile(r"[0-9a-f]{32}")
_APART = {FIELD, "csrfmiddlewaretoken", "seen"}


def new_key() -> str:
    """Return a key for a form that is shown."""
    return uuid4().hex


@dataclass(frozen=True)
class Submission:
    """A form that was sent: by whom (None without an account), under which key, saying what. Without a known key it is always new."""

    user_id: UUID | None
    key: str
    content: str

    def earlier(self, *, whatever_it_said: bool = False) -> UUID | None:
        """Return what was made when the same form was sent before, None when it was not or when it said something else."""
        if not _KEY.fullmatch(self.key):
            return None
        kept = IdempotentReply.objects.filter(user_id=self._owner, key=self._kept_as).first()
        return UUID(bytes=bytes(kept.body)) if kept and (whatever_it_said or self._is(kept)) else None

    def once(self, act: Callable[[], UUID]) -> UUID:
        """Act and return what was made; for a form sent before, return what was made then.

        Of two sent at the same time, the second waits for the first. Raises NotNow when the key was used for another content.
        """
        if not _KEY.fullmatch(self.key):
            return act()
        with transaction.atomic():
            kept, is_new = claim(self._owner, self._kept_as, self._digest)
            if is_new:
                made = act()
                kept.status, kept.body = 302, made.bytes
                kept.save(update_fields=["status", "body"])
                return made
        if not self._is(kept):
            raise NotNow(
                "form_sent_before",
                _("这一页已经提交过一次，已经登记。"),
                next_step=_("请先到工作台核对；如果是另一件事，再次提交即可另行登记。"),
            )
        return UUID(bytes=bytes(kept.body))

    @property
    def _owner(self) -> UUID:
        return self.user_id or NOBODY

    @property
    def _kept_as(self) -> str:
        return f"form {self.key}"  # the blank keeps it apart from every key of a program

    @property
    def _digest(self) -> str:
        return hashlib.sha256(self.content.encode(errors="replace")).hexdigest()

    def _is(self, kept: IdempotentReply) -> bool:
        return kept.request_hash == self._digest


def sent(posted: QueryDict, user_id: UUID | None) -> Submission:
    """Return a form as somebody sent it, with everything that it says."""
    said = sorted((name, values) for name, values in posted.lists() if name not in _APART)
    return Submission(user_id, posted.get(FIELD) or "", repr(said))
