"""Coming in: passwords and codes are checked one after another for an account, and failures in a row lock it."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from fengqiao.accounts import rules
from fengqiao.accounts.models import SignIn, SignInResult, User
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.crypto import keyed_hash


def _trace(username: str, user: User | None, at: datetime, result: SignInResult, *, network: str, device: str) -> None:
    SignIn.objects.create(
        at=at, user=user, username_hash=keyed_hash(username), result=result, network=network, device=device
    )


def _count_failure(user: User, at: datetime, device: str) -> None:
    user.failures += 1
    user.locked_until = rules.lock_after(user.failures, at)
    if user.locked_until:
        user.failures = 0
        nobody = Actor(user_id=None, name="", at=at, device=device)
        audit.record(nobody, user, "lock_out", after="locked", data={"until": user.locked_until})
    user.save(update_fields=["failures", "locked_until"])


@transaction.atomic
def check_password(username: str, password: str, *, at: datetime, network: str = "", device: str = "") -> User | None:
    """Return the account whose name and password these are, None when they are not or the account may not sign in.

    Every refusal looks and takes alike, whether or not the account exists. The account's row is locked while its
    password is checked, so that many tries at once do not outrun the count. Success resets no count: that is for
    `signed_in`.
    """
    name = username.strip().lower()
    user = User.objects.select_for_update().filter(username=name).first() if "\0" not in name else None
    right = user.check_password(password) if user else not make_password(password)
    if user is None:
        result = SignInResult.REFUSED
    elif rules.locked(user.locked_until, at):
        result = SignInResult.LOCKED
    elif not right:
        result = SignInResult.REFUSED
        _count_failure(user, at, device)
    elif not user.is_active:
        result = SignInResult.INACTIVE
    else:
        return user
    _trace(name, user, at, result, network=network, device=device)
    return None


@transaction.atomic
def refuse_code(user: User, *, at: datetime, network: str = "", device: str = "") -> None:
    """Count a wrong one-time code like a wrong password."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    _count_failure(locked, at, device)
    _trace(locked.username, locked, at, SignInResult.CODE_REFUSED, network=network, device=device)


@transaction.atomic
def signed_in(user: User, *, at: datetime, network: str = "", device: str = "") -> None:
    """Note that somebody came in, with every factor that the account asks for; the count of failures starts anew."""
    User.objects.filter(pk=user.pk).update(failures=0, locked_until=None)
    _trace(user.username, user, at, SignInResult.SUCCESS, network=network, device=device)
