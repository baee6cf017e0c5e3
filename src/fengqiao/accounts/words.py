"""What the audit desk calls records, what was done to them, and their states."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from fengqiao.accounts.permissions import ROLE_NAMES
from fengqiao.core import events
from fengqiao.core.models import AuditEvent
from fengqiao.core.text import N_, listed, said


@dataclass(frozen=True)
class Words:
    """The names of one type of record, marked for translation: of the record itself, its verbs, its states."""

    record: str = ""
    verbs: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)


ACCOUNT = Words(
    N_("账号"),
    {
        "create": N_("建立账号"),
        "assign": N_("分配岗位"),
        "end_assignment": N_("结束岗位"),
        "lock": N_("停用账号"),
        "unlock": N_("恢复账号"),
        "lock_out": N_("连续失败锁定"),
        "change_password": N_("修改密码"),
        "reset_password": N_("重置密码"),
        "remove_second_factor": N_("解除动态验证码"),
        "activate_second_factor": N_("启用动态验证码"),
        "deactivate_second_factor": N_("停用动态验证码"),
        "make_recovery_codes": N_("生成备用码"),
        "issue_token": N_("签发令牌"),
        "revoke_token": N_("作废令牌"),
        "end_session": N_("结束登录"),
        "end_other_sessions": N_("结束其他登录"),
    },
    {
        "active": N_("可登录"),
        "stopped": N_("已停用"),
        "locked": N_("已锁定"),
        **{role.value: name for role, name in ROLE_NAMES.items()},
    },
)


class Dictionary:
    """The words of all packages, by type of record (question "history_words"); those of type "" hold for every type."""

    def __init__(self) -> None:
        answers: list[Mapping[str, Words]] = events.collect("history_words")
        self._words = {
            "accounts.user": ACCOUNT,
            **{kind: words for answer in answers for kind, words in answer.items()},
        }

    def _of(self, event: AuditEvent) -> tuple[Words, Words]:
        return self._words.get(event.subject_type, Words()), self._words.get("", Words())

    def record(self, event: AuditEvent) -> str:
        """Return what kind of record an event is about."""
        name = self._of(event)[0].record
        return gettext(name) if name else event.subject_type

    def verb(self, event: AuditEvent) -> str:
        """Return what was done; the code when nobody named it."""
        return next(
            (gettext(words.verbs[event.verb]) for words in self._of(event) if event.verb in words.verbs), event.verb
        )

    def state(self, event: AuditEvent, code: str) -> str:
        """Return the name of a state before or after an event; the code when nobody named it."""
        return next((gettext(words.states[code]) for words in self._of(event) if code in words.states), code)

    def verbs(self) -> list[tuple[str, str]]:
        """Return every verb with its name, by name; the names of one verb of several types together."""
        names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for words in self._words.values():
            for verb, name in words.verbs.items():
                names[verb][gettext(name)] = None
        return sorted(((verb, said(listed(told))) for verb, told in names.items()), key=lambda verb: verb[1])
