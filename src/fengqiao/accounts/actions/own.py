"""What people do to their own account."""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts import access, rules
from fengqiao.accounts.actions.manage import check_new_password
from fengqiao.accounts.models import Session, Token, User
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow


@transaction.atomic
def change_password(actor: Actor, password: str, *, session_key: str = "") -> User:
    """Set the actor's own password (in clear, at least 10 characters); all sessions but the one with this key end.

    Raises Malformed when it is weak or the old one.
    """
    user = access.own(actor, lock=True)
    check_new_password(password, user)
    if user.check_password(password):
        raise Malformed(
            "password_unchanged", _("新密码与原密码相同。"), field="password", next_step=_("请换一个密码。")
        )
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    access.own_sessions(actor).exclude(session_key=session_key).delete()
    audit.record(actor, user, "change_password")
    return user


@transaction.atomic
def issue_token(
    actor: Actor, *, name: str, scopes: Collection[str] | None = None, days: int = rules.TOKEN_DAYS
) -> tuple[Token, str]:
    """Make a key for a program at the place where the actor works; return its row and the key, which is shown only now.

    scopes: permissions, each of which the actor must hold; None for all that he holds. days: validity, 1 to 366.
    Raises Malformed, Forbidden.
    """
    user = access.own(actor, lock=True)
    if not name.strip():
        raise Malformed(
            "token_name_missing", _("请写明令牌的用途。"), field="name", next_step=_("例如：与法院系统对接。")
        )
    if not 1 <= days <= rules.TOKEN_DAYS_LONGEST:
        raise Malformed(
            "token_days_invalid",
            _("令牌有效期为1至%(longest)d天。") % {"longest": rules.TOKEN_DAYS_LONGEST},
            field="days",
            next_step=_("请改为这个范围内的天数。"),
        )
    wanted = actor.permissions if scopes is None else frozenset(scopes)
    if missing := sorted(wanted - actor.permissions):
        raise Forbidden(
            "scope_not_held",
            _("令牌的权限不能超出本人的权限。"),
            field="scopes",
            next_step=_("请去掉不具有的权限。"),
            extra={"missing": missing},
        )
    if not wanted:
        raise Malformed(
            "scopes_empty", _("请至少选择一项权限。"), field="scopes", next_step=_("请选择令牌可用的权限。")
        )
    key = rules.new_key()
    token = Token.objects.create(
        user=user,
        name=name.strip(),
        prefix=key[: rules.PREFIX_LENGTH],
        digest=sha256(key.encode()).hexdigest(),
        scopes=sorted(wanted),
        organisation_id=actor.organisation_id,
        region_scope=actor.region_scope,
        expires_at=actor.at + timedelta(days=days),
        created_at=actor.at,
    )
    audit.record(
        actor,
        user,
        "issue_token",
        data={"token": token.pk, "prefix": token.prefix, "scopes": token.scopes, "expires_at": token.expires_at},
    )
    return token, key


@transaction.atomic
def revoke_token(actor: Actor, token_id: UUID) -> Token:
    """End one of the actor's own keys. Raises NotFound, NotNow when it was revoked before."""
    token = access.own_token(actor, token_id, lock=True)
    if token.revoked_at:
        raise NotNow("token_revoked", _("这个令牌已经作废。"))
    token.revoked_at = actor.at
    token.save(update_fields=["revoked_at"])
    audit.record(actor, token.user, "revoke_token", data={"token": token.pk, "prefix": token.prefix})
    return token


@transaction.atomic
def end_session(actor: Actor, number: str) -> None:
    """Sign the actor out of one browser, named by its public number. Raises NotFound."""
    for session in access.own_sessions(actor):
        if session.number == number:
            Session.objects.filter(pk=session.pk).delete()
            audit.record(actor, access.own(actor), "end_session", data={"device": session.device})
            return
    raise NotFound("session_not_found", _("这个登录已经结束。"), next_step=_("请刷新页面。"))


@transaction.atomic
def end_other_sessions(actor: Actor, current_key: str) -> int:
    """Sign the actor out of all browsers but the one with this session key; return of how many."""
    ended, _by_model = access.own_sessions(actor).exclude(session_key=current_key).delete()
    if ended:
        audit.record(actor, access.own(actor), "end_other_sessions", data={"count": ended})
    return ended


def note_second_factor(actor: Actor, verb: str) -> None:
    """Record that the actor switched one-time codes on or off, or made new recovery codes."""
    audit.record(actor, access.own(actor), verb)


@transaction.atomic
def mark_notices_read(actor: Actor) -> None:
    """Everything that the actor was told of up to now is read."""
    user = access.own(actor, lock=True)
    user.notices_read_at = actor.at
    user.save(update_fields=["notices_read_at"])
