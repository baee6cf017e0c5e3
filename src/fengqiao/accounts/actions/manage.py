"""What an administrator does to accounts."""

from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts import access, rules
from fengqiao.accounts.models import Assignment, Session, Token, User
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow


def refused(error: ValidationError, field: str = "") -> Malformed:
    """Return the first message of a Django validation as a refusal that names its field."""
    if hasattr(error, "error_dict"):
        field, errors = next(iter(error.error_dict.items()))
        return refused(errors[0], field)
    return Malformed(
        f"{field or 'input'}_invalid", error.messages[0], field=field, next_step=_("请按提示修改后重新提交。")
    )


def check_new_password(password: str, user: User) -> None:
    """Raise Malformed (field "password") when a password is too weak for an account."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Malformed(
            "password_weak",
            "".join(error.messages),
            field="password",
            next_step=_("请换一个至少10位、不易猜到的密码。"),
        ) from error


def _not_own(actor: Actor, user: User) -> None:
    if actor.user_id == user.pk:
        raise Forbidden(
            "own_account",
            _("不能管理自己的账号。"),
            next_step=_("请由另一名管理员办理。"),
        )


def create_user(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str,
    encoded: str = "",
    phone: str = "",
    person_id: UUID | None = None,
    must_change_password: bool = True,
) -> User:
    """Make an account without any post and return it.

    username: 3 to 40 lower-case letters, digits, dots, hyphens. password: in clear, at least 10 characters; the owner
    must change it at the first sign-in unless told otherwise. encoded: the password as it is kept, when it is known from
    another account with the same one: working it out takes a quarter of a second. Raises Forbidden, Malformed.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    user = User(
        username=username.strip().lower(),
        name=name.strip(),
        phone=phone,
        person_id=person_id,
        must_change_password=must_change_password,
        created_at=actor.at,
    )
    check_new_password(password, user)
    user.password = encoded or make_password(password)
    try:
        user.full_clean()
        with transaction.atomic():
            user.save(force_insert=True)
            audit.record(actor, user, "create", data={"username": user.username, "person_id": person_id})
    except ValidationError as error:
        raise refused(error) from error
    except IntegrityError as error:
        raise Malformed(
            "username_taken",
            _("账号已被使用。"),
            field="username",
            next_step=_("请换一个账号。"),
        ) from error
    return user


@transaction.atomic
def assign(
    actor: Actor,
    user_id: UUID,
    *,
    role: Role | str,
    organisation_id: UUID | None = None,
    region_scope: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    why: str = "",
) -> Assignment:
    """Give an account a post and return it.

    region_scope: prefix of the region code, "" for none. starts_on: local date, today when None. Raises Forbidden (also
    for one's own account), NotFound, Malformed.
    """
    user = access.get_for(actor, user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    if role not in set(Role):
        raise Malformed("role_unknown", _("没有这个岗位。"), field="role", next_step=_("请从列表中选择岗位。"))
    assignment = Assignment(
        user=user,
        role=role,
        organisation_id=organisation_id,
        region_scope=region_scope,
        starts_on=starts_on or timezone.localdate(actor.at),
        ends_on=ends_on,
        created_at=actor.at,
    )
    if ends_on and ends_on < assignment.starts_on:
        raise Malformed(
            "days_out_of_order", _("结束日期早于开始日期。"), field="ends_on", next_step=_("请核对两个日期。")
        )
    try:
        assignment.full_clean()
    except ValidationError as error:
        raise refused(error) from error
    assignment.save(force_insert=True)
    audit.record(actor, user, "assign", after=str(assignment.role), why=why, data=_facts(assignment))
    return assignment


def _facts(assignment: Assignment) -> dict[str, object]:
    return {
        "assignment": assignment.pk,
        "role": str(assignment.role),
        "organisation_id": assignment.organisation_id,
        "region_scope": assignment.region_scope,
        "starts_on": assignment.starts_on,
        "ends_on": assignment.ends_on,
    }


@transaction.atomic
def end_assignment(actor: Actor, assignment_id: UUID, *, why: str = "") -> Assignment:
    """End a post at once and return it. Raises Forbidden, NotFound, NotNow when it has ended already."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    assignment = Assignment.objects.select_for_update().filter(pk=assignment_id).first()
    if assignment is None:
        raise NotFound("assignment_not_found", _("没有找到这个岗位。"), next_step=_("请返回账号页面重新选择。"))
    user = access.get_for(actor, assignment.user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    if assignment.ended_at or (assignment.ends_on and assignment.ends_on < timezone.localdate(actor.at)):
        raise NotNow("assignment_ended", _("这个岗位已经结束。"), next_step=_("如需恢复，请重新分配岗位。"))
    assignment.ended_at = actor.at
    assignment.save(update_fields=["ended_at"])
    audit.record(actor, user, "end_assignment", before=assignment.role, why=why, data=_facts(assignment))
    return assignment


def _close(user: User, at: datetime) -> None:
    Session.objects.filter(user_id=user.pk).delete()
    Token.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


@transaction.atomic
def lock(actor: Actor, user_id: UUID, *, why: str) -> User:
    """Stop an account until it is unlocked: its sessions end, its tokens are revoked.

    Raises Forbidden, NotFound, NotNow when it is stopped already.
    """
    user = access.get_for(actor, user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    if not user.is_active:
        raise NotNow("account_stopped", _("这个账号已经停用。"))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _close(user, actor.at)
    audit.record(actor, user, "lock", before="active", after="stopped", why=why)
    return user


@transaction.atomic
def unlock(actor: Actor, user_id: UUID, *, why: str = "") -> User:
    """Let an account sign in again, whether it was stopped or locked by failures.

    Raises Forbidden, NotFound, NotNow when it is neither.
    """
    user = access.get_for(actor, user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    if user.is_active and not rules.locked(user.locked_until, actor.at):
        raise NotNow("account_not_locked", _("这个账号没有锁定。"))
    before = "locked" if user.is_active else "stopped"
    user.is_active, user.failures, user.locked_until = True, 0, None
    user.save(update_fields=["is_active", "failures", "locked_until"])
    audit.record(actor, user, "unlock", before=before, after="active", why=why)
    return user


@transaction.atomic
def reset_password(actor: Actor, user_id: UUID, *, why: str) -> str:
    """Give an account a one-time password and return it, to be shown once; its sessions end.

    Raises Forbidden, NotFound.
    """
    user = access.get_for(actor, user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    password = rules.one_time_password()
    user.set_password(password)
    user.must_change_password, user.failures, user.locked_until = True, 0, None
    user.save(update_fields=["password", "must_change_password", "failures", "locked_until"])
    Session.objects.filter(user_id=user.pk).delete()
    audit.record(actor, user, "reset_password", why=why)
    return password


@transaction.atomic
def remove_second_factor(actor: Actor, user_id: UUID, *, why: str) -> User:
    """Remove the one-time codes of somebody who lost the device; the account's sessions end.

    Raises Forbidden, NotFound, NotNow when there are none.
    """
    user = access.get_for(actor, user_id, Permission.MANAGE_ACCOUNTS, lock=True)
    _not_own(actor, user)
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise NotNow("second_factor_absent", _("这个账号没有启用动态验证码。"))
    Session.objects.filter(user_id=user.pk).delete()
    audit.record(actor, user, "remove_second_factor", why=why)
    return user
